"""The letter of what changed in a year: in the largest type in which it has room on two sheets, if there is one."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from ...words import phones
from .. import year_changes
from ..directory import Directory
from ..year_changes import YearChanges

MOST_SHEETS = 2
# Sizes of the type in points, as change_letter.css has them under these names, the largest first.
_SIZES = {"large": 11, "medium": 9, "small": 7.5}
# Of a Letter page in two columns, in points; a paragraph is a little narrower than its column where it is drawn in.
_WIDTH, _HEIGHT, _HEAD = 235, 2 * 700, 2 * 170
_LINE_HEIGHT, _LETTER_WIDTH = 1.3, 0.5  # in heights of the type
_ROUND_AN_OFFICE = 7


@dataclass(frozen=True)
class ChangeLetter:
    """`size` is one of large, medium and small; `sheets` is about how many it takes."""

    changes: YearChanges
    size: str
    sheets: int


def of(directory: Directory) -> ChangeLetter:
    """The letter on the changes in the year of `directory`, with its queries."""
    changes = year_changes.of(directory)
    sheets = {name: ceil((_height(changes, size) + _HEAD) / _HEIGHT) for name, size in _SIZES.items()}
    size = next((name for name, number in sheets.items() if number <= MOST_SHEETS), "small")
    return ChangeLetter(changes, size, sheets[size])


def _height(changes, size):
    lines = sum(ceil(len(text) * _LETTER_WIDTH * size / _WIDTH) for text in _paragraphs(changes))
    offices = len(changes.became) + len(changes.new) + len(changes.changed) + len(changes.gone)
    return lines * _LINE_HEIGHT * size + offices * _ROUND_AN_OFFICE


def _paragraphs(changes) -> Iterator[str]:
    yield from map(str, changes.became)
    for office in (*changes.new, *changes.changed, *changes.gone):
        for news in (office, *office.departments):
            yield f"{news.name}: {news.lead}, {phones.display(news.phone)}"
            for fact in news.facts:
                yield f"{fact.label}: {fact.now} (before: {fact.before})"
