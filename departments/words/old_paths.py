"""Addresses at which there is nothing: as they are compared, whether they may lead anywhere, what their words are."""

import re
from urllib.parse import unquote, urlsplit

from django.conf.locale import LANG_INFO

_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2,8})?")
_PAGE = re.compile(r"\.(?:[a-z]?html?|aspx?|php|jsp|cfm)\Z")
_FILE = re.compile(r"\.[a-z][a-z0-9]{1,5}\Z")
_SAYS_NOTHING = {"", "default", "home", "index", "main", "page"}
_BETWEEN = re.compile(r"[\W_]+")


def plain(address: str) -> str:
    """
    The path of `address`, a whole one or a path, as paths are compared: "/en/district/chief-of-staff.htm".

    Without what follows “?” and “#”, in small letters. Empty where there is none but “/”.
    """
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return ""
    parts = [part for part in unquote(path).casefold().split("/") if part.strip()]
    return "".join(f"/{part}" for part in parts)


def is_of_a_language(path: str) -> bool:
    """Whether a plain path belongs to pages in a language, /es/…: these may come, and /en/….htm was the old site's."""
    first = path.split("/")[1] if path else ""
    return bool(_LANGUAGE.fullmatch(first) or first in LANG_INFO) and not _PAGE.search(path)


def words_of(path: str) -> str:
    """What a plain path speaks of, "chief of staff": its last part that says anything; empty for a file's."""
    if _FILE.search(path) and not _PAGE.search(path):
        return ""
    parts = [_BETWEEN.sub(" ", _PAGE.sub("", part)).strip() for part in path.split("/")]
    return next((part for part in reversed(parts) if part not in _SAYS_NOTHING), "")[:100]
