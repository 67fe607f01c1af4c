"""
What a query finds in an edition, best first.

A name that is exactly the query comes first, then names and titles with its whole words, then with words that begin
so, then what sits where the query says, then other forms of its words and words said for them, then text. What has no
certain answer gets guesses: words with a slip, then what has most of the words. Among equals: what has the small words
too, then offices, departments and leads before other people, then the order of the directory.
"""

import math
from collections import Counter
from collections.abc import Iterable
from heapq import merge
from operator import itemgetter

from . import most_words, number_places, word_places
from .rank import Rank
from .readings import Readings

_MOST_GUESSED = 20
Found = list[tuple[Rank, int]]


def best(readings: Readings, most: int) -> Found:
    """The first `most` places that the query certainly finds, each with its rank."""
    query, edition = readings.query, readings.edition
    enough = math.inf if query.small else 2 * most
    by_number = number_places.tiers(query.number, edition, enough) if query.number else ()
    by_words = word_places.tiers(query.words, readings) if query.words else ()
    return _first(merge(by_number, by_words, key=itemgetter(0)), readings, most)


def guesses(readings: Readings, most: int) -> Found:
    """The first `most` places for a query with slips; where there are none, a few that have most of its words."""
    if not readings.query.words:
        return []
    words, a_few = readings.query.words, min(most, _MOST_GUESSED)
    found = _first(word_places.with_slips(words, readings), readings, most)
    return found or _first(most_words.tiers(words, readings), readings, a_few)


def _first(tiers: Iterable, readings, most) -> Found:
    """Of the places that `tiers` give rank by rank, some of them again in later ones, the first `most`."""
    found, seen, edition = [], set(), readings.edition
    small = word_places.each(readings.query.small, readings)
    for rank, first, several in tiers:
        if len(found) >= most:
            break
        several = several - seen
        seen |= several
        found += [(rank, place) for place in _in_order(several, first, small, edition)[: most - len(found)]]
    return found


def _in_order(several, first, small, edition):
    """`several` places, sorted: by what is to go `first`, then the small words, then people who do not lead."""
    others, count = edition.others, Counter()
    for one in small:
        count.update(several & one.in_names_or_around)
    if first:
        return sorted(several, key=lambda place: (first.get(place, 0), -count[place], others[place], place))
    having = sorted(count, key=lambda place: (-count[place], others[place], place))
    leads, rest = [], []
    for place in sorted(several.difference(count)):
        (rest if others[place] else leads).append(place)
    return having + leads + rest
