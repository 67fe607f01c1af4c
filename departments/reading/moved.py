"""
Where an address leads that is not listed any more: to its successor, or to a page that says it is gone.

Everything is read from what visitors were shown: publications of the years open at the directory's moment, whose
windows had begun by then. Nothing scheduled, no year that is not open and no draft can be told from the answers.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from operator import attrgetter, or_

from django.db.models import Case, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ..models import Listing, Publication, TakenOff
from ..page.office_page import OfficePage
from .directory import Card, Directory, any_of
from .what_became import DIVIDED, MERGED, Sentence

OFFICE, DEPARTMENT = Listing.Kind.OFFICE.value, Listing.Kind.DEPARTMENT.value
Entry = tuple[str, str]  # a kind and a slug


@dataclass(frozen=True)
class Forward:
    """The one place where it stands now; `card` is its office or department."""

    url: str
    card: Card | None = field(default=None, compare=False)


@dataclass(frozen=True)
class GoneAddress:
    """
    What can be told of an address with no one successor.

    `name` is the last public one, empty where it never had a page here. `successors` are the several it was divided
    into; without any, `year` is the label of the school year it was last listed in, empty for the directory's own,
    `last_url` where that page still stands, `offices` where the office it was part of stands now, `taken_off` when it
    was taken off the site, None where its year just went by, and `instead` what the publisher wrote.
    """

    name: str = ""
    successors: tuple[Card, ...] = ()
    year: str = ""
    last_url: str = ""
    offices: tuple[Card, ...] = ()
    taken_off: datetime | None = None
    instead: str = ""


def forwarding(directory: Directory, kind: str, slug: str) -> Forward | GoneAddress | None:
    """
    Where the office or department (`kind`, as in `Listing.Kind`) leads that `directory` does not list at `slug`.

    None for what never had a page at that address and has no successor: it is simply not found. One query then, and at
    most four otherwise, whatever the number of years and pages.
    """
    if directory.year is None:
        return None
    shown = _shown(directory)
    if not shown.filter(Q(kind=kind, slug=slug) | Q(succeeds__contains=f" {slug} ")).exists():
        return None
    past = _Past(directory, _stays(directory, shown))
    ends = past.follow((kind, slug))
    places = directory.cards(past.still_listed(ends))
    if len(places) == 1:
        return Forward(places[0].url, places[0])
    if places:
        last = _last(shown, {(kind, slug)})
        return GoneAddress(name=last.name if last else "", successors=places)
    last = _last(shown, ends)
    return _gone(directory, past, last) if last else None


def origins(directory: Directory, page: OfficePage) -> dict[str, tuple[Sentence, ...]]:
    """
    By the anchor of each part of `page` what it took the place of, where that was called otherwise, or what it was a
    part of, with where the rest is. Two queries, none where nothing is succeeded.
    """
    slugs = {slug for part in page.parts for slug in part.succeeds.split()}
    if not slugs:
        return {}
    had = _shown(directory).filter(slug__in=slugs).order_by("publication__live_from")
    names, places = dict(had.values_list("slug", "name")), defaultdict(list)
    succeed = reduce(or_, (Q(succeeds__contains=f" {slug} ") for slug in slugs))
    for row in directory.listings().filter(succeed | Q(slug__in=slugs), kind__in=[OFFICE, DEPARTMENT]):
        for slug in (row.slug, *row.succeeds.split()):
            places[slug].append((row.name, directory.office_url(row.publication.slug, row.anchor)))
    return {part.anchor: tuple(_origin(part, names, places)) for part in page.parts if part.succeeds}


def _origin(part, names, places):
    whole = []
    for slug in part.succeeds.split():
        was = [(name, "") for name in [names.get(slug)] if name not in (None, part.name)]
        rest = [place for place in places[slug] if place[0] != part.name]
        if was and rest:
            yield Sentence.of(DIVIDED, _("It was part of {was} before. See also {rest}."), was=was, rest=rest)
        elif was and was[0] not in whole:
            whole += was
    if whole:
        yield Sentence.of(MERGED, _("It took the place of {whole}."), whole=whole)


def stand_at(directory: Directory, entries: set[Entry]) -> dict[Entry, tuple[Card, ...]]:
    """
    Where each of `entries` stands in `directory`, as far as it does. One query; three where some are elsewhere.
    """
    found = _by_entry(directory.cards(entries))
    here = {entry: {entry} for entry in entries & found.keys()}
    if left := entries - found.keys():
        past = _Past(directory, _stays(directory, _shown(directory)))
        here |= {entry: past.still_listed(past.follow(entry)) for entry in left}
        found |= _by_entry(directory.cards(set().union(*here.values()) - found.keys()))
    return {entry: tuple(found[end] for end in sorted(ends)) for entry, ends in here.items()}


def _by_entry(cards):
    return {(DEPARTMENT if "#" in card.url else OFFICE, card.slug): card for card in cards}


def stands_at(directory: Directory, kind: str, slug: str) -> Forward | GoneAddress | None:
    """Where the office or department that is or was at `slug` stands in `directory`."""
    places = directory.cards({(kind, slug)})
    return Forward(places[0].url, places[0]) if places else forwarding(directory, kind, slug)


def _gone(directory, past, last):
    publication = last.publication
    same_year = publication.school_year == directory.year
    offices = past.follow((OFFICE, publication.slug)) if last.kind == DEPARTMENT else set()
    # Of a page that still stands in the archive it may be written already, for an end to come.
    has_ended = not publication.is_live(directory.moment)
    return GoneAddress(
        name=last.name,
        year="" if same_year else publication.school_year.label,
        last_url=still_at(directory, last),
        offices=directory.cards(past.still_listed(offices)),
        taken_off=publication.live_until if has_ended else None,
        instead=(publication.instead or last.instead) if has_ended else "",
    )


def still_at(directory: Directory, row: Listing) -> str:
    """The address of `row` in the edition of its year, where that is still shown; else empty."""
    publication = row.publication
    there = replace(directory, year=publication.school_year)
    return there.office_url(publication.slug, row.anchor) if publication.is_live(directory.moment) else ""


def read_before(directory: Directory) -> QuerySet:
    """
    Publications that visitors of this year or an earlier one could read, and that this year does not show now.

    Not those of an office that was taken off the site: what its publisher took back is not told again.
    """
    ended = Q(live_until__lte=directory.moment)
    standing = Publication.objects.live(directory.moment).order_by().values("office")
    return _seen(directory).filter(~Q(school_year=directory.year) | ended, office__in=standing)


def where_now(
    directory: Directory, entries: set[Entry], *, through: set[str], also=()
) -> tuple[dict[Entry, tuple], dict[int, Listing]]:
    """
    What stands today in the place of each of `entries`, as listings, and the listings with the keys `also`; each with
    the address of its `page`.

    `through` are the addresses that these led to, as far as anything says so; others are not read. One query.
    """
    seen = Listing.objects.filter(publication__in=_seen(directory))
    found = seen.filter(Q(pk__in=also) | Q(slug__in=through | {slug for _, slug in entries}))
    found = found.select_related("publication__school_year").placed()
    found = found.defer("publication__payload", "names_folded", "around_folded", "text_folded")
    rows = list(found.order_by("publication__live_from", "position"))
    parts = [row for row in rows if row.kind in (OFFICE, DEPARTMENT)]
    past = _Past(directory, [(*_of_row(row), row.publication.is_live(directory.moment)) for row in parts])
    standing = {
        (row.kind, row.slug): row
        for row in parts
        if row.publication.school_year == directory.year and row.publication.is_live(directory.moment)
    }
    now = {entry: past.still_listed(past.follow(entry)) for entry in entries}
    order = list(standing)
    return (
        {entry: tuple(standing[end] for end in sorted(ends, key=order.index)) for entry, ends in now.items()},
        {row.pk: row for row in rows},
    )


def _shown(directory):
    """Listings of offices and departments that visitors of this year or an earlier one could read by the moment."""
    return Listing.objects.filter(publication__in=_seen(directory), kind__in=[OFFICE, DEPARTMENT])


def _seen(directory):
    seen = Q()
    for year in directory.years:
        if year.starts_on <= directory.year.starts_on:
            # What ended before the year was open was published and taken off out of visitors' sight.
            ended_later = Q(live_until=None) | Q(live_until__gt=year.seen_from)
            seen |= Q(school_year=year) & ended_later
    return Publication.objects.taking_room().filter(seen, live_from__lte=directory.moment)


def _stays(directory, shown):
    """Each row's stays at an address, the latest last, and whether it is there now. One query."""
    still = Q(publication__live_until=None) | Q(publication__live_until__gt=directory.moment)
    live = Max(Case(When(still, then=1), default=0))
    return shown.values_list(*_STAY).annotate(since=Max("publication__live_from"), live=live).order_by("since")


_STAY = ("publication__school_year_id", "kind", "slug", "succeeds", "publication__office_id", "department_id")
_of_row = attrgetter(*(column.replace("__", ".") for column in _STAY))


def _last(shown, entries):
    """The listing of `entries` that visitors saw last, or None."""
    found = shown.filter(any_of(entries)).select_related("publication__school_year").defer("publication__payload")
    # What was said of the page of the year before holds for the one that goes on from it.
    page = Q(publication__office=OuterRef("publication__office"))
    page |= Q(publication__school_year=OuterRef("publication__carried_from"))
    words = TakenOff.objects.filter(page, publication__live_from=OuterRef("publication__live_until"))
    words = words.filter(slug=OuterRef("slug"))
    found = found.annotate(instead=Coalesce(Subquery(words.values("instead")[:1]), Value("")))
    return found.order_by("-publication__live_from", "position").first()


class _Past:
    """
    What became of each address, year by year.

    In a year an office or department goes from the address it had to the one it has, and what succeeds something
    takes over its address.
    """

    def __init__(self, directory, stays):
        self.years = [year.pk for year in reversed(directory.years)]
        self.year = directory.year.pk
        self.standing = defaultdict(set)  # year: entries that are live in its edition
        self.renamed = defaultdict(set)  # year, entry: where the same row went
        self.succeeded = defaultdict(set)  # year, slug: entries that say they succeed it
        self.kinds = defaultdict(set)  # slug: what had it
        addresses, newest = defaultdict(set), {}
        for year, kind, slug, succeeds, office, department, *_rest, live in stays:
            row = year, kind, office if kind == OFFICE else department or slug
            addresses[row].add(slug)
            newest[row] = slug, succeeds
            self.kinds[slug].add(kind)
            if live:
                self.standing[year].add((kind, slug))
        for row, (slug, succeeds) in newest.items():
            year, kind, _ = row
            for earlier in addresses[row] - {slug}:
                self.renamed[year, (kind, earlier)].add((kind, slug))
            for earlier in succeeds.split():
                self.succeeded[year, earlier].add((kind, slug))

    def still_listed(self, entries: set[Entry]) -> set[Entry]:
        return entries & self.standing[self.year]

    def follow(self, entry: Entry) -> set[Entry]:
        """What `entry` became, through all the years: itself where nothing took its place."""
        ends = {entry}
        for year in self.years:
            ends = self._in_a_year(year, ends)
        return ends

    def _in_a_year(self, year, entries):
        reached, ends, ahead = set(entries), set(), list(entries)
        while ahead:
            entry = ahead.pop()
            onward = self._onward(year, entry)
            if not onward:
                ends.add(entry)
            ahead += onward - reached  # what was reached before is not gone through again: no loops
            reached |= onward
        return ends or entries

    def _onward(self, year, entry):
        if entry in self.standing[year]:
            return set()
        kind, slug = entry
        renamed = self.renamed[year, entry]
        if here := renamed & self.standing[year]:
            return here
        successors = self.succeeded[year, slug]
        alike = {successor for successor in successors if successor[0] == kind}
        if alike and len(self.kinds[slug]) > 1:
            successors = alike  # an office and a department had this address: each goes to its own kind
        return (renamed | successors) - {entry}
