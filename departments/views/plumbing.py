"""What machines ask for: the files of pictures, what crawlers may read, and whether the site is well."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from . import health


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def picture(request, name):
    """A picture's file. Its name is its content, so nobody need ask for it twice."""
    try:
        return FileResponse(default_storage.open(f"images/{name}"))
    except FileNotFoundError as error:
        raise Http404("No picture has this name.") from error


@require_safe
def robots(request):
    """
    What crawlers may read (RFC 9309): nothing, as long as the directory is an intranet's (MPSDIR_INDEXED).

    Search results, previews and the API are of no use in an index even then.
    """
    closed = ["/"] if not settings.INDEXED else [reverse("admin:index"), "/search/", "/preview/", "/api/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if settings.INDEXED:
        lines.append(f"Sitemap: {request.build_absolute_uri(reverse('departments:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def live(request):
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request):
    problems = health.problems()
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)
