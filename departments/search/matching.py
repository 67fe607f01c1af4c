"""
What a query finds in an edition, best first.

A name that is exactly the query comes first, then names and titles with its whole words, then with words that begin
so, then what sits where the query says, then text. Among equals: what has the small words too, then offices,
departments and leads before other people, then the order of the directory.
"""

import math
from heapq import merge
from operator import itemgetter

from . import number_places, word_places
from .query import Query
from .rank import Rank
from .search_index import SearchIndex


def best(query: Query, edition: SearchIndex, most: int) -> list[tuple[Rank, int]]:
    """The first `most` places of `edition` that `query` finds, each with its rank."""
    found, seen, small = [], set(), word_places.each(query.small, edition)
    # Of each rank so many that `most` are left without what was `seen`; where small words decide, all of them.
    enough = math.inf if small else 2 * most
    for rank, first, several in _tiers(query, edition, enough):
        if len(found) >= most:
            break
        several = several - seen
        seen |= several
        found += [(rank, place) for place in _in_order(several, first, small, edition)[: most - len(found)]]
    return found


def _in_order(several, first, small, edition):
    """`several` places, sorted: by what is to go `first`, then the small words, then people who do not lead."""
    others = edition.others
    if not first and not small:
        leads = sorted(place for place in several if not others[place])
        return leads + sorted(place for place in several if others[place])
    having = [one.in_names_or_around for one in small]
    return sorted(
        several, key=lambda place: (first.get(place, 0), -sum(place in one for one in having), others[place], place)
    )


def finds(query: Query, edition: SearchIndex) -> bool:
    """Whether `query` finds anything there; nothing is put in order for that."""
    has_number = query.number and any(number_places.tiers(query.number, edition, 1))
    return bool(has_number or (query.words and word_places.are_anywhere(query.words, edition)))


def _tiers(query, edition, enough):
    """Rank by rank, what goes before all else among equals, and the places; some of them again in later ranks."""
    by_number = number_places.tiers(query.number, edition, enough) if query.number else ()
    by_words = word_places.tiers(query.words, query.phrases, edition) if query.words else ()
    return merge(by_number, ((rank, {}, several) for rank, several in by_words), key=itemgetter(0))
