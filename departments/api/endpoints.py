"""The addresses of the API. Each reads publications through `Directory`, as the pages do."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from ninja import Query, Router
from ninja.errors import ValidationError
from pydantic import AfterValidator

from .. import search
from ..models import Listing
from ..page.kept_page import page_of
from ..reading.cursor import Cursor, read_on
from ..reading.directory import Directory
from ..words.typed_moment import aware
from . import shapes
from .shapes import Error, PageOf

router = Router()

YearLabel = Annotated[
    str | None, Query(pattern=r"^\d{4}-\d{2}$", description="A school year, as 2024-25; the current one if left out.")
]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at once.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")]
Words = Annotated[str, Query(min_length=1, max_length=200, description="A name, a job, words, or a number.")]
OneOffice = Annotated[str | None, Query(pattern=r"^[-a-zA-Z0-9_]{1,100}$", description="The address of an office.")]
Moment = Annotated[
    Annotated[datetime, AfterValidator(aware)] | None,
    Query(description="What happened after this moment, as 2025-07-01T05:00:00Z."),
]
From = Annotated[
    Annotated[str, AfterValidator(Cursor.read)] | None,
    Query(description="The cursor of an answer before: what came to be seen since then, each event once."),
]
_REFUSED = {404: Error, 422: Error, 429: Error}


def _reads(path, answer, **options):
    """Answer GET, which is described, and HEAD."""

    def register(function):
        router.api_operation(["HEAD"], path, response={200: answer} | _REFUSED, include_in_schema=False)(function)
        return router.get(path, response={200: answer} | _REFUSED, **options)(function)

    return register


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
    return _listed(request, year, limit, offset, kind=Listing.Kind.DEPARTMENT, **more)


@_reads("/departments/{slug:slug}", shapes.Department, summary="A department")
def department(request, slug: str, year: YearLabel = None) -> shapes.Department:
    directory = Directory.at(label=year)
    page = page_of(directory.publication_with(slug))
    return shapes.department(page.department(slug), page, directory, request)


@_reads("/people", PageOf[shapes.Found], summary="Everybody who is named, in the order of the pages")
def people(request, year: YearLabel = None, limit: Limit = 50, offset: Offset = 0) -> dict:
    return _listed(request, year, limit, offset, kind=Listing.Kind.PERSON)


@_reads("/search", shapes.Hits, summary="What a name, a job, words or a number find, best first")
def find(request, q: Words, year: YearLabel = None, limit: Limit = 50) -> shapes.Hits:
    answer = search.find(q, Directory.at(label=year))
    hits = [shapes.Hit.of(result, request, result.url) for result in answer.results[:limit]]
    return shapes.Hits(query=q, results=hits, did_you_mean=list(answer.did_you_mean))


@_reads("/changes", shapes.Changes, summary="What visitors saw happen, oldest first")
def changes(request, cursor: From = None, since: Moment = None, limit: Limit = 50, offset: Offset = 0) -> dict:
    start = cursor or (Cursor.since(since) if since else Cursor())
    try:
        count, events, following, more = read_on(start, offset=offset, limit=limit)  # type: ignore[arg-type]  # ninja makes it a Cursor
    except ValueError as reason:
        problem = {"type": "value_error", "loc": ("query", "cursor"), "ctx": {"error": reason}}
        raise ValidationError([problem]) from reason
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
    rows = directory.listings().filter(**which)
    return _part(request, rows, limit, offset, lambda row: shapes.found(row, directory, request), rows.count())


def _part(request, items, limit, offset, shape, count=None):
    count = len(items) if count is None else count
    end = offset + limit
    following = request.GET.dict() | {"limit": limit, "offset": end}
    return {
        "count": count,
        "next": _address(request, following) if end < count else None,
        "results": [shape(item) for item in items[offset:end]],
    }


def _address(request, query):
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
