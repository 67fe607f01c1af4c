"""The two questions that are asked of search."""

from ..directory import Directory
from ..folding import spelled
from ..models import Listing
from . import edition, matching, spelling
from .answers import Answer, Result
from .district_lines import matching_lines
from .former import formerly
from .query import Query, read
from .telling import result

MOST_RESULTS = 50
MOST_SUGGESTED = 8
_MOST_NEAREST = 5


def find(query: str, directory: Directory) -> Answer:
    """
    What `query` finds in `directory`, best first, at most 50; where that is nothing, what may help instead.

    Every word must begin a word of a name, a title, of where something sits or of its text, in any order; small words
    ("of", "Dr.", "department") need not. Numbers are read as `typed_number` does. Never raises, whatever is asked; at
    most four queries.
    """
    asked = read(query)
    if not asked or directory.year is None:
        return Answer(asked.typed)
    listed = edition.of(directory)
    if results := _results(asked, directory, listed, MOST_RESULTS):
        return Answer(asked.typed, results)
    if former := formerly(asked, directory):
        return Answer(asked.typed, former=former)
    if asked.number and asked.number.digits:
        nearest = spelling.nearest(asked.number, listed, _MOST_NEAREST)
        if nearest:
            rows = _rows(listed, nearest)
            return Answer(asked.typed, nearest=tuple(result(rows[place], directory) for place in nearest))
    return Answer(asked.typed, did_you_mean=_did_you_mean(asked, listed))


def suggest(query: str, directory: Directory) -> tuple[Result, ...]:
    """The first results for what somebody is typing, at most eight. At most three queries."""
    asked = read(query)
    if not asked or directory.year is None:
        return ()
    return _results(asked, directory, edition.of(directory), MOST_SUGGESTED)


def _results(asked: Query, directory: Directory, listed: edition.Edition, most: int) -> tuple[Result, ...]:
    found = matching.best(asked, listed, most)
    rows = _rows(listed, [place for _, place in found])
    results = [(rank, result(rows[place], directory, asked)) for rank, place in found]
    # Behind what is listed with the same rank: the switchboard's number may be an office's own, too.
    results += matching_lines(asked, directory, most)
    return tuple(one for _, one in sorted(results, key=lambda pair: pair[0])[:most])


def _rows(listed, places):
    """The listings at `places`, by place. One query, none where nothing is asked for."""
    if not places:
        return {}
    place_of = {listed.keys[place]: place for place in places}
    rows = Listing.objects.filter(pk__in=list(place_of)).select_related("publication")
    rows = rows.defer("names_folded", "around_folded", "text_folded", "publication__payload")
    return {place_of[row.pk]: row for row in rows}


def _did_you_mean(asked, listed) -> tuple[str, ...]:
    """The queries that were meant, as people would type them: words put in are written as they are in the names."""
    meant = spelling.did_you_mean(asked, listed)
    put_in = tuple({word for words in meant for word in words if word not in asked.words})
    rows = _rows(listed, sorted(spelling.original_places(put_in, listed)))
    written = _as_written(rows.values())
    return tuple(dict.fromkeys(_in_place(asked, words, written) for words in meant))


def _as_written(rows):
    """How each folded word of the names in `rows` is written there."""
    written = {}
    for row in rows:
        for token in " ".join([row.name, row.title, *row.other_names]).split():
            for one in spelled(token):
                written.setdefault(one.word, token[one.start : one.ends[-1]])
    return written


def _in_place(asked, words, written):
    return " ".join(word.typed if word in asked.words else written.get(word.typed, word.typed) for word in words)
