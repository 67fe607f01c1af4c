"""Rolling a school year over into the next: what it would do, and what it did."""

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...school_years.problems import Refused
from ...school_years.rolling import if_rolled_over, next_label, roll_over
from ..opened_by import described

LOGGED = 3  # sentences in the history of the year


class RollForm(forms.Form):
    into = forms.CharField(
        label=gettext_lazy("Into the school year"),
        validators=[RegexValidator(r"^[0-9]{4}-[0-9]{2}\Z", gettext_lazy("Write the school year as 2025-26."))],
        help_text=gettext_lazy("It is made where it is not there yet, out of visitors’ sight."),
        error_messages={"required": gettext_lazy("Say into which school year.")},
    )


def roll(model_admin, request, year) -> HttpResponse:
    """
    With `into` it shows what it would do, also for the POST of the form that asks for it; any other POST does it.

    The answer to the POST is the page itself, for it may be long; sent again, it changes nothing and says so.
    """
    does = request.method == "POST" and "_show" not in request.POST
    form = RollForm(request.POST if request.method == "POST" else {"into": next_label(year)} | request.GET.dict())
    outcome, refusal = None, ""
    if form.is_valid():
        try:
            into = form.cleaned_data["into"]
            outcome = roll_over(year, into, by=request.user) if does else if_rolled_over(year, into)
        except Refused as reason:
            refusal = " ".join(map(str, reason.problems))
    if does and outcome and outcome.changed:
        model_admin.log_change(request, outcome.year, " ".join(outcome.sentences[:LOGGED]))
    context = {"form": form, "outcome": outcome, "refusal": refusal, "done": does}
    # What it would do is an answer; only what was refused is still to be typed.
    context["typing"] = described(request) | {"is_unsaved": request.method == "POST" and not outcome}
    context["into"] = form.cleaned_data.get("into", "")
    return model_admin.show(
        request, "schoolyear/roll_over.html", year, title=_("Roll {year} over").format(year=year), **context
    )
