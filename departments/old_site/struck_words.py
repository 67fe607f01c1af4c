"""
The words of a page that are struck out, found while it is HTML: between marks, for what strikes them does not come
through the sanitiser, and what is left out is told.
"""

import re
from collections import Counter

from ..words.not_shown import LINE_THROUGH, STRUCK, classes_with, has_one
from ..words.other_markup import NOT_NESTED, TAG, WITHOUT_END

# Of the characters that Unicode keeps for use inside of a program.
BEGIN, END = "\ufdd0", "\ufdd1"
_MARKED = re.compile(f"{BEGIN}([^{END}]*+){END}?")
# To the end of the page where they have none, so that the time grows with its length and no faster.
_NO_WORDS = r"<!--.*?(?:-->|\Z)|<(?P<within>script|style|title)(?=[\s/>]).*?(?:</(?P=within)|\Z)"
_PIECE = re.compile(rf"{_NO_WORDS}|{TAG.pattern}", re.DOTALL | re.IGNORECASE)
_LINE_THROUGH = re.compile(LINE_THROUGH, re.IGNORECASE)
_CLASS = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


def parted(line: str) -> tuple[str, str]:
    """What stays of a line, "" where that has no words, and what is struck out of it."""
    if not (struck := [words.strip() for words in _MARKED.findall(line) if words.strip()]):
        return line, ""
    stays = re.sub(" {2,}", " ", _MARKED.sub("", line)).strip()
    return (stays, " … ".join(struck)) if re.search(r"\w", stays) else ("", _MARKED.sub(r"\1", line))


def marked(html: str) -> str:
    """`html` with the words that are struck out between BEGIN and END, in each text between two tags."""
    classes, html = classes_with(_LINE_THROUGH, html), f"{html}<br>"  # a tag behind each text
    kept, at, struck = [], 0, ""  # the element that is struck out
    around, inside = Counter[str](), Counter[str]()
    for piece in _PIECE.finditer(html):
        text, at = html[at : piece.start()], piece.end()
        kept.append(f"{BEGIN}{text}{END}" if struck and text.strip() else text)
        tag, closes, name = piece[0], piece["close"], (piece["name"] or "").lower()
        strikes = bool(name and not closes and _strikes(name, tag, classes))
        kept.append(tag if not strikes else "" if name in STRUCK else f"<{name}>")
        if not name or name in WITHOUT_END:
            continue
        if struck and not (inside.total() if name in NOT_NESTED else inside[name]):
            # It ends with its own end, that of an element that it stands in, or the next one of a list.
            if name == struck and (closes or name in NOT_NESTED):
                struck = ""
                if closes:
                    continue
            elif closes and around[name]:
                struck = ""
        if struck:
            if name not in NOT_NESTED:
                inside[name] += -min(1, inside[name]) if closes else 1
        elif strikes:
            struck = name
            inside.clear()
        else:
            around[name] += -min(1, around[name]) if closes else 1
    return "".join(kept)


def _strikes(name, tag, classes):
    if name in STRUCK or _LINE_THROUGH.search(tag):
        return True
    found = _CLASS.search(tag) if classes else None
    return bool(found) and has_one(classes, name, "".join(filter(None, found.groups())))
