"""
Names of people, taken apart for lists, contact cards and search: "Dr. Patricia A. Ellis" stands under Ellis. Pure.

Surnames are filed as US libraries do (AACR2 22.5D): with the particle before them, "de la Cruz" under D and "van der
Berg" under V, and as one where a hyphen or "y" joins two. Which names belong to a surname without such a sign only
the person knows: it is the last one, or all that stands before a comma ("García Márquez, Gabriel").
"""

import re
from dataclasses import dataclass
from itertools import groupby

from .folding import fold
from .name_words import RANK, WITHOUT_PARTICLES, is_degree, is_particle, is_prefix, is_suffix, looks_like_a_degree

# A comma, or a word: ranks, degrees and nicknames may have spaces.
_ASIDE = re.compile(r"""["“][^"”]+["”]|['‘][^\s'’]+['’]|\([^()]+\)""")
_WORD = re.compile(rf"(?:(?:Ph|Ed)\.\s+D\.|{RANK}|{_ASIDE.pattern})(?![^\s,])|[^\s,]+|,", re.IGNORECASE)
_AND = {"and", "or", "&", "+", "/"}
_SLASH = re.compile(r"[^/]+(?=/[A-Z])")
_NOTE = re.compile(r"(?:\s*\([^()]*\))+$")


@dataclass(frozen=True)
class Name:
    """
    A name as it was written, `before + surname + after`, and its parts as RFC 6350 has them for N and NICKNAME.

    `given` is the first given name, `forenames` are all as written, with the nickname in its quotes. `note` is what
    stands in brackets behind the name, or who else is named. A name of one word is its surname; only "" has none.
    """

    before: str = ""
    surname: str = ""
    after: str = ""
    prefixes: tuple[str, ...] = ()
    given: str = ""
    additional: str = ""
    nickname: str = ""
    forenames: str = ""
    suffixes: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def of(cls, text: str) -> "Name":
        """`text` taken apart, its runs of white space made a single space."""
        text = " ".join(text.split())
        note = _NOTE.search(text)
        end = note.start() if note and note.start() else len(text)
        names = (_taken_apart(text, stop) for stop in _ends_of_the_first(text, end))
        return next((name for name in names if name.forenames), None) or _taken_apart(text, end)

    def __str__(self):
        return self.before + self.surname + self.after

    @property
    def filed(self) -> str:
        """The name as lists on paper have it: "Ellis, Dr. Patricia A.", "Hill, John R., Ph.D."."""
        return self.surname + self.filed_after

    @property
    def filed_after(self) -> str:
        """What follows the surname there."""
        before = " ".join(filter(None, [*self.prefixes, self.forenames]))
        texts = "".join(f", {text}" for text in (before, *self.suffixes) if text)
        return f"{texts} {self.note}" if self.note else texts

    @property
    def key(self) -> tuple[str, ...]:
        """What it is sorted by: the surname ("O Brien" as "O’Brien"), then the given names, then the rest."""
        surname = re.sub(r"^(o|ma?c) (?=\w)", r"\1", fold(self.surname))
        given, suffixes = f"{self.given} {self.additional}", " ".join(self.suffixes)
        return surname, fold(given), fold(suffixes), str(self)


def names_several(text: str) -> bool:
    """Whether more than one person may be named: "Al Roy and Kim Ode"."""
    return bool(re.search(r"\s(?:and|or|&|\+|/)\s|;", text, re.IGNORECASE))


def turned(text: str) -> str:
    """ "Pruitt, Odell Jr." as it is said, "Odell Pruitt Jr."; "" where it is not certain that a surname comes first."""
    name, surname = Name.of(text), text.partition(", ")[0]
    is_surname = len(surname) > 1 and name.surname == surname and not name.before and not Name.of(surname).forenames
    if not (is_surname and name.forenames) or names_several(text):
        return ""
    suffixes = "".join(f", {suffix}" if f", {suffix}" in text else f" {suffix}" for suffix in name.suffixes)
    return " ".join(filter(None, [*name.prefixes, name.forenames, surname + suffixes, name.note]))


def _taken_apart(text, end):
    """The name in `text` up to `end`, where its note begins."""
    groups = _groups(text, end)
    if not groups:
        return Name(surname=text)
    mixed = text != text.upper()
    prefixes, head, asides = _opened(groups.pop(0))
    head, suffixes = _closed(head, mixed)
    if groups and not _are_suffixes(groups[0], head, mixed):
        surname = head
        more, given, others = _opened(groups.pop(0))
        given, last = _closed(given, mixed)
        prefixes, asides, suffixes = prefixes + more, asides + others, suffixes + last
    else:
        given, surname = _split(head)
    (first, *additional), start, stop = _texts(given) or ("",), surname[0].start(), surname[-1].end()
    return Name(
        before=text[:start],
        surname=text[start:stop],
        after=text[stop:],
        prefixes=_texts(prefixes),
        given=first,
        additional=" ".join(additional),
        nickname=" ".join(text[1:-1] for text in _texts(asides)),
        forenames=" ".join(_texts(sorted(given + asides, key=re.Match.start))),
        suffixes=(*_texts(suffixes), *(" ".join(_texts(group)) for group in groups)),
        note=text[end:].strip(),
    )


def _groups(text, end):
    """The words of `text` up to `end` as matches, in a list for each stretch between commas; no empty ones."""
    groups = groupby(_WORD.finditer(text, 0, end), key=lambda match: match[0] == ",")
    return [list(words) for is_comma, words in groups if not is_comma]


def _texts(matches):
    return tuple(match[0] for match in matches)


def _ends_of_the_first(text, end):
    """Where the name of the first of several people may end: before an "and", or a slash that is of no degree."""
    for match in _WORD.finditer(text, 0, end):
        if match[0].casefold() in _AND:
            yield match.start()
        elif (slash := _SLASH.match(match[0])) and not looks_like_a_degree(match[0]):
            yield match.start() + slash.end()


def _opened(words):
    """The prefixes before `words`; the words after them, one at least; and the nicknames among these."""
    count, last = 0, len(words) - 1
    while count < last and (is_prefix(words[count][0], last - count) or (count and words[count][0] in _AND)):
        count += 1
    names = [word for word in words[count:] if not _ASIDE.fullmatch(word[0])] or words[count:]
    return words[:count], names, [word for word in words[count:] if word not in names]


def _closed(words, mixed):
    """`words` without the suffixes at their end, one word at least, and the suffixes. `mixed`: not all in capitals."""
    count = len(words)
    while count > 1 and (is_suffix(words[count - 1][0]) or (count > 2 and is_degree(words[count - 1][0], mixed))):
        count -= 1
    return words[:count], words[count:]


def _are_suffixes(words, name, mixed):
    """
    Whether `words` after a comma are suffixes of `name`, and not the given names of a surname.

    After a whole name whatever looks like a degree is one, and what begins small is none of its names; after a surname
    alone "J.D." are initials.
    """
    given, _ = _split(name)

    def is_behind(word):
        if given:
            small = word[0].islower() and not name[0][0][0].islower()
            return is_degree(word) or small or (mixed and looks_like_a_degree(word))
        return mixed and word.isupper() and "." not in word and is_degree(word)

    return all(is_suffix(word) or is_behind(word) for word in _texts(words))


def _split(words):
    """Given names and surname, which takes the particles before it and what "y" joins to it."""
    start = len(words) - 1
    if fold(words[-1][0]) in WITHOUT_PARTICLES:
        return words[:start], words[start:]
    while start > 0 and is_particle(words[start - 1][0], first=start == 1):
        start -= 1
        if words[start][0] in ("y", "e") and start > 1:
            start -= 1
    return words[:start], words[start:]
