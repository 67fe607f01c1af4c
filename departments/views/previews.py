"""Drafts as their pages, for those who have a link, and for the admin. Every one says that it is a draft."""

from functools import wraps

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..publishing.preview import LinkExpired, LinkInvalid, maker_of, open_link, page_of
from ..reading.directory import Directory
from .errors import not_found


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
