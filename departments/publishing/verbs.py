"""
The verbs of publishing. Each reads as its policy: what is refused first, then one transaction.

Moments are aware datetimes; `by` is the user who acts, or None for a command. What takes long comes first; then the
clock is read (`our_turn()`), and nothing is dated before others could see it.
"""

import logging
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import Contact, Department, Listing, Office, Publication
from ..models.happening import our_turn
from ..page import kept_page, office_page, pictures
from ..words.days import moment
from . import checking, windows
from .listings import listings_of

log = logging.getLogger(__name__)


class PublishRefused(Exception):
    """Publishing or withdrawing was refused, for a reason that is told in a sentence. Nothing was changed."""


class NothingToPublish(PublishRefused):
    """The draft is what visitors see already."""


class ChecksFailed(PublishRefused):
    """The draft has errors; `problems` has each, with the field to mend."""

    def __init__(self, office, problems):
        self.problems = tuple(problems)
        super().__init__(" ".join(f"{office}, {p.sentence}" if p.slug else p.sentence for p in self.problems))


@dataclass(frozen=True)
class Draft:
    """
    A draft as it would be published: the page, its kept form, what the checks say of it, and its departments by slug.

    Pictures that nobody decided on or that are missing from the store are left out of the page; `problems` names them.
    """

    page: office_page.OfficePage
    payload: dict
    problems: tuple[checking.Problem, ...]
    departments: dict[str, Department]

    @property
    def digest(self) -> str:
        return kept_page.digest(self.payload)

    @property
    def errors(self) -> tuple[checking.Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level == checking.Level.ERROR)


def draft_of(office: Office, *, at) -> Draft:
    """The draft of `office` as it would be published for the moment `at`. Two queries."""
    departments = list(Department.objects.filter(office=office))
    return draft_from(office, departments, list(Contact.objects.of_offices([office])), at=at)


def draft_from(office, departments, contacts, *, at) -> Draft:
    """The same from rows that the caller has read: all of the office's, in any order."""
    page = office_page.from_draft(office, departments, contacts, at)
    problems = checking.problems(page, on=timezone.localdate(at), stored=pictures.is_stored)
    page = _without_missing_pictures(page)
    return Draft(page, kept_page.freeze(page), problems, {row.slug: row for row in departments})


def check(office: Office, *, at=None) -> tuple[checking.Problem, ...]:
    """What stands in the way of publishing the draft of `office`, and what deserves a look: errors and warnings."""
    return draft_of(office, at=at or timezone.now()).problems


def publish(office: Office, *, by, at=None, note="") -> Publication:
    """
    Freeze the draft of `office` and make it what visitors see from the moment `at` (now) on.

    What was live then ends at that moment. A page or a withdrawal already scheduled for later stays: the new page ends
    where it begins. Raises PublishRefused: a moment in the past, a retired office, an address that visitors see
    another office at; ChecksFailed: the draft has errors; NothingToPublish: visitors see exactly this.
    """
    with _locked(office) as office:
        draft = draft_of(office, at=at or timezone.now())
        now = our_turn()
        at = _not_past(at, now, office, "Publish")
        if office.retired_at and office.retired_at <= at:
            raise PublishRefused(f"{office} is retired. Clear “retired” to publish it.")
        if draft.errors:
            raise ChecksFailed(office, draft.errors)
        departments = {slug: row.pk for slug, row in draft.departments.items()}
        publication = _show(office, draft.page, departments, by=by, at=at, now=now, note=note)
    log.info("Published %s for %s, by %s", publication, moment(at), by or "a command")
    return publication


def publish_again(earlier: Publication, *, by, at=None, note="") -> Publication:
    """
    Make the page of an earlier publication what visitors see from the moment `at` (now) on, as a new publication.

    The draft stays as it is. A picture that is missing from the store is left out, and `left_out` says so. Raises
    PublishRefused and NothingToPublish as `publish()` does; the checks of today are not asked of yesterday's page.
    """
    with _locked(earlier.office) as office:
        try:
            whole = kept_page.page_of(earlier)
        except kept_page.Unreadable as reason:
            raise PublishRefused(f"{earlier} cannot be published again: {reason}") from reason
        page = _without_missing_pictures(whole)
        rows = Listing.objects.filter(publication=earlier, kind=Listing.Kind.DEPARTMENT)
        departments = dict(rows.values_list("anchor", "department"))
        note = note or f"No. {earlier.number} again"
        now = our_turn()
        at = _not_past(at, now, office, "Publish")
        publication = _show(office, page, departments, by=by, at=at, now=now, note=note)
    if page != whole:
        publication.left_out = (f"{page.name}: a picture is missing from the store and was left out.",)
    log.info("Published %s again as %s for %s, by %s", earlier, publication, moment(at), by or "a command")
    return publication


def withdraw(office: Office, *, by, at=None, note="", instead="") -> Publication:
    """
    End what visitors see of `office` at the moment `at` (now), with nothing in its place.

    `instead` is told to visitors who follow an old link; `note` is for editors. The publication stays, as all do. A
    page scheduled for later stays scheduled. Raises PublishRefused when nothing of the office is live at that moment,
    or the moment has passed.
    """
    with _locked(office) as office:
        now = our_turn()
        at = _not_past(at, now, office, "Withdraw")
        ended = windows.close(office, windows.Ending(at, now, by, note, instead), now=now)
        if ended is None:
            raise PublishRefused(f"{office}: visitors do not see it, so there is nothing to withdraw.")
    log.info("Withdrew %s from %s, by %s", ended, moment(at), by or "a command")
    return ended


def call_off(publication: Publication, *, by, note="") -> None:
    """
    Call off what is scheduled for `publication`: its beginning, where that lies ahead, or else its withdrawal.

    Called off before its moment, the page before it stays in its place. Raises PublishRefused where nothing is
    scheduled any more.
    """
    with _locked(publication.office):
        now = our_turn()
        publication = Publication.objects.get(pk=publication.pk)
        if not windows.call_off(publication, by=by, note=note or "Called off", now=now):
            raise PublishRefused(f"{publication}: nothing is scheduled any more that could be called off.")
    log.info("Called off what was scheduled for %s, by %s", publication, by or "a command")


def _not_past(at, now, office, verb):
    if at is not None and at < now:
        raise PublishRefused(f"{office}: {moment(at)} has passed. {verb} now, or choose a moment to come.")
    return at or now


@contextmanager
def _locked(office):
    """
    One transaction, with the office as it is once whoever had it before is done: one change of what it shows at a time.
    """
    with transaction.atomic():
        # PostgreSQL locks the row, SQLite has the whole file (IMMEDIATE).
        yield Office.objects.select_for_update(of=("self",)).select_related("school_year").get(pk=office.pk)


def _show(office, page, departments, *, by, at, now, note):
    payload = kept_page.freeze(page)
    digest = kept_page.digest(payload)
    live = Publication.objects.live(at).filter(office=office).only("digest").first()
    if live and live.digest == digest and kept_page.readable_page_of(live):
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
            f"{office}: visitors see {other.name} at the address {page.slug}. Publish or withdraw that office first."
        )


def _without_missing_pictures(page):
    for name in page.pictures:
        if not pictures.is_stored(name):
            log.warning("%s: the picture %s is missing from the store and left out.", page.name, name)
            page = page.without_picture(name)
    return page
