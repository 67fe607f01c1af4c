"""Titles, names, and who stands in for whom."""

import re

from ..models import Entry
from ..words.name_words import is_particle
from ..words.nobody import is_nobody
from ..words.standing_words import name_without_standing

Standing = Entry.Standing

_POST = re.compile(
    r"\b(director|superintendent|chief|manager|coordinator|supervisor|administrator|officer|principal|counsel|auditor"
    r"|controller|comptroller|treasurer|commissioner|president|chairperson)\b",
    re.IGNORECASE,
)
_SMALL = {"of", "the", "and", "for", "to", "in", "on", "at", "&", "/", "-", "–"}


def names_a_post(words: str) -> bool:
    """Whether a post is among `words`: "Director - Nathaniel Deans"."""
    return bool(_POST.search(words))


def is_title(words: str) -> bool:
    """Whether `words` name a post: "Chief of Staff", "Acting Director"."""
    parts = words.replace(",", " ").split()
    proper = all(part.lower() in _SMALL or part.lstrip("(&")[:1].isupper() for part in parts)
    return 0 < len(parts) <= 10 and len(words) <= 100 and words[0].isupper() and proper and names_a_post(words)


def is_name(words: str) -> bool:
    """Whether `words` can be a person's name as people write it: "Dr. Patricia A. Ellis", "Leon Groce, Ph.D."."""
    parts = words.split()
    if not 0 < len(parts) <= 8 or len(words) > 100 or re.search(r"[\d:;!?<>@|/…]", words) or names_a_post(words):
        return False
    ends_a_sentence = re.search(r"[^\W\d_]{4}\.\Z", words)
    proper = all(is_particle(part.lower(), first=True) or part.lstrip("(\"'“‘’")[:1].isupper() for part in parts)
    return proper and not ends_a_sentence and parts[0][0].isupper()


def is_chief(title: str) -> bool:
    """Whether who has this title leads a whole office."""
    return bool(re.search(r"\b(chief|superintendent)\b", title, re.IGNORECASE))


def holder(words: str) -> tuple[str, str] | None:
    """The name and standing of who holds a post, the name "" where nobody is named; None for what is neither."""
    if is_nobody(words):
        return "", Standing.VACANT.value if any(map(str.isalnum, words)) else ""
    name, standing = name_without_standing(words) or ("", "")
    return (name, standing) if is_name(name) and standing != Standing.VACANT else None
