"""Files to take away: the template for a spreadsheet, and the drafts of a year as a spreadsheet or a bundle."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from ...models import SchoolYear
from ...school_years import bundle, spreadsheet
from ...school_years.edition import of_drafts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(model_admin, request) -> HttpResponse:
    return _download("school-year-template.xlsx", XLSX, spreadsheet.write())


def year_as_spreadsheet(model_admin, request, label) -> HttpResponse:
    year = get_object_or_404(SchoolYear, label=label)
    return _download(f"{label}.xlsx", XLSX, spreadsheet.write(of_drafts(year).edition))


def year_as_bundle(model_admin, request, label) -> HttpResponse:
    year = get_object_or_404(SchoolYear, label=label)
    data, notes = bundle.zipped(of_drafts(year).edition)
    for note in notes:  # the download is no page: the next one tells
        messages.warning(request, note)
    return _download(f"{label}.zip", "application/zip", data)


def _download(name, content_type, data):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)
