"""
What visitors saw happen: school years opened, pages published or taken off the site. For feeds and for the API.

Only what was really on show is told: the years open at the directory's moment, and of their publications those whose
window had begun by then and lay, for some of it, behind the year's opening. What was published before a year opened
is part of its opening.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from ..models import Listing, Publication
from ..page import kept_page
from ..publishing import changes
from . import what_became, year_changes
from .directory import Directory


@dataclass(frozen=True)
class Event:
    """
    `kind` is opened, published or withdrawn: taken off the site; `key` names the event for good, as "published/12".
    `slug` is the office's address, empty for the opening of a year. `sentence` says what changed.
    """

    key: str
    kind: str
    moment: datetime
    year: str
    name: str
    slug: str
    url: str
    sentence: str = ""


@dataclass(frozen=True)
class _Row:
    """An event before its sentence is made, with the publication it is about and what was shown before."""

    event: Event
    publication: Publication | None = None
    before: Publication | None = None
    edition: Directory | None = None  # of this school year, where it is opened: what was merged or moved is told, too


class Events:
    """
    The events of `directory`, oldest first, or newest first; `last_moment` is that of the last, or None.

    `len()` counts them and a slice has them with their sentences: one query for all, one for the pages of a slice, and
    one where departments came to them or went.
    """

    def __init__(self, directory: Directory, *, newest_first=False):
        self._directory = directory
        self._rows = sorted(_rows(directory), key=lambda row: (row.event.moment, row.event.key), reverse=newest_first)
        self.last_moment = max((row.event.moment for row in self._rows), default=None)

    def keep(self, wanted: Callable[[Event], bool]) -> None:
        """Leave out those that are not `wanted`."""
        self._rows = [row for row in self._rows if wanted(row.event)]

    def __len__(self):
        return len(self._rows)

    def __getitem__(self, part: slice) -> tuple[Event, ...]:
        rows = self._rows[part]
        wanted = {one.pk for row in rows for one in (row.publication, row.before) if one}
        publications = Publication.objects.filter(pk__in=wanted).order_by().only("payload")
        kept = {publication.pk: kept_page.readable_page_of(publication) for publication in publications}
        told = {row.event.key: _changes(row, kept) for row in rows}
        came_or_went = {one.slug for changed in told.values() for one in changed if _came_or_went(one)}
        homes = _homes(self._directory, came_or_went) if came_or_went else {}
        return tuple(replace(row.event, sentence=_sentence(row, kept, told[row.event.key], homes)) for row in rows)


def _rows(directory):
    years = {year.pk: year for year in directory.years}
    for year in directory.years:
        sentence = _("The directory of the school year {year} was opened.").format(year=year.label)
        about = {"year": year.label, "name": year.label, "slug": "", "url": replace(directory, year=year).home_url}
        event = Event(f"opened/{year.label}", "opened", year.seen_from, sentence=sentence, **about)
        yield _Row(event, edition=directory.today() if year == directory.current else None)
    shown = defaultdict(list)
    found = Publication.objects.taking_room().filter(school_year__in=years, live_from__lte=directory.moment)
    for one in found.order_by("office_id", "live_from").defer("payload", "summary"):
        if one.live_until is None or one.live_until > years[one.school_year_id].seen_from:
            shown[one.office_id].append(one)
    for publications in shown.values():
        year = years[publications[0].school_year_id]
        yield from _of_office(publications, year, replace(directory, year=year))


def _of_office(publications, year, directory):
    """The events of one office, from what was shown of it, in order."""
    is_live = publications[-1].is_live(directory.moment)
    for place, one in enumerate(publications):
        before = publications[place - 1] if place else None
        about = {"year": year.label, "name": one.name, "slug": one.slug, "url": directory.office_url(one.slug)}
        if one.live_from > year.seen_from:
            # What its publisher took back is not told again.
            is_taken_back = publications[-1].withdrawn_at and not is_live
            said = _("{name} was published.").format(name=one.name) if is_taken_back else ""
            event = Event(f"published/{one.pk}", "published", one.live_from, sentence=said, **about)
            yield _Row(event, one, before)
        if one.withdrawn_at and one.live_until and one.live_until <= directory.moment:
            said = _("{name} is no longer listed.").format(name=one.name) + (f" {one.instead}" if one.instead else "")
            yield _Row(Event(f"withdrawn/{one.pk}", "withdrawn", one.live_until, sentence=said, **about))


def _changes(row, kept):
    """What differs from the page before, but for addresses; nothing where there is none, or one cannot be read."""
    pages = [kept[one.pk] if one else None for one in (row.before, row.publication)]
    return [one for one in changes.between(*pages) if one.field != "succeeds"] if all(pages) else []


def _came_or_went(change):
    return change.slug and not change.field


def _homes(directory, slugs):
    """
    By school year and address the pages on which visitors saw a department, one after the other, but for those that
    their publisher took back. One query.
    """
    found, seen_from = defaultdict(list), {year.pk: year.seen_from for year in directory.years}
    seen = Publication.objects.taking_room().filter(school_year__in=seen_from, withdrawn_at=None)
    seen = seen.filter(live_from__lte=directory.moment)
    rows = Listing.objects.filter(kind=Listing.Kind.DEPARTMENT, slug__in=slugs, publication__in=seen)
    rows = rows.select_related("publication").defer("publication__payload", "publication__summary")
    for row in rows.order_by("publication__live_from", "publication_id"):
        one = row.publication
        if one.live_until is None or one.live_until > seen_from[one.school_year_id]:
            found[one.school_year_id, row.slug].append(one)
    return found


def _move(row, page, change, homes):
    """That the department came to the `page` from another office, or went to one, as a sentence; None for neither."""
    here, listed = row.publication, homes.get((row.publication.school_year_id, change.slug), ())
    others = [one for one in listed if one.office_id != here.office_id]
    if any(part.slug == change.slug for part in page.departments):
        was, home = next((one for one in reversed(others) if one.live_from <= here.live_from), None), here
    else:
        was, home = here, next((one for one in others if not one.live_until or one.live_until > here.live_from), None)
    return what_became.moved((change.part, ""), (home.name, ""), (was.name, "")) if was and home else None


def _sentence(row, kept, changed, homes):
    if row.event.sentence:
        became = year_changes.of(row.edition).became if row.edition else ()
        return " ".join([row.event.sentence, *map(str, became)])
    after, name = kept[row.publication.pk], row.event.name
    if after is None or (row.before and kept[row.before.pk] is None):
        return _("{name} was published.").format(name=name)
    if row.before and row.before.withdrawn_at:
        return _("{name} is listed again.").format(name=name)
    if row.before is None and after.lead:
        return _("New in the directory: {name} ({lead}).").format(name=name, lead=after.lead)
    if row.before is None:
        return _("New in the directory: {name}.").format(name=name)
    moves = {one: move for one in changed if _came_or_went(one) and (move := _move(row, after, one, homes))}
    others = [one for one in changed if one not in moves]
    told = [*map(str, moves.values()), *([f"{changes.summary(others)}."] if others else [])]
    return " ".join(told) or _("{name} was published.").format(name=name)
