"""
A standing that is typed into a title or a name, where it is sorted, searched and said as if it were one: "Interim
Director", "Lee Moss (Acting)", "Director - vacant", "TBD".
"""

import re
from typing import NamedTuple

from .nobody import names_nobody

APPOINTED, VACANT = "appointed", "vacant"
_STANDINGS = {"acting": "acting", "interim": "interim", "on leave": "on_leave"}
_WORD = r"(?P<word>acting|interim|on\s+leave)"
# Set apart at the front, behind a comma or dash at the end, or in brackets. An acting coach is no stand-in.
_SET_APART = (
    re.compile(rf"\A\W*{_WORD}\b(?!\s+(?:assessment|class|classes|coach|program|teacher)\b)[\s.,:–—-]*", re.IGNORECASE),
    re.compile(rf"\s*[(\[]\s*{_WORD}\s*[)\]]", re.IGNORECASE),
    re.compile(rf"\s*[,–—:/-]\s*{_WORD}\W*\Z", re.IGNORECASE),
)
_NOBODY_BESIDE = re.compile(
    r"\A\W*(?:currently\s+)?vacan(?:te?|cy)\b\W*|[\s,([–—:/-]*\b(?:currently\s+)?(?:vacan(?:te?|cy)|(?-i:TBD|TBA))\b\W*\Z",
    re.IGNORECASE,
)


class Lead(NamedTuple):
    title: str
    name: str
    standing: str


def understood(title: str, name: str, standing: str, *, as_typed: bool = False) -> Lead:
    """
    The title, the name and the standing that these say; the same again when given its own result.

    A standing that was chosen is not changed by a word, which then only goes; but a post of which a text says that it
    is vacant is vacant. `as_typed`: "Acting" and "Interim" belong to the title.
    """
    said = ""
    if not as_typed:
        title, of_title = without_standing(title)
        name, of_name = without_standing(name)
        said = of_name or of_title
    if title and names_nobody(title):
        said = VACANT if any(map(str.isalnum, title)) else said
        title = _NOBODY_BESIDE.sub("", title).strip()
        title = "" if names_nobody(title) else title
    if name and names_nobody(name):
        said = VACANT if title or "vacan" in name.casefold() else said
        name = ""
    return Lead(title, name, said if said and (said == VACANT or standing in (APPOINTED, "")) else standing)


def without_standing(words: str) -> tuple[str, str]:
    """`words` without “Acting”, “Interim” or “on leave” set apart, and the standing that says, or ""."""
    standing = ""
    while found := next((match for form in _SET_APART if (match := form.search(words))), None):
        words = f"{words[: found.start()]} {words[found.end() :]}".strip()
        standing = standing or _STANDINGS[" ".join(found["word"].casefold().split())]
    return words, standing


def differences(title: str, name: str, standing: str, lead: Lead, in_words) -> dict[str, str]:
    """By field, what was typed there and is read otherwise, as a sentence: “Interim Director” was read as: interim …"""
    typed = {"lead_title": (title, lead.title), "lead_name": (name, lead.name)}
    said = in_words(lead.standing).lower() if lead.standing != APPOINTED else ""
    return {
        field: f"“{before}” was read as: {', '.join(filter(None, (said, after))) or 'nobody'}."
        for field, (before, after) in typed.items()
        if before != after
    }
