"""Sheets that say one office below the other, a label and its value in each row, as sheets with a row for each."""

import re

from ...words.folding import fold
from .cells import Table, letter
from .headings import meant
from .sheet_columns import DEPARTMENT, OFFICE, UNIT

_IN_ONE_CELL = re.compile(r"([^:\n]{2,40}):\s*(\S.*)", re.DOTALL)
_NOWHERE = 1_000  # from this place on, where no column has a heading


def as_rows(table: Table) -> Table | None:
    """
    `table` with a row for each office or department and the labels as headings, in row 0; None where it is no such
    list. A block begins with the label of the first, and a department's or unit's also behind what is said of another.
    """
    labelled = {number: found for number, row in table.rows.items() if (found := _labelled(row))}
    columns = [meant(label) for label, *_ in labelled.values()]
    is_list = len(labelled) > 0.8 * len(table.rows) and len({*columns}) > 2 and columns.count(columns[0]) > 1
    if not is_list or columns[0] not in (OFFICE, DEPARTMENT) or table.merged or table.hidden_rows:
        return None
    laid, places, said, start = Table(table.name, {0: {}}, is_hidden=table.is_hidden), {}, {}, 0
    for number, row in table.rows.items():
        if number not in labelled:
            laid.rows[number] = {_NOWHERE + place: cell for place, cell in row.items()}
            continue
        label, value, place = labelled[number]
        column, key = meant(label), fold(label)
        is_next = column in (DEPARTMENT, UNIT) and (key in said or not {*said.values()} <= {OFFICE, DEPARTMENT, UNIT})
        if column is columns[0] or is_next:
            start, said = number, {}
        while key in said:
            label, key = f"{label} 2", f"{key} 2"
        said[key] = column
        at = places.setdefault(key, len(places))
        laid.rows[0][at] = label
        laid.rows.setdefault(start, {})[at] = value
        laid.stands_at[start, at] = f"{letter(place)}{number}"
        if (number, place) in table.struck:
            laid.struck.add((start, at))
    return laid


def _labelled(row):
    """The label in a row, its value and the place of that; None where it has more, or less."""
    cells = list(row.items())
    if len(cells) == 1 and isinstance(cells[0][1], str) and (found := _IN_ONE_CELL.fullmatch(cells[0][1])):
        cells = [(cells[0][0], found[1]), (cells[0][0], found[2])]
    if len(cells) != 2 or not isinstance(cells[0][1], str) or len(cells[0][1]) > 40:
        return None
    label = cells[0][1].strip(" :")
    return (label, cells[1][1], cells[1][0]) if meant(label) else None
