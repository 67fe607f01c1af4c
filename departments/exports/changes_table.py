"""What changed in a school year as CSV, a row for each thing that changed."""

import codecs

from ..reading import change_lines, year_changes
from ..reading.directory import Directory
from ..words.plain_text import without_control_characters
from . import delimited

HEADINGS = ("School year", "Since", "What", "Office", "Department", "Now", "Before", "Page")


def written(directory: Directory) -> bytes:
    """The file, as `delimited` writes one; only its headings where there is no earlier year to compare with."""
    changes = year_changes.of(directory)
    rows = [
        (str(directory.year), str(changes.before), one.what, one.office, one.department, one.said, one.before, one.url)
        for one in change_lines.lines(changes)
    ]
    rows = [[without_control_characters(cell) for cell in row] for row in rows]
    return codecs.BOM_UTF8 + delimited.lines([HEADINGS, *rows])
