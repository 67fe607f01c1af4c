"""Confirming: somebody who knows says “these details are right”."""

from django.contrib.auth import get_user_model
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Office, SchoolYear
from . import history


def confirm(office: Office, *, by) -> None:
    """Mark the draft of `office` as checked today by `by`. The public page says so from its next publication on."""
    with history.recording(by=by, why=_("Details checked")):
        history.watch(office.pk, why=_("Details checked"))  # also where a save of its form goes with it
        office.confirmed_on, office.confirmed_by = timezone.localdate(), by
        office.save(update_fields=["confirmed_on", "confirmed_by"])


def take_back(office: Office, *, on, by) -> None:
    """Let the draft of `office` count as checked on the day `on` by the account with the key `by`, as it did before."""
    office.confirmed_on, office.confirmed_by = on, get_user_model()._default_manager.filter(pk=by).first()
    office.save(update_fields=["confirmed_on", "confirmed_by"])


def checked(at=None) -> Q:
    """The offices checked for their school year by the moment `at` (now): since it began, or ahead of it."""
    not_begun = Q(school_year__starts_on__gt=timezone.localdate(at or timezone.now()))
    return Q(confirmed_on__isnull=False) & (not_begun | Q(confirmed_on__gte=F("school_year__starts_on")))


def unchecked(offices, at=None) -> QuerySet:
    """Those of `offices` not checked for their school year, the longest unchecked first."""
    return offices.kept(at).exclude(checked(at)).order_by(F("confirmed_on").asc(nulls_first=True), "position", "name")


def of_today(at=None) -> Q:
    """The offices of the current school year and of the years after it: what there is still work on."""
    current = SchoolYear.objects.current(at)
    return Q(school_year__starts_on__gte=current.starts_on) if current else Q()
