"""
The verbs of publishing. Each reads as its policy: what is refused first, then one transaction.

Moments are aware datetimes; `by` is the user who acts, or None for a command.
"""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from . import pages, pictures
from .listings import listings_of
from .models import Contact, Department, Listing, Office, Publication

log = logging.getLogger(__name__)


class PublishRefused(Exception):
    """Publishing or withdrawing was refused, for a reason that is told in a sentence. Nothing was changed."""


class NothingToPublish(PublishRefused):
    """The draft is what visitors see already."""


@dataclass(frozen=True)
class Draft:
    """A draft as it would be published: the page, its kept form, and sentences about what had to be left out."""

    page: pages.OfficePage
    payload: dict
    left_out: tuple[str, ...]
    departments: dict[str, Department]

    @property
    def digest(self):
        return pages.digest(self.payload)


def draft_of(office: Office, *, at) -> Draft:
    """The draft of `office` as it would be published for the moment `at`. Two queries."""
    departments = list(Department.objects.filter(office=office))
    contacts = list(Contact.objects.filter(office=office) | Contact.objects.filter(department__office=office))
    page = pages.from_draft(office, departments, contacts, at)
    left_out = []
    for part in (page, *page.departments):
        if part.image and not part.picture:
            left_out.append(f"{part.name}: the picture is left out until it has words or is marked as decoration.")
    for name in page.pictures:
        if not pictures.is_stored(name):
            left_out.append(f"{page.name}: the picture {name} is missing from the store. Upload it again.")
            page = page.without_picture(name)
    for sentence in left_out:
        log.warning("Left out of the published page. %s", sentence)
    return Draft(page, pages.freeze(page), tuple(left_out), {row.slug: row for row in departments})


def publish(office: Office, *, by, at=None, note="") -> Publication:
    """
    Freeze the draft of `office` and make it what visitors see from the moment `at` (now) on.

    What was live then ends at that moment. A page already scheduled for later stays scheduled: the new one ends
    where it begins. Returns the publication, whose `left_out` lists in sentences what could not be published.
    Raises PublishRefused: a moment in the past, a retired office, an office or department without a name;
    NothingToPublish: visitors see exactly this.
    """
    now = timezone.now()
    at = at or now
    if at < now:
        raise PublishRefused(f"{office}: {_moment(at)} has passed. Publish now, or choose a moment to come.")
    if office.retired_at and office.retired_at <= at:
        raise PublishRefused(f"{office} is retired. Clear “retired” to publish it.")
    with transaction.atomic():
        # One publish of an office at a time: PostgreSQL locks the row, SQLite has the whole file (IMMEDIATE).
        office = Office.objects.select_for_update(of=("self",)).select_related("school_year").get(pk=office.pk)
        draft = draft_of(office, at=at)
        for part in (draft.page, *draft.page.departments):
            if not part.name.strip():
                raise PublishRefused(f"{office.slug}: {part.slug} has no name. Fill in its name, then publish.")
        live = Publication.objects.live(at).filter(office=office).first()
        if live and live.digest == draft.digest:
            raise NothingToPublish(f"{office}: visitors see exactly this draft already.")
        if live:
            live.end(at=at, now=now)
        publication = _freeze_into_publication(office, draft, by=by, at=at, now=now, note=note)
    publication.left_out = draft.left_out
    log.info("Published %s for %s, by %s", publication, _moment(at), by or "a command")
    return publication


def _freeze_into_publication(office, draft, *, by, at, now, note):
    earlier = Publication.objects.filter(office=office)
    publication = Publication.objects.create(
        office=office,
        school_year=office.school_year,
        number=(earlier.order_by("-number").values_list("number", flat=True).first() or 0) + 1,
        slug=draft.page.slug,
        name=draft.page.name,
        summary=draft.page.summary,
        position=draft.page.position,
        payload=draft.payload,
        digest=draft.digest,
        live_from=at,
        live_until=earlier.filter(live_from__gt=at).order_by("live_from").values_list("live_from", flat=True).first(),
        published_at=now,
        published_by=by,
        note=note,
    )
    Listing.objects.bulk_create(
        Listing(publication=publication, department=draft.departments.get(row["anchor"]), **row)
        for row in listings_of(draft.page)
    )
    return publication


def withdraw(office: Office, *, by, at=None, note="") -> Publication:
    """
    End what visitors see of `office` at the moment `at` (now), with nothing in its place.

    The publication stays, as all do. Raises PublishRefused when nothing of the office is live at that moment, or the
    moment has passed.
    """
    now = timezone.now()
    at = at or now
    if at < now:
        raise PublishRefused(f"{office}: {_moment(at)} has passed. Withdraw now, or choose a moment to come.")
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        live = Publication.objects.live(at).filter(office=office).first()
        if live is None:
            raise PublishRefused(f"{office}: visitors do not see it, so there is nothing to withdraw.")
        live.end(at=at, now=now, withdrawn_by=by, note=note)
    log.info("Withdrew %s from %s, by %s", live, _moment(at), by or "a command")
    return live


def _moment(at):
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
