"""Whom desk phones list, and what they dial. Their makers' forms are in templates/departments/phones/."""

from collections.abc import Iterator
from typing import NamedTuple

from ..models import directory_settings
from ..models.facts import Kind
from ..reading.directory import CallInstead, Directory
from ..reading.lists import letters, people
from ..words.dialled import dialled


class DeskEntry(NamedTuple):
    """A name as a phone shows it, and the digits it dials."""

    name: str
    number: str


def entry(name: str, phone: str, instead: CallInstead | None = None) -> Iterator[DeskEntry]:
    """Whom `phone`, or else the number to call instead, calls by `name`; nothing where there is none."""
    if number := phone or (instead.phone if instead else ""):
        digits, extension = dialled(number, directory_settings.value("DIRECTORY_DIAL"))
        name = name if phone or not instead else f"{name} ({instead.name})"
        yield DeskEntry(f"{name} ext. {extension}" if extension else name, digits)


def by_letter(directory: Directory) -> dict[str, list[DeskEntry]]:
    """The district's lines, then under each letter its offices, departments and people. Three queries."""
    rows = {
        directory.district.name: [
            (line.label, line.phone) for line in directory.district.lines if line.kind != Kind.FAX
        ]
    }
    for letter in letters.of(directory):
        rows[letter.name] = [(one.name, one.phone, one.instead) for one in letter.entries]
    for letter in people.of(directory):
        posts = [
            (name.filed, post.phone, post.instead)
            for name, posts in letter.entries
            for post in posts
            if post.kind != Kind.FAX
        ]
        rows[letter.name] = rows.get(letter.name, []) + posts
    found = {title: list(dict.fromkeys(one for row in listed for one in entry(*row))) for title, listed in rows.items()}
    return {title: entries for title, entries in found.items() if entries}
