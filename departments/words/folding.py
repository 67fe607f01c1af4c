"""Text as search and sorting compare it: no capitals, no accents, no apostrophes, words and nothing else."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_APOSTROPHES = re.compile("['’‘‛`´ʼ′]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_JOINER = "\u200d"


def fold(text: str) -> str:
    """
    `text` folded (NFKD, marks dropped, casefolded), its words a single space apart.

    "O’Brien & José" becomes "obrien and jose": "&" is read as the word people type for it.
    """
    return " ".join(_folded(str(text)).split())


def folded_words(*texts: str) -> str:
    """All words of `texts`, folded, each with a space before it."""
    words = " ".join(filter(None, map(fold, texts)))
    return f" {words}" if words else ""


class Spelled(NamedTuple):
    """A folded word and where it stands in the text it came from: `ends[n]` is where its first n + 1 letters end."""

    word: str
    start: int
    ends: tuple[int, ...]


@lru_cache(maxsize=20_000)
def spelled(token: str) -> tuple[Spelled, ...]:
    """
    The folded words of `token`, as `fold()` makes them, each with its place in `token`.

    Folding changes lengths ("ß" is "ss", an accent of its own is nothing): a letter ends where the last character
    that belongs to it ends, so that no accent and no joined character is ever cut off.
    """
    words, letters, start, ends = [], "", 0, []
    for begin, end in _characters(token):
        for letter in _folded(token[begin:end]):
            if letter != " ":
                start = start if letters else begin
                letters += letter
                ends.append(end)
            elif letters:
                words.append(Spelled(letters, start, tuple(ends)))
                letters, ends = "", []
    if letters:
        words.append(Spelled(letters, start, tuple(ends)))
    return tuple(words)


def _folded(text):
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).replace("&", " and ").casefold()
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text))


def _characters(text):
    """What a reader takes for one character each, as (begin, end): a letter with its marks, or joined with the next."""
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not (_belongs_to_the_one_before(text[end]) or text[end - 1] == _JOINER):
            yield begin, end
            begin = end


def _belongs_to_the_one_before(char):
    return char == _JOINER or (not char.isascii() and unicodedata.category(char).startswith("M"))
