"""A standing typed into a title or a name comes back once as it was understood, before it is kept."""

from django import forms
from django.utils.translation import gettext as _

from ..models.facts import ENTRY
from ..models.lead import LEAD
from ..words.standing_words import differences, unclear, understood


class TypedLeadForm(forms.ModelForm):
    """A form with a lead. What is understood otherwise than it was typed stands in its fields when it comes back."""

    def clean(self) -> dict:
        cleaned = super().clean()
        if any(name not in cleaned for name in LEAD):
            return cleaned
        typed = [cleaned[name] for name in LEAD]
        as_typed = cleaned.get("lead_as_typed", self.instance.lead_as_typed)
        lead = understood(*typed, as_typed=as_typed)
        for name, sentence in unclear(*typed[:2], as_typed=as_typed).items():
            tick = [_("Or tick that the word belongs to the title.")] if name == "lead_title" else []
            self.add_error(name, " ".join([sentence, *tick]))
        told = differences(*typed, lead, ENTRY["lead_standing"].told)
        if told:
            self.data = self.data.copy()
            for name, before, value in zip(LEAD, typed, lead, strict=True):
                self.fields[name].widget.attrs["data-typed"] = before  # what the browser keeps of it is answered
                self.data[self.add_prefix(name)] = value
        for name, sentence in told.items():
            self.add_error(name, f"{sentence} {_('Save again to keep it, or change it.')}")
        return cleaned
