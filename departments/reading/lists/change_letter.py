"""The letter of what changed in a school year, for a school's notice board: on one sheet, or two."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil

from django.utils.translation import gettext_noop as _

from .. import change_lines, year_changes
from ..change_lines import GONE, NEW, ChangeLine
from ..directory import Directory
from ..what_became import Sentence
from ..year_changes import YearChanges

# Sizes of the type in points, as change_letter.css has them under these names.
SIZES = {"large": 11, "medium": 9, "small": 7.5}
# Of Letter pages in two columns, in points and in heights of the type; the first page has the heading.
_COLUMN_WIDTH, _FIRST_PAGE, _NEXT_PAGE = 250, 520, 690
_LINE_HEIGHT, _BETWEEN, _LETTER_WIDTH = 1.3, 0.5, 0.5
_ONE, _TWO = _FIRST_PAGE, _FIRST_PAGE + _NEXT_PAGE
_BEST_FIRST = (("large", _ONE), ("medium", _ONE), *((size, _TWO) for size in SIZES))


@dataclass(frozen=True)
class Section:
    heading: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class Letter:
    """`became` is told first; `size` is one of SIZES; `fits` says whether all of it has room on two sheets."""

    changes: YearChanges
    became: tuple[Sentence, ...] = ()
    sections: tuple[Section, ...] = ()
    size: str = "large"
    fits: bool = field(default=True)


def of(directory: Directory) -> Letter:
    """
    The letter of `directory`: who and what is new, who leads, what to call, and where it went. Words and other details
    that changed are told on the page. One query, as `year_changes.of`.
    """
    changes = year_changes.of(directory)
    lines = list(change_lines.lines(changes))
    found = [
        (_("New"), [one for one in lines if one.what == NEW]),
        (_("New leads"), [one for one in lines if one.what == "Lead"]),
        (_("New numbers"), [one for one in lines if one.what in ("Phone", "Fax")]),
        (_("No longer listed"), [one for one in lines if one.what == GONE]),
    ]
    sections = tuple(Section(heading, tuple(found)) for heading, found in found if found)
    heights = [*map(len, map(str, changes.became)), *(n for section in sections for n in _lengths(section))]
    fitting = [size for size, room in _BEST_FIRST if _height(heights, SIZES[size]) <= room]
    return Letter(changes, changes.became, sections, fitting[0] if fitting else "small", bool(fitting))


def _lengths(section) -> Iterator[int]:
    yield 2 * len(section.heading)
    for line in section.lines:
        yield sum(map(len, (line.office, line.department, line.said, line.before)))


def _height(lengths, size):
    """Of one of two columns, in points."""
    in_a_line = _COLUMN_WIDTH / (_LETTER_WIDTH * size)
    return sum(ceil(length / in_a_line) * _LINE_HEIGHT + _BETWEEN for length in lengths) * size / 2
