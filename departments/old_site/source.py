"""The text of a page from a file somebody saved."""

import codecs
import re

from django.utils.translation import gettext as _

from ..school_years.problems import refused
from ..words import prose
from ..words.not_shown import SHEET
from ..words.other_markup import TAG
from .struck_words import marked

# A page of the old site has a few thousand characters of text, and a hundred times that with its frame and its scripts.
_MOST, MOST_BYTES, _MOST_TAGS = 100_000, 2_000_000, 20_000
_HTML = re.compile(r"<(!doctype|\?xml|html|head|body|main|div|table|ul|h[1-6]|p)\b", re.IGNORECASE)
_BESIDE = re.compile(r"<(/?)(?:nav|footer|noscript)\b[^<>]*>", re.IGNORECASE)
_TABLE, _ROW, _CELL, _CELL_ENDS = (
    re.compile(form, re.IGNORECASE)
    for form in (r"</?(table|thead|tbody)\b[^<>]*>", r"</?tr\b[^<>]*>", r"<t[dh]\b[^<>]*>", r"</t[dh]>")
)
# A panel that was closed as the page was saved has facts as any other has.
_CLOSED = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|font-size)\s*:\s*\.?0|(?<=\s)hidden(?=[\s=/>])",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(f"{SHEET.pattern}|{TAG.pattern}", re.IGNORECASE)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def text_of(path) -> str:
    """
    The text in the file at `path`: UTF-8, what Windows calls Unicode (UTF-16 with its mark), or Windows-1252; of HTML a
    line a block, and what is struck out in it marked (`struck_words.py`).

    Raises Refused for a file that cannot be read, is too large or no text at all.
    """
    name = path.name or str(path)
    try:
        with path.open("rb") as file:
            return text_in(file.read(MOST_BYTES + 1), name)
    except (OSError, ValueError) as reason:
        why = getattr(reason, "strerror", None) or _("no file can have that name")
        words = _("it cannot be read ({reason}). Choose a text file.")
        raise refused(name, words.format(reason=why)) from reason


def text_in(data: bytes, name: str) -> str:
    """The same of the `data` of the file that people call `name`."""
    text = decoded(data)
    if text is None or _NO_TEXT.search(text):
        raise refused(name, _("it is no plain text. Save the page as text, in UTF-8, or as HTML."))
    is_large = len(data) > MOST_BYTES or text.count("<") > _MOST_TAGS
    if not is_large and _HTML.search(text):
        text = _of_html(text)
    if is_large or len(text) > _MOST:
        raise refused(name, _("it is larger than a page of the old site. Save the text of one page."))
    return text


def _without_frame(html):
    """Without menus and the like, those that end."""
    kept, begun, depth, last = [], 0, 0, 0
    for tag in _BESIDE.finditer(html):
        if not tag[1]:
            begun, depth = (begun if depth else tag.start()), depth + 1
        elif depth:
            depth -= 1
            if not depth:
                kept.append(html[last:begun])
                last = tag.end()
    return "".join([*kept, html[last:]])


def _of_html(html):
    """Its words: a blank line round headings and paragraphs, a bullet before items, cells of a table apart."""
    opened = _SAYS_SO.sub(lambda said: _CLOSED.sub("", said[0]), marked(_without_frame(html)))
    body = _CELL_ENDS.sub("", _CELL.sub("\ue000", opened))
    found = prose.blocks(_ROW.sub("<br>", _TABLE.sub("<p>", body)))
    lines = "\n\n".join(f"{'• ' if one.kind == 'li' else ''}{one.text}" for one in found)
    return re.sub(r"(?m)^[ \t]*\ue000", "", lines).replace("\ue000", "\t")  # the first of a row stands at its beginning


def decoded(data: bytes) -> str | None:
    """The text, in whichever of the three it is; None for no text."""
    has_mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
