"""Whom desk phones list, and what they dial. Their makers' forms are in templates/departments/phones/."""

from collections.abc import Iterable
from typing import Any

from ..models import directory_settings
from ..models.facts import Kind
from ..reading.directory import Directory
from ..reading.lists import letters, people
from ..words.dialled import dialled
from ..words.phones import with_extension


def entries(called: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """
    Of pairs of a name and who has it, the name as a phone shows it, and the digits that dial its `phone`, or else the
    number to call `instead`; nothing of faxes and of what has neither, and nothing twice.
    """
    rules, found = directory_settings.value("DIRECTORY_DIAL"), {}
    for name, who in called:
        instead = getattr(who, "instead", None)
        number = who.phone or (instead.phone if instead else "")
        if number and Kind.FAX not in (getattr(who, "kind", ""), getattr(who, "phone_kind", "")):
            digits, extension = dialled(number, rules)
            name += "" if who.phone else f" ({instead.name})"
            found[with_extension(name, extension), digits] = True
    return list(found)


def by_letter(directory: Directory) -> dict[str, list[tuple[str, str]]]:
    """The district's lines, then under each letter its offices, departments and people. Three queries."""
    called = {directory.district.name: [(line.label, line) for line in directory.district.lines]}
    called |= {letter.name: [(one.name, one) for one in letter.entries] for letter in letters.of(directory)}
    for letter in people.of(directory):
        posts = [(name.filed, post) for name, posts in letter.entries for post in posts]
        called[letter.name] = called.get(letter.name, []) + posts
    return {title: found for title, pairs in called.items() if (found := entries(pairs))}
