"""Drafts as their pages, for those who have a link. Every one says that it is a draft."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..drafts.preview import LinkExpired, LinkInvalid, maker_of, open_link
from ..reading.directory import Directory
from ..reading.draft_as_page import never_kept, show_draft
from .errors import not_found


@never_kept
@require_safe
def preview(request, token) -> HttpResponse:
    """The draft that a preview link shows; the ordinary 404 for no link of ours, 410 for one that has ended."""
    try:
        link = open_link(token)
    except LinkInvalid as error:
        return not_found(request, error)
    except LinkExpired as reason:
        context = {"directory": Directory.at(), "reason": reason}
        return render(request, "departments/preview_ended.html", context, status=410)
    return show_draft(request, link.office, link=link, maker=maker_of(link))
