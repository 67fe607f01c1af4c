"""
The school year: an edition of the whole directory, loaded and compared out of sight, then opened on a day.

`edition.py` is one year as plain values, wherever it comes from; everything else here reads, writes or compares those.
"""
