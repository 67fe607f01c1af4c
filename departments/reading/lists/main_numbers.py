"""The sheet of main numbers: the district's lines and a number for each office, on one page if they fit."""

from dataclasses import dataclass
from math import ceil

from ...page.office_page import ContactLine
from ...words import phones
from ..directory import Directory

# Sizes of the type in points, as main_numbers.css has them under these names, the largest that fits first.
SIZES = {"largest": 15, "large": 11, "medium": 9, "small": 7.5}
# Of a Letter page in two columns, in points: A4 is taller, and hardly narrower.
_COLUMN_WIDTH, _COLUMN_HEIGHT = 250, 560
_LINE_HEIGHT, _BETWEEN_ROWS = 1.3, 0.5  # in heights of the type
_LETTER_WIDTH, _DIGIT_WIDTH = 0.54, 0.62  # of an average letter in bold


@dataclass(frozen=True)
class MainNumber:
    """An office's number; `instead` is the label of the line to call for an office that has none."""

    name: str
    url: str
    phone: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Sheet:
    """`size` is one of SIZES; `fits` says whether all of it has room on one page."""

    lines: tuple[ContactLine, ...]
    offices: tuple[MainNumber, ...]
    size: str
    fits: bool


def of(directory: Directory) -> Sheet:
    """The sheet of `directory`, its offices in the order of the first page. Two queries."""
    lines = directory.district.lines
    instead = lines[0].role if lines else ""
    offices = tuple(MainNumber(card.name, card.url, card.phone, instead) for card in directory.offices)
    fitting = [size for size in SIZES if _fits(lines, offices, SIZES[size])]
    return Sheet(lines, offices, fitting[0] if fitting else "small", bool(fitting))


def _fits(lines, offices, size):
    """Whether two columns of a page have room for all, in type of `size` points."""
    rows = [_height(line.label, phones.display(line.phone), size) for line in lines]
    rows += [_height(office.name, phones.display(office.phone) or office.instead, size) for office in offices]
    # The last row of the first column may leave nearly its own height empty.
    return sum(rows) / 2 + max(rows, default=0) <= _COLUMN_HEIGHT


def _height(name, number, size):
    room = _COLUMN_WIDTH - (len(number) + 1) * _DIGIT_WIDTH * size
    name_lines = ceil(len(name) * _LETTER_WIDTH * size / max(room, size))
    return (max(name_lines, 1) * _LINE_HEIGHT + _BETWEEN_ROWS) * size
