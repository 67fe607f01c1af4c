"""The lines of a page's text, and how they stand to each other."""

import re
from dataclasses import dataclass

from ... import richtext

_BULLET = re.compile(r"(?:[•·▪◦‣●○■\uf0b7]\s*|[-–—*]\s+)+|[-–—*]+\Z")
_INVISIBLE = re.compile(r"[\ud800-\udfff\u200b\u2060\ufeff]")


@dataclass(frozen=True)
class Line:
    """
    `text` as it stands, `words` as it is read: one space between words, without the bullet before them.

    `near`: it may belong to the line above. `apart`: something new may begin with it. On most pages a blank line before
    it decides; it says nothing on a page without any, or with one before every line.
    """

    number: int
    text: str
    words: str
    is_bullet: bool
    after_blank: bool
    near: bool
    apart: bool


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank, numbered from 1 as an editor shows them. Takes any text."""
    rows = re.split(r"\r\n|\r|\n", text)
    written = [place for place, row in enumerate(rows) if row.strip()]
    after_blank = {place: place == 0 or not rows[place - 1].strip() for place in written}
    blanks = [after_blank[place] for place in written[1:]]
    return [
        _line(place + 1, rows[place], blank, near=all(blanks) or not blank, apart=blank or not any(blanks))
        for place, blank in after_blank.items()
    ]


def _line(number, text, after_blank, *, near, apart):
    words = " ".join(richtext.without_control_characters(_INVISIBLE.sub(" ", text)).split())
    bullet = _BULLET.match(words)
    return Line(number, text, words[bullet.end() :] if bullet else words, bool(bullet), after_blank, near, apart)
