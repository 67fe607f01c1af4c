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
    Whether `address`, in a text of `page`, the draft of `office`, leads to something at the moment `at`.

    So it does where it is none of an office or department of ours; where `page` has it, or a draft of its year; and
    where visitors of its year or the current one see what was there, what succeeds it, or what it became.
    """
    try:
        parts = urlsplit(address)
    except ValueError:  # a host that nothing can be called
        return True
    hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    if parts.scheme and not (parts.hostname and validate_host(parts.hostname, hosts)):
        return True
    try:
        found = resolve(parts.path)
    except Resolver404:
        return True
    kind, slug = found.url_name, found.kwargs.get("slug")
    if found.namespaces != ["departments"] or kind not in _DRAFTS or slug in {part.slug for part in page.parts}:
        return True
    own = Q(school_year=office.school_year_id)
    if _DRAFTS[kind].filter(own, slug=slug).exists():
        return True
    live = Publication.objects.live(at).filter(own | Q(school_year=SchoolYear.objects.current(at)))
    earlier = Listing.objects.filter(kind=kind, slug=slug)
    rows = {"office": "publication__office", "department": "department"}
    same = {f"{rows[kind]}__in": earlier.values(rows[kind]).exclude(**{rows[kind]: None})}
    now = Q(kind=kind, slug=slug) | Q(succeeds__contains=f" {slug} ") | Q(**same)
    return Listing.objects.filter(now, kind__in=_DRAFTS, publication__in=live).exists()
