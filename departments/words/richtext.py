"""
The one allow-list for rich text: what an editor may write, what a page may show.

Applied whenever a draft is saved and once more when a page is frozen, because fixture loads and bulk writes go round
the first.
"""

import re
from collections import Counter
from html import unescape

import nh3
from django.utils.translation import ngettext

from . import link_address
from .not_shown import without_not_shown
from .other_markup import NOT_NESTED, TAG, translated
from .plain_text import NotKept, is_blank, not_too_long, without_control_characters

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
_COUNTS = {"start": re.compile(r"[1-9][0-9]{0,2}"), "type": re.compile(r"[aAiI]")}  # where a list begins, and how


def _attribute(_element, name, value):
    if name in _COUNTS:
        return value if _COUNTS[name].fullmatch(value) and value != "1" else None
    return link_address.whole(value) if name == "href" else value


_cleaner = nh3.Cleaner(
    tags=ELEMENTS,
    attributes={"a": {"href"}, "ol": set(_COUNTS)},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
    clean_content_tags={"iframe", "noscript", "script", "style", "title"},
)
_NOTHING_INSIDE = re.compile(r"<(p|h2|h3|strong|em|ul|ol|li|blockquote|a)(?: [^>]*)?>(?:\s|&nbsp;|\u00a0|<br>)*</\1>")
_HEADING = re.compile(r"(</?h)([2-6])(?=>)")
_DEEPEST = 32
MOST_TAGS = 5_000


def kept(html: str) -> str:
    """What is kept of `html` that comes in: sanitised. Raises NotKept for more than anybody writes."""
    if html.count("<") > MOST_TAGS:
        words = ngettext(
            "it has more than {number} tag. Paste it without its formatting, or shorten it.",
            "it has more than {number} tags. Paste it without its formatting, or shorten it.",
            MOST_TAGS,
        )
        raise NotKept(words.format(number=f"{MOST_TAGS:,}"))
    return sanitise(not_too_long(html))


def sanitise(html: str) -> str:
    """
    `html` with nothing left but the allowed elements, and no empty ones.

    Always returns well-formed HTML, whatever comes in, and the same text again when given its own result.
    """
    shown = without_not_shown(without_control_characters(html or ""))
    text = _flat(translated(_flat(shown), _cleaner.clean))
    while True:  # "&#1;" is a control character only after this, and "<h2><em><h2>" is read otherwise once it is closed
        cleaned = _flat(without_control_characters(_without_empty(_cleaner.clean(text))))
        if text == cleaned:
            return "" if is_blank(unescape(TAG.sub("", cleaned))) else cleaned.strip()
        text = cleaned


def _without_empty(html):
    while True:  # removing an empty item may leave an empty list behind
        emptied = _NOTHING_INSIDE.sub(_parting, html)
        if emptied == html:
            return html
        html = emptied


def _parting(empty):
    """What stays of an empty element: a space where a block parted words."""
    around = empty.string[empty.start() - 1 : empty.start()] + empty.string[empty.end() : empty.end() + 1]
    return " " if empty[1] not in ("strong", "em", "a") and re.fullmatch(r"[^>\s][^<\s]", around) else ""


def _flat(html):
    """
    `html` without the elements that stand in more than _DEEPEST others, a space for each, and with the words in them.

    The time to read HTML grows with the square of its depth, and nobody means that many quotations.
    """
    opened = (name for close, name in TAG.findall(html) if not close and name.lower() not in NOT_NESTED)
    if html.count("<") <= _DEEPEST or len(list(opened)) <= _DEEPEST:
        return html
    depth, begun = 0, Counter[str]()

    def near(tag):
        nonlocal depth
        name = tag["name"].lower()
        if name in NOT_NESTED:
            return tag[0]
        step = -min(1, begun[name]) if tag["close"] else 1  # an end without its beginning ends nothing
        begun[name] += step
        depth += step
        return tag[0] if depth + bool(tag["close"]) <= _DEEPEST else " "

    return TAG.sub(near, html)


def lower_headings(html: str, levels: int) -> str:
    """Sanitised `html` with each heading `levels` deeper (h6 at most), so that it fits under a heading of the page."""
    return _HEADING.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + levels)}", html)
