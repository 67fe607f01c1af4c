"""The text of a page from a file somebody saved."""

import codecs
import re

from ..school_years.problems import refused

# A page of the old site has a few thousand characters; this much is another file.
_MOST_BYTES = 100_000
_HTML = re.compile(r"<(!doctype|\?xml|html|head|body|div|table|p)\b", re.IGNORECASE)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def text_of(path) -> str:
    """
    The text in the file at `path`: UTF-8, what Windows calls Unicode (UTF-16 with its mark), or Windows-1252.

    Raises Refused for a file that cannot be read, is too large, is HTML or no text at all.
    """
    name = path.name or str(path)
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as reason:
        why = getattr(reason, "strerror", None) or "no file can have that name"
        raise refused(name, f"it cannot be read ({why}). Choose a text file.") from reason
    if len(data) > _MOST_BYTES:
        raise refused(name, "it is larger than a page of the old site. Save the text of one page.")
    text = decoded(data)
    if text is None or _NO_TEXT.search(text):
        raise refused(name, "it is no plain text. Save the page as text, in UTF-8.")
    if _HTML.search(text):
        raise refused(name, "it is HTML. Open the page in a browser, and save what it shows as plain text.")
    return text


def decoded(data: bytes) -> str | None:
    """The text, in whichever of the three it is; None for no text."""
    has_mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
