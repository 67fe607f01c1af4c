"""What was listed before and is not any more: in an earlier year, or on a page that has been published anew since."""

from dataclasses import dataclass, field

from django.utils import timezone

from ..models import Listing
from ..reading import moved
from ..reading.directory import Directory
from ..words import days
from . import matching, search_index
from .answers import Former
from .query import Query
from .rank import Rank
from .reasons import result
from .search_index import SearchIndex

_MOST = 3
_MOST_READ = 12


@dataclass(frozen=True)
class Before:
    """What a query finds in what visitors could read before: the places in that edition."""

    edition: SearchIndex = field(default_factory=SearchIndex)
    places: tuple[int, ...] = ()

    def __bool__(self):
        return bool(self.places)

    @property
    def keys(self) -> list[int]:
        return [self.edition.keys[place] for place in self.places]

    @property
    def entries(self) -> set:
        return {self.edition.addresses[place] for place in self.places}


def look(query: Query, directory: Directory) -> Before:
    """What `query` finds in names and whole numbers that visitors of `directory` could read before. One query."""
    before = search_index.before(directory)
    found = matching.best(query, before, _MOST_READ)
    worst = Rank.EXACT if query.number else Rank.NAME
    places = [place for rank, place in found if rank <= worst and rank == found[0][0]]
    return Before(before, tuple(_without_leads_of_the_same_number(places, before) if query.number else places))


def tell(before: Before, now: dict, rows: dict[int, Listing], directory: Directory) -> tuple[Former, ...]:
    """`before` in words, with what stands `now` in the place of its entries and its listings `rows`, by key."""
    told = {}
    for place in before.places:
        row = rows[before.edition.keys[place]]
        here = tuple(result(one, directory) for one in now[before.edition.addresses[place]])
        former = Former(row.name, _sentence(row, directory), moved.still_at(directory, row), here)
        told.setdefault((row.kind, row.name), former)
    return tuple(told.values())[:_MOST]


def _without_leads_of_the_same_number(found, before):
    """Of an office or department and who leads it, the office or department: the number is the post's."""
    kept = {}
    for place in found:
        kept.setdefault(before.addresses[place], []).append(place)
    return [place for several in kept.values() for place in (several[:1] if len(several) > 1 else several)]


def _sentence(row, directory):
    """ "listed until June 2017 under Office of Operations"; within the year, the day."""
    year, end = row.publication.school_year, row.publication.live_until
    last = year.ends_on
    if end is not None and end <= directory.moment:
        last = min(last, timezone.localdate(end)) if year != directory.year else timezone.localdate(end)
    until = days.day(last) if year == directory.year else days.month(last)
    return f"listed until {until}" + (f" under {row.where}" if row.where else "")
