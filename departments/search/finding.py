"""The two questions that are asked of search."""

from ..models import Listing
from ..reading import moved
from ..reading.directory import Directory
from ..words.folding import spelled
from . import former, matching, search_index, spelling
from .answers import Answer, Result
from .district_lines import matching_lines
from .query import read
from .rank import Rank
from .reasons import result

MOST_RESULTS = 50
MOST_SUGGESTED = 8
_MOST_NEAREST = 5


def find(query: str, directory: Directory) -> Answer:
    """
    What `query` finds in `directory`, best first, at most 50; where that is little or nothing, what may help.

    Every word must begin a word of a name, a title, of where something sits or of its text, in any order; small words
    ("of", "Dr.", "department") need not. Numbers are read as `typed_number` does. Never raises, whatever is asked; at
    most three queries while visitors see the same, and six for the first that is asked.
    """
    asked = read(query)
    if not asked or directory.year is None:
        return Answer(asked.typed)
    listed = search_index.of(directory)
    found, lines = matching.best(asked, listed, MOST_RESULTS), matching_lines(asked, directory, MOST_RESULTS)
    before = former.Before() if _is_what_was_meant(asked, [*found, *lines]) else former.look(asked, directory)
    keys = [listed.keys[place] for _, place in found]
    if before:
        through = search_index.addresses_after({slug for _, slug in before.entries}, before.edition, listed)
        now, rows = moved.where_now(directory, before.entries, through=through, also=[*keys, *before.keys])
        told = former.tell(before, now, rows, directory)
        return Answer(asked.typed, _results(asked, found, lines, listed, rows, directory), former=told)
    if found or lines:
        return Answer(asked.typed, _results(asked, found, lines, listed, _rows(keys), directory))
    if nearest := spelling.nearest(asked.number, listed, _MOST_NEAREST) if asked.number else []:
        rows = _rows([listed.keys[place] for place in nearest])
        return Answer(asked.typed, nearest=tuple(result(rows[listed.keys[place]], directory) for place in nearest))
    return Answer(asked.typed, did_you_mean=_did_you_mean(asked, listed))


def suggest(query: str, directory: Directory) -> tuple[Result, ...]:
    """The first results for what somebody is typing, at most eight. At most three queries, at first five."""
    asked = read(query)
    if not asked or directory.year is None:
        return ()
    listed = search_index.of(directory)
    found, lines = matching.best(asked, listed, MOST_SUGGESTED), matching_lines(asked, directory, MOST_SUGGESTED)
    rows = _rows([listed.keys[place] for _, place in found])
    return _results(asked, found, lines, listed, rows, directory)[:MOST_SUGGESTED]


def _is_what_was_meant(asked, found):
    """Whether anything has the words in a name, or the number: text alone may be about what was there before."""
    best = min((rank for rank, _ in found), default=Rank.WITHIN)
    if asked.number:
        return best == Rank.EXACT or (best == Rank.WHOLE and not asked.number.may_be_exact)
    return best < Rank.TEXT


def _results(asked, found, lines, listed, rows, directory) -> tuple[Result, ...]:
    """Both together; the district's `lines` behind what is listed with the same rank, as an office may share one."""
    results = [(rank, result(rows[listed.keys[place]], directory, asked)) for rank, place in found]
    return tuple(one for _, one in sorted([*results, *lines], key=lambda pair: pair[0])[:MOST_RESULTS])


def _rows(keys) -> dict[int, Listing]:
    """The listings with these `keys`, by key. One query, none where nothing is asked for."""
    if not keys:
        return {}
    rows = Listing.objects.filter(pk__in=keys).order_by().placed()
    return {row.pk: row for row in rows.defer("names_folded", "around_folded", "text_folded")}


def _did_you_mean(asked, listed) -> tuple[str, ...]:
    """The queries that were meant, as people would type them: words put in are written as they are in the names."""
    meant = spelling.did_you_mean(asked, listed)
    put_in = tuple({word for words in meant for word in words if word not in asked.words})
    rows = _rows([listed.keys[place] for place in spelling.original_places(put_in, listed)])
    written = {}
    for row in rows.values():
        for token in " ".join([row.name, row.post, *row.other_names]).split():
            for one in spelled(token):
                written.setdefault(one.word, token[one.start : one.ends[-1]])
    texts = dict.fromkeys(_in_place(asked, words, written) for words in meant)
    # Typed alone, a word may be read as something else: digits among words as a number.
    return tuple(text for text in texts if matching.finds(read(text), listed))


def _in_place(asked, words, written):
    put_in = ((word, " ".join(written.get(part.text, part.text) for part in word.parts)) for word in words)
    return " ".join(word.typed if word in asked.words else text for word, text in put_in)
