"""The sheet of main numbers: the district's lines and a number for each office, on one page if they fit."""

from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from ...page.office_page import ContactLine
from ...words import phones
from ..directory import Card, Directory

# Sizes of the type in points, as main_numbers.css has them under these names, the largest that fits first.
SIZES = {"largest": 15, "large": 11, "medium": 9, "small": 7.5}
# Of a Letter page in two columns, in points: A4 is taller, and hardly narrower.
_COLUMN_WIDTH, _COLUMN_HEIGHT = 250, 560
_LINE_HEIGHT, _BETWEEN_ROWS = 1.3, 0.5  # in heights of the type
_LETTER_WIDTH, _DIGIT_WIDTH = 0.54, 0.62  # of an average letter in bold


@dataclass(frozen=True)
class Sheet:
    """`size` is one of SIZES; `fits` says whether all of it has room on one page."""

    lines: tuple[ContactLine, ...]
    offices: tuple[Card, ...]
    size: str
    fits: bool


def of(directory: Directory) -> Sheet:
    """The sheet of `directory`, its offices in the order of the first page. Two queries."""
    lines, offices = directory.district.lines, directory.offices
    rows = [(line.label, phones.display(line.phone)) for line in lines]
    rows += [(_named(card), phones.display(card.phone) or str(card.instead or "")) for card in offices]
    fitting = [size for size in SIZES if _fits(rows, SIZES[size])]
    return Sheet(lines, offices, fitting[0] if fitting else "small", bool(fitting))


def _named(card):
    return f"{card.name} {_('Not yet checked for {year}').format(year=card.unchecked)}" if card.unchecked else card.name


def _fits(rows, size):
    """Whether two columns of a page have room for `rows`, pairs of a name and a number, in type of `size` points."""
    heights = [_height(name, number, size) for name, number in rows]
    # The last row of the first column may leave nearly its own height empty.
    return sum(heights) / 2 + max(heights, default=0) <= _COLUMN_HEIGHT


def _height(name, number, size):
    room = _COLUMN_WIDTH - (len(number) + 1) * _DIGIT_WIDTH * size
    name_lines = ceil(len(name) * _LETTER_WIDTH * size / max(room, size))
    return (max(name_lines, 1) * _LINE_HEIGHT + _BETWEEN_ROWS) * size
