"""
A school year as a spreadsheet: one row an office or a department. What an HR office sends, and can be sent.

A blank cell says that there is nothing; a column that is missing says nothing, and what the drafts have stays. Texts
and contact lines of pages have no column, so they always stay; a year without drafts has them from the year before.
`docs/spreadsheet.md` tells people the same.

`cells.py` has a file's sheets as texts. `understanding.py` makes rows of the template of them, whoever made them:
`headings.py` knows what columns are called, `several.py` parts what stands together, `read_as.py` is what a person
wants otherwise. `read_sheet.py` says what the rows mean, `write_sheet.py` writes them, `keeping.py` keeps the rest.
"""

from .cells import ENCODINGS, ENDINGS, OTHERS, SEPARATORS, TEXTS, letter
from .read_as import KINDS, ReadAs
from .read_sheet import Sheets, read, understand
from .sheet_columns import COLUMNS, READ_AS
from .write_sheet import write
