"""Those who have offices that nobody has checked this year: reminded by mail, or their addresses copied."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...drafts import mailing
from . import letters
from .who_has_what import everybody


class ReminderForm(forms.Form):
    to = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": gettext_lazy("Tick whom to remind.")}
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("A few words of yours"),
        help_text=gettext_lazy("Stand above the list of offices. May stay empty."),
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )

    def __init__(self, data, rows):
        super().__init__(data, initial={"to": [str(row.account.pk) for row in rows]})
        self.fields["to"].choices = [(str(row.account.pk), row.name) for row in rows]


def remind(model_admin, request) -> HttpResponse:
    """Of all their offices; with `year`, of those of that school year."""
    year, waiting = request.GET.get("year"), []
    for row in everybody():
        row.unchecked = [office for office in row.unchecked if year in (None, office.school_year.label)]
        if row.account.is_active and row.unchecked:
            waiting.append(row)
    rows = [row for row in waiting if row.account.email]
    form = ReminderForm(request.POST or None, rows)
    chosen = rows
    if form.is_valid():
        chosen = [row for row in rows if str(row.account.pk) in form.cleaned_data["to"]]
        if "_send" in request.POST and mailing.can_send():
            _send(model_admin, request, chosen, form.cleaned_data["note"])
            return redirect("admin:departments_office_people")
    context = {
        "rows": rows,
        "form": form,
        "ticked": form["to"].value(),
        "addresses": ", ".join(row.account.email for row in chosen),
        "without": [row.name for row in waiting if not row.account.email],
        "can_send": mailing.can_send(),
    }
    return model_admin.show(request, "people/remind.html", title=_("Remind those who have not checked"), **context)


def _send(model_admin, request, rows, note):
    mails = {letters.reminder(request, row.account, row.unchecked, note): row for row in rows}
    lost = [mails.pop(letter) for letter in mailing.failed(list(mails))]
    for row in mails.values():
        model_admin.log_change(request, row.account, _("Reminded to check their offices."))
    if mails:
        told = _("Reminded {name}: the mail is on its way.")
        if len(mails) > 1:
            told = ngettext(
                "Reminded {number} person: the mail is on its way.",
                "Reminded {number} people: the mail is on its way.",
                len(mails),
            )
        messages.success(request, told.format(name=next(iter(mails.values())).name, number=len(mails)))
    if lost:
        names = ", ".join(row.name for row in lost)
        told = _("The mail could not be sent to {names}. Try again later, or copy their addresses.")
        messages.error(request, told.format(names=names))
