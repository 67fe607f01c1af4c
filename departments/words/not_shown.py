"""What other programs keep in a text and show to nobody: comments, hidden words, and words that were struck out."""

import re
from collections import Counter

from .other_markup import NOT_NESTED, TAG

_STRUCK = {"del", "s", "strike"}
_WITHOUT_END = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
_WITHIN_LINES = {"a", "b", "em", "font", "i", "ins", "small", "span", "strong", "sub", "sup", "u", *_STRUCK}
_SEEN = re.compile(rf"<!--(?:-?>|(?:[^-]++|-(?!->))*+(?:-->)?)|{TAG.pattern}")
# Quicker than to read each tag.
_MAY_HIDE = ("hidden", "style", "msocom", "<del", "<strike", "<s>", *(f"<s{space}" for space in " \t\n\r\f"))
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>]++))?""")
_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|mso-element\s*:\s*comment|"
    r"text-decoration(?:-line)?\s*:[^;:]*\bline-through",
    re.IGNORECASE,
)


def without_not_shown(html: str) -> str:
    """`html` without its comments, hidden words and struck-out words; an empty paragraph where they stood in blocks."""
    small = html.lower()
    if not any(word in small for word in _MAY_HIDE):
        return html
    kept, begin, at = [], 0, 0
    around = Counter[str]()
    while tag := _SEEN.search(html, at):
        at = tag.end()
        name = (tag["name"] or "").lower()
        if name in _WITHOUT_END or not name:
            continue
        if not tag["close"] and _is_hidden(name, tag[0]):
            kept += [html[begin : tag.start()], "" if name in _WITHIN_LINES else "<p></p>"]
            begin = at = _end(html, name, at, around)
        else:
            around[name] += -min(1, around[name]) if tag["close"] else 1
    return "".join([*kept, html[begin:]])


def _is_hidden(name, tag):
    if name in _STRUCK:
        return True
    attributes = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(tag[1 + len(name) :])}
    if "hidden" in attributes or _STYLE.search(attributes.get("style", "")):
        return True
    return attributes.get("href", "").startswith("#_msocom_") or "msocom" in attributes.get("class", "").lower()


def _end(html, name, at, around):
    """Where the element `name` ends that begins before `at`: with its own end, or the end of one that it stands in."""
    inside, depth = Counter[str](), 0
    for tag in _SEEN.finditer(html, at):
        other = (tag["name"] or "").lower()
        if not other or other in _WITHOUT_END:
            continue
        may_end = not (depth if other in NOT_NESTED else inside[other])
        if may_end and (tag["close"] or other in NOT_NESTED) and other == name:
            return tag.end() if tag["close"] else tag.start()
        if may_end and tag["close"] and around[other]:
            return tag.start()
        if other not in NOT_NESTED:
            step = -min(1, inside[other]) if tag["close"] else 1
            inside[other] += step
            depth += step
    return len(html)
