"""The A-Z: every name by which an office or department is known, by letter."""

from collections import defaultdict
from dataclasses import dataclass
from string import ascii_uppercase

from ..directory import Directory
from ..folding import fold


@dataclass(frozen=True)
class IndexEntry:
    """A line of the A-Z. `see` is the full name where `name` is another name for it."""

    name: str
    url: str
    see: str = ""
    where: str = ""
    phone: str = ""


def of(directory: Directory) -> tuple[tuple[str, tuple[IndexEntry, ...]], ...]:
    """Letters that have entries, each with its entries in order. "#" holds what begins with no letter. One query."""
    letters = defaultdict(list)
    for office in directory.offices:
        for card in (office, *office.departments):
            where = "" if card is office else office.name
            entries = [IndexEntry(card.name, card.url, where=where, phone=card.phone)]
            entries += [IndexEntry(name, card.url, see=card.name, phone=card.phone) for name in card.other_names]
            for entry in entries:
                key = index_key(entry.name)
                letter = key[:1].upper()
                letters[letter if letter.isascii() and letter.isalpha() else "#"].append((key, entry))
    return tuple(
        (letter, tuple(entry for _, entry in sorted(letters[letter], key=lambda pair: pair[0])))
        for letter in sorted(letters)
    )


def alphabet(index) -> tuple[tuple[str, bool], ...]:
    """The alphabet, and "#" where something is filed under it; whether each has entries in `index`."""
    used = dict(index)
    return tuple((letter, letter in used) for letter in ("#" if "#" in used else "") + ascii_uppercase)


def index_key(name: str) -> str:
    """
    What `name` is filed under: folded, without "The", "Office of", "Department of" before it.

    "Office of the Chief of Staff" is filed under "chief of staff"; "Officers" stays what it is.
    """
    words = fold(name).split()
    kept = list(words)
    if kept[:1] == ["the"]:
        kept = kept[1:]
    if kept[:2] in (["office", "of"], ["department", "of"], ["division", "of"]):
        kept = kept[2:]
        if kept[:1] == ["the"]:
            kept = kept[1:]
    return " ".join(kept or words)
