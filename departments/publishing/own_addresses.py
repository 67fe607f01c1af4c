"""Addresses of the directory that stand in texts: whether anything is there, or has taken its place."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from ..models import Department, Listing, Office, Publication, SchoolYear

_DRAFTS = {
    "office": Office.objects.filter(retired_at=None),
    "department": Department.objects.filter(retired_at=None, office__retired_at=None),
}


def leads_on(page, office, at, address: str) -> bool:
    """
    Whether `address`, in a text of `page`, the draft of `office`, leads to something at the moment `at`: to what is no
    office or department of ours, is a draft of this year, or is seen by visitors of this or the current year, perhaps
    under another address, or with something else in its place. Of an archive, to a year that visitors may read.
    """
    try:
        parts = urlsplit(address)
        if parts.scheme and not validate_host(parts.hostname or "", {*settings.ALLOWED_HOSTS} - {"*"}):
            return True
        found = resolve(parts.path)
    except (ValueError, Resolver404):  # a host that nothing can be called; a page of something else
        return True
    ours, label, slug = found.namespaces == ["departments"], found.kwargs.get("label"), found.kwargs.get("slug")
    years = SchoolYear.objects.opened(at)
    year = (years.filter(label=label) if label else years).first()
    if ours and label and year is None:
        return False
    kind = (found.url_name or "").removeprefix("archive-")
    if not ours or kind not in _DRAFTS or (not label and slug in {part.slug for part in page.parts}):
        return True
    own, earlier = Q(school_year=office.school_year_id), Listing.objects.filter(kind=kind, slug=slug)
    if not label and _DRAFTS[kind].filter(own, slug=slug).exists():
        return True
    live = Publication.objects.live(at).filter(Q(school_year=year) if label else own | Q(school_year=year))
    row = "publication__office" if kind == "office" else "department"
    same = {f"{row}__in": earlier.values(row).exclude(**{row: None})}
    now = Q(**same) | Q(kind=kind, slug=slug) | Q(succeeds__contains=f" {slug} ")
    return Listing.objects.filter(now, kind__in=_DRAFTS, publication__in=live).exists()
