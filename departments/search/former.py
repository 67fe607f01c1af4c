"""What was listed before and is not any more: in an earlier year, or on a page that has been published anew since."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Listing
from ..reading import moved
from ..reading.directory import Directory
from ..words import days
from . import matching, search_index
from .answers import Answer, Former, Result
from .query import Query
from .rank import Rank
from .readings import Readings
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


def look(query: Query, directory: Directory, guess: bool) -> Before:
    """
    What `query` finds in names and whole numbers that visitors of `directory` could read before; where it finds nothing
    and may `guess`, in names with a slip. One query.
    """
    before = search_index.before(directory)
    readings = Readings(query, before)
    found = [
        one for one in matching.best(readings, _MOST_READ) if one[0] <= (Rank.EXACT if query.number else Rank.NAME)
    ]
    if guess and not found:
        found = [one for one in matching.guesses(readings, _MOST_READ) if one[0] == Rank.SLIP]
    places = [place for rank, place in found if rank == found[0][0]]
    return Before(before, tuple(_without_leads_of_the_same_number(places, before) if query.number else places))


def tell(before: Before, now: dict, rows: dict[int, Listing], directory: Directory) -> tuple[Former, ...]:
    """`before` in words, with what stands `now` in the place of its entries and its listings `rows`, by key."""
    told = {}
    for place in before.places:
        row = rows[before.edition.keys[place]]
        here = tuple(result(one, directory) for one in now[before.edition.addresses[place]])
        former = Former(row.name, _sentence(row, directory), moved.still_at(directory, row), here, row.kind)
        told.setdefault((row.kind, row.name), former)
    return tuple(told.values())[:_MOST]


def as_results(answer: Answer, directory: Directory) -> tuple[Result, ...]:
    """What was listed before, among the results of today: each leads to where it stands now, or else last stood."""
    return tuple(
        Result(
            one.kind,
            one.name,
            _("{when}; now {name}").format(when=one.sentence, name=now.name) if now else one.sentence,
            now.phone if now else "",
            now.url if now else one.url or f"{directory.search_url}?{urlencode({'q': answer.query})}",
            ((one.name, False),),
            instead=now.instead if now else None,
        )
        for one in answer.former
        for now in one.now[:1] or (None,)
    )


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
    said = _("listed until {day} under {place}") if row.where else _("listed until {day}")
    return said.format(day=until, place=row.where)
