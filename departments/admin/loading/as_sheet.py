"""Offices edited as a sheet: the page where it is downloaded, and brought back to its plan."""

from itertools import groupby

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from ...drafts.roles import editable_offices
from ...models import SchoolYear
from ...school_years.edition import of_drafts
from ...school_years.problems import refused
from ...school_years.spreadsheet import edit_sheet
from ..review import selected
from .downloads import workbook
from .problem_rows import told
from .uploading import UploadForm, received


def offer(model_admin, request) -> HttpResponse:
    """
    A sheet of the offices that were chosen, or of all this year's, as far as the person edits them, for each school
    year; a POST reads the one that is brought back, and leads to its plan.
    """
    years = {
        year: list(offices) for year, offices in groupby(own_offices(model_admin, request), lambda one: one.school_year)
    }
    for year, offices in years.items():
        if request.GET.get("of") == year.label:
            name = offices[0].slug if len(offices) == 1 else f"{len(offices)} offices"
            data = edit_sheet.write(of_drafts(year), {office.slug for office in offices})
            return workbook(f"{year} {name}.xlsx", data)
    form, problems = UploadForm(*([request.POST, request.FILES] if request.method == "POST" else [])), ()
    if form.is_valid():
        way, problems = received(request, form, takes=_takes)
        if way:
            return way
    name = form.cleaned_data["file"].name if problems else ""
    context = {"years": list(years.items()), "ids": request.GET.get("ids", ""), "form": form, "name": name}
    return model_admin.show(
        request, "load/as_sheet.html", title=_("Edit as a sheet"), problems=told(problems), **context
    )


def own_offices(model_admin, request) -> QuerySet:
    """Those that were chosen and that the person edits; where none were, all that they edit this year and later."""
    mine = editable_offices(request.user).filter(retired_at=None)
    if "ids" in request.GET:
        return selected(model_admin, request).filter(pk__in=mine)
    this_year = SchoolYear.objects.current()
    there = mine.filter(school_year__starts_on__gte=this_year.starts_on) if this_year else mine
    return there.select_related("school_year").order_by(*model_admin.ordering)


def _takes(path):
    if not edit_sheet.is_edit_sheet(path):
        told = _(
            "it is no sheet that was downloaded on this page, so that nobody can tell what you changed in it. Download "
            "one below, and copy your cells into that."
        )
        raise refused(path.name, told)
