"""The addresses of the API. Each reads publications through `Directory`, as the pages do."""

from datetime import datetime
from functools import partial, wraps
from inspect import signature
from typing import Annotated
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import override
from ninja import Query, Router
from ninja.errors import ValidationError
from pydantic import AfterValidator

from .. import search
from ..models import Listing
from ..page.kept_page import page_of, readable_page_of
from ..reading.cursor import Cursor, read_on
from ..reading.directory import Directory, NotListed
from ..words import phones
from ..words.exact_number import NoNumber
from ..words.typed_moment import aware
from . import shapes
from .shapes import Error, PageOf

router = Router()


def _aware(moment: datetime) -> datetime:
    with override("en"):  # as all errors are
        return aware(moment)


YearLabel = Annotated[
    str | None, Query(pattern=r"^\d{4}-\d{2}$", description="A school year, as 2024-25; the current one if left out.")
]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at once.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")]
Words = Annotated[str, Query(min_length=1, max_length=200, description="A name, a job, words, or a number.")]
OneOffice = Annotated[str | None, Query(pattern=r"^[-a-zA-Z0-9_]{1,100}$", description="The address of an office.")]
Moment = Annotated[
    Annotated[datetime, AfterValidator(_aware)] | None,
    Query(description="What happened after this moment, as 2025-07-01T05:00:00Z."),
]
From = Annotated[
    Annotated[str, AfterValidator(Cursor.read)] | None,
    Query(description="The cursor of an answer before: what came to be seen since then, each event once."),
]
_REFUSED = {404: Error, 422: Error, 429: Error}


def _reads(path, answer, **options):
    """Answer GET; refuse what is asked with that the function does not know."""

    def register(function):
        known = [name for name in signature(function).parameters if name != "request"]

        @wraps(function)
        def asked(request, **parameters):
            there = [name for name in known if f"{{{name}" not in path]
            for name in request.GET.keys() - set(there):
                _refuse("query", name, f"There is no parameter {name} here; there is {', '.join(there)}.")
            return function(request, **parameters)

        return router.get(path, response={200: answer} | _REFUSED, **options)(asked)

    return register


def _refuse(place, name, reason):
    raise ValidationError([{"type": "value_error", "loc": (place, name), "ctx": {"error": reason}}])


@_reads("/years", PageOf[shapes.Year], summary="The school years visitors may read, newest first")
def years(request, limit: Limit = 50, offset: Offset = 0) -> dict:
    directory = Directory.at()
    return _part(request, directory.years, limit, offset, lambda year: shapes.year(year, directory, request))


@_reads("/offices", PageOf[shapes.Found], summary="The offices, in order")
def offices(request, year: YearLabel = None, limit: Limit = 50, offset: Offset = 0) -> dict:
    return _listed(request, year, limit, offset, kind=Listing.Kind.OFFICE)


@_reads("/offices/{slug:slug}", shapes.Office, summary="An office with its departments")
def office(request, slug: str, year: YearLabel = None) -> shapes.Office:
    directory = Directory.at(label=year)
    return shapes.office(directory.page(slug), directory, request)


@_reads("/departments", PageOf[shapes.Found], summary="The departments and units, in the order of their offices")
def departments(
    request, year: YearLabel = None, office: OneOffice = None, limit: Limit = 50, offset: Offset = 0
) -> dict:
    more = {"publication__slug": office} if office else {}
    if office:
        Directory.at(label=year).publication(office)  # else it is said that there is none
    return _listed(request, year, limit, offset, kind=Listing.Kind.DEPARTMENT, **more)


@_reads("/departments/{slug:slug}", shapes.Department, summary="A department")
def department(request, slug: str, year: YearLabel = None) -> shapes.Department:
    directory = Directory.at(label=year)
    page = page_of(directory.publication_with(slug))
    return shapes.department(page.department(slug), page, directory, request)


@_reads("/people", PageOf[shapes.Found], summary="Everybody who is named, in the order of the pages")
def people(request, year: YearLabel = None, limit: Limit = 50, offset: Offset = 0) -> dict:
    return _listed(request, year, limit, offset, kind=Listing.Kind.PERSON)


@_reads("/entries", PageOf[shapes.Department], summary="All offices and departments, each with all that is on its page")
def entries(request, year: YearLabel = None, limit: Limit = 50, offset: Offset = 0) -> dict:
    directory = Directory.at(label=year)
    rows = directory.listings().filter(kind__in=[Listing.Kind.OFFICE, Listing.Kind.DEPARTMENT])
    part = list(rows[offset : offset + limit])
    kept = directory.publications().in_bulk({row.publication_id for row in part})
    pages = {key: readable_page_of(publication) for key, publication in kept.items()}
    found = [
        shapes.department(one, page, directory, request)
        for row in part
        if (page := pages[row.publication_id])
        for one in page.parts
        if one.anchor == row.anchor
    ]
    return _told(request, found, limit, offset, rows.count())


@_reads("/numbers/{number}", PageOf[shapes.Found], summary="Whom a number calls, for phone systems")
def number(request, number: str, year: YearLabel = None, limit: Limit = 50, offset: Offset = 0) -> dict:
    directory = Directory.at(label=year)
    try:
        with override("en"):
            asked = phones.exactly(number)
    except NoNumber as reason:
        _refuse("path", "number", f"It cannot be read: {reason}")
    main = asked.partition(" ext. ")[0]
    rows = directory.listings().placed().filter(Q(phone__startswith=main) | Q(fax__startswith=main))
    lines = () if directory.is_archive else directory.district.lines
    told = [((row.phone, row.fax), partial(shapes.found, row)) for row in rows]
    told += [((phones.written(line.phone),), partial(shapes.line_of_the_district, line)) for line in lines]
    found = [found for numbers, found in told if asked in numbers]
    found = found or [found for numbers, found in told if main in {one.partition(" ext. ")[0] for one in numbers}]
    if not found:
        raise NotListed(f"Nobody is listed under {phones.display(asked)}.")
    return _part(request, found, limit, offset, lambda shape: shape(directory, request))


@_reads("/search", shapes.Hits, summary="What a name, a job, words or a number find, best first")
def find(request, q: Words, year: YearLabel = None, limit: Limit = 50, offset: Offset = 0) -> dict:
    answer = search.find(q, Directory.at(label=year))
    results = _part(request, answer.results, limit, offset, lambda result: shapes.hit(result, request))
    return results | {"query": q} | shapes.beside(answer, request)


@_reads("/changes", shapes.Changes, summary="What visitors saw happen, oldest first")
def changes(request, cursor: From = None, since: Moment = None, limit: Limit = 50, offset: Offset = 0) -> dict:
    start = cursor or (Cursor.since(since) if since else Cursor())
    try:
        count, events, following, more = read_on(start, offset=offset, limit=limit)  # type: ignore[arg-type]  # ninja makes it a Cursor
    except ValueError as reason:
        _refuse("query", "cursor", reason)
    return {
        "count": count,
        "next": _address(request, {"cursor": following, "limit": limit}) if more else None,
        "cursor": str(following),
        "results": [
            shapes.Happened.of(event, request, event.url, school_year=event.year, office=event.slug) for event in events
        ],
    }


def _listed(request, year, limit, offset, **which):
    directory = Directory.at(label=year)
    rows = directory.listings().placed().filter(**which)
    return _part(request, rows, limit, offset, lambda row: shapes.found(row, directory, request), rows.count())


def _part(request, items, limit, offset, shape, count=None):
    count = len(items) if count is None else count
    return _told(request, [shape(item) for item in items[offset : offset + limit]], limit, offset, count)


def _told(request, results, limit, offset, count):
    end = offset + limit
    following = request.GET.dict() | {"limit": limit, "offset": end}
    return {"count": count, "next": _address(request, following) if end < count else None, "results": results}


def _address(request, query):
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
