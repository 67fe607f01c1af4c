"""The pages for what is not found, not allowed or cannot be read, and the views that answer with them."""

import logging
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ..drafts.preview import LinkExpired, LinkInvalid
from ..page.kept_page import Unreadable
from ..page.public_urls import is_in_admin
from ..reading.directory import Directory, NotListed
from . import astray
from .asked_directory import directory_of

log = logging.getLogger(__name__)


def not_found(request, exception) -> HttpResponse:
    """
    Where the address leads for certain, else the 404 page: it says which one was asked for and offers what its words
    find and the ways on, editors the way to theirs.
    """
    if is_in_admin(request):
        sentence = _("There is nothing at this address, or it is not one of yours. It may be gone by now, or mistyped.")
        return refused(request, _("We could not find that page"), sentence, status=404)
    return astray.answer(request, _directory_or_none(request))


def bad_request(request, exception) -> HttpResponse:
    """The 400 page: nothing of the request can be relied on, and it says so without it."""
    sentence = _("Something in it was too long, cut off or not allowed. Nothing was changed. Go back and try it again.")
    return refused(request, _("We could not read what your browser sent"), sentence, status=400)


def forbidden(request, exception) -> HttpResponse:
    """The 403 page: not for this account, and who could help."""
    why = _("Your account may not open this page, or do this. Nothing was changed. Ask whoever gives out accounts.")
    return refused(request, _("This is not open to you"), why, status=403)


def unreadable(request) -> HttpResponse:
    """The 503 page for what was published and cannot be read: says whom to call instead."""
    return render(request, "departments/unreadable.html", {"directory": _directory_or_none(request)}, status=503)


def ended(request, reason) -> HttpResponse:
    """The 410 page for a link that has ended: says whom to ask, and nothing of what it showed."""
    context = {"directory": Directory.at(), "reason": reason}
    return render(request, "departments/preview_ended.html", context, status=410)


def busy(request) -> HttpResponse:
    """The 503 page for a download while another is being made: it asks again by itself."""
    why = _("Another download is being made just now. Yours begins by itself in a few seconds: leave this page open.")
    response = refused(request, _("One moment, please"), why, status=503)
    response.headers["Retry-After"] = response.headers["Refresh"] = "3"
    response._has_been_logged = True  # type: ignore[attr-defined]  # else Django calls it an error of ours
    return response


def told(view) -> Callable:
    """`view`, answering with these pages for what is not listed or cannot be read, and for links that open nothing."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (NotListed, LinkInvalid) as reason:
            return not_found(request, reason)
        except LinkExpired as reason:
            return ended(request, reason)
        except Unreadable:
            return unreadable(request)

    return answer


def refused(request, heading: str, sentence: str, *, status: int) -> HttpResponse:
    """The page that says in a sentence why nothing was done, and what to do; it needs no database."""
    # Without the request: what its context processors read may be what failed.
    context = {"heading": heading, "sentence": sentence, "in_admin": is_in_admin(request)}
    return HttpResponse(render_to_string("departments/refused.html", context), status=status)


def _directory_or_none(request):
    label = request.resolver_match and request.resolver_match.kwargs.get("label")
    try:
        try:
            directory = directory_of(request, label)
        except NotListed:
            directory = Directory.at()
        return directory if directory.alerts is not None and directory.district else None
    except Exception:
        log.exception("The not-found page is shown without the directory.")
        return None
