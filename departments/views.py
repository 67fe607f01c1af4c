"""
Public pages. Each view is a query, a decision, a template.

All of them read publications through `Directory`, but for the previews, which say on every page that they are drafts.
"""

import logging
from functools import wraps

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from . import health, moved, search, year_changes
from .directory import Directory, NotListed
from .models import Listing
from .preview import LinkExpired, LinkInvalid, maker_of, open_link, page_of

log = logging.getLogger(__name__)


@require_safe
def home(request, label=None):
    directory = Directory.at(label=label)
    return render(request, "departments/home.html", {"directory": directory})


@require_safe
def office(request, slug, label=None):
    directory = Directory.at(label=label)
    try:
        page = directory.page(slug)
    except NotListed as reason:
        return _elsewhere(request, directory, Listing.Kind.OFFICE, slug, reason)
    today = moved.today(directory, Listing.Kind.OFFICE, slug) if directory.is_archive else None
    return render(request, "departments/office.html", {"directory": directory, "page": page, "today": today})


@require_safe
def department(request, slug, label=None):
    directory = Directory.at(label=label)
    try:
        return redirect(directory.department_url(slug))
    except NotListed as reason:
        return _elsewhere(request, directory, Listing.Kind.DEPARTMENT, slug, reason)


def _elsewhere(request, directory, kind, slug, reason):
    """For an address that is not listed: on to its one successor, a page that says it is gone, or `reason` again."""
    match moved.forwarding(directory, kind, slug):
        case moved.Forward(url=url):
            # Browsers keep a permanent redirect as long as they are let, and an office may come back.
            return HttpResponsePermanentRedirect(url, headers={"Cache-Control": "max-age=3600"})
        case moved.Gone() as gone:
            return render(request, "departments/gone.html", {"directory": directory, "gone": gone}, status=410)
    raise reason


@require_safe
def a_z(request, label=None):
    return render(request, "departments/a_z.html", {"directory": Directory.at(label=label)})


@require_safe
def years(request):
    return render(request, "departments/years.html", {"directory": Directory.at()})


@require_safe
def changes(request, label):
    directory = Directory.at(label=label)
    context = {"directory": directory, "changes": year_changes.of(directory)}
    return render(request, "departments/changes.html", context)


@require_safe
def find(request, label=None):
    directory = Directory.at(label=label)
    query = request.GET.get("q", "").strip()
    context = {"directory": directory, "query": query, "results": search.find(query, directory)}
    return render(request, "departments/search.html", context)


def never_kept(view):
    """No search engine lists what `view` answers, no cache keeps it, and no other site is told its address."""

    @wraps(view)
    def answer(*args, **kwargs):
        response = view(*args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@never_kept
@require_safe
def preview(request, token):
    """The draft that a preview link shows; the ordinary 404 for no link of ours, 410 for one that has ended."""
    try:
        link = open_link(token)
    except LinkInvalid as error:
        return not_found(request, error)
    except LinkExpired as reason:
        context = {"directory": Directory.at(), "reason": reason}
        return render(request, "departments/preview_ended.html", context, status=410)
    return show_draft(request, link.office, link=link, maker=maker_of(link))


@never_kept
def show_draft(request, office, **banner):
    """The public page that publishing the draft of `office` now would show, marked as a draft."""
    directory = Directory.for_preview(office.school_year)
    context = {"directory": directory, "page": page_of(office, at=directory.moment), "office": office, **banner}
    return render(request, "departments/preview.html", context)


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
