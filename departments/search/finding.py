"""The two questions that are asked of search, and their one answer."""

from functools import partial

from ..models import Listing
from ..reading import moved
from ..reading.directory import Directory
from . import asked_facts, former, matching, nearest_numbers, search_index
from .answers import Answer, Result
from .district_lines import matching_lines
from .meant import did_you_mean
from .query import read
from .rank import Rank
from .readings import Readings
from .reasons import result

MOST_RESULTS = 50
MOST_SUGGESTED = 8
_MOST_NEAREST = 5


def find(query: str, directory: Directory, most: int = MOST_RESULTS) -> Answer:
    """
    What `query` finds in `directory`, best first, at most `most`; where that is no more than a guess, what may help.

    Every word must begin a word of a name, a title, of where something sits or of its text, in any order; small words
    ("of", "Dr.", "department") need not. Other forms, nicknames and what else is said for a word come after it, and
    where nothing has them all, words with a slip, then most of the words. Numbers are read as `typed_number` does.
    Never raises, whatever is asked; at most four queries while visitors see the same, and seven for the first.
    """
    asked = read(query)
    if not asked or directory.year is None:
        return Answer(asked.typed)
    listed = search_index.of(directory)
    readings, found, lines = _certain(asked, directory, listed, most)
    best = min((rank for rank, _ in (*found, *lines)), default=None)
    asked, guesses = readings.query, []
    if best is None or best >= Rank.TEXT:
        guesses = matching.guesses(readings, most)
        lines += matching_lines(asked, directory, listed.everyday, partial(_slips, most=most))
    is_meant = _is_what_was_meant(asked, best)
    guessed = min((rank for rank, _ in (*guesses, *lines)), default=Rank.MOST)
    before = former.Before() if is_meant else former.look(asked, directory, best is None and guessed == Rank.MOST)
    if before and best is None:
        guesses = []
    found = _first(asked_facts.arranged(asked, [*found, *guesses], listed), most)
    keys, told = [listed.keys[place] for _, place in found], ()
    if before:
        through = search_index.addresses_after({slug for _, slug in before.entries}, before.edition, listed)
        now, rows = moved.where_now(directory, before.entries, through=through, also=[*keys, *before.keys])
        told = former.tell(before, now, rows, directory)
    else:
        rows = _rows(keys)
    facts = asked_facts.told(asked, [rows[key] for key in keys])
    results = [
        (rank, result(rows[key], directory, readings, rank, facts.get(key, "")))
        for (rank, _), key in zip(found, keys, strict=True)
    ]
    # The district's lines behind what is listed with the same rank, as an office may share one.
    together = tuple(one for _, one in sorted([*results, *lines], key=lambda pair: pair[0])[:most])
    meant = did_you_mean(readings, [rows[key] for (rank, _), key in zip(found, keys, strict=True) if rank == Rank.SLIP])
    nearest = _nearest(asked, listed, directory) if best is None and not told else ()
    return Answer(
        asked.typed, together, meant, nearest, told, is_certain=best is not None or (not guesses and bool(found))
    )


def suggest(query: str, directory: Directory) -> tuple[Result, ...]:
    """The first of the same answer for what somebody is typing, at most eight."""
    answer = find(query, directory, MOST_SUGGESTED)
    return (*former.as_results(answer, directory), *answer.results, *answer.nearest)[:MOST_SUGGESTED]


def _certain(asked, directory, listed, most):
    """What `asked` certainly finds, and how it is best read: words that may ask for a fact may belong to a name."""
    told = []
    for query in (asked, asked.without_asking()) if asked.asking else (asked,):
        readings = Readings(query, listed)
        if told:
            readings.of_parts = told[0][0].of_parts
        found = matching.best(readings, most)
        lines = matching_lines(query, directory, listed.everyday, partial(matching.best, most=most))
        told.append((readings, found, lines))
        if any(rank <= Rank.AROUND for rank, _ in (*found, *lines)):
            break
    return min(reversed(told), key=lambda one: min((rank for rank, _ in (*one[1], *one[2])), default=Rank.MOST))


def _slips(readings, most):
    return [one for one in matching.guesses(readings, most) if one[0] == Rank.SLIP]


def _first(found, most):
    """The first `most` places of `found`, each once."""
    ranks = {}
    for rank, place in found:
        ranks.setdefault(place, rank)
    return [(rank, place) for place, rank in ranks.items()][:most]


def _is_what_was_meant(asked, best):
    """Whether anything has the words in a name, or the number: text alone may be about what was there before."""
    if best is None:
        return False
    if asked.number:
        return best in (Rank.EXACT, Rank.END) or (best == Rank.WHOLE and not asked.number.may_be_exact)
    return best < Rank.TEXT


def _rows(keys) -> dict[int, Listing]:
    """The listings with these `keys`, by key. One query, none where nothing is asked for."""
    if not keys:
        return {}
    rows = Listing.objects.filter(pk__in=keys).order_by().placed()
    return {row.pk: row for row in rows.defer("names_folded", "around_folded", "text_folded")}


def _nearest(asked, listed, directory) -> tuple[Result, ...]:
    if not asked.number:
        return ()
    found = nearest_numbers.nearest(asked.number, listed, _MOST_NEAREST)
    rows = _rows([listed.keys[place] for place in found])
    return tuple(result(rows[listed.keys[place]], directory, fact=how) for place, how in found.items())
