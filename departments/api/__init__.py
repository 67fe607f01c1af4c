"""
The read-only JSON API, version 1. `docs/api.md` tells people the same.

`shapes.py` is what it answers, `endpoints.py` the addresses, `manners.py` what holds for all of them.
"""

from .manners import urls
