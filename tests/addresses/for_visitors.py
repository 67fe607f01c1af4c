"""The addresses of the public pages, of what can be downloaded, and of the pictures."""

import re
from urllib.parse import urlencode

from django.core import signing
from django.utils import timezone
from django.utils.text import slugify

from departments.models import Listing, PreviewLink, Publication, SchoolYear
from departments.page.storage import store

from .shown import departments_in, live_in, searches_in
from .url_patterns import ELSEWHERE, GONE, NOT_FOUND, NOWHERE, OK, SHOWN_BEFORE, address_of, unfilled


def of_visitors(pattern):
    base = re.sub("^(archive|rehearsal)-", "", pattern.name.removeprefix("departments:"))
    is_archive, is_rehearsed = "label" in pattern.parameters, pattern.name.startswith("departments:rehearsal-")
    opened = list(SchoolYear.objects.opened())
    links = PreviewLink.objects.valid().exclude(school_year=None) if is_rehearsed else []
    years = [link.school_year for link in links] if is_rehearsed else opened if is_archive else opened[:1] or [None]
    for year in years:
        label = {"label": year.label} if is_archive else {}
        if is_rehearsed:
            key = year.preview_links.valid().first().key
            label = {"token": signing.Signer(salt="departments.rehearsal", sep=".").sign(key)}
        if pattern.parameters - label.keys():
            fill = VISITORS.get(base) or unfilled(pattern)
            for values, answers in fill(year, is_archive):
                if not (is_rehearsed and answers == SHOWN_BEFORE):  # nobody has seen it yet
                    yield address_of(pattern, answers, **label, **values)
        else:
            is_there = not base.startswith("directory-") or live_in(year).exists()
            yield address_of(pattern, OK if is_there else NOT_FOUND, **label)
            for query in searches_in(year) if base in ("search", "suggest") else ():
                yield address_of(pattern, query=urlencode({"q": query}), **label)


def _people(year):
    rows = Listing.objects.filter(publication__in=live_in(year), kind=Listing.Kind.PERSON)
    for row in rows.select_related("publication"):
        if key := slugify(row.name, allow_unicode=True)[:100]:
            yield row, key


def _shown_before(year, is_archive):
    """Publications that visitors saw, of this year, and at the addresses of today of the years before as well."""
    began = Publication.objects.taking_room().filter(live_from__lte=timezone.now())
    return began.filter(school_year__in=[year] if is_archive or year is None else SchoolYear.objects.opened())


def _offices(year, is_archive):
    live = set(live_in(year).values_list("slug", flat=True))
    yield from (({"slug": slug}, OK) for slug in sorted(live))
    before = set(_shown_before(year, is_archive).values_list("slug", flat=True))
    yield from (({"slug": slug}, SHOWN_BEFORE) for slug in sorted(before - live))
    yield {"slug": NOWHERE}, NOT_FOUND


def _departments(year, is_archive):
    live = departments_in(year)
    yield from (({"slug": slug}, ELSEWHERE) for slug in live)
    before = Listing.objects.filter(publication__in=_shown_before(year, is_archive), kind=Listing.Kind.DEPARTMENT)
    yield from (({"slug": slug}, SHOWN_BEFORE) for slug in sorted({row.slug for row in before} - live.keys()))
    yield {"slug": NOWHERE}, NOT_FOUND


def _office_cards(year, _):
    yield from (({"slug": slug}, OK) for slug in live_in(year).values_list("slug", flat=True))
    yield {"slug": NOWHERE}, NOT_FOUND


def _department_cards(year, _):
    yield from (({"slug": slug}, OK) for slug in departments_in(year))
    yield {"slug": NOWHERE}, NOT_FOUND


def _people_of_offices(year, _):
    yield from (({"slug": row.publication.slug, "key": key}, OK) for row, key in _people(year) if not row.anchor)


def _people_of_departments(year, _):
    newest = {(slug, row.publication_id) for slug, row in departments_in(year).items()}
    for row, key in _people(year):
        if (row.anchor, row.publication_id) in newest:
            yield {"slug": row.anchor, "key": key}, OK


def _previews(*_):
    # As such an address was mailed: it opens whatever became of the code that made it.
    signer = signing.Signer(salt="departments.preview", sep=".")
    valid = PreviewLink.objects.valid()
    for link in PreviewLink.objects.exclude(office=None):
        yield {"token": signer.sign(link.key)}, OK if link in valid else GONE
    yield {"token": NOWHERE}, NOT_FOUND


def _pictures(*_):
    yield {"name": f"{'0' * 64}-10x10.webp"}, NOT_FOUND
    if store().exists("images"):
        yield from (({"name": name}, OK) for name in sorted(store().listdir("images")[1]))


VISITORS = {
    "office": _offices,
    "department": _departments,
    **dict.fromkeys(["office-card", "office-cards", "office-picture-card"], _office_cards),
    **dict.fromkeys(["department-card", "department-cards", "department-picture-card"], _department_cards),
    "office-person-card": _people_of_offices,
    "department-person-card": _people_of_departments,
    "preview": _previews,
    "picture": _pictures,
}
