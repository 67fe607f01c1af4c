"""The A–Z and the people of the phone book, laid out in pages of paper: each says from whom to whom it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from math import ceil

from django.utils.translation import gettext as _

from ...words import phones
from ...words.filing import Letter
from ..directory import Directory
from . import letters, people

# Of a Letter page in the type of phone_book.css, reckoned closely: A4 is taller, and hardly narrower.
_COLUMNS, _LINES, _SIGNS, _HEAD = 3, 70, 44, 2  # columns; lines of each; letters of a line; lines of a heading


@dataclass(frozen=True)
class BookPage:
    """
    A page of the A–Z or of the people, from the name `first` to the name `last`: what it has of each letter, by letter.
    `goes_on` says that the page before has some of the first one as well.
    """

    number: int
    first: str
    last: str
    letters: dict[str, list]
    goes_on: bool


def index(directory: Directory) -> list[BookPage]:
    """The pages of the A–Z of `directory`. One query."""
    return _paged(letters.of(directory), lambda entry: entry.name, _lines_of_entry)


def surnames(directory: Directory) -> list[BookPage]:
    """The pages of its people. One query."""
    return _paged(people.of(directory), lambda person: person[0].surname, _lines_of_person)


def _paged(filed: tuple[Letter, ...], name_of: Callable, lines_of: Callable) -> list[BookPage]:
    pages: list[tuple[bool, dict[str, list]]] = []
    room = 0
    for letter in filed:
        for entry in letter.entries:
            begins, lines = entry is letter.entries[0], lines_of(entry)
            if lines + begins * _HEAD > room:
                pages.append((not begins, {}))
                room = _COLUMNS * _LINES
            here = pages[-1][1]
            room -= lines if letter.name in here else lines + _HEAD
            here.setdefault(letter.name, []).append(entry)
    return [_page(number, here, goes_on, name_of) for number, (goes_on, here) in enumerate(pages, 1)]


def _page(number, here, goes_on, name_of):
    entries = list(chain.from_iterable(here.values()))
    return BookPage(number, name_of(entries[0]), name_of(entries[-1]), here, goes_on)


def _lines_of_entry(entry):
    return _lines(_("{name}, see {see}").format(name=entry.name, see=entry.see) if entry.see else entry.name, entry)


def _lines_of_person(person):
    name, posts = person
    said = [f"{post.title}, {post.place}" for post in posts]
    said[0] = f"{name.filed}     {said[0]}"
    return sum(_lines(text, post) + bool(post.email) for text, post in zip(said, posts, strict=True))


def _lines(text, numbered):
    """How many lines `text` takes with the number behind it, which is never divided."""
    number = phones.display(numbered.phone) or str(numbered.instead or "")
    lines, left = divmod(len(text), _SIGNS)
    return lines + ceil((left + len(number) + 2) / _SIGNS) if number else lines + 1
