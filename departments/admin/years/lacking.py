"""What is missing before a school year can open: what the checks refuse, what is not published, not confirmed."""

from types import SimpleNamespace

from django.http import HttpResponse

from ...drafts.roles import sees_every_office, visible_offices
from ...models import SchoolYear
from ...publishing.checking.subject import cut
from ...school_years import calendar, readiness

# In the order they are mended, since checks refuse to publish; each as it is said of an office.
KINDS = {
    "failing": "failing the checks",
    "unpublished": "not published",
    "carried": "with last year’s page",
    "unconfirmed": "not confirmed",
}


def missing(model_admin, request, year) -> HttpResponse:
    """For those who see every office the whole year; for others what their own offices lack."""
    offices = visible_offices(request.user)
    found = readiness.missing(year, offices=offices)
    rows = offices.filter(school_year=year).kept(readiness.moment_of(year)).prefetch_related("editors")
    rows = {office.slug: office for office in rows}
    groups = {kind: _group(found, kind, rows) for kind in KINDS}
    failing = {one.office.pk for one in groups["failing"]}
    waiting = [
        (kind, words, groups[kind], [one.office.pk for one in groups[kind] if one.office.pk not in failing])
        for kind, words in (("unpublished", "Not published"), ("carried", "Last year’s page goes on"))
    ]
    return model_admin.show(
        request,
        "schoolyear/missing.html",
        year,
        title=f"What is missing in {year}",
        groups=groups,
        told=readiness.told(len(found)),
        empty=[one.sentence for one in found if one.kind == "empty"],
        offices=len(rows),
        complete=len(rows) - len({one.slug for one in found if one.slug}),
        stands=calendar.how_it_stands(year, SchoolYear.objects.all())[1],
        waiting=waiting,
        whole=sees_every_office(request.user),
        may_publish=request.user.has_perm("departments.publish_office"),
        may_confirm=request.user.has_perm("departments.change_office"),
    )


def _group(found, kind, rows):
    """The offices that lack something of one kind; `details` are sentences without the office's name."""
    group = {}
    for one in found:
        if one.kind == kind:
            office = rows[one.slug]
            details = group.setdefault(one.slug, SimpleNamespace(office=office, details=[])).details
            told = one.sentence.removeprefix(f"{office}, ")  # of a department
            details.append(told.removeprefix(f"{office}: ").removeprefix(f"{cut(office.name)}: "))
    return list(group.values())
