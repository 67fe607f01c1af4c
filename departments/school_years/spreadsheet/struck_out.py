"""
What is struck out in a sheet is left out, as it no longer holds: words, cells, and a row whose office, department or
unit is, with the rows under it that name none themselves. No other office or department is guessed for those.
"""

from collections.abc import Callable
from functools import reduce

from django.utils.translation import gettext as _

from ...models.facts import Column
from ..values import ValueRefused, shown
from .cells import Made, Table
from .sheet_columns import DEPARTMENT, OFFICE, UNIT

WHOSE = (OFFICE, DEPARTMENT, UNIT)
_Cells = dict[int, str | ValueRefused]


class StruckOut:
    """Takes the rows of `table` from the top; what it leaves out it proposes with `accepts`."""

    def __init__(self, table: Table, at: str, accepts: Callable[[str, str, str], bool]):
        self.table, self.at, self.accepts = table, at, accepts
        self.under: dict[int, str] = {}  # by place in WHOSE, what is struck out that the rows below may be of

    def rest(self, number: int, cells: _Cells) -> _Cells:
        """`cells`, which stand in the row of this number, without the cells and the words that are struck out."""
        kept = {}
        for place, cell in cells.items():
            if (number, place) in self.table.struck:
                if self._leaves_out(
                    number, place, _("{words} is struck out and is left out.").format(words=_said(cell))
                ):
                    continue
            elif isinstance(cell, Made) and cell.kind == "left":
                cell = str(cell) if self._leaves_out(number, place, cell.why) else cell.otherwise
            kept[place] = cell
        return kept

    def _leaves_out(self, number, place, sentence):
        reference = self.table.reference(number, place)
        return self.accepts("left", f"{self.at}!{reference}" if self.at else reference, sentence)

    def row(self, number: int, cells: _Cells, where: str, named: dict[Column, int]) -> _Cells:
        """The same of a row in which the cells at `named` say whose it is; nothing of one that is left out."""
        struck = {place for place in cells if (number, place) in self.table.struck}
        levels = {WHOSE.index(column): place for column, place in named.items()}
        gone = {level: _said(cells[place]) for level, place in sorted(levels.items()) if place in struck}
        under = {level: words for level, words in self.under.items() if level < min(levels, default=len(WHOSE))}
        first = _said(*cells.values())
        if is_whole := len(struck) == len(cells) > 1:
            told = _("{words}: the row is struck out and is left out.").format(words=first)
        elif gone:
            words = reduce(lambda some, one: _("{some} and {one}").format(some=some, one=one), gone.values())
            told = _("{words} is struck out, so the row is left out.").format(words=words)
        elif under:
            told = _("{words} stands under {above}, which is struck out, and is left out.")
            told = told.format(words=first, above=[*under.values()][-1])
        else:
            self.under = {}
            return self.rest(number, cells)
        is_left_out = self.accepts("left", where, told)
        self.under = under | gone if is_left_out else {}
        if is_left_out:
            return {}
        return cells if is_whole or gone else self.rest(number, cells)


def _said(*cells):
    return shown(next((str(cell) for cell in cells if isinstance(cell, str)), "…"))
