"""The lines of a page's text, and how they stand to each other."""

import re
from dataclasses import dataclass, replace

from ..words.prose import BULLETS
from .frame import frame

_BULLET = re.compile(rf"(?:[{BULLETS}]\s*|[-–—*]\s+)+|[-–—*]+\Z")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2060\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class TextLine:
    """
    `text` as it stands, `words` as it is read: one space between words, without the bullet before them.

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


def lines_of(text: str) -> list[TextLine]:
    """The lines of `text` that are not blank, numbered from 1 as an editor shows them. Takes any text."""
    found, blanks = [], []
    for number, row in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if row.strip():
            is_next = bool(found) and found[-1].number == number - 1
            blanks += [not is_next] if found else []
            found.append(_line(number, row, after_blank=not is_next or bool(found[-1].frame)))
    if all(blanks) or not any(blanks):
        return [replace(line, near=True, apart=True) for line in found]
    return found


def _line(number, text, *, after_blank):
    words = " ".join(_INVISIBLE.sub(" ", text).split())
    bullet = _BULLET.match(words)
    words = words[bullet.end() :] if bullet else words
    return TextLine(number, text, words, bool(bullet), frame(words), after_blank, not after_blank, after_blank)
