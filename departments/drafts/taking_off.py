"""
What is to be off the site: a mark on the draft of an office, department or unit, set and taken away as a version.

A load, a file or an editor marks the draft only, and visitors still see it until a publisher takes it off.
"""

from contextlib import contextmanager

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import publishing
from ..models import Department, Listing, Office, Publication
from . import history


def take_off(what: Office | Department, *, by, **how) -> Publication:
    """`publishing.take_off()`, with the mark on the draft as a version of its office. Raises PublishRefused."""
    with _recording(what, by, _("Took {entry} off the site")):
        return publishing.take_off(what, by=by, **how)


def ask(what: Office | Department, *, by) -> bool:
    """Mark the draft of `what`, for a publisher to take it off the site; False where it is marked already."""
    now = timezone.now()
    return _mark(what, now, by, _("Asked to have {entry} taken off the site"), ~Q(retired_at__lte=now))


def put_back(what: Office | Department, *, by) -> bool:
    """
    Take the mark away: visitors see `what` again, or go on seeing it, when its office is published. False where there
    is none.
    """
    return _mark(what, None, by, _("Put {entry} back"), ~Q(retired_at=None))


def is_marked(what: Office | Department, *, at=None) -> bool:
    """Whether `what` is to be off the site by the moment `at` (now)."""
    return what.retired_at is not None and what.retired_at <= (at or timezone.now())


def was_seen(what: Office | Department) -> bool:
    """Whether visitors ever saw `what`, or a department or unit that would go with it: it is kept and never deleted."""
    if isinstance(what, Office):
        return what.publications.exists() or Listing.objects.filter(department__office=what).exists()
    return Listing.objects.filter(Q(department=what) | Q(department__parent=what)).exists()


def seen_of(department: Department) -> QuerySet[Listing]:
    """Where visitors see `department` now: on the page of its office, or of the one it moves from."""
    rows = Listing.objects.filter(kind=Listing.Kind.DEPARTMENT, department=department)
    return rows.filter(publication__in=Publication.objects.live(), publication__school_year=department.school_year_id)


def still_seen() -> QuerySet[Office]:
    """The offices, of any school year, that visitors see by now though they, or departments of them, are to be off."""
    now, live = timezone.now(), Publication.objects.live().order_by()
    parts = Listing.objects.filter(publication__in=live, department__retired_at__lte=now).values("department__office")
    marked = Office.objects.filter(retired_at__lte=now, pk__in=live.values("office"))
    return Office.objects.filter(Q(pk__in=marked.values("pk")) | Q(pk__in=parts)).order_by()


def scheduled_with(what: Office | Department, *, after) -> QuerySet[Publication]:
    """Pages scheduled for the moment `after` or later that have `what` on them: with them it comes back."""
    pages = (
        what.publications.all() if isinstance(what, Office) else Publication.objects.filter(listings__department=what)
    )
    return pages.taking_room().filter(live_from__gte=after).distinct().defer("payload").order_by("live_from")


def _mark(what, moment, by, why, may):
    with _recording(what, by, why):
        marked = type(what).objects.filter(may, pk=what.pk).update(retired_at=moment)
    what.retired_at = moment
    return bool(marked)


@contextmanager
def _recording(what, by, why):
    # Where it belongs, and where visitors see it: a department may have moved.
    shown = [] if isinstance(what, Office) else seen_of(what).values_list("publication__office", flat=True)
    with history.recording(by=by, why=why.format(entry=what)):
        history.watch(what.pk if isinstance(what, Office) else what.office_id, *shown)
        yield
