"""
What tells one name from another: "Office of the Chief of Staff" is looked for as "chief staff", "Dr. Patricia A.
Ellis" as "patricia ellis". The small words around are read, and never needed.
"""

import re
from functools import lru_cache

from .folding import MARKS, fold, spelled
from .name_words import TITLES, word_set
from .names_of_people import Name

SMALL_WORDS = TITLES | word_set(
    "a an and at by for in of on or the to with"
    " office offices department departments dept depts division divisions unit units"
)


def core(name: str) -> str:
    """The folded words of `name` without small ones; all of them where nothing else is left."""
    words = [word for token in name.split() for word in words_of(token)]
    return " ".join([word for word in words if word not in SMALL_WORDS] or words)


@lru_cache(maxsize=20_000)
def words_of(token: str) -> tuple[str, ...]:
    """The folded words of what stands between two spaces; dots within are no reason to part a degree ("Ph.D.")."""
    words = tuple(one.word for one in spelled(token))
    return ("".join(words),) if "".join(words) in SMALL_WORDS else words


def phrases(*names: str, person: str = "") -> str:
    """
    What `names` and the name of a `person` are found by: "| office of operations | operations |".

    Each phrase is folded, with a bar on either side: a name as it stands, without small words, and the other ways to
    write parts of it, "mimshowell" for "Mims-Howell", "o brien" for "O’Brien", "pe" for "P.E.". Of a person also the
    name without prefixes and degrees, the nickname, a surname of two words in one and initials: "jr" for "John R.".
    """
    found = []
    for name in (person, *names):
        found += [fold(name), core(name)]
        found += [form for token in name.split() for form in _other_forms(token)]
    found += _ways_to_name(Name.of(person)) if person else ()
    kept = [phrase for phrase in dict.fromkeys(found) if phrase]
    return f"| {' | '.join(kept)} |" if kept else ""


# Where "O’Brien" and "McDonald" come apart.
_SEAM = re.compile(rf"[{MARKS}]|(?<=[a-z])(?=[A-Z])")


def _other_forms(token):
    words = [one.word for one in spelled(token)]
    yield "".join(words) if len(words) > 1 else ""
    parts = _SEAM.sub(" ", token).split()
    if len(parts) == 2 and all(len(fold(part)) > (place == 1) for place, part in enumerate(parts)):
        yield fold(" ".join(parts))


def _ways_to_name(name):
    given = f"{name.given} {name.additional}".split()
    yield core(" ".join([*given, name.surname]))
    yield core(f"{name.nickname} {name.surname}") if name.nickname else ""
    yield "".join(surname) if len(surname := fold(name.surname).split()) > 1 else ""
    initials = [words[0][0] for token in given if (words := words_of(token)) and words[0] not in SMALL_WORDS]
    yield "".join(initials) if len(initials) > 1 else ""
