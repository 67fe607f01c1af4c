"""
A school year as a spreadsheet: one row an office or a department. What an HR office sends, and can be sent.

A blank cell says that there is nothing; a column that is missing says nothing, and what the drafts have stays. Texts
and contact lines of pages have no column, so they always stay; a year without drafts has them from the year before.
`docs/spreadsheet.md` tells people the same.

`sheet_columns.py` is what the columns are, `cells.py` a file's cells, `read_sheet.py` and `write_sheet.py` what rows
mean.
"""

from .cells import ENDINGS
from .read_sheet import read
from .sheet_columns import COLUMNS
from .write_sheet import write
