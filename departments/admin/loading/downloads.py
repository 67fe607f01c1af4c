"""Files to take away: the template for a spreadsheet, and the drafts of a year as a spreadsheet or a bundle."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from ...models import SchoolYear
from ...school_years import bundle, plan_sheet, spreadsheet
from ...school_years.edition import of_drafts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(model_admin, request) -> HttpResponse:
    return workbook("school-year-template.xlsx", spreadsheet.write())


def year_as_spreadsheet(model_admin, request, year_id) -> HttpResponse:
    year = get_object_or_404(SchoolYear, pk=year_id)
    return workbook(f"{year}.xlsx", spreadsheet.write(of_drafts(year).edition))


def year_as_bundle(model_admin, request, year_id) -> HttpResponse:
    year = get_object_or_404(SchoolYear, pk=year_id)
    data, notes = bundle.zipped(of_drafts(year).edition)
    for note in notes:  # the download is no page: the next one tells
        messages.warning(request, note)
    return _download(f"{year}.zip", "application/zip", data)


def plan_as_sheet(plan, bundle) -> HttpResponse:
    return workbook(f"{plan.edition.label} plan.xlsx", plan_sheet.write(plan, bundle))


def workbook(name: str, data: bytes) -> HttpResponse:
    """The workbook `data`, to be kept as `name`."""
    return _download(name, XLSX, data)


def _download(name, content_type, data):
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(data, content_type=content_type, headers=headers)
