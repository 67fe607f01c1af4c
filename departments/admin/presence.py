"""Who has an office open: told on its form and on those of its departments, and kept up to date while they are open."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from ..models import Department, OpenForm
from ..models.accounts import account_name
from ..models.written_soon import soon
from ..words.days import moment
from .meanwhile import AsOpened, Layout, saved_since

FORGOTTEN_AFTER = timedelta(days=1)


def opened(request, office_id, entry, seen) -> dict:
    """
    Note that the person has the form of `entry`, the office or a department of it, on the screen; what its template
    needs to say who else has. Three queries.
    """
    now = timezone.now()
    with suppress(DatabaseError), soon():
        OpenForm.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()
        _note(office_id, request.user, now, afresh=request.method == "GET")
    return {
        "sentences": _others(office_id, request.user),
        "open_url": reverse("admin:departments_office_open", args=[office_id]),
        "closed_url": reverse("admin:departments_office_closed", args=[office_id]),
        "department": entry.pk if isinstance(entry, Department) else "",
        "digest": seen.digest,
        "opened": now.isoformat(),
    }


def saved(user, office_id) -> None:
    """Who saved has the form open no longer; where the page that follows is a form, it says so again."""
    OpenForm.objects.filter(user=user, office=office_id).delete()


def still_open(model_admin, request, office) -> HttpResponse:
    """
    The form is still on the screen: `{"sentences": […]}` with who else has it, and whether the draft was saved since
    the form with the posted `digest` was opened.
    """
    now = timezone.now()
    mine = OpenForm.objects.filter(office=office, user=request.user).first()
    with suppress(DatabaseError), soon():
        _note(office.pk, request.user, now)
    sentences = _others(office.pk, request.user)
    if _digest_now(model_admin, request, office) not in (None, request.POST.get("digest")):
        since = parse_moment(request.POST.get("opened")) or (mine.opened_at if mine else now)
        savers = saved_since(office, since, reader=request.user) or [
            _("{office} was saved meanwhile.").format(office=office)
        ]
        sentences += [
            *map(str, savers),
            _("Reload to see it, or go on: both are kept, and you are asked only where you changed the same."),
        ]
    return JsonResponse({"sentences": sentences})


def closed(model_admin, request, office) -> HttpResponse:
    """The form opened at the posted moment has left the screen; one opened later, in another window, has not."""
    at = parse_moment(request.POST.get("opened"))
    if at:
        OpenForm.objects.filter(office=office, user=request.user, opened_at__lte=at).delete()
    return HttpResponse(status=204)


def parse_moment(text) -> datetime | None:
    """The aware moment in ISO 8601, or None for anything else."""
    try:
        at = parse_datetime(text or "")
    except ValueError:
        return None
    return at if at and timezone.is_aware(at) else None


def _note(office_id, user, now, *, afresh=False):
    row = OpenForm(office_id=office_id, user=user, opened_at=now, seen_at=now)
    OpenForm.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["office", "user"],
        update_fields=["opened_at", "seen_at"] if afresh else ["seen_at"],
    )


def _others(office_id, user):
    others = OpenForm.objects.others(office_id, user)
    told = _("{name} has had this office open since {moment}.")
    return [told.format(name=account_name(row.user), moment=moment(row.opened_at)) for row in others]


def _digest_now(model_admin, request, office):
    """Of the form that asks, the office's or the posted department's; None where that is gone."""
    entry = office
    if request.POST.get("department"):
        model_admin = model_admin.admin_site.get_model_admin(Department)
        entry = model_admin.get_object(request, request.POST["department"])
        if entry is None or entry.office_id != office.pk:
            return None
    return AsOpened.now(Layout.of(model_admin, request, entry)).digest
