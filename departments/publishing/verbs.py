"""
The verbs of publishing. Each reads as its policy: what is refused first, then one transaction.

Moments are aware datetimes; `by` is the user who acts, or None for a command. What takes long comes first; then the
clock is read (`our_turn()`), and nothing is dated before others could see it.
"""

import logging
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..models import Department, Office, Publication
from ..models.happening import our_turn
from ..models.under_way import under_way
from ..page import kept_page
from ..words.days import moment
from . import two_offices, windows
from .draft import draft_of, without_missing_pictures
from .meanwhile import SAVED, Seen, since
from .refused import ChecksFailed, PublishRefused, refused_where_unreadable
from .showing import carried, end_with, ending_with, go_on, note_taken_off, show, show_all_with, without

log = logging.getLogger(__name__)

_PUBLISH = gettext_noop("{what}: {moment} has passed. Publish now, or choose a moment to come.")
_TAKE_OFF = gettext_noop("{what}: {moment} has passed. Take it off now, or choose a moment to come.")


def publish(office: Office, *, by, at=None, note="", seen: Seen | None = None) -> Publication:
    """
    Freeze the draft of `office` and make it what visitors see from the moment `at` (now) on.

    What was live then ends at that moment. What is scheduled for later stays, be it a page or an end: the new page ends
    where it begins. What moved here from another office or to one leaves or enters that office's page in the same act;
    `told` has a sentence about each. Raises PublishRefused: a moment in the past, an office that is to be off the site,
    an address that visitors see another office at; ChecksFailed: the draft has errors; NothingToPublish: visitors see
    exactly this. Of somebody who has `seen` what it changes, it is refused as well where that is another by now.
    """
    with _locked(office) as office:
        draft = draft_of(office, at=at or timezone.now())
        if seen:
            _refuse_the_unseen(office, seen, draft if at is None else draft_of(office, at=timezone.now()))
        departments, errors = {**draft.departments}, draft.errors
        page, others = two_offices.together(office, draft.page, departments, at=at or timezone.now())
        now = our_turn()
        at = _not_past(at, now, office, _PUBLISH)
        _refuse_a_marked(office, at)
        if errors:
            raise ChecksFailed(office, errors)
        publication = show(office, page, departments, by=by, at=at, now=now, note=note, others=others)
        show_all_with(publication, others, by=by, now=now)
    log_published(publication, by=by)
    return publication


def log_published(publication: Publication, *, by) -> None:
    log.info("Published %s for %s, by %s", publication, moment(publication.live_from), by or "a command")


def publish_again(earlier: Publication, *, by, at=None, note="", seen: Seen | None = None) -> Publication:
    """
    Make the page of an earlier publication what visitors see from the moment `at` (now) on, as a new publication.

    The draft stays as it is. A picture that is missing from the store is left out, and so is a department that visitors
    see in another office by now; `told` says so. Raises PublishRefused and NothingToPublish as `publish()` does; the
    checks of today are not asked of yesterday's page.
    """
    with _locked(earlier.office) as office:
        with refused_where_unreadable(_("{what} cannot be published again: {reason}"), earlier):
            whole = kept_page.page_of(earlier)
        page, departments = without_missing_pictures(whole), two_offices.departments_on(earlier)
        note = note or _("No. {number} again").format(number=earlier.number)
        _refuse_the_unseen(office, seen)
        now = our_turn()
        at = _not_past(at, now, office, _PUBLISH)
        _refuse_a_marked(office, at)
        there, elsewhere = two_offices.still_here(office, page, departments, at=at)
        publication = show(office, there, departments, by=by, at=at, now=now, note=note)
    if page != whole:
        words = _("{name}: a picture is missing from the store and was left out.")
        publication.told += (words.format(name=page.name),)
    for row in elsewhere:
        words = _("{name} was left out: visitors see it in {office} now.")
        publication.told += (words.format(name=row.name, office=row.publication.name),)
    log.info("Published %s again as %s for %s, by %s", earlier, publication, moment(at), by or "a command")
    return publication


def carry_on(earlier: Publication, office: Office, *, by) -> Publication:
    """
    Publish the page of `earlier`, of a year before, as the page of `office` in its own year, marked as not yet checked
    for that until its draft is published. What is scheduled for it, be it a page or an end, goes on as well.

    Departments that stand on another page of its year are left out. Raises PublishRefused: the page cannot be read,
    something of the office is published, it is to be off the site, its address is taken.
    """
    with _locked(office) as office:
        with refused_where_unreadable(_("{what} cannot be carried on: {reason}"), earlier):
            page = without_missing_pictures(kept_page.page_of(earlier))
        now = our_turn()
        if Publication.objects.live(now).filter(office=office).exists():
            words = _("{office} is published in {year} already.")
            raise PublishRefused(words.format(office=office, year=office.school_year))
        _refuse_a_marked(office, now)
        note = _("Carried on from {year}").format(year=earlier.school_year)
        publication = show(office, *carried(page, office, at=now), by=by, at=now, now=now, note=note)
        goes_on = Publication.objects.seen_between(now).filter(office=earlier.office).order_by("live_from")
        for later in goes_on.filter(live_from__gt=now):
            if there := kept_page.readable_page_of(later):
                go_on(later, there, by=by, now=now)
        for one in goes_on:
            if (ending := windows.Ending.of(one)) and windows.close(office, ending, now=now):
                goes = _("{name}, carried on, goes off the site on {moment} as planned in {year}.")
                planned = {"moment": moment(ending.at), "year": earlier.school_year}
                publication.told += (goes.format(name=publication.name, **planned),)
    log.info("Carried %s on as %s, by %s", earlier, publication, by or "a command")
    return publication


def withdraw(office: Office, *, by, at=None, note="", instead="", seen: Seen | None = None) -> Publication:
    """
    End what visitors see of `office` at the moment `at` (now), with nothing in its place; its draft stays as it is, so
    that publishing it brings the office back. `take_off()` says for good that it is to be off the site.

    `instead` is told to visitors who follow an old link; `note` is for editors. The publication stays, as all do. A
    page scheduled for later stays scheduled. What goes on from it in a later year ends too; `told` says so. Raises
    PublishRefused when nothing of the office is live at that moment, the moment has passed, or something was published
    that is not `seen`.
    """
    with _locked(office) as office:
        _refuse_the_unseen(office, seen)
        now = our_turn()
        at = _not_past(at, now, office, _TAKE_OFF)
        ended = windows.close(office, windows.Ending(at, now, by, note, instead), now=now)
        if ended is None:
            raise PublishRefused(_not_seen(office))
        end_with(ended, now=now)
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
        at = _not_past(at, now, department, _TAKE_OFF)
        held = live.live(at).filter(office=office).first()
        if held is None:
            raise PublishRefused(_not_seen(department))
        with refused_where_unreadable(_("{what} cannot be read, so nothing can be taken off it: {reason}"), held):
            page, departments = kept_page.page_of(held), two_offices.departments_on(held)
            part = page.department(next(slug for slug, key in departments.items() if key == department.pk))
        left, rows = without(page, departments, {department.pk: instead})
        note = note or _("Took {name} off the site").format(name=part.name)
        before = held.taken_off.all() if held.live_from == at else ()  # it takes the place of what did that
        shown = show(office, left, departments, by=by, at=at, now=now, note=note)
        note_taken_off(shown, [*before, *rows])
    log.info("Took %s off %s from %s on, by %s", part.name, office, moment(at), by or "a command")
    return shown


def call_off(publication: Publication, *, by, note="") -> list[Publication]:
    """
    Call off what is scheduled for `publication`: its beginning, where that lies ahead, or else its end. Returns what
    was called off: that, and what was published or ends with it in one act.

    Called off before its moment, the page before it stays in its place, and what was to be taken off the site at that
    moment is no longer marked. Raises PublishRefused where nothing is scheduled any more, or a department would stand
    twice.
    """
    with _locked(publication.office):
        now = our_turn()
        publication = Publication.objects.select_related("office").get(pk=publication.pk)
        called_off, planned = [publication], publication.live_until
        if publication.live_from > now:
            planned = publication.live_from
            act = Publication.objects.filter(published_at=publication.published_at, live_from=planned).taking_room()
            called_off += act.exclude(pk=publication.pk).select_related("office")
        else:
            called_off += ending_with(publication, at=now)
        for one in called_off:
            if not windows.call_off(one, by=by, note=note or _("Called off"), now=now):
                words = _("{publication}: nothing is scheduled any more that could be called off.")
                raise PublishRefused(words.format(publication=one))
            parts = Department.objects.filter(pk__in=one.taken_off.values("department"))
            for rows in (Office.objects.filter(pk=one.office_id), parts):
                rows.filter(retired_at=planned).update(retired_at=None)
        for one in called_off:
            _refuse_what_stands_twice(one, planned)
    log.info("Called off what was scheduled for %s, by %s", publication, by or "a command")
    return called_off


def _refuse_what_stands_twice(called_off, planned):
    stays = Publication.objects.live(planned).filter(office=called_off.office).first()
    if stays:
        others = Publication.objects.seen_between(planned, stays.live_until)
        for row in two_offices.elsewhere(others, stays.office, two_offices.departments_on(stays)):
            words = _("{publication}: {name} would stand on {other} as well. Call that off first.")
            raise PublishRefused(words.format(publication=called_off, name=row.name, other=row.publication))


def _not_seen(what):
    return _("{what}: visitors do not see it, so there is nothing to take off the site.").format(what=what)


def _refuse_a_marked(office, at):
    if office.retired_at and office.retired_at <= at:
        words = _("{office} is marked as off the site. Put it back to publish it.")
        if Publication.objects.live(at).filter(office=office).exists():
            words = _(
                "{office} is marked as off the site. Visitors still see it: take it off the site, or put it back to "
                "publish it."
            )
        raise PublishRefused(words.format(office=office))


def _refuse_the_unseen(office, seen, draft=None):
    told = [] if draft is None or draft.digest == seen.draft else [_(SAVED)]
    if seen and (told := [*told, *since(seen.number, office)]):
        raise PublishRefused(" ".join([*told, _("Please look once more.")]))


def _not_past(at, now, what, sentence):
    if at is not None and at < now:
        raise PublishRefused(_(sentence).format(what=what, moment=moment(at)))
    return at or now


@contextmanager
def _locked(office):
    """
    One transaction, with the office as it is once whoever had it before is done: one change of what it shows, and of
    what other offices show with it, at a time.
    """
    others = two_offices.other_offices(office, at=timezone.now())
    with under_way(_("An office is being published or taken off the site just now.")), transaction.atomic():
        # PostgreSQL locks the rows, always in one order, SQLite has the whole file (IMMEDIATE).
        rows = Office.objects.select_for_update(of=("self",)).select_related("school_year").order_by("pk")
        locked = {row.pk: row for row in rows.filter(pk__in=[office.pk, *others])}
        yield locked[office.pk]
