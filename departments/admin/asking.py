"""Asking publishers to publish an office, and their answer: back to its editors, with remarks at fields."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..drafts import asking, mailing
from ..drafts.roles import publishers
from ..models import Asked, Contact
from ..models.accounts import account_name, staff
from ..models.asked import LINES
from ..models.facts import ENTRY
from ..models.text_field import uncut
from .leading_on import field_address
from .named_anew import tell_of_removed
from .screens import ROW, Screen

MOST = 1000  # characters
ROWS = 3  # of remarks that are sent back at once
# Of what a form has, all but what is set elsewhere.
FIELDS = {name: fact for name, fact in ENTRY.items() if name not in ("position", "confirmed_on")}


def _words(label, **options):
    widget = forms.Textarea({"rows": 2, "class": "vLargeTextField"})
    return uncut(forms.CharField(max_length=MOST, label=label, widget=widget, **options))


class AskForm(forms.Form):
    words = _words(
        gettext_lazy("A note for the publishers"),
        required=False,
        help_text=gettext_lazy("What is new, and why. May stay empty."),
    )


def _places():
    return [*((name, fact.title) for name, fact in FIELDS.items()), (LINES, _("Contact lines"))]


class RemarkForm(forms.Form):
    part = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Field"), choices=_places, initial=next(iter(FIELDS)))
    words = _words(gettext_lazy("What to mend"), error_messages={"required": gettext_lazy("Say what to mend.")})

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = {str(part.pk): part for part in office.departments.all()}
        self.fields["part"].choices = [("", office.name), *((pk, part.name) for pk, part in self.parts.items())]
        self.fields["part"].error_messages["invalid_choice"] = _("This department is no longer in the office.")

    def remark(self) -> tuple:
        said = self.cleaned_data
        return self.parts.get(said["part"]), said["field"], said["words"]


Remarks = forms.formset_factory(RemarkForm, extra=ROWS - 1, min_num=1, max_num=ROWS, validate_min=True)


def how_it_stands(model_admin, request, office, state) -> dict:
    """What a page about `office` says and offers about asking and answering; `state` is its own."""
    asked, last = asking.open_by_office([office])[office.pk], asking.changed_last([office]).get(office.pk)
    may_publish = model_admin.has_publish_permission(request, office)
    alone = may_publish and last == request.user
    mine = any(not one.field and one.by == request.user for one in asked)
    may_ask = model_admin.has_change_permission(request, office) and (alone or not may_publish)
    offers = may_ask and not mine and state.is_waiting and not state.draft.errors
    return {
        "asked": asked,
        "alone": alone,
        "second": asking.wants_second([office], last)[office.pk] if may_publish and last else "",
        "ask_form": AskForm(request.POST if "_ask" in request.POST else None) if offers else None,
    }


def ask(request, office, words) -> HttpResponse:
    """Ask publishers to publish `office`, and write to them."""
    address = reverse("admin:departments_office_review", args=[office.pk])
    if asking.ask(office, by=request.user, words=words):
        told = _("Asked to publish {office}: it stands under “To do” for every publisher.").format(office=office)
        context = {"office": office, "words": words, "link": request.build_absolute_uri(address)}
        _write(request, _("Please publish {office}"), "asked", publishers(), told, **context)
        tell_of_removed(request, office, note=words)
    return redirect(address)


def send_back(model_admin, request, office) -> HttpResponse:
    """Where a publisher says what is to be mended first; sent, it answers who asked to publish the office."""
    formset = Remarks(request.POST or None, form_kwargs={"office": office})
    if request.method == "POST" and formset.is_valid():
        remarks = [form.remark() for form in formset if form.has_changed()]
        asked = asking.send_back(office, remarks, by=request.user)
        told = _("Asked to mend {office}: its editors read what to mend at the field.")
        told = _("Sent {office} back: its editors read what to mend at the field.") if asked else told
        people = [one.by for one in asked] or staff().filter(offices=office)
        link = request.build_absolute_uri(reverse("admin:departments_office_change", args=[office.pk]))
        listed = [(Asked(department=part, field=field).about, words) for part, field, words in remarks]
        context = {"office": office, "remarks": listed, "link": link}
        _write(request, _("Please mend {office}"), "sent_back", people, told.format(office=office), **context)
        tell_of_removed(request, office, remark=" ".join(words for *_at, words in remarks))
        return redirect("admin:departments_office_review", office.pk)
    asked = asking.open_by_office([office])[office.pk]
    context = {"formset": formset, "asked": asked}
    return model_admin.show(request, "office/send_back.html", office, title=_("Send back to its editors"), **context)


def remarks_of(office, entry) -> list[Asked]:
    """Those open at fields of `entry`, a department or the office with its departments; each with its `url`."""
    remarks = [one for one in asking.open_by_office([office])[office.pk] if one.field]
    for one in remarks:
        one.url = address_of(one)
    return [one for one in remarks if entry in (office, one.department)]


def end_mended(request, office, forms) -> None:
    """Over are the remarks at what is saved by `forms`, and those that are ticked as done."""
    places = (_place(form.instance, name) for form in forms for name in form.changed_data)
    saved = {place for place in places if place[0].pk}  # a row that was deleted has no remarks any more
    ticked = request.POST.getlist("mended")
    over = [one.pk for one in remarks_of(office, office) if str(one.pk) in ticked or (one.entry, one.field) in saved]
    asking.end(Asked.objects.filter(pk__in=over), by=request.user)


def _place(row, field):
    """The entry that has `row`, or is it, and the field of a remark there."""
    return (row.office or row.department, LINES) if isinstance(row, Contact) else (row, field)


def address_of(one: Asked) -> str:
    """Where what a remark is about is mended."""
    return field_address(one.entry._meta.model_name, one.entry.pk, one.field)


def _write(request, subject, template, people, told, **context):
    """Write to `people`, and say that along with what was done."""
    people, subject = mailing.addressed(people, but=request.user), subject.format(office=context["office"])
    lost = mailing.failed(mailing.letter(one, subject, template, by=request.user, **context) for one in people)
    names = get_text_list([account_name(one) for one in people], _("and"))
    mailed = _("A mail is on its way to {names}.").format(names=names)
    messages.success(request, f"{told} {mailed}" if people and not lost else told)
    if lost:
        to = ", ".join(one for letter in lost for one in letter.to)
        messages.warning(request, _("The mail could not be sent to {to}: tell them yourself.").format(to=to))


SCREEN = Screen("send_back", f"{ROW}/send-back/", send_back, may="publish")
