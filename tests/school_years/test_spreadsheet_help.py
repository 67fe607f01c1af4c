"""What people read about the columns of a spreadsheet is what its reader knows."""

import re
from pathlib import Path

from departments.school_years.spreadsheet import COLUMNS


def test_the_page_about_spreadsheets_has_every_column_with_its_help():
    own = Path("docs/spreadsheet.md").read_text().partition("## Any other sheet")[0]
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", own, re.MULTILINE)
    told = dict(rows[1:])
    assert list(told) == [column.heading for column in COLUMNS]
    for column in COLUMNS:
        assert told[column.heading].startswith(column.what.removesuffix("."))
