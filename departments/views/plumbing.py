"""What machines ask for: the files of pictures, what crawlers may read, and whether the site is well."""

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..management.serving import problems_and_remarks
from ..models import directory_settings
from ..page.storage import store


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def picture(request, name) -> FileResponse:
    """A picture's file. Its name is its content, so nobody need ask for it twice."""
    try:
        return FileResponse(store().open(f"images/{name}"))
    except FileNotFoundError as error:
        raise Http404("No picture has this name.") from error


@require_safe
def robots(request) -> HttpResponse:
    """
    What crawlers may read (RFC 9309): nothing, as long as the directory is an intranet's (DIRECTORY_INDEXED).

    Search results, previews, rehearsals and the API are of no use in an index even then. Crawlers ask for it at the
    root only: a site that has the directory under a prefix copies these lines into its own.
    """
    home, indexed = reverse("departments:home"), directory_settings.value("DIRECTORY_INDEXED")
    within = [f"{home}{name}/" for name in ("search", "preview", "rehearsal", "api")]
    closed = [reverse("admin:index"), *within] if indexed else [home]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if indexed:
        lines.append(f"Sitemap: {request.build_absolute_uri(reverse('departments:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def live(request) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request) -> HttpResponse:
    """Whether this process can serve, and what it does without meanwhile."""
    return readiness(*problems_and_remarks())


def readiness(problems: list[str], remarks: list[str]) -> JsonResponse:
    """The answer to whether it is ready: 503 where there are problems."""
    told = {"ready": not problems, "problems": problems, "remarks": remarks}
    return JsonResponse(told, status=503 if problems else 200)
