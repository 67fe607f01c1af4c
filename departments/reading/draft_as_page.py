"""A draft as the page that visitors would see, marked as a draft: for editors, and for those who were sent a link."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..drafts.preview import page_of
from ..models import Office
from .directory import Directory


def never_kept(view) -> Callable:
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
def show_draft(request: HttpRequest, office: Office, directory: Directory | None = None, **banner) -> HttpResponse:
    """The public page that publishing the draft of `office` now would show, marked as a draft; inside `directory`."""
    directory = directory or Directory.for_preview(office.school_year)
    context = {"directory": directory, "page": page_of(office, at=directory.moment), "office": office, **banner}
    return render(request, "departments/preview.html", context)
