"""
The school-year load as pages: upload a file, read what it would change, decide, load it, and take it back.

`uploading.py` reads the file, `kept.py` keeps it meanwhile, `sheet_page.py` shows how a sheet is read, `planning.py`
the plan, and loads it with what `deciding.py` finds ticked. `loads.py` lists what was loaded; `taking_back.py` and
`downloads.py` are as they say.
The rules are those of `departments/school_years/`, and none of them is written here again.
"""

from .loads import LoadAdmin
