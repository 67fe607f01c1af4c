"""Text as search and sorting compare it: no capitals, no accents, no apostrophes, words and nothing else."""

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

# Marks that people leave out: apostrophes and what stands for them, the okina, signs for sounds, the dot of "Col·legi".
MARKS = "'’‘‛`´ʼʻʽʹʾʿ′ꞌ·"
# Letters that Unicode does not take apart, as people type them on a keyboard without them; "&" is read as a word.
_LETTERS = dict(zip("đðħıłŋøŧɓɖɗƙƴɔəɛ", "ddhilnotbddkyoee", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
_NO_MARKS = str.maketrans("", "", MARKS)
_TYPED = str.maketrans(_LETTERS | dict.fromkeys(MARKS) | {"&": " and "})
_NOT_WORD = re.compile(r"[\W_]+")
# The same for what has plain letters only, as most has, which takes a third of the time.
_PLAIN = str.maketrans({char: char.lower() if char.isalnum() else " " for char in map(chr, range(128))}) | _TYPED
_JOINER = "\u200d"


def fold(text: str) -> str:
    """
    `text` folded (NFKD, marks dropped, casefolded), its words a single space apart.

    "O’Brien & José Łukasz" becomes "obrien and jose lukasz": as people type it who have plain letters only.
    """
    return " ".join(_folded(str(text)).split())


def folded_words(*texts: str) -> str:
    """All words of `texts`, folded, each with a space before it."""
    words = " ".join(filter(None, map(fold, texts)))
    return f" {words}" if words else ""


def pattern(text: str) -> str:
    """
    A regular expression, as both databases read it in any case, for texts that have the words of `text` side by side:
    folded they are the same ("Łukasz" for lukasz, "O’Neill" for oneill, "&" for and), or else written as they stand.
    """
    words = (_LETTER.sub(_spellings, word) if word != "and" else "(and|&)" for word in fold(text).split())
    return "|".join(filter(None, [r"(\W|_)+".join(words), re.escape(text)]))


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
    if text.isascii():
        return text.translate(_PLAIN)
    # Taken apart before and after capitals go: each may bring marks.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(_NO_MARKS)).casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", text.casefold().translate(_TYPED))


_LETTER = re.compile(r"ae|dz|ij|lj|nj|oe|ss|th|.")  # two that are one in other alphabets, too


def _spellings(letter):
    """What folds to the one or two letters that were found: each may have marks, and marks may stand after it."""
    unseen = f"[\u0300-\u036f{MARKS}]*"
    found = "".join(f"[{one}{_alike()[one]}]{unseen}" for one in letter[0])
    return f"({found}|[{_alike()[letter[0]]}]{unseen})" if len(letter[0]) > 1 else found


@cache
def _alike():
    """By what they fold to, the letters of Latin, Greek and Cyrillic scripts."""
    found = defaultdict(str)
    for char in map(chr, (*range(0xA0, 0x530), *range(0x1E00, 0x2000))):
        found[fold(char)] += char
    return found


def _characters(text):
    """What a reader takes for one character each, as (begin, end): a letter with its marks, or joined with the next."""
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not (_belongs_to_the_one_before(text[end]) or text[end - 1] == _JOINER):
            yield begin, end
            begin = end


def _belongs_to_the_one_before(char):
    return char == _JOINER or (not char.isascii() and unicodedata.category(char).startswith("M"))
