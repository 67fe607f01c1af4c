"""
The verbs of publishing. Each reads as its policy: what is refused first, then one transaction.

Moments are aware datetimes; `by` is the user who acts, or None for a command. What takes long comes first; then the
clock is read (`our_turn()`), and nothing is dated before others could see it.
"""

import logging
from contextlib import contextmanager
from dataclasses import replace

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import Department, Listing, Office, Publication, SchoolYear, TakenOff
from ..models.happening import our_turn
from ..page import kept_page
from ..words.days import moment
from . import two_offices, windows
from .draft import draft_of, without_missing_pictures
from .listings import listings_of
from .meanwhile import SAVED, Seen, since
from .refused import ChecksFailed, NothingToPublish, PublishRefused, refused_where_unreadable

log = logging.getLogger(__name__)


def publish(office: Office, *, by, at=None, note="", seen: Seen | None = None) -> Publication:
    """
    Freeze the draft of `office` and make it what visitors see from the moment `at` (now) on.

    What was live then ends at that moment. What is scheduled for later stays, be it a page or an end: the new page ends
    where it begins. What moved here from another office or to one leaves or enters that office's page in the same act;
    `told` has a sentence about each. Raises PublishRefused: a moment in the past, an office that is to be off the site,
    an address that visitors see another office at; ChecksFailed: the draft has errors; NothingToPublish: visitors see
    exactly this. Of somebody who has `seen` what it changes, it is refused as well where that is another by now.
    """
    others = two_offices.other_offices(office, at=at or timezone.now())
    with _locked(office, *others) as office:
        draft = draft_of(office, at=at or timezone.now())
        if seen:
            _refuse_the_unseen(office, seen, draft if at is None else draft_of(office, at=timezone.now()))
        departments = {slug: row.pk for slug, row in draft.departments.items()}
        whole = two_offices.Half(office, draft.page, departments)
        whole, halves = two_offices.together(whole, at=at or timezone.now())
        now = our_turn()
        at = _not_past(at, now, office, "Publish")
        _refuse_a_marked(office, at)
        if draft.errors:
            raise ChecksFailed(office, draft.errors)
        if not others.issuperset(half.office.pk for half in halves):
            raise PublishRefused(f"{office}: a department was moved at this very moment. Look once more, and publish.")
        publication = _show(*whole.shown, by=by, at=at, now=now, note=note)
        for half in halves:
            other = _show(*half.shown, by=by, at=at, now=now, note=half.why)
            publication.told += (f"{half.why}: {half.office} was published with it, as number {other.number}.",)
        publication.told += tuple(two_offices.scheduled_elsewhere(publication))
    log.info("Published %s for %s, by %s", publication, moment(at), by or "a command")
    return publication


def publish_again(earlier: Publication, *, by, at=None, note="", seen: Seen | None = None) -> Publication:
    """
    Make the page of an earlier publication what visitors see from the moment `at` (now) on, as a new publication.

    The draft stays as it is. A picture that is missing from the store is left out, and so is a department that visitors
    see in another office by now; `told` says so. Raises PublishRefused and NothingToPublish as `publish()` does; the
    checks of today are not asked of yesterday's page.
    """
    with _locked(earlier.office) as office:
        with refused_where_unreadable(f"{earlier} cannot be published again"):
            whole = kept_page.page_of(earlier)
        departments = two_offices.departments_on(earlier)
        elsewhere = two_offices.elsewhere(office, departments, at=at or timezone.now())
        there = whole.without(elsewhere) if elsewhere else whole
        page = without_missing_pictures(there)
        note = note or f"No. {earlier.number} again"
        _refuse_the_unseen(office, seen)
        now = our_turn()
        at = _not_past(at, now, office, "Publish")
        _refuse_a_marked(office, at)
        publication = _show(office, page, departments, by=by, at=at, now=now, note=note)
    if page != there:
        publication.told += (f"{page.name}: a picture is missing from the store and was left out.",)
    for row in elsewhere.values():
        publication.told += (f"{row.name} was left out: visitors see it in {row.publication.name} now.",)
    log.info("Published %s again as %s for %s, by %s", earlier, publication, moment(at), by or "a command")
    return publication


def carry_on(earlier: Publication, office: Office, *, by) -> Publication:
    """
    Publish the page of `earlier`, of a year before, as the page of `office` in its own year, marked as not yet checked
    for that until its draft is published.

    Departments that stand on another page of its year are left out. Raises PublishRefused: the page cannot be read,
    something of the office is published, it is to be off the site, its address is taken.
    """
    with _locked(office) as office:
        with refused_where_unreadable(f"{earlier} cannot be carried on"):
            page = kept_page.page_of(earlier)
        year, slugs = office.school_year, [part.slug for part in page.departments]
        now = our_turn()
        live = Publication.objects.live(now).filter(school_year=year)
        if live.filter(office=office).exists():
            raise PublishRefused(f"{office} is published in {year} already.")
        _refuse_a_marked(office, now)
        elsewhere = Listing.objects.filter(publication__in=live, kind=Listing.Kind.DEPARTMENT, slug__in=slugs)
        page = page.without(set(elsewhere.values_list("slug", flat=True)))
        page = replace(without_missing_pictures(page), school_year=str(year), carried_from=str(earlier.school_year))
        page = replace(page, slug=office.slug, position=office.position)  # type: ignore[call-arg]  # facts, from their table
        departments = dict(Department.objects.filter(school_year=year, slug__in=slugs).values_list("slug", "pk"))
        note = f"Carried on from {earlier.school_year}"
        publication = _show(office, page, departments, by=by, at=now, now=now, note=note)
    log.info("Carried %s on as %s, by %s", earlier, publication, by or "a command")
    return publication


def withdraw(office: Office, *, by, at=None, note="", instead="", seen: Seen | None = None) -> Publication:
    """
    End what visitors see of `office` at the moment `at` (now), with nothing in its place; its draft stays as it is, so
    that publishing it brings the office back. `take_off()` says for good that it is to be off the site.

    `instead` is told to visitors who follow an old link; `note` is for editors. The publication stays, as all do. A
    page scheduled for later stays scheduled. Raises PublishRefused when nothing of the office is live at that moment,
    the moment has passed, or something was published that is not `seen`.
    """
    with _locked(office) as office:
        _refuse_the_unseen(office, seen)
        now = our_turn()
        at = _not_past(at, now, office, "Take it off")
        ended = windows.close(office, windows.Ending(at, now, by, note, instead), now=now)
        if ended is None:
            raise PublishRefused(_not_seen(office))
    log.info("Took %s off the site from %s on, by %s", ended, moment(at), by or "a command")
    return ended


def take_off(what: Office | Department, *, by, at=None, instead="", note="", seen: Seen | None = None) -> Publication:
    """
    Take an office, a department or a unit off the site at the moment `at` (now), and keep its draft, marked: it comes
    back when somebody puts it back and publishes it.

    The page of an office ends, as by `withdraw()`, and is returned. Of a department or unit, what visitors see of its
    office is published without it and its units, and with nothing else of the draft; that page is returned. `instead`
    is told to visitors who follow an old link. A page scheduled for later stays scheduled, whatever stands on it.
    Raises PublishRefused: visitors do not see it then, the moment has passed, the page cannot be read, or something was
    published that is not `seen`.
    """
    with transaction.atomic():
        if isinstance(what, Office):
            shown = withdraw(what, by=by, at=at, note=note, instead=instead, seen=seen)
            at = shown.live_until
        else:
            shown = _publish_without(what, by=by, at=at, note=note, instead=instead, seen=seen)
            at = shown.live_from
        type(what).objects.filter(pk=what.pk).update(retired_at=at)
    what.retired_at = at
    return shown


def _publish_without(department, *, by, at, note, instead, seen):
    """Publish the page on which visitors see `department` as they see it, without that and its units."""
    live = Publication.objects.filter(school_year=department.school_year_id, listings__department=department)
    held = live.live(at).select_related("office").first()
    with _locked(held.office if held else department.office) as office:
        _refuse_the_unseen(office, seen)
        now = our_turn()
        at = _not_past(at, now, department, "Take it off")
        held = live.live(at).filter(office=office).first()
        if held is None:
            raise PublishRefused(_not_seen(department))
        with refused_where_unreadable(f"{held} cannot be read, so nothing can be taken off it"):
            page, departments = kept_page.page_of(held), two_offices.departments_on(held)
            part = page.department(next(slug for slug, key in departments.items() if key == department.pk))
        gone = [part.slug, *(unit.slug for unit in page.below(part))]
        note = note or f"Took {part.name} off the site"
        shown = _show(office, page.without(gone), departments, by=by, at=at, now=now, note=note)
        TakenOff.objects.bulk_create(
            TakenOff(publication=shown, department_id=departments[slug], slug=slug, instead=instead) for slug in gone
        )
    log.info("Took %s off %s from %s on, by %s", part.name, office, moment(at), by or "a command")
    return shown


def call_off(publication: Publication, *, by, note="") -> None:
    """
    Call off what is scheduled for `publication`: its beginning, where that lies ahead, or else its end.

    Called off before its moment, the page before it stays in its place, and what was to be taken off the site at that
    moment is no longer marked. Raises PublishRefused where nothing is scheduled any more.
    """
    with _locked(publication.office) as office:
        now = our_turn()
        publication = Publication.objects.get(pk=publication.pk)
        planned = publication.live_from if publication.live_from > now else publication.live_until
        if not windows.call_off(publication, by=by, note=note or "Called off", now=now):
            raise PublishRefused(f"{publication}: nothing is scheduled any more that could be called off.")
        parts = Department.objects.filter(pk__in=publication.taken_off.values("department"))
        for rows in (Office.objects.filter(pk=office.pk), parts):
            rows.filter(retired_at=planned).update(retired_at=None)
    log.info("Called off what was scheduled for %s, by %s", publication, by or "a command")


def _not_seen(what):
    return f"{what}: visitors do not see it, so there is nothing to take off the site."


def _refuse_a_marked(office, at):
    if office.retired_at and office.retired_at <= at:
        seen = Publication.objects.live(at).filter(office=office).exists()
        still = " Visitors still see it: take it off the site, or put" if seen else " Put"
        raise PublishRefused(f"{office} is marked as off the site.{still} it back to publish it.")


def _refuse_the_unseen(office, seen, draft=None):
    told = [] if draft is None or draft.digest == seen.draft else [SAVED]
    if seen and (told := [*told, *since(seen.number, office)]):
        raise PublishRefused(f"{' '.join(told)} Please look once more.")


def _not_past(at, now, office, verb):
    if at is not None and at < now:
        raise PublishRefused(f"{office}: {moment(at)} has passed. {verb} now, or choose a moment to come.")
    return at or now


@contextmanager
def _locked(office, *others):
    """
    One transaction, with the office as it is once whoever had it before is done: one change of what it shows at a time.
    `others` are keys of offices that change with it.
    """
    with transaction.atomic():
        # PostgreSQL locks the rows, always in one order, SQLite has the whole file (IMMEDIATE).
        rows = Office.objects.select_for_update(of=("self",)).select_related("school_year").order_by("pk")
        locked = {row.pk: row for row in rows.filter(pk__in=[office.pk, *others])}
        yield locked[office.pk]


def _show(office, page, departments, *, by, at, now, note):
    payload = kept_page.freeze(page)
    digest = kept_page.digest(payload)
    live = Publication.objects.live(at).filter(office=office).only("digest").first()
    same = kept_page.readable_page_of(live) if live and live.digest == digest else None
    if same and not same.unknown:
        raise NothingToPublish(f"{office}: visitors see exactly this page already.")
    ending = windows.make_room(office, at=at, now=now)
    _refuse_a_taken_address(office, page, at, ending.at)
    last = Publication.objects.filter(office=office).order_by("-number").values_list("number", flat=True).first()
    publication = Publication.objects.create(
        office=office,
        school_year=office.school_year,
        number=(last or 0) + 1,
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
        note=note,
    )
    Listing.objects.bulk_create(
        Listing(publication=publication, department_id=departments.get(row["anchor"]), **row)
        for row in listings_of(kept_page.thaw(payload))
    )
    publication.tell("published", now)
    publication.tell("withdrawn", now)
    return publication


def _refuse_a_taken_address(office, page, at, until):
    """Drafts have different addresses, but another office's page may still be live under the one it had before."""
    same = Publication.objects.filter(school_year=office.school_year, slug=page.slug).exclude(office=office)
    same = same.taking_room().filter(Q(live_until=None) | Q(live_until__gt=at))
    if until is not None:
        same = same.filter(live_from__lt=until)
    other = same.only("name", "number").first()
    if other:
        raise PublishRefused(
            f"{office}: visitors see {other.name} at the address {page.slug}. "
            "Publish that office or take it off the site first."
        )
