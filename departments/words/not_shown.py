"""
What other programs keep in a text and show to nobody: comments, hidden words, and words that were struck out; and what
there was to choose from, or typed in, in a field.
"""

import re
from collections import Counter

from .other_markup import NOT_NESTED, TAG, WITHOUT_END

STRUCK = {"del", "s", "strike"}
LINE_THROUGH = r"text-decoration(?:-line)?\s*:[^;:{}]*\bline-through"
SHEET = re.compile(r"<style\b(?P<of>[^<>]*+)>(?P<rules>[^<]*+(?:<(?!/style)[^<]*+)*+)", re.IGNORECASE)
_OTHER_MEDIA = re.compile(r"""\bmedia\s*=\s*["']?[^"'>]*(?:print|\()""", re.IGNORECASE)
_FIELDS = {"datalist", "option", "select", "textarea"}
_WITHIN_LINES = {"a", "b", "em", "font", "i", "ins", "small", "span", "strong", "sub", "sup", "u", *STRUCK}
_SEEN = re.compile(rf"<!--(?:-?>|(?:[^-]++|-(?!->))*+(?:-->)?)|{TAG.pattern}")
# Quicker than to read each tag.
_MAY_HIDE = ("hidden", "style", "msocom", "#cmnt", "<del", "<strike", "<s>", *(f"<s{space}" for space in " \t\n\r\f"))
_MAY_HIDE += tuple(f"<{name}" for name in _FIELDS)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>]++))?""")
_STYLE = re.compile(
    r"(?<![-\w])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|mso-element\s*:\s*comment|"
    rf"opacity\s*:\s*\.?0[.0]*(?![.\d]))|{LINE_THROUGH}",
    re.IGNORECASE,
)
_WITHOUT_SIZE = re.compile(r"(?<![-\w])font-size\s*:\s*\.?0[.0]*(?![.\d])", re.IGNORECASE)
_SIZE = re.compile("font-size", re.IGNORECASE)
# What a comment of Google Docs says, at the foot of a document that it exported.
_COMMENT = re.compile(r"(?:\s*<p\b[^<>]*+>)?\s*<a\s[^<>]*#cmnt_ref", re.IGNORECASE)
# In a sheet: comments, and rules within others, as for print.
_BESIDE_RULES = re.compile(r"/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|<!--|-->|@[^@{};]*+(?:;|\{(?:[^{}]++|\{[^{}]*+\})*+\})")
_BY_CLASS = re.compile(r"\s*([a-z][a-z0-9]*+)?\.([-\w]++)\s*", re.IGNORECASE)


def without_not_shown(html: str) -> str:
    """`html` without its comments, hidden words and struck-out words; an empty paragraph where they stood in blocks."""
    small = html.lower()
    if not any(word in small for word in _MAY_HIDE):
        return html
    kept, begin, at = [], 0, 0
    around, classes = Counter[str](), classes_with(_STYLE, html)
    while tag := _SEEN.search(html, at):
        at = tag.end()
        name = (tag["name"] or "").lower()
        if name in WITHOUT_END or not name:
            continue
        end = None if tag["close"] else _end_of_hidden(html, name, tag, around, classes)
        if end is not None:
            before = html[begin : tag.start()]
            stands_after_one = kept and kept[-1] and not before
            kept += [before, "" if name in _WITHIN_LINES or stands_after_one else "<p></p>"]
            begin = at = end
        else:
            around[name] += -min(1, around[name]) if tag["close"] else 1
    return "".join([*kept, html[begin:]])


def classes_with(style: re.Pattern[str], html: str) -> set[tuple[str, str]]:
    """
    What the sheets in `html`, but for those of paper and of some widths, say has such a `style` by class alone: an
    element, "" for any, and the class.
    """
    shown = (sheet for sheet in SHEET.finditer(html) if not _OTHER_MEDIA.search(sheet["of"]))
    sheets = (_BESIDE_RULES.sub("", sheet["rules"]) for sheet in shown)
    rules = (rule.partition("{") for sheet in sheets for rule in sheet.split("}"))
    selectors = (one for names, _, said in rules if style.search(said) for one in names.split(","))
    return {((found[1] or "").lower(), found[2]) for one in selectors if (found := _BY_CLASS.fullmatch(one))}


def has_one(classes: set[tuple[str, str]], element: str, its: str) -> bool:
    """Whether `element`, whose class attribute says `its`, has one of `classes`, as `classes_with` gives them."""
    return bool(classes) and any((name, one) in classes for one in its.split() for name in ("", element))


def _end_of_hidden(html, name, tag, around, classes):
    """Where the element ends that begins with `tag`, if it is hidden; else None."""
    at = tag.end()
    if name in STRUCK | _FIELDS or (name in {"div", "p"} and _COMMENT.match(html, at)):
        return _end(html, name, at, around)
    attributes = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(tag[0][1 + len(name) :])}
    style, href, its = (attributes.get(key, "") for key in ("style", "href", "class"))
    is_comment = href.startswith("#_msocom_") or "#cmnt" in href or "msocom" in its.lower()
    if "hidden" in attributes or _STYLE.search(style) or has_one(classes, name, its) or is_comment:
        return _end(html, name, at, around)
    if _WITHOUT_SIZE.search(style):  # what is in it may have one, as newsletters do it
        sized = _SIZE.search(html, at)
        end = _end(html, name, at, around, sized.start() if sized else len(html))
        return end if sized is None or end < sized.start() else None
    return None


def _end(html, name, at, around, until=None):
    """
    Where the element `name` ends that begins before `at`: with its own end, the end of one that it stands in, or
    `until`.
    """
    inside, depth, until = Counter[str](), 0, len(html) if until is None else until
    for tag in _SEEN.finditer(html, at, until):
        other = (tag["name"] or "").lower()
        if not other or other in WITHOUT_END:
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
    return until
