"""Withdrawing: now or at a moment, with a word to visitors about where to look instead."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from .. import publishing
from ..drafts.state import state_of, states
from ..models import Publication
from ..words.days import moment
from .moment_form import MomentForm
from .office_screens import list_path, list_screen, office_path, office_screen, redirect_to_selected, selected


class WithdrawForm(MomentForm):
    instead = forms.CharField(
        required=False,
        max_length=Publication._meta.get_field("instead").max_length,
        label="Where to look instead",
        widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        help_text="Visitors who follow an old link read this, for example: Ask the Office of Academics, 414-777-7806.",
    )
    field_order = ["when", "at", "instead", "note"]


def paths(model_admin):
    return [
        list_path(model_admin, "withdraw/", several, name="withdraw_several", may="publish"),
        office_path(model_admin, "withdraw/", withdraw, name="withdraw", may="publish"),
    ]


def redirect_to_several(queryset):
    return redirect_to_selected("withdraw_several", queryset)


def withdraw(model_admin, request, office):
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        _withdraw(model_admin, request, office, form)
        return HttpResponseRedirect(reverse("admin:departments_office_publications", args=[office.pk]))
    return office_screen(
        model_admin,
        request,
        office,
        "admin/departments/office/withdraw.html",
        title="Withdraw",
        states=[state_of(office)],
        form=form,
    )


def several(model_admin, request):
    offices = list(selected(model_admin, request))
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        for office in offices:
            _withdraw(model_admin, request, office, form)
        return HttpResponseRedirect(reverse("admin:departments_office_changelist"))
    return list_screen(
        model_admin,
        request,
        "admin/departments/office/withdraw_several.html",
        title="Withdraw",
        states=states(offices).values(),
        form=form,
    )


def _withdraw(model_admin, request, office, form):
    words = {name: form.cleaned_data[name] for name in ("note", "instead")}
    try:
        ended = publishing.withdraw(office, by=request.user, at=form.moment, **words)
    except publishing.PublishRefused as reason:
        model_admin.message_user(request, str(reason), messages.ERROR)
        return
    if ended.is_live():
        sentence = f"{office} will be withdrawn on {moment(ended.live_until)}. Until then visitors see it."
    else:
        sentence = f"Withdrew {office}: visitors no longer see it."
    model_admin.message_user(request, sentence, messages.SUCCESS)
    later = Publication.objects.filter(office=office, live_from__gte=ended.live_until).taking_room().first()
    if later:
        model_admin.message_user(
            request,
            f"{office} is back on {moment(later.live_from)}, for which no. {later.number} is scheduled. "
            "Call that off as well if it should stay away.",
            messages.WARNING,
        )
