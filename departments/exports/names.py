"""A person's name in the parts that a contact card has."""

import re
from dataclasses import dataclass

from ..words.folding import fold


def _words(text):
    return frozenset(text.split())


_PREFIXES = _words("dr mr mrs ms miss mx prof professor rev reverend hon honorable fr father sr sister bro brother")
_GENERATIONS = _words("jr sr ii iii iv v")
_DEGREES = _words("phd edd md do jd mba ma ms med mph msw rn cpa pe lcsw ncsp psyd dds dvm esq")
# Small words that begin a family name of several: "de la Cruz", "van Dyke".
_PARTICLES = _words("al bin da das de del della den der di dos du el la las le los st ter van vander von")
_SEVERAL = re.compile(r"\s(?:and|or|&|\+)\s|/")


@dataclass(frozen=True)
class NameParts:
    """As RFC 2426 has them in N; `prefixes` and `suffixes` with their full stops, as given."""

    family: str = ""
    given: str = ""
    additional: str = ""
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


def parts_of(name: str) -> NameParts:
    """
    `name` as people write it, in parts: "Dr. Patricia A. Ellis", "John R. Hill, Ph.D.", "Hill, John R.".

    A guess where names are other than these; nothing of the name is ever left out. What names several people, or one
    word, is all family name.
    """
    words, *after_commas = [part.split() for part in name.split(",") if part.strip()] or [[]]
    if _SEVERAL.search(name):
        return NameParts(family=" ".join(name.split()))
    suffixes = [" ".join(part) for part in after_commas]
    family = []
    if after_commas and not _is_suffix(after_commas[0]):
        family, words, suffixes = words, after_commas[0], suffixes[1:]
    prefixes = []
    while len(words) > 1 and _key(words[0]) in _PREFIXES:
        prefixes.append(words.pop(0))
    while len(words) > (1 if family else 2) and _closes(words[-1]):
        suffixes.insert(0, words.pop())
    if not family:
        start = len(words) - 1
        while start > 1 and _key(words[start - 1]) in _PARTICLES:
            start -= 1
        words, family = words[: max(start, 0)], words[max(start, 0) :]
    return NameParts(" ".join(family), " ".join(words[:1]), " ".join(words[1:]), tuple(prefixes), tuple(suffixes))


def _is_suffix(words):
    # After a comma: one of the known ones, or whatever else is capitals, as "CFRE". "Hill, Jr." but not "Hill, John".
    known = _GENERATIONS | _DEGREES
    return all(_key(word) in known or (len(word) > 1 and word.isupper()) for word in words)


def _closes(word):
    # Without a comma a degree needs its capitals: "Mary Ann Ma" has none.
    capitals = sum(letter.isupper() for letter in word)
    return _key(word) in _GENERATIONS or (_key(word) in _DEGREES and capitals > 1)


def _key(word):
    return fold(word).replace(" ", "").replace(".", "")
