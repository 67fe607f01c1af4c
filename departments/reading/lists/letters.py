"""The A-Z: every name by which an office or department is known, by letter."""

import re
from dataclasses import dataclass, replace

from ...models.facts import Language
from ...words import filing
from ...words.folding import fold
from ..directory import CallInstead, Card, Directory

ROOM = 40  # offices that are not too long a page
_BEFORE_A_NAME = re.compile(r"\A(the )?((office|department|division) of (the )?)?")


@dataclass(frozen=True)
class IndexEntry:
    """
    A line of the A-Z. `see` is the full name where `name` is another name for it; `where` the office it sits in.
    `written_in` is the language of the full name.
    """

    name: str
    url: str
    see: str = ""
    where: str = ""
    phone: str = ""
    instead: CallInstead | None = None
    written_in: str = Language.ENGLISH.value
    where_written_in: str = Language.ENGLISH.value


def of(directory: Directory) -> tuple[filing.Letter, ...]:
    """The A-Z of `directory`; () where nothing is listed. One query."""
    return filing.by_letter(
        (index_key(entry.name), entry)
        for office in directory.offices
        for card in (office, *office.departments)
        for entry in _entries(card, None if card is office else office)
    )


def of_many_offices(directory: Directory) -> tuple[filing.Letter, ...]:
    """The offices of `directory` by letter; () for so few that a page has room for all. One query."""
    cards = directory.offices
    return filing.by_letter((index_key(card.name), card) for card in cards) if len(cards) > ROOM else ()


def _entries(card: Card, office: Card | None):
    entry = IndexEntry(card.name, card.url, "", "", card.phone, card.instead, card.written_in)
    if office:
        entry = replace(entry, where=office.name, where_written_in=office.written_in)
    yield entry
    told = {fold(card.name)}
    for name in card.other_names:
        if fold(name) not in told:
            told.add(fold(name))
            yield replace(entry, name=name, see=card.name)


def index_key(name: str) -> str:
    """
    What `name` is filed under: folded, without "The", "Office of", "Department of", "Division of" before it.

    "Office of the Chief of Staff" is filed under "chief of staff"; "Officers" stays what it is.
    """
    key = f"{fold(name)} "
    return _BEFORE_A_NAME.sub("", key).strip() or key.strip()
