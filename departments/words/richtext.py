"""
The one allow-list for rich text: what an editor may write, what a page may show.

Applied whenever a draft is saved and once more when a page is frozen, because fixture loads and bulk writes go round
the first.
"""

import re

import nh3

# What the editor's toolbar offers; the sanitiser allows exactly the elements these produce.
EDITOR_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "History": True,
}
# For one or two sentences, such as an alert.
EDITOR_EXTENSIONS_SHORT = {"Bold": True, "Italic": True, "Link": EDITOR_EXTENSIONS["Link"], "History": True}

ELEMENTS = {"p", "h2", "h3", "strong", "em", "ul", "ol", "li", "blockquote", "br", "a"}
_cleaner = nh3.Cleaner(
    tags=ELEMENTS,
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
    clean_content_tags={"script", "style"},
)
_NOTHING_INSIDE = re.compile(r"<(p|h2|h3|strong|em|ul|ol|li|blockquote|a)(?: [^>]*)?>(?:\s|&nbsp;|\u00a0|<br>)*</\1>")
_HEADING = re.compile(r"(</?h)([2-6])(?=>)")
# Characters that mean nothing on a page and that PostgreSQL (NUL), UTF-8 (halves) or XML readers (the rest) refuse.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def sanitise(html: str) -> str:
    """
    `html` with nothing left but the allowed elements, and no empty ones.

    Always returns well-formed HTML, whatever comes in, and the same text again when given its own result.
    """
    cleaned = _cleaner.clean(without_control_characters(html or ""))
    while True:  # removing an empty item may leave an empty list behind
        emptied = _NOTHING_INSIDE.sub("", cleaned)
        if emptied == cleaned:
            return cleaned.strip()
        cleaned = emptied


def lower_headings(html: str, levels: int) -> str:
    """Sanitised `html` with each heading `levels` deeper (h6 at most), so that it fits under a heading of the page."""
    return _HEADING.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + levels)}", html)


def without_control_characters(text: str) -> str:
    """`text` without characters that no reader can see and that a database or a feed reader may refuse."""
    return CONTROL.sub("", text)
