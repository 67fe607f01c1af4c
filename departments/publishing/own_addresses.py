"""Addresses of the directory that stand in texts: whether anything is there, or has taken its place."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from ..models import Department, Listing, Office, OldAddress, Publication, SchoolYear
from ..words import old_paths

_DRAFTS = {
    "office": Office.objects.filter(retired_at=None),
    "department": Department.objects.filter(retired_at=None, office__retired_at=None),
}
_OFFICE = {"office": "pk", "department": "office"}


def leads_on(page, office, at, together, address: str) -> bool:
    """
    Whether `address`, in a text of `page`, the draft of `office`, leads to something at the moment `at`: to what is no
    office or department of ours, or is seen by visitors of this or the current year, perhaps under another address, or
    with something else in its place. Of an archive, to a year that visitors may read.

    A draft is something where it is published `together` with this one, as their keys say, or before visitors may read
    its year.
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
    own = Q(school_year=office.school_year_id)
    coming = Q(**{f"{_OFFICE[kind]}__in": together}) if office.school_year.is_opened(at) else own
    if not label and _DRAFTS[kind].filter(coming, slug=slug).exists():
        return True
    live = Publication.objects.live(at).filter(Q(school_year=year) if label else own | Q(school_year=year))
    old = OldAddress.objects.filter(path=old_paths.plain(parts.path))
    return _is_on(live, kind, slug) or any(_is_on(live, *one.entry) for one in old)


def _is_on(live, kind, slug):
    """Whether the office or department that was or is at `slug` is found on the pages `live`."""
    row = "publication__office" if kind == "office" else "department"
    earlier = Listing.objects.filter(kind=kind, slug=slug).exclude(**{row: None}).values(row)
    now = Q(**{f"{row}__in": earlier}) | Q(kind=kind, slug=slug) | Q(succeeds__contains=f" {slug} ")
    return Listing.objects.filter(now, kind__in=_DRAFTS, publication__in=live).exists()
