"""Opening and closing a school year, now or on a day: what comes of it is shown first, and done by a POST."""

import hashlib

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ...models import SchoolYear
from ...publishing import PublishRefused
from ...school_years import readiness
from ...school_years.problems import Refused
from ...school_years.year import close_year, if_closed, if_opened, open_year
from ..moment_form import MomentForm
from .lacking import KINDS, counted


def shown_of(years, at, missed=()) -> str:
    """
    What the person was shown: turning a year at `at` (None for now) while the calendar was as it is, and visitors would
    have `missed` these offices.

    A POST that says something else is answered with what would happen, and not yet done.
    """
    windows = sorted((year.pk, year.starts_on, year.opened_at, year.closed_at) for year in years)
    shown = (at and at.timestamp(), windows, [one.publication.slug for one in missed])
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def open_(model_admin, request, year) -> HttpResponse:
    first = None if year.first_moment <= timezone.now() else year.first_moment
    turning = _Turning(request, year, if_opened, day=_ahead(year.seen_from) or first)
    opened = _open(request, year, turning) if turning.is_agreed else None
    if opened:
        _tell(model_admin, request, year, opened, _("Opened."))
        if opened.changed and opened.missing:
            href = reverse("admin:departments_schoolyear_missing", args=[year.pk])
            missing = format_html('<a href="{}">{}: {}.</a>', href, year, readiness.told(len(opened.missing)))
            messages.warning(request, missing)
        for sentence in opened.told:
            messages.warning(request, sentence)
        return redirect("admin:departments_schoolyear_changelist")
    title = _("Go back to {year}") if turning.outcome and turning.outcome.closes else _("Open {year}")
    return _page(model_admin, request, turning, "schoolyear/open.html", title.format(year=year))


def _open(request, year, turning):
    """Open it with what is to be carried on; None where that cannot be, with the reason as a message."""
    try:
        return open_year(year, at=turning.at, by=request.user, carry=turning.carry)
    except PublishRefused as reason:
        messages.error(request, f"{_('Nothing was done.')} {reason}")


def close(model_admin, request, year) -> HttpResponse:
    turning = _Turning(request, year, if_closed, day=None)
    if turning.is_agreed:
        _tell(model_admin, request, year, close_year(year, at=turning.at, by=request.user), _("Closed."))
        return redirect("admin:departments_schoolyear_changelist")
    title = _("Call off the opening of {year}") if _ahead(year.seen_from) else _("Close {year}")
    return _page(model_admin, request, turning, "schoolyear/close.html", title.format(year=year))


class _Turning:
    """What was asked for, and what the verb's dry run `what_if(year, at=…)` says of it; None while it cannot be."""

    def __init__(self, request, year, what_if, *, day):
        self.year = year
        posted = request.POST if request.method == "POST" else None
        self.form = MomentForm(posted, initial=MomentForm.chosen({"at": day}))
        self.at, self.outcome, self.refusal = None, None, ""
        if not self.form.is_bound or self.form.is_valid():
            self.at = self.form.moment if self.form.is_bound else day
            try:
                self.outcome = what_if(year, at=self.at)
            except Refused as reason:
                self.refusal = " ".join(problem.sentence for problem in reason.problems)
        self.missed = getattr(self.outcome, "missed", ())
        may_carry = request.user.has_perm("departments.publish_office")
        self.carriable = [one for one in self.missed if one.draft and may_carry]
        wanted = request.POST.getlist("carry")
        self.carry = [one for one in self.carriable if one.publication.slug in wanted or "all" in wanted]
        self.shown = shown_of(SchoolYear.objects.all(), self.at, self.missed)
        self.looks = "look" in request.POST
        is_another = self.form.is_bound and request.POST.get("shown") != self.shown
        self.differs = is_another and not self.looks and self.outcome is not None
        is_ticked = len(self.carry) == len(self.missed) or request.POST.get("gone") == self.shown
        self.asks = self.form.is_bound and not (self.looks or self.differs or is_ticked)
        self.is_agreed = self.form.is_bound and self.outcome and not (self.looks or self.differs or self.asks)


def _page(model_admin, request, turning, template, title):
    context = vars(turning) | {"lacks": _lacks(turning.outcome)}
    return model_admin.show(request, template, turning.year, title=title, **context)


def _lacks(outcome):
    """What is missing in the year to be opened, as sentences; empty where it is not asked."""
    found = getattr(outcome, "missing", None)
    if found is None:
        return ""
    counts = [(kind, len({one.slug for one in found if one.kind == kind})) for kind in KINDS]
    by_kind = ", ".join(counted(kind, count) for kind, count in counts if count)
    empty = " ".join(one.sentence for one in found if one.kind == "empty")
    return empty or f"{readiness.told(len(found)).capitalize()}{by_kind and ': '}{by_kind}."


def _ahead(moment):
    return moment if moment and moment > timezone.now() else None


def _tell(model_admin, request, year, done, told):
    sentence = " ".join(done.sentences)
    messages.add_message(request, messages.SUCCESS if done.changed else messages.INFO, sentence)
    if done.changed:
        model_admin.log_change(request, year, f"{told} {sentence}")
