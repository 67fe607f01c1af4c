"""
Names of people, taken apart far enough to file them: "Dr. Patricia A. Ellis" stands under Ellis. Pure.

Surnames are filed as US libraries do (AACR2 22.5D): with the particle before them, "de la Cruz" under D and "van der
Berg" under V, and as one where a hyphen or "y" joins two. Which names belong to a surname without such a sign only
the person knows: it is the last one, or all that stands before a comma ("Smith, Jane").
"""

import re
from dataclasses import dataclass

from . import filing

_PREFIX = re.compile(
    r"(dr|mr|mrs|ms|mx)\.?|miss|professor|reverend|honorable"
    r"|(prof|rev|hon|fr|sra?|srta|sgt|lt|cpt|capt|maj|col|gen)\.",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"jr|sr|ii|iii|iv|esq|phd|edd|psyd", re.IGNORECASE)
# Names too ("Yo-Yo Ma"): only capitals or points tell that these are degrees, "Jack Chen MA".
_DEGREE = re.compile(
    r"ba|bs|bsn|m[as]|msed|med|mba|mpa|mph|msw|mat|mfa|mlis|mdiv|ed[sm]|do|md|jd|llm|pa|pe|otr?|pt|rn|lpn|aprn|dnp"
    r"|cpa|cfe|lcsw|lpc|rdn?|nbct|ncsp|aicp",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"da|del?|della|der|d[iu]|las?|le|los|ma?c|o|san|santa|ste?\.?|ter|van|von", re.IGNORECASE)
_SMALL_PARTICLE = re.compile(r"al|ap|bint?|das|den|dos?|el?|ibn|lo|ten|y|zu[mr]?")
_TWO_SURNAMES = {"y", "e"}

# A word, or a degree that is written with a space in it.
_WORD = re.compile(r"(?:Ph|Ed)\.\s+D\.|[^\s,]+|,")
_POINTS = re.compile(r"(?:[A-Z][a-z]{0,2}\.){2,}(?:[A-Z][a-z]*)?")
_CAPITALS = re.compile(r"[A-Z]{2,6}(?:-[A-Z]{2,4})*")
_NOTE = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True)
class Name:
    """
    A name as it was written, `before + surname + after`, and its parts as RFC 6350 has them for N.

    A name of one word is its surname. Only an empty name has none.
    """

    before: str = ""
    surname: str = ""
    after: str = ""
    prefix: str = ""
    given: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str) -> "Name":
        """`text` taken apart, its runs of white space made a single space."""
        text = " ".join(text.split())
        note = _NOTE.search(text)
        return _taken_apart(text, note.start() if note and note.start() else len(text))

    def __str__(self):
        return self.before + self.surname + self.after

    @property
    def filed(self) -> str:
        """The name as lists on paper have it: "Ellis, Dr. Patricia A.", "Hill, John R., Ph.D."."""
        return self.surname + self.filed_after

    @property
    def filed_after(self) -> str:
        """What follows the surname there."""
        forenames = " ".join(filter(None, [self.prefix, self.given]))
        return "".join(f", {text}" for text in (forenames, self.suffix) if text).replace(", (", " (")

    @property
    def key(self) -> tuple[str, ...]:
        """What it is sorted by: the surname, then the given names, then the rest."""
        return (*map(filing.key, (self.surname, self.given, self.suffix)), str(self))


def _taken_apart(text, end):
    groups = _groups(text, end)
    if not groups:
        return Name(surname=text)
    mixed = any(char.islower() for char in text)
    prefix, head = _without_prefixes(groups.pop(0))
    head, last = _without_suffixes(head, mixed)
    suffixes = [last]
    if groups and not _are_suffixes(groups[0], head, mixed):
        surname = head
        more, given = _without_prefixes(groups.pop(0))
        given, last = _without_suffixes(given, mixed)
        prefix, suffixes = prefix + more, [*suffixes, last]
    else:
        given, surname = _split(head)
    start, stop = surname[0].start(), surname[-1].end()
    return Name(
        before=text[:start],
        surname=text[start:stop],
        after=text[stop:],
        prefix=_words(prefix),
        given=_words(given),
        suffix=", ".join(filter(None, [*map(_words, [*suffixes, *groups]), text[end:].strip()])),
    )


def _groups(text, end):
    """The words of `text` up to `end` as matches, in a list for each stretch between commas; no empty ones."""
    groups = [[]]
    for match in _WORD.finditer(text, 0, end):
        if match.group() == ",":
            groups.append([])
        else:
            groups[-1].append(match)
    return [group for group in groups if group]


def _words(matches):
    return " ".join(match.group() for match in matches)


def _without_prefixes(words):
    """The prefixes before `words`, and the words after them: always one at least."""
    count = 0
    while count < len(words) - 1 and _is_prefix(words[count].group()):
        count += 1
    return words[:count], words[count:]


def _is_prefix(word):
    return bool(_PREFIX.fullmatch(word))


def _without_suffixes(words, mixed):
    """`words` without the suffixes at their end, one word at least, and the suffixes. `mixed`: not all in capitals."""
    count = len(words)
    while count > 1 and (
        _is_suffix(words[count - 1].group()) or (mixed and count > 2 and _is_degree(words[count - 1].group()))
    ):
        count -= 1
    return words[:count], words[count:]


def _are_suffixes(words, name, mixed):
    """
    Whether `words` after a comma are suffixes of `name`, and not the given names of a surname.

    After a whole name whatever looks like a degree is one; after a surname alone "J.D." are initials.
    """
    given, _ = _split(name)

    def is_degree(word):
        if given:
            return _is_degree(word) or (mixed and bool(_POINTS.fullmatch(word) or _CAPITALS.fullmatch(word)))
        return mixed and _is_degree(word) and "." not in word

    return all(_is_suffix(word) or is_degree(word) for word in (match.group() for match in words))


def _is_suffix(word):
    return bool(_SUFFIX.fullmatch(re.sub(r"[.\s]", "", word)))


def _is_degree(word):
    letters = word.replace(".", "")
    return letters == "V" or (sum(map(str.isupper, letters)) > 1 and bool(_DEGREE.fullmatch(letters)))


def _split(words):
    """Given names and surname, which takes the particles before it and what "y" joins to it."""
    start = len(words) - 1
    while start > 0 and _is_particle(words[start - 1].group(), first=start == 1):
        start -= 1
        if words[start].group() in _TWO_SURNAMES and start > 1:
            start -= 1
    return words[:start], words[start:]


def _is_particle(word, first):
    """A particle with a capital that comes `first` is a given name: Van Morrison."""
    small = word[0].islower()
    return bool((_PARTICLE.fullmatch(word) and (small or not first)) or _SMALL_PARTICLE.fullmatch(word))
