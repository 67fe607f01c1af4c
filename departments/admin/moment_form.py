"""The form that asks when: now, or at a moment in the district's time."""

from datetime import datetime

from django import forms
from django.conf import settings
from django.utils import timezone


class MomentForm(forms.Form):
    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        choices=[(NOW, "Now"), (LATER, "On a day to come")], initial=NOW, widget=forms.RadioSelect, label="When"
    )
    at = forms.DateTimeField(
        required=False,
        label="Day and time",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=f"In the district’s time ({settings.TIME_ZONE}).",
        error_messages={"invalid": "Write the day and time as 2025-07-01 06:00."},
    )
    note = forms.CharField(
        required=False,
        max_length=300,
        label="Note for the history",
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="Why, for colleagues. Visitors do not see it.",
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        later = cleaned.get("when") == self.LATER
        if later and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", "Say from which day and time on.")
        elif later and cleaned.get("at") and cleaned["at"] <= timezone.now():
            self.add_error("at", "This moment has passed. Choose one to come, or “Now”.")
        return cleaned

    @property
    def moment(self) -> datetime | None:
        """The moment chosen, aware, or None for now. Of a valid form."""
        return self.cleaned_data["at"] if self.cleaned_data["when"] == self.LATER else None
