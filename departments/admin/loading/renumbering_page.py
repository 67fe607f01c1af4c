"""Other digits in the numbers of the offices that were chosen: asked, planned and loaded on one page."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...school_years.bundle import Bundle
from ...school_years.edition import of_drafts
from ...school_years.plan import Decisions
from ...school_years.renumbering import AREA_CODE, EXCHANGE, Rule, renumbered
from ..forms import line
from .as_sheet import own_offices
from .planning import carry_out, made
from .problem_rows import told

_WHICH = {
    "all": gettext_lazy("All of them"),
    "calls": gettext_lazy("Numbers to call"),
    "faxes": gettext_lazy("Fax numbers"),
}
_BEGINS = {
    EXCHANGE: gettext_lazy("Behind the area code, as 475 in 414-475-8393"),
    AREA_CODE: gettext_lazy("The area code, as 414 in 414-475-8393"),
}

_DECISIONS = Decisions(conflicts="keep")


class RenumberingForm(forms.Form):
    old = line(gettext_lazy("Digits now"), required=True, help_text=gettext_lazy("Three to seven, for example 475."))
    new = line(gettext_lazy("Digits then"), required=True, help_text=gettext_lazy("As many, for example 777."))
    begins = forms.TypedChoiceField(
        label=gettext_lazy("Where they stand"),
        coerce=int,
        choices=list(_BEGINS.items()),
        initial=EXCHANGE,
        widget=forms.RadioSelect,
    )
    which = forms.ChoiceField(
        label=gettext_lazy("Which numbers"), choices=list(_WHICH.items()), initial="all", widget=forms.RadioSelect
    )

    def clean_old(self) -> str:
        return _digits(self.cleaned_data["old"])

    def clean_new(self) -> str:
        new, old = _digits(self.cleaned_data["new"]), self.cleaned_data.get("old")
        if old and len(new) != len(old):
            told = ngettext("Write {number} digit, as many as now.", "Write {number} digits, as many as now.", len(old))
            raise ValidationError(told.format(number=len(old)))
        return new

    def rule(self) -> Rule:
        """What a valid form says."""
        old, new, begins, which = (self.cleaned_data[name] for name in self.fields)
        return Rule(old, new, begins, calls=which != "faxes", faxes=which != "calls")


def _digits(typed):
    digits = re.sub(r"[\s().-]", "", typed)
    if not re.fullmatch("[0-9]{3,7}", digits):
        raise ValidationError(_("Write three to seven digits."))
    return digits


def renumber(model_admin, request) -> HttpResponse:
    """The form; a POST shows each number as it is and as it will be, and then changes them."""
    offices = list(own_offices(model_admin, request))
    years, form = {office.school_year for office in offices}, RenumberingForm(request.POST or None)
    context = {"offices": offices, "form": form, "has_one_year": len(years) == 1}
    if form.is_valid() and len(years) == 1:
        rule = form.rule()
        edition, found = renumbered(of_drafts(years.pop()), {office.slug for office in offices}, rule)
        bundle = Bundle(edition, _("Renumbering {old} to {new}").format(old=rule.old, new=rule.new), "")
        if "_load" in request.POST and (done := carry_out(model_admin, request, bundle, _DECISIONS)):
            return done
        plan, problems = made(edition, _DECISIONS)
        changed = [one for one in found if one.then]
        context |= {"is_planned": True, "changed": changed, "left": [one for one in found if one not in changed]}
        context |= {"shown": plan and plan.digest, "problems": told(problems)}
    return model_admin.show(request, "load/renumber.html", title=_("Change the digits of numbers"), **context)
