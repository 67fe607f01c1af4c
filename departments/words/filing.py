"""What is filed under which letter of the alphabet."""

from collections import defaultdict
from dataclasses import dataclass
from string import ascii_uppercase


@dataclass(frozen=True)
class Letter:
    """A letter of the alphabet, or what stands before it ("0–9"), with what is filed under it: perhaps nothing."""

    name: str
    entries: tuple = ()

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return self.name if self.name in ascii_uppercase else "other"


def by_letter(keyed) -> tuple[Letter, ...]:
    """
    `keyed`, pairs of a key and an entry, under A to Z in the order of their keys; () where there is none.

    A key is a folded text, or a tuple that begins with the text whose first letter counts. What begins with no letter
    of A to Z stands before A, as "0–9", or as "Other" where more than digits is among it.
    """
    letters = defaultdict(list)
    for one, entry in sorted(keyed, key=lambda pair: pair[0]):
        text = one if isinstance(one, str) else one[0]
        first = text[:1].upper()
        letters[first if first and first in ascii_uppercase else ""].append((text, entry))
    if not letters:
        return ()
    others = "0–9" if all(text[:1].isdigit() for text, _ in letters[""]) else "Other"
    names = {others: letters[""]} if letters[""] else {}
    names |= {letter: letters[letter] for letter in ascii_uppercase}
    return tuple(Letter(name, tuple(entry for _, entry in filed)) for name, filed in names.items())
