"""The pages for what is not found and what cannot be read, and the views that answer with them."""

import logging
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render

from ..page.kept_page import Unreadable
from ..reading.directory import Directory, NotListed

log = logging.getLogger(__name__)


def not_found(request, exception) -> HttpResponse:
    """The 404 page: says which address was asked for and offers the ways on. Works with nothing published."""
    return render(request, "departments/not_found.html", {"directory": _directory_or_none()}, status=404)


def unreadable(request) -> HttpResponse:
    """The 503 page for what was published and cannot be read: says whom to call instead."""
    return render(request, "departments/unreadable.html", {"directory": _directory_or_none()}, status=503)


def told(view) -> Callable:
    """`view`, answering with these pages for what the directory does not list, or cannot read."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except NotListed as reason:
            return not_found(request, reason)
        except Unreadable:
            return unreadable(request)

    return answer


def _directory_or_none():
    try:
        directory = Directory.at()
        return directory if directory.alerts is not None and directory.district else None
    except Exception:
        log.exception("The not-found page is shown without the directory.")
        return None
