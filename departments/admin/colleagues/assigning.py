"""People given the offices that were chosen in the list, many at once, or relieved of them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import get_text_list

from ...models.accounts import account_name, staff
from ..forms import AccountsField
from ..review import selected


class AssignForm(forms.Form):
    people = AccountsField(
        None,
        widget=forms.CheckboxSelectMultiple,
        label="Who",
        error_messages={"required": "Tick at least one person."},
    )

    def __init__(self, data):
        super().__init__(data)
        self.fields["people"].queryset = staff()
        self.fields["people"].label_from_instance = account_name


def assign(model_admin, request) -> HttpResponse:
    offices, form = list(selected(model_admin, request)), AssignForm(request.POST or None)
    if not form.is_valid() or not offices:
        return model_admin.show(request, "people/assign.html", title="Who edits them", offices=offices, form=form)
    verb, told = ("remove", "no longer edit") if "_remove" in request.POST else ("add", "now edit")
    people = form.cleaned_data["people"]
    told = f"{get_text_list([account_name(one) for one in people], 'and')} {told}{'s' if len(people) == 1 else ''}"
    for office in offices:
        getattr(office.editors, verb)(*people)
        model_admin.log_change(request, office, f"{told} it.")
    which = str(offices[0]) if len(offices) == 1 else f"{len(offices)} offices"
    messages.success(request, f"{told} {which}.")
    return redirect("admin:departments_office_changelist")
