"""Pages of the old site brought into a year's drafts: shown first as they are understood, written by a second press."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...old_site import MOST_BYTES, Imported, import_page, text_of
from ...school_years.problems import Refused
from ..loading import kept

MOST = 50


class PagesInput(forms.FileInput):
    allow_multiple_selected = True


class PagesField(forms.FileField):
    """Several files: text or HTML."""

    widget = PagesInput({"accept": ".txt,.html,.htm"})

    def clean(self, data, initial=None) -> list:
        files = [super(PagesField, self).clean(one, initial) for one in data or [None]]
        if len(files) > MOST:
            told = _("These are {number} files. Choose at most {most} at once.")
            raise ValidationError(told.format(number=len(files), most=MOST))
        for file in files:
            if file.size > MOST_BYTES:
                told = _("“{file}” is larger than a page of the old site. Save the text of one page.")
                raise ValidationError(told.format(file=file.name))
        return files


class PagesForm(forms.Form):
    pages = PagesField(
        label=gettext_lazy("Pages"),
        max_length=200,
        error_messages={"required": gettext_lazy("Choose a page first.")},
        help_text=gettext_lazy(
            "Each saved from the browser as text (.txt) or as HTML: the page of one office with its departments."
        ),
    )
    office = forms.ModelChoiceField(
        None,
        required=False,
        to_field_name="slug",
        label=gettext_lazy("Whose page it is"),
        empty_label=gettext_lazy("As the page says"),
        help_text=gettext_lazy("Of one page, where it does not name its office."),
    )

    def __init__(self, *args, year):
        super().__init__(*args)
        self.fields["office"].queryset = year.offices.all()

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("office") and len(cleaned.get("pages") or ()) > 1:
            self.add_error("office", _("These are several pages. Choose one of them to say whose it is."))
        return cleaned


@dataclass
class Outcome:
    """What came of the file called `name`: `done`, or why it is refused."""

    name: str
    done: Imported | None = None
    refusal: str = ""


def bring(model_admin, request, year) -> HttpResponse:
    """The form; then what each of the pages kept under `_page` would change; and a POST of those writes it."""
    said = request.POST if request.method == "POST" else request.GET
    tokens, does = said.getlist("_page")[:MOST], request.method == "POST" and "_page" in request.POST
    is_sent = request.method == "POST" and not does
    form = PagesForm(*([request.POST, request.FILES] if is_sent else []), year=year)
    if is_sent and form.is_valid():
        office = form.cleaned_data["office"]
        asked = {"_page": [kept.keep(request, file) for file in form.cleaned_data["pages"]]}
        asked |= {"_office": office.slug} if office else {}
        address = reverse("admin:departments_schoolyear_old_pages", args=[year.pk])
        return redirect(f"{address}?{urlencode(asked, doseq=True)}")
    files = [kept.find(request, token) for token in tokens]
    if None in files:
        messages.warning(request, _("These pages are not kept any more: they were brought in, or it is a day ago."))
        return redirect("admin:departments_schoolyear_old_pages", year.pk)
    how = {"office": said.get("_office", ""), "by": request.user, "dry_run": not does}
    outcomes = [_outcome(file, year, **how) for file in files]
    for token in tokens if does else ():
        kept.forget(request, token)
    context = {"form": form, "outcomes": outcomes, "done": does, "tokens": tokens, "slug": how["office"]}
    context["changes"] = any(one.done and one.done.changed for one in outcomes)
    return model_admin.show(request, "schoolyear/old_pages.html", year, title=_("Bring old pages"), **context)


def _outcome(file, year, **how):
    try:
        return Outcome(file.name, import_page(text_of(file), year.label, source=file.name, **how))
    except Refused as reason:
        return Outcome(file.name, refusal=str(reason))
