"""Taking a load back: asked once more, and refused with every record that stands in the way."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...school_years.draft_rows import MODELS
from ...school_years.problems import Refused
from ...school_years.undo import last_standing, undo
from .problem_rows import told


def take_back(model_admin, request, load) -> HttpResponse:
    problems = ()
    if request.method == "POST":
        try:
            count = undo(load, by=request.user)
        except Refused as refused:
            problems = refused.problems
        else:
            return _tell(model_admin, request, load, count)
    context = {"load": load, "last": last_standing(load), "problems": told(problems, _links(load, problems))}
    title = _("Take back {file}").format(file=load.source)
    return model_admin.show(request, "load/take_back.html", title=title, **context)


def _tell(model_admin, request, load, count):
    sentence = ngettext(
        "{file} was taken back: {number} entry is in {year} as before it.",
        "{file} was taken back: {number} entries are in {year} as before it.",
        count,
    ).format(file=load.source, number=count, year=load.school_year)
    model_admin.log_change(request, load, sentence)
    messages.success(request, sentence)
    return redirect("admin:departments_load_change", load.pk)


def _links(load, problems):
    """The forms of the drafts that problems are about, by record, where they are still there."""
    keys = [problem.record.partition(" ") for problem in problems]
    links = {}
    for kind, model in MODELS.items():
        slugs = [key[2] for key in keys if key[0] == kind]
        for pk, slug in model.objects.filter(school_year=load.school_year, slug__in=slugs).values_list("pk", "slug"):
            links[f"{kind} {slug}"] = reverse(f"admin:departments_{kind}_change", args=[pk])
    return links
