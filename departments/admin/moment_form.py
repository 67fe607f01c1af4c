"""The form that asks when: now, or at a moment in the district's time. A day that is filled in means that day."""

from datetime import datetime

from django import forms
from django.conf import settings
from django.http import JsonResponse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..words import days
from .forms import MomentField


class MomentForm(forms.Form):
    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        choices=[(NOW, gettext_lazy("Now")), (LATER, gettext_lazy("On a day to come"))],
        initial=NOW,
        widget=forms.RadioSelect,
        label=gettext_lazy("When"),
    )
    at = MomentField(
        required=False,
        label=gettext_lazy("Day and time"),
        widget=forms.TextInput({"class": "vTextField", "autocomplete": "off"}),
        help_text=format_lazy(
            gettext_lazy(
                "As November 30, 2026, 8:00 AM or 11/30/2026 8am, in the district’s time ({zone}). A day without a "
                "time begins at 12:00 AM. Empty it for “Now”."
            ),
            zone=settings.TIME_ZONE,
        ),
    )

    @classmethod
    def chosen(cls, data, before: str = "") -> dict[str, str]:
        """What `data` says of when, in fields whose names begin with `before`, for `initial`: a day is that day."""
        at = data.get(f"{before}at") or ""
        return {"when": cls.LATER if at else data.get(f"{before}when") or cls.NOW, "at": at}

    def clean(self) -> dict:
        cleaned = super().clean()
        when, at = cleaned.get("when"), cleaned.get("at")
        is_filled_in = at or "at" in self.errors
        if when == self.NOW and is_filled_in:
            self._errors.pop("at", None)
            self.add_error("at", _("A day is filled in beside “Now”. Choose “On a day to come”, or empty the day."))
        elif when == self.LATER and not is_filled_in:
            self.add_error("at", _("Say from which day and time on."))
        elif when == self.LATER and at and at <= timezone.now():
            told = _("{moment} has passed. Choose a moment to come, or empty the day for “Now”.")
            self.add_error("at", told.format(moment=days.moment(at)))
        return cleaned

    @property
    def moment(self) -> datetime | None:
        """The moment chosen, aware, or None for now. Of a valid form."""
        return self.cleaned_data["at"] if self.cleaned_data["when"] == self.LATER else None


def understood(model_admin, request) -> JsonResponse:
    """For the script of the form: the words for the moment that was typed, or the sentence that would refuse it."""
    form = MomentForm({"when": MomentForm.LATER, "at": request.GET.get("at", "")})
    if form.is_valid():
        return JsonResponse({"words": days.to_come(form.moment)})
    return JsonResponse({"refusal": " ".join(form.errors["at"])})
