"""The A–Z and the people of the phone book, laid out in pages of paper: each says from whom to whom it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from ...words import phones
from ...words.filing import Letter
from ..directory import Directory
from . import letters, people

# Of a Letter page in the type of phone_book.css, reckoned closely: A4 is taller, and hardly narrower.
_COLUMNS, _LINES, _SIGNS = 3, 70, 44  # columns; lines of each; letters of a line
_HEAD = 2  # lines that the heading of a letter takes


@dataclass(frozen=True)
class Passage:
    """What a page has of a letter. `goes_on` says that the page before has some of it as well."""

    letter: str
    entries: list
    goes_on: bool


@dataclass(frozen=True)
class BookPage:
    """A page of the A–Z or of the people, from the name `first` to the name `last`."""

    number: int
    first: str
    last: str
    passages: list[Passage]


@dataclass(frozen=True)
class Book:
    """The A–Z as it is `filed`, and its pages; and those of the people."""

    filed: tuple[Letter, ...]
    index: list[BookPage]
    people: list[BookPage]


def of(directory: Directory) -> Book:
    """The lists of the phone book of `directory`. Two queries."""
    filed = letters.of(directory)
    return Book(
        filed,
        _paged(filed, lambda entry: entry.name, _lines_of_entry),
        _paged(people.of(directory), lambda person: person[0].surname, _lines_of_person),
    )


def _paged(filed: tuple[Letter, ...], name_of: Callable, lines_of: Callable) -> list[BookPage]:
    pages: list[list[Passage]] = []
    room = 0
    for letter in filed:
        for entry in letter.entries:
            begins, lines = entry is letter.entries[0], lines_of(entry)
            if lines + begins * _HEAD > room:
                pages.append([])
                room = _COLUMNS * _LINES
            if begins or not pages[-1]:
                pages[-1].append(Passage(letter.name, [], not begins))
                room -= _HEAD
            pages[-1][-1].entries.append(entry)
            room -= lines
    return [
        BookPage(number, name_of(passages[0].entries[0]), name_of(passages[-1].entries[-1]), passages)
        for number, passages in enumerate(pages, 1)
    ]


def _lines_of_entry(entry):
    return _lines(f"{entry.name}, see {entry.see}" if entry.see else entry.name, entry)


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
