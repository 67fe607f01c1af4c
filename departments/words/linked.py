"""Numbers and e-mail addresses in a text, as links: one press calls or writes. Nobody calls a fax."""

import re
from functools import lru_cache
from html import escape, unescape

from . import phones

_TAG = re.compile(r"(<[^>]*>)")
_EMAIL = re.compile(r"([\w.+-]*\w@\w[\w-]*(?:\.\w[\w-]*)+)")
_MAY_BE = re.compile(r"@|\d[^a-zA-Z<>]{0,9}\d{4}")  # the library takes a millisecond for each text


@lru_cache(maxsize=1024)  # the same texts stand on pages that are made anew
def linked(html: str) -> str:
    """Well-formed `html` with links round what can be called or written to, but inside of links."""
    inside, found = False, []
    for piece in _TAG.split(html) if _MAY_BE.search(html) else [html]:
        if piece.startswith("<"):
            inside = piece.startswith("<a ") or (inside and piece != "</a>")
        elif not inside and _MAY_BE.search(piece):
            piece = "".join(_element(words, address) for words, address in phones.pieces(unescape(piece)))
        found.append(piece)
    return "".join(found)


def _element(words, address):
    if address is None:
        return f'<span class="in-text" dir="ltr">{escape(words)}</span>'
    if address:
        return f'<a class="in-text" dir="ltr" href="{escape(address)}">{escape(words)}</a>'
    return _EMAIL.sub(r'<a class="in-text" dir="ltr" href="mailto:\1">\1</a>', escape(words))
