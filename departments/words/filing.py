"""What is filed under which letter of the alphabet."""

from collections import defaultdict
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.translation import gettext, gettext_noop

DIGITS, OTHER = "0–9", gettext_noop("Other")
_ANCHORS = {DIGITS: "digits", OTHER: "other"}
_LONG = 100  # more entries than somebody looks through


@dataclass(frozen=True)
class Letter:
    """A letter of the alphabet, or what stands before and after it, with what is filed under it: perhaps nothing."""

    name: str
    entries: tuple = ()

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return _ANCHORS.get(self.name, self.name)


def by_letter(keyed) -> tuple[Letter, ...]:
    """
    `keyed`, pairs of a key and an entry, under A to Z in the order of their keys; () where there is none.

    A key is a folded text, or a tuple that begins with the text whose first letter counts. Digits stand before A;
    names in other scripts behind Z, each script in the order of its own letters, and with them what is only signs.
    """
    letters = defaultdict(list)
    for key, entry in sorted(keyed, key=lambda pair: pair[0]):
        letters[_letter(key if isinstance(key, str) else key[0])].append(entry)
    if not letters:
        return ()
    names = [name for name in (DIGITS, *ascii_uppercase, OTHER) if name in letters or name in ascii_uppercase]
    return tuple(Letter(name, tuple(letters[name])) for name in names)


def title(name: str) -> str:
    """The name of a letter, as it stands over what is filed under it."""
    return gettext(name) if name == OTHER else name


def is_long(letters: tuple[Letter, ...]) -> bool:
    """Whether more is filed than a page shows unfolded."""
    return sum(len(letter.entries) for letter in letters) > _LONG


def _letter(text):
    first = text[:1].upper()
    if first.isdigit():
        return DIGITS
    return first if "A" <= first <= "Z" else OTHER
