"""Public pages. Each view is a query, a decision, a template; all of them read publications through `Directory`."""

import logging

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from . import health, search
from .directory import Directory

log = logging.getLogger(__name__)


@require_safe
def home(request, label=None):
    directory = Directory.at(label=label)
    return render(request, "departments/home.html", {"directory": directory})


@require_safe
def office(request, slug, label=None):
    directory = Directory.at(label=label)
    return render(request, "departments/office.html", {"directory": directory, "page": directory.page(slug)})


@require_safe
def department(request, slug, label=None):
    return redirect(Directory.at(label=label).department_url(slug))


@require_safe
def a_z(request, label=None):
    return render(request, "departments/a_z.html", {"directory": Directory.at(label=label)})


@require_safe
def years(request):
    return render(request, "departments/years.html", {"directory": Directory.at()})


@require_safe
def find(request, label=None):
    directory = Directory.at(label=label)
    query = request.GET.get("q", "").strip()
    context = {"directory": directory, "query": query, "results": search.find(query, directory)}
    return render(request, "departments/search.html", context)


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def picture(request, name):
    """A picture's file. Its name is its content, so nobody need ask for it twice."""
    try:
        return FileResponse(default_storage.open(f"images/{name}"))
    except FileNotFoundError as error:
        raise Http404("No picture has this name.") from error


@require_safe
def live(request):
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request):
    problems = health.problems()
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)


def not_found(request, exception):
    """The 404 page: says which address was asked for and offers the ways on. Works with nothing published."""
    return render(request, "404.html", {"directory": _directory_or_none()}, status=404)


def server_error(request):
    """The 500 page: plain, and without the database, which may be what broke."""
    return render(request, "500.html", status=500)


def _directory_or_none():
    try:
        directory = Directory.at()
        return directory if directory.alerts is not None and directory.district else None
    except Exception:
        log.exception("The not-found page is shown without the directory.")
        return None
