"""
What holds for every address of the API: it only reads, it says what is wrong as JSON, and it is asked within measure.

Sizes are bounded by the parameters: at most 100 of a list, at most 200 characters of a question.
"""

import logging
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import re_path, reverse
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.throttling import AnonRateThrottle

from ..models import directory_settings
from ..page.kept_page import Unreadable
from ..reading.directory import NotListed
from .endpoints import router

log = logging.getLogger(__name__)

api = NinjaAPI(
    title="School district directory",
    version="1",
    description="Offices, departments and people of the directory, as visitors read them. Read-only.",
    urls_namespace="departments:api-v1",
    docs_url=None,  # its page needs inline scripts, which the site's policy refuses
    throttle=[AnonRateThrottle(directory_settings.value("DIRECTORY_API_RATE"))],
)
api.add_router("", router)


# Where the library's own words say nothing to people.
_MOMENT = "Write a moment as 2025-07-01T05:00:00Z."
_SENTENCES = {
    "string_pattern_mismatch": "Write a school year as 2024-25, an office by its address as chief-of-staff.",
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
}


def _sentence(problem):
    ours = problem.get("ctx", {}).get("error")  # what a parameter of ours was refused with
    return _SENTENCES.get(problem["type"]) or (str(ours) if ours else f"{problem['msg']}.")


def _error(sentence, status, problems=(), headers=None):
    return JsonResponse({"error": sentence, "problems": list(problems)}, status=status, headers=headers)


@api.exception_handler(NotListed)
def not_listed(request, reason) -> HttpResponse:
    return _error(str(reason), 404)


@api.exception_handler(Unreadable)
def unreadable(request, reason) -> HttpResponse:
    return _error("What was published here cannot be read. The people who look after it have been told.", 503)


@api.exception_handler(ValidationError)
def not_understood(request, reason) -> HttpResponse:
    problems = [{"field": str(one["loc"][-1]), "sentence": _sentence(one)} for one in reason.errors]
    return _error("A parameter was not understood; problems says which.", 422, problems)


@api.exception_handler(HttpError)
def refused(request, reason) -> HttpResponse:
    if isinstance(reason, Throttled):
        wait = max(1, round(reason.wait or 60))
        return _error(f"Too many questions. Ask again in {wait} seconds.", 429, headers={"Retry-After": str(wait)})
    return _error(str(reason), reason.status_code)


@api.exception_handler(Exception)
def broken(request, reason) -> HttpResponse:
    log.error("The API failed at %s.", request.path, exc_info=reason)
    return _error("Something broke here. It was written down; please try again later.", 500)


def missing(request, rest="") -> HttpResponse:
    description = reverse("departments:api-v1:openapi-json")
    return _error(f"The API has nothing at {request.path}. {description} lists what it has.", 404)


def mannered(view) -> Callable:
    """Answers say how long they are good for and by which ETag they are known; a wrong method is told as JSON."""

    @conditional_page
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            response = _error("The API only reads: GET or HEAD.", 405, headers={"Allow": "GET, HEAD"})
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=60"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    @wraps(answer)
    def as_get(request, *args, **kwargs):
        """HEAD with what GET has, its ETag too: the server leaves out the body."""
        method, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = answer(request, *args, **kwargs)
        request.method = method
        return response

    as_get.csrf_exempt = True  # ninja leaves CSRF out for its own views, which change nothing
    return as_get


def _with_manners(patterns):
    for pattern in patterns:
        # At the root ninja only wants a name, for finding the addresses of its description.
        pattern.callback = mannered(missing if pattern.name == "api-root" else pattern.callback)
    return patterns


# Whatever else, also with ends of lines in it.
_REST = re_path(r"^(?P<rest>[\s\S]+)\Z", mannered(missing), name="missing")
# In a namespace of their own: ninja names its addresses as the pages are named.
urls = ([*_with_manners(api.urls[0]), _REST], "api", "api-v1")
