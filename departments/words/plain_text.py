"""
What is kept of a text that was typed, pasted or loaded: one rule for forms, models, loads and downloads.

A line has no breaks and no tabs, they become a space; several lines are parted by "\\n". White space around them and
what no reader sees go: control characters, which databases, XML and spreadsheets refuse, and what Unicode keeps free.
Half a character is what remains of a damaged file, and is refused.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Line breaks that are no "\n": of Windows, of slides (U+000B), of a printer, of Unicode.
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BREAK_OR_TAB = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What shows nothing: a text of nothing else is none.
_BLANK = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0]*"
)
_HALF = re.compile("[\ud800-\udfff]")


LONGEST = 100_000  # characters: thirty printed pages


class NotKept(ValueError):
    """The text cannot be kept; a sentence says what to do."""


class HalfCharacter(NotKept):
    """Half a character stands in the text."""


def line(text: str) -> str:
    """`text` on one line. Raises HalfCharacter."""
    return _seen(text if text.isprintable() else _visible(_BREAK_OR_TAB.sub(" ", text)))


def lines(text: str) -> str:
    """`text` with "\\n" between its lines. Raises NotKept."""
    text = not_too_long(text)
    return _seen(text if text.isprintable() else _visible(_BREAK.sub("\n", text)))


def _seen(text):
    return "" if is_blank(text) else text.strip()


def not_too_long(text: str) -> str:
    """`text` that has LONGEST characters at most. Raises NotKept."""
    if len(text) > LONGEST:
        words = ngettext(
            "it has {number} character; {longest} are the most. Shorten it.",
            "it has {number} characters; {longest} are the most. Shorten it.",
            len(text),
        )
        raise NotKept(words.format(number=f"{len(text):,}", longest=f"{LONGEST:,}"))
    return text


def is_blank(text: str) -> bool:
    """Whether no reader sees anything of `text`."""
    return not "!" <= text[:1] <= "~" and bool(_BLANK.fullmatch(text))


def _visible(text):
    if _HALF.search(text):
        raise HalfCharacter(_("it has half a character in it, from a damaged file. Write it anew."))
    return _CONTROL.sub("", text)


def without_control_characters(text: str, instead: str = "") -> str:
    """`text` as it was kept, with breaks that are no "\\n" as those, and `instead` of what no reader can see."""
    return text if text.isprintable() else _CONTROL.sub(instead, _BREAK.sub("\n", text))
