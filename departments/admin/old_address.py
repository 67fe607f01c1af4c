"""Old addresses and where each leads: one by one, or as a CSV file."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exports import delimited
from ..models import OldAddress
from ..old_site import address_table
from ..school_years.problems import Refused
from .conflict import MergesSaves
from .screens import Screen, WithScreens


class _FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "Two columns: Old address, and Leads to, as offices/chief-of-staff. What it does not name stays."
        ),
    )


@admin.register(OldAddress)
class OldAddressAdmin(MergesSaves, WithScreens, admin.ModelAdmin):
    list_title = gettext_lazy("Old addresses")
    list_display = ["path", "leads_to"]
    list_per_page = 100
    search_fields = ["path", "leads_to"]

    def download(self, request) -> HttpResponse:
        rows = OldAddress.objects.values_list("path", "leads_to")
        response = HttpResponse(delimited.lines([address_table.COLUMNS, *rows]), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="old-addresses.csv"'
        return response

    def load(self, request) -> HttpResponse:
        form = _FileForm(request.POST or None, request.FILES or None)
        if form.is_valid() and (done := _loaded(form)):
            added, changed = done
            told = _("{added} added, {changed} changed. Visitors are led on from now.")
            messages.success(request, told.format(added=added, changed=changed))
            return redirect("admin:departments_oldaddress_changelist")
        return self.show(request, "oldaddress/load.html", title=_("Load old addresses"), form=form)

    screens = (
        Screen("download", "old-addresses.csv", download),
        Screen("load", "load/", load, may="add"),
    )


def _loaded(form):
    """How many lines were added and how many changed; None where the file is refused, with the reasons on the form."""
    file = form.cleaned_data["file"]
    if file.size > 1_000_000:
        return form.add_error("file", _("It is larger than 1 MB. Load it in parts."))
    try:
        return address_table.load(file.read(), file.name)
    except Refused as reason:
        form.add_error("file", [str(problem) for problem in reason.problems[:50]])
