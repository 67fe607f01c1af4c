"""Search."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import search
from ..directory import Directory


@require_safe
def find(request, label=None):
    directory = Directory.at(label=label)
    query = request.GET.get("q", "").strip()
    context = {"directory": directory, "query": query, "results": search.find(query, directory).results}
    return render(request, "departments/search.html", context)
