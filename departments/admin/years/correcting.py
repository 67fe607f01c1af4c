"""“Also in 2025-26?”: what was corrected in the year before, one by one or all, into the drafts of a year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ...drafts.roles import editable_offices
from ...models import SchoolYear
from ...school_years import corrections
from ...school_years.plan_in_words import label
from ..loading.conflict_as_read import shown
from ..offered_lookups import keys


def also(found) -> list[dict]:
    """The corrections `found`, as the box of them shows them."""
    rows = []
    for one in found:
        then, own, said = (shown(one, side, None) for side in (one.loaded, one.draft, one.said))
        row = {"title": f"{one.name}: {label(one.field)}", "key": corrections.key_of(one), "own": own, "said": said}
        rows.append(row | {"then": "" if one.loaded == one.draft else then})
    return sorted(rows, key=lambda row: bool(row["then"]))  # first what may be taken over at once


def of_office(request, office) -> dict:
    """Those from the page of `office` that the person may take over into the year after its own."""
    year = SchoolYear.objects.filter(starts_on__gt=office.school_year.starts_on).last()
    found = corrections.offered(year, editable_offices(request.user), of=office) if year else []
    return {"year": year, "also": also(found)}


def correct(model_admin, request, year) -> HttpResponse:
    if request.method == "POST":
        wanted = set(request.POST.getlist("shown" if "all" in request.POST else "take"))
        taken = corrections.take_over(year, wanted, editable_offices(request.user), by=request.user)
        for one in taken:
            told = _("{name}: {field} is corrected in {year} too.")
            messages.success(request, told.format(name=one.name, field=label(one.field), year=year))
        if len(taken) < len(wanted):
            messages.warning(request, _("Something was changed meanwhile and is left as it is. Please look once more."))
        for reviewed in keys(request.POST.getlist("review")):
            return redirect("admin:departments_office_review", reviewed)
        return redirect("admin:departments_schoolyear_corrections", year.pk)
    title, offices = _("Corrected in the year before, also in {year}?"), editable_offices(request.user)
    context = {"also": also(corrections.offered(year, offices))}
    context |= zip(("came", "went", "moved"), corrections.came_went_and_moved(year, offices), strict=True)
    return model_admin.show(request, "schoolyear/corrections.html", year, title=title.format(year=year), **context)
