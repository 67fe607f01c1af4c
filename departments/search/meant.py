"""Did you mean: a query with words that stand in names, in the place of those that look like them."""

from ..models import Listing
from ..words.folding import spelled
from .query import Word
from .readings import Nearness, Readings

_MOST = 3


def did_you_mean(readings: Readings, rows: list[Listing]) -> tuple[str, ...]:
    """The queries that were meant if one of `rows`, found with slips, was: words put in are written as in there."""
    typed = " ".join(word.typed for word in readings.query.words)
    texts = (_as_in(" ".join([row.name, row.post, *row.other_names, row.where]), readings) for row in rows)
    return tuple(dict.fromkeys(text for text in texts if text not in ("", typed)))[:_MOST]


def _as_in(text, readings):
    written = {}
    for token in text.split():
        for one in spelled(token):
            written.setdefault(one.word, token[one.start : one.ends[-1]])
    words = [_put_in(word, written, readings) for word in readings.query.words]
    return " ".join(words) if all(words) else ""


def _put_in(word: Word, written, readings):
    if not (word.typed.isdigit() or any(map(str.isalpha, word.typed))):
        return ""  # signs are nobody's name: with them it would find nothing again
    known = readings.upto(word, Nearness.OTHER)
    if any(all(any(there.startswith(part.text) for there in written) for part in way) for way in known.ways):
        return word.typed
    slips = [[part.text for part in way] for way in readings.at(word, Nearness.SLIP) if way not in readings.for_a_word]
    return next((" ".join(map(written.get, way)) for way in slips if written.keys() >= {*way}), word.typed)
