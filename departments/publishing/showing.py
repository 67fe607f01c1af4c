"""
A page becomes what visitors see, and others with it: whatever is published, for now or for later, a department stands
on one page at any moment, and a page that goes on from last year's says what that says.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import reduce
from itertools import groupby
from operator import attrgetter

from django.db import OperationalError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ..models import Department, Listing, Office, Publication, SchoolYear, TakenOff
from ..models.happening import our_turn
from ..page import kept_page
from ..page.office_page import OfficePage
from ..words.days import moment
from . import two_offices, windows
from .listings import listings_of
from .refused import NothingToPublish, PublishRefused
from .two_offices import Anew, elsewhere

_NOTE = Publication._meta.get_field("note").max_length


def show(
    office: Office, page: OfficePage, departments: dict, *, by, at, now, note, others: Iterable[Anew] = ()
) -> Publication:
    """
    Make `page` what visitors see of `office` from the moment `at` on; `departments` are the keys of its departments by
    address. `told` says what was published with it: the pages of other offices that lost a department to it, those
    that go on from it in a later year, and its own of a moment to come that was planned to take something off it.
    `others` are pages that are shown after it in the same act: one of those that loses a department is not shown twice.

    Call it with the offices locked, in our turn. Raises PublishRefused; NothingToPublish: visitors see exactly this.
    """
    payload = kept_page.freeze(page)
    read = kept_page.thaw(payload)
    digest = kept_page.digest_of(read)
    live = Publication.objects.live(at).filter(office=office).only("digest").first()
    if live and shows(live, digest):
        raise NothingToPublish(same(office))
    ending = windows.make_room(office, at=at, now=now)
    beside = Publication.objects.seen_between(at, ending.at)
    _refuse_a_taken_address(office, page, beside)
    last = Publication.objects.filter(office=office).order_by("-number").values_list("number", flat=True).first()
    kept, dated = {"payload": payload, "digest": digest}, {"by": by, "at": at, "now": now, "note": note}
    publication = publication_of(office, page, ending, number=(last or 0) + 1, **kept, **dated)
    publication.save()
    departments = {part.slug: departments.get(part.slug) for part in page.departments}
    Listing.objects.insert(listings(publication, departments, listings_of(read)))
    publication.tell("published", now)
    publication.tell("withdrawn", now)
    for other in _losing(office, departments, beside, others):
        show_with(publication, other, by=by, now=now, others=others)
    go_on(publication, page, by=by, now=now)
    if ending.at:
        _take_off_as_planned(publication, page, departments, by=by)
    return publication


def same(office: Office) -> str:
    """Why nothing of `office` is published where its page is what visitors see."""
    return _("{office}: visitors see exactly this page already.").format(office=office)


def without(page: OfficePage, departments: dict, instead: Mapping[int, str]) -> tuple[OfficePage, list[TakenOff]]:
    """
    `page` without the departments whose keys are in `instead`, and their units: each as taken off, not saved yet, with
    the words that `instead` has for it.
    """
    gone = {}
    for part in page.departments:
        key = departments.get(part.slug, 0)
        if key in instead:
            below = {unit.slug: instead.get(departments[unit.slug], instead[key]) for unit in page.below(part)}
            gone |= {part.slug: instead[key]} | below
    rows = [TakenOff(department_id=departments[slug], slug=slug, instead=words) for slug, words in gone.items()]
    return page.without(gone), rows


def note_taken_off(publication: Publication, rows: Iterable[TakenOff]) -> None:
    """Note with `publication` what it was made to leave out."""
    TakenOff.objects.bulk_create(
        TakenOff(publication=publication, department_id=row.department_id, slug=row.slug, instead=row.instead)
        for row in rows
    )


def _take_off_as_planned(publication, page, departments, *, by):
    """What was planned to take something off the page before it takes just that off `page`, and undoes nothing else."""
    follows = Publication.objects.filter(office=publication.office_id, live_from=publication.live_until)
    planned = follows.taking_room().prefetch_related("taken_off__department").first()
    if planned is None or not (goes := {row.department_id: row for row in planned.taken_off.all()}):
        return
    left, rows = without(page, departments, {key: row.instead for key, row in goes.items()})
    at, names = planned.live_from, [row.department.name for row in goes.values()]
    with suppress(NothingToPublish):
        # A moment of its own: called off by itself, and not with what else is planned for that moment.
        shown = show(publication.office, left, departments, by=by, at=at, now=our_turn(), note=planned.note)
        note_taken_off(shown, rows)
        also = _("{office} for {moment}, without {names}, was made anew from it, as number {number}.").format(
            office=publication.office,
            moment=moment(at),
            names=reduce(lambda some, one: _("{some} and {one}").format(some=some, one=one), names),
            number=shown.number,
        )
        publication.told += (also, *shown.told)


def shows(live: Publication, digest: str) -> bool:
    """Whether visitors see of `live` exactly the page of that digest, all of it."""
    same = kept_page.readable_page_of(live) if live.digest == digest else None
    return same is not None and not same.unknown


def publication_of(
    office: Office, page: OfficePage, ending: windows.Ending, *, payload, digest, number, by, at, now, note
) -> Publication:
    """`page`, kept as `payload`, as a publication of `office` that is not saved yet."""
    return Publication(
        office=office,
        school_year=office.school_year,
        number=number,
        slug=page.slug,
        name=page.name,
        summary=page.summary,
        position=page.position,
        carried_from=SchoolYear.objects.filter(label=page.carried_from).first() if page.carried_from else None,
        payload=payload,
        digest=digest,
        live_from=at,
        live_until=ending.at,
        withdrawn_at=ending.withdrawn_at,
        withdrawn_by=ending.withdrawn_by,
        withdrawal_note=ending.note,
        instead=ending.instead,
        published_at=now,
        published_by=by,
        note=note[:_NOTE],
    )


def listings(publication: Publication, departments: dict, found: list[dict]) -> list[dict]:
    """`found` on the page of `publication`, as rows to insert; `departments` are keys by address."""
    return [row | {"publication_id": publication.pk, "department_id": departments.get(row["anchor"])} for row in found]


def show_all_with(publication: Publication, others: Iterable[Anew], *, by, now) -> None:
    """Show each of `others` anew, as `show_with` does one; in their order, and each with those after it in mind."""
    left = list(others)
    while left:
        show_with(publication, left.pop(0), by=by, now=now, others=left)


def show_with(publication: Publication, other: Anew, *, by, now, others: Iterable[Anew] = ()) -> None:
    """
    Show `other`, a page of another office, anew in the act of `publication`, whose `told` says so. One that the act has
    put another in the place of stays so.
    """
    office, why = other.publication.office, "; ".join(dict.fromkeys(other.why))
    if not Publication.objects.filter(pk=other.publication.pk).taking_room().exists():
        return
    try:  # whoever has it waits for our turn: we must not wait for them
        Office.objects.select_for_update(of=("self",), nowait=True).get(pk=office.pk)
    except OperationalError as reason:
        words = _("{office} was changed at this very moment. Look once more, and publish.")
        raise PublishRefused(words.format(office=office)) from reason
    at = max(publication.live_from, other.publication.live_from)
    shown = show(office, other.page, other.departments, by=by, at=at, now=now, note=why, others=others)
    also = _("{why}: {office} was published with it, as number {number}.")
    if at != publication.live_from:
        also = _("{why}: {office} was published with it for {moment}, as number {number}.")
    told = {"why": why, "office": office, "moment": moment(at), "number": shown.number}
    publication.told += (also.format(**told), *shown.told)


def shown_with(office: Office, page: OfficePage, departments: dict, *, at, until) -> list[str]:
    """
    Why pages of other offices would be published anew with `page`, shown of `office` from the moment `at` on and before
    `until`, in sentences: they lose a department to it, or go on from it. `departments` are its keys by address.
    """
    keys = {part.slug: departments.get(part.slug) for part in page.departments}
    beside = elsewhere(Publication.objects.seen_between(at, until), office, keys)
    why = [(row.moves_to(office), row.publication) for row in beside]
    why += [(goes_on_from(one), one) for one in two_offices.going_on(office, at=at, until=until)]
    words = _("{why}, on the page for {moment}")
    return [words.format(why=said, moment=moment(one.live_from)) if one.live_from > at else said for said, one in why]


def carried(page: OfficePage, office: Office, *, at) -> tuple[OfficePage, dict[str, int]]:
    """
    `page`, of a year before, as that of `office` in its own year, marked as not checked for it; and the keys of its
    departments by address. Left out is what is to be off the site there at the moment `at`, or is elsewhere by then.
    """
    year = office.school_year
    drafts = Department.objects.filter(school_year=year, slug__in=[part.slug for part in page.departments])
    departments = dict(drafts.values_list("slug", "pk"))
    checked = Publication.objects.seen_between(at).filter(carried_from=None)
    gone = {row.slug for row in elsewhere(checked, office, dict.fromkeys(part.slug for part in page.departments))}
    gone |= set(drafts.filter(retired_at__lte=at).values_list("slug", flat=True))
    page_of = page.page_of or page.carried_from  # carried on once more, it is still the page of that year
    page = replace(page.without(gone), school_year=str(year), carried_from=page.school_year, page_of=page_of)
    return replace(page, slug=office.slug, position=office.position), departments  # type: ignore[call-arg]  # facts, from their table


def go_on(publication: Publication, page: OfficePage, *, by, now) -> None:
    """Show `page`, that of `publication`, on the pages of a later year that go on from it too."""
    for other in two_offices.going_on(publication.office, at=publication.live_from, until=publication.live_until):
        at = max(publication.live_from, other.live_from)
        with suppress(NothingToPublish):
            anew = Anew(other, *carried(page, other.office, at=at), [goes_on_from(other)])
            show_with(publication, anew, by=by, now=now)


def end_with(publication: Publication, *, now) -> None:
    """End the pages of a later year that go on from `publication` at the moment it ends; its `told` says so."""
    ending = windows.Ending.of(publication)
    for other in two_offices.going_on(publication.office, at=ending.at):
        if other.is_live(ending.at) and (ended := windows.close(other.office, ending, now=now)):
            end_with(ended, now=now)
            also = _("{why}: its page ends there as well.").format(why=goes_on_from(other))
            publication.told += (also, *ended.told)


def ending_with(publication: Publication, *, at) -> Iterator[Publication]:
    """Those pages that are to end in one act with `publication`, which visitors see at the moment `at`."""
    for other in two_offices.going_on(publication.office, at=at):
        if other.is_live(at) and windows.Ending.of(other) == windows.Ending.of(publication):
            yield other
            yield from ending_with(other, at=at)


def goes_on_from(other: Publication) -> str:
    """That `other` goes on from a page of the year before, in words."""
    years = {"year": other.office.school_year, "earlier": other.carried_from}
    return _("{office} goes on in {year} from {earlier}").format(office=other.office, **years)


def _losing(office, departments, beside: QuerySet, others):
    """
    Of pages of other offices that visitors would see beside it: each without what has moved here. One that is among
    `others` loses it there.
    """
    rows, waiting = elsewhere(beside, office, departments), {one.publication: one for one in others}
    for other, lost in groupby(rows, attrgetter("publication")):
        anew = waiting.get(other) or Anew.of(other)
        for row in lost:
            if row.department_id and row.department_id not in departments.values() and departments[row.slug]:
                words = _(
                    "{office}: visitors see {name} of {other} at the address {slug}. "
                    "Publish that office first, or give one of the two another address."
                )
                told = {"name": row.name, "other": other.office, "slug": row.slug}
                raise PublishRefused(words.format(office=office, **told))
            anew.page = anew.page.without({row.anchor})
            anew.departments.pop(row.anchor, None)
            anew.why.append(row.moves_to(office))
        if other not in waiting:
            yield anew


def _refuse_a_taken_address(office, page, beside):
    """Drafts have different addresses, but another office's page may still be live under the one it had before."""
    same = beside.filter(school_year=office.school_year, slug=page.slug).exclude(office=office)
    other = same.only("name", "number").first()
    if other:
        words = _(
            "{office}: visitors see {other} at the address {slug}. Publish that office or take it off the site first."
        )
        raise PublishRefused(words.format(office=office, other=other.name, slug=page.slug))
