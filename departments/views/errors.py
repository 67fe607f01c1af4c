"""The pages for what is not found and what broke."""

import logging

from django.shortcuts import render

from ..reading.directory import Directory

log = logging.getLogger(__name__)


def not_found(request, exception):
    """The 404 page: says which address was asked for and offers the ways on. Works with nothing published."""
    return render(request, "departments/not_found.html", {"directory": _directory_or_none()}, status=404)


def unreadable(request):
    """The 503 page for what was published and cannot be read: says whom to call instead."""
    return render(request, "departments/unreadable.html", {"directory": _directory_or_none()}, status=503)


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
