"""Which letters of a text are what was looked for: ("Paulette ", False), ("Chamb", True), ("ers", False)."""

import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from string import Formatter

from django.utils.translation import gettext

from ..words import phones
from ..words.folding import fold, spelled
from .query import Word

Pieces = tuple[tuple[str, bool], ...]
_TOKEN = re.compile(r"\S+")
_BEFORE, _AFTER = 5, 9  # words around those that are shown of a text


def mark(text: str, words: tuple[Word, ...]) -> tuple[Pieces, frozenset[Word]]:
    """`text` in pieces, and which of `words` were found in it."""
    marks, found = [], set()
    tokens = list(_TOKEN.finditer(text))
    for word in words:
        for here in _ways_found(tokens, word):
            marks += here
            found.add(word)
    return _in_pieces(text, marks), frozenset(found)


def excerpt(text: str, words: tuple[Word, ...]) -> tuple[Pieces, frozenset[Word]]:
    """A few words of `text`, of the line that has the most of `words`, in pieces; empty where no line has any."""
    most, best, hits = [], "", []
    for line in text.split("\n"):
        here = _hits(line, words)
        found = [word for word in words if any(True for _ in _ways_found(here, word))]
        if len(found) > len(most):
            most, best, hits = found, line, here
        if len(most) == len(words):
            break  # no line has more
    if not most:
        return (), frozenset()
    start = min(begin for word in most for marks in _ways_found(hits, word) for begin, _ in marks)
    tokens = list(_TOKEN.finditer(best))
    first = next(place for place, token in enumerate(tokens) if token.end() > start)
    begin, end = max(0, first - _BEFORE), min(len(tokens), first + _AFTER + 1)
    pieces, found = mark(best[tokens[begin].start() : tokens[end - 1].end()], words)
    before = (("… ", False),) if begin else ()
    return (*before, *pieces, *((" …", False),) * (end < len(tokens))), found


def put_in(said: str, **named: str | Pieces) -> Pieces:
    """The sentence `said` in the reader's language, in pieces: with the words, or the pieces, `named` in it."""
    found, words = [], ""
    for text, name, *_rest in Formatter().parse(gettext(said)):
        value = named[name] if name else ()
        words += text + value if isinstance(value, str) else text
        if not isinstance(value, str):
            found += [(words, False), *value]
            words = ""
    return tuple(piece for piece in [*found, (words, False)] if piece[0])


def mark_number(number: str, asked) -> Pieces:
    """`number` as it is shown, its digits that `asked` (a TypedNumber) has and the extension marked."""
    shown, extension = phones.parts(number)
    text = phones.told(number)
    begin = text.find(shown)
    places = [begin + place for place, char in enumerate(shown) if char.isdecimal()]
    digits = "".join(text[place] for place in places)
    start = _start(digits, asked.digits)
    marks = [(span[0], span[-1] + 1)] if start >= 0 and (span := places[start : start + len(asked.digits)]) else []
    if asked.extension and extension.startswith(asked.extension):
        begin = text.rfind(extension)
        marks.append((begin, begin + len(asked.extension)))
    return _in_pieces(text, marks)


def _start(digits, asked):
    """Where in `digits` those `asked` for begin, -1 where they do not: the end of a number before its beginning."""
    if not asked or digits.endswith(asked):
        return len(digits) - len(asked) if asked else -1
    if asked.endswith(digits):
        return 0  # asked for with the country, shown without
    return 0 if digits.startswith(asked) else digits.rfind(asked)


def _hits(line, words):
    """The tokens of `line` that may have any of `words`: few of many, and to look closer takes far longer."""
    there = re.compile("|".join({re.escape(part.text) for word in words for part in word.parts})).search
    if not there("".join(fold(line).split())):
        return []
    return [token for token in _TOKEN.finditer(line) if there(_letters(token[0]))]


@lru_cache(maxsize=20_000)
def _letters(token):
    return "".join(one.word for one in spelled(token))


def _ways_found(tokens, word):
    """For each way to read `word` whose parts are all in the text of `tokens`, its places as (begin, end)."""
    for way in word.ways:
        of_parts = [
            [place for token in tokens if part.text in _letters(token[0]) for place in _marks(token, part)]
            for part in way
        ]
        if all(of_parts):
            yield [place for places in of_parts for place in places]


def _marks(token, part):
    """The places in a text, as (begin, end), that `part` has in `token`, a match in that text."""
    words = spelled(token[0]) if part.of == "words" else ()
    marks = []
    for one in words:
        if one.word == part.text or (not part.whole and one.word.startswith(part.text)):
            marks.append((one.start, one.ends[len(part.text) - 1]))
    if len(words) > 1 and not part.whole:
        marks += _marks_across(words, part.text)
    return [(token.start() + begin, token.start() + end) for begin, end in marks]


def _marks_across(words, text):
    """ "mimshow" in "Mims-Howell": over what parts the words, too."""
    if text.startswith(words[0].word) and "".join(one.word for one in words).startswith(text) and text != words[0].word:
        ends = [end for one in words for end in one.ends]
        yield words[0].start, ends[len(text) - 1]


def _in_pieces(text, marks) -> Pieces:
    pieces, at = [], 0
    for begin, end in sorted(marks):
        begin = max(begin, at)
        if begin < end:
            pieces += [(text[at:begin], False), (text[begin:end], True)]
            at = end
    pieces.append((text[at:], False))
    runs = groupby((piece for piece in pieces if piece[0]), key=itemgetter(1))
    return tuple(("".join(words for words, _ in run), is_marked) for is_marked, run in runs)
