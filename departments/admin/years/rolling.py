"""Rolling a school year over into the next: what it would do, and what it did."""

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator

from ...school_years.problems import Refused
from ...school_years.rolling import if_rolled_over, next_label, roll_over
from .pages import to_calendar, year_page, year_path

SHOWN = 8  # sentences in the message; the page tells them all


class RollForm(forms.Form):
    into = forms.CharField(
        label="Into the school year",
        max_length=7,
        validators=[RegexValidator(r"^\d{4}-\d{2}\Z", "Write the school year as 2025-26.")],
        help_text="It is made where it is not there yet, out of visitors’ sight.",
        error_messages={"required": "Say into which school year."},
    )


def paths(model_admin):
    return [year_path(model_admin, "roll-over/", roll, name="roll_over", may="change")]


def roll(model_admin, request, year):
    """A GET with `into` shows what it would do, a POST does it."""
    given = request.POST if request.method == "POST" else {"into": next_label(year)} | request.GET.dict()
    form = RollForm(given)
    outcome, refusal = None, ""
    if form.is_valid():
        try:
            if request.method == "POST":
                _tell(model_admin, request, roll_over(year, form.cleaned_data["into"], by=request.user))
                return to_calendar()
            outcome = if_rolled_over(year, form.cleaned_data["into"])
        except Refused as reason:
            refusal = " ".join(map(str, reason.problems))
    return year_page(
        model_admin,
        request,
        year,
        "roll_over.html",
        title=f"Roll {year} over",
        form=form,
        outcome=outcome,
        refusal=refusal,
        into=form.cleaned_data.get("into", ""),
    )


def _tell(model_admin, request, done):
    told = list(done.sentences[:SHOWN])
    if len(done.sentences) > SHOWN:
        told.append(f"{len(done.sentences) - SHOWN} more are told under “Roll over”.")
    model_admin.message_user(request, " ".join(told), messages.SUCCESS if done.changed else messages.INFO)
    if done.changed:
        model_admin.log_change(request, done.year, " ".join(told))
