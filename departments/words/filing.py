"""What is filed under which letter of the alphabet."""

from collections import defaultdict
from dataclasses import dataclass
from string import ascii_uppercase

from .folding import fold

# Letters that Unicode does not take apart into a base letter and a mark, under the letter people look for.
_BASE_LETTERS = str.maketrans(
    {"æ": "ae", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "œ": "oe", "ŧ": "t", "þ": "th"}
)


@dataclass(frozen=True)
class Letter:
    """A letter of the alphabet, or what stands before it ("0–9"), with what is filed under it: perhaps nothing."""

    name: str
    entries: tuple = ()

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return self.name if self.name in ascii_uppercase else "other"


def key(text: str) -> str:
    """`text` as it is compared when filed: folded, "Ávila" as avila, "Østergaard" as ostergaard."""
    return fold(text).translate(_BASE_LETTERS)


def by_letter(keyed) -> tuple[Letter, ...]:
    """
    `keyed`, pairs of a key and an entry, under A to Z in the order of their keys; () where there is none.

    A key is a text, or a tuple that begins with the text whose first letter counts. What begins with no letter of A
    to Z stands before A, as "0–9", or as "Other" where more than digits is among it.
    """
    letters = defaultdict(list)
    for one, entry in sorted(keyed, key=lambda pair: pair[0]):
        text = one if isinstance(one, str) else one[0]
        first = text[:1].upper()
        letters[first if first and first in ascii_uppercase else ""].append((text, entry))
    if not letters:
        return ()
    others = letters.pop("", [])
    other_name = "0–9" if all(text[:1].isdigit() for text, _ in others) else "Other"
    before = [Letter(other_name, tuple(entry for _, entry in others))] if others else []
    return (*before, *(Letter(letter, tuple(entry for _, entry in letters[letter])) for letter in ascii_uppercase))
