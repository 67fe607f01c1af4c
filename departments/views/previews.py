"""Drafts as their pages, for those who have a link. Every one says that it is a draft."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ..drafts.preview import maker_of, open_link
from ..reading.draft_as_page import never_kept, show_draft
from .errors import told


@never_kept
@require_safe
@told
def preview(request, token) -> HttpResponse:
    """The draft that a preview link shows; the ordinary 404 for no link of ours, 410 for one that has ended."""
    link = open_link(token)
    return show_draft(request, link.office, link=link, maker=maker_of(link))
