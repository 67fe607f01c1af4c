"""The lines of a page's text, and how they stand to each other."""

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

from ..words.prose import BULLETS
from .frame import frame
from .struck_words import parted

_BULLET = re.compile(rf"(?:[{BULLETS}]\s*|[-–—*]\s+)+|[-–—*]+\Z")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2060\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class TextLine:
    """
    `text` as it stands, `words` as it is read: one space between words, without the bullet before them. Both are
    without what is `struck` out of them; a line of which nothing stays `is_struck`, and has that.

    `frame`: what part of the old site's frame it is, or "". `near`: it may belong to the line above. `apart`: something
    new may begin with it. On most pages a blank line before it decides, and the frame is as good as one; it says
    nothing on a page without any, or with one before every line.
    """

    number: int
    text: str
    words: str
    is_bullet: bool
    frame: str
    after_blank: bool
    near: bool
    apart: bool
    struck: str = ""
    is_struck: bool = False


def lines_of(text: str) -> list[TextLine]:
    """
    The lines of `text` that are not blank, numbered from 1 as an editor shows them. Takes any text.

    Each cell of a table that was made text is a line, and those of a column stand under each other.
    """
    found, blanks, last = [], [], 0
    for block in _blocks(re.split(r"\r\n|\r|\n", text)):
        for number, cell in block:
            is_next = bool(found) and last >= block[0][0] - 1
            blanks += [not is_next] if found else []
            found.append(_line(number, cell, after_blank=not is_next or bool(found[-1].frame)))
            last = max(number, block[0][0])
        last = max(number for number, _ in block)
    if all(blanks) or not any(blanks):
        return [replace(line, near=True, apart=True) for line in found]
    return found


_GAP = re.compile(r"\t+| {3,}")
_LABELLED = re.compile(r"[^\W\d_][^:]{0,40}:(?!//)")


def _blocks(rows):
    """The rows that are not blank, with their numbers: a block for each, or for several that are a table."""
    table = []
    for number, row in enumerate([*rows, ""], 1):
        cells = _GAP.split(row.rstrip())
        # Spaces alone make no table: a justified text has them too.
        is_more = len(cells) > 1 and (all(map(_LABELLED.match, cells[1:])) or bool(table))
        if table and not is_more:
            columns = zip_longest(*(cells for _, cells in table), fillvalue="")
            yield [
                (at, cell) for column in columns for (at, _), cell in zip(table, column, strict=True) if cell.strip()
            ]
            table = []
        if is_more:
            table.append((number, cells))
        elif row.strip():
            yield [(number, row)]


def _line(number, text, *, after_blank):
    stays, struck = parted(text)
    text = stays or struck
    words = " ".join(_INVISIBLE.sub(" ", text).split())
    bullet = _BULLET.match(words)
    words = words[bullet.end() :] if bullet else words
    apart = {"after_blank": after_blank, "near": not after_blank, "apart": after_blank}
    return TextLine(number, text, words, bool(bullet), frame(words), **apart, struck=struck, is_struck=not stays)
