"""Withdrawing: now or at a moment, with a word to visitors about where to look instead."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from .. import publishing
from ..drafts.state import states
from ..models import Publication
from ..words.days import moment
from .moment_form import MomentForm
from .selected_offices import selected


class WithdrawForm(MomentForm):
    instead = forms.CharField(
        required=False,
        max_length=Publication._meta.get_field("instead").max_length,
        label="Where to look instead",
        widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        help_text="Visitors who follow an old link read this, for example: Ask the Office of Academics, 414-777-7806.",
    )
    field_order = ["when", "at", "instead", "note"]


def withdraw(model_admin, request, office) -> HttpResponse:
    back = redirect("admin:departments_office_publications", office.pk)
    return _withdraw_each(model_admin, request, [office], "office/withdraw.html", office, then=back)


def several(model_admin, request) -> HttpResponse:
    offices, back = selected(model_admin, request), redirect("admin:departments_office_changelist")
    return _withdraw_each(model_admin, request, offices, "office/withdraw_several.html", then=back)


def _withdraw_each(model_admin, request, offices, template, about=None, *, then):
    """The form; a POST withdraws each of `offices` and goes on to `then`."""
    shown = states(offices).values()
    form = WithdrawForm(request.POST or None)
    if not form.is_valid():
        return model_admin.show(request, template, about, title="Withdraw", states=shown, form=form)
    for state in shown:
        _withdraw(request, state.office, form)
    return then


def _withdraw(request, office, form):
    words = {name: form.cleaned_data[name] for name in ("note", "instead")}
    try:
        ended = publishing.withdraw(office, by=request.user, at=form.moment, **words)
    except publishing.PublishRefused as reason:
        messages.error(request, str(reason))
        return
    if ended.is_live():
        sentence = f"{office} will be withdrawn on {moment(ended.live_until)}. Until then visitors see it."
    else:
        sentence = f"Withdrew {office}: visitors no longer see it."
    messages.success(request, sentence)
    later = Publication.objects.filter(office=office, live_from__gte=ended.live_until).taking_room().first()
    if later:
        messages.warning(
            request,
            f"{office} is back on {moment(later.live_from)}, for which no. {later.number} is scheduled. "
            "Call that off as well if it should stay away.",
        )
