"""People given the offices that were chosen in the list, many at once, or relieved of them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...models.accounts import account_name, staff
from ..forms import AccountsField
from ..review import selected


class AssignForm(forms.Form):
    people = AccountsField(
        None,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Who"),
        error_messages={"required": gettext_lazy("Tick at least one person.")},
    )

    def __init__(self, data):
        super().__init__(data)
        self.fields["people"].queryset = staff()
        self.fields["people"].label_from_instance = account_name


def assign(model_admin, request) -> HttpResponse:
    offices, form = list(selected(model_admin, request)), AssignForm(request.POST or None)
    if not form.is_valid() or not offices:
        return model_admin.show(request, "people/assign.html", title=_("Who edits them"), offices=offices, form=form)
    people, is_removed = form.cleaned_data["people"], "_remove" in request.POST
    for office in offices:
        (office.editors.remove if is_removed else office.editors.add)(*people)
        model_admin.log_change(request, office, _told(people, is_removed))
    messages.success(request, _told(people, is_removed, offices))
    return redirect("admin:departments_office_changelist")


def _told(people, is_removed, offices=()):
    """Who edits `offices` now, or no longer; without any, as the history of one tells it."""
    count, several = len(people), len(offices) > 1
    if not offices and is_removed:
        told = ngettext("{names} no longer edits it.", "{names} no longer edit it.", count)
    elif not offices:
        told = ngettext("{names} now edits it.", "{names} now edit it.", count)
    elif is_removed and several:
        told = ngettext("{names} no longer edits {number} offices.", "{names} no longer edit {number} offices.", count)
    elif several:
        told = ngettext("{names} now edits {number} offices.", "{names} now edit {number} offices.", count)
    elif is_removed:
        told = ngettext("{names} no longer edits {office}.", "{names} no longer edit {office}.", count)
    else:
        told = ngettext("{names} now edits {office}.", "{names} now edit {office}.", count)
    names = get_text_list([account_name(one) for one in people], _("and"))
    return told.format(names=names, number=len(offices), office=next(iter(offices), ""))
