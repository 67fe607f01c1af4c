"""What the API answers: the shapes, and how each is made of what visitors read."""

from datetime import date, datetime
from typing import Generic, TypeVar

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, create_model

from ..models import Listing, SchoolYear
from ..models.facts import ENTRY, LINE, Form
from ..page import office_page, pictures
from ..reading.directory import Directory
from ..reading.events import Event
from ..search import Result
from ..words import phones, richtext

Item = TypeVar("Item")


class PageOf(Schema, Generic[Item]):
    """Part of a list: `count` is how many there are in all, `next` the address of the next part or null."""

    count: int
    next: str | None
    results: list[Item]


class Problem(Schema):
    field: str
    sentence: str


class Error(Schema):
    """What every answer says that is not 200. `problems` names the parameters that were not understood."""

    error: str
    problems: list[Problem] = []


class Year(Schema):
    label: str = Field(examples=["2024-25"])
    starts_on: date
    ends_on: date
    is_current: bool
    page: str = Field(description="The address of the page for people.")

    @classmethod
    def of(cls, year: SchoolYear, directory: Directory, request: HttpRequest):
        is_current = year == directory.current
        address = directory.today().home_url if is_current else year.get_absolute_url()
        return cls(
            label=year.label,
            starts_on=year.starts_on,
            ends_on=year.ends_on,
            is_current=is_current,
            page=request.build_absolute_uri(address),
        )


class Number(Schema):
    """A number as people read it, and what dials it (RFC 3966)."""

    shown: str = Field(examples=["414-475-8393 ext. 12"])
    link: str = Field(examples=["tel:+14144758393;ext=12"])

    @classmethod
    def of(cls, number: str):
        return cls(shown=phones.display(number), link=phones.link(number)) if number else None


class Found(Schema):
    """An office, department, person or contact line in a list. `lead` is as "Director: Jane Doe"."""

    kind: str = Field(examples=["office", "department", "person", "line"])
    name: str
    slug: str = Field(description="Of an office or department; empty for people and lines.")
    other_names: list[str]
    title: str
    lead: str
    where: str = Field(description="The office or department it is in.")
    office: str = Field(description="The address of the office whose page it stands on.")
    phone: Number | None
    page: str

    @classmethod
    def of(cls, row: Listing, directory: Directory, request: HttpRequest):
        return cls(
            kind=row.kind,
            name=row.name,
            slug=row.slug,
            other_names=row.other_names,
            title=row.post,
            lead=str(row.lead),
            where=row.where,
            office=row.publication.slug,
            phone=Number.of(row.phone),
            page=request.build_absolute_uri(directory.office_url(row.publication.slug, row.anchor)),
        )


class Lead(Schema):
    """Who leads. `standing` is appointed, acting, interim, on_leave or vacant; `post` the title with it."""

    title: str
    name: str
    standing: str
    post: str


def _facts(name, table):
    """A shape with those facts of `table` that are told as they are kept, and numbers as `Number`."""
    types = {fact.name: Number | None if fact.form is Form.NUMBER else str for fact in table}
    return create_model(name, __base__=Schema, **{fact: (of_type, ...) for fact, of_type in types.items()})


def _said(table, part):
    found = {fact.name: getattr(part, fact.name) for fact in table}
    return found | {fact.name: Number.of(found[fact.name]) for fact in table if fact.form is Form.NUMBER}


_PLAIN = [fact for fact in ENTRY.values() if fact.in_api]
_LINE = list(LINE.values())
ContactLine = _facts("ContactLine", _LINE)


class Image(Schema):
    address: str
    alternative: str = Field(description="The picture in words; empty for decoration.")


class Entry(_facts("Facts", _PLAIN)):
    """What offices and departments have alike. `body` is HTML, sanitised."""

    other_names: list[str]
    lead: Lead | None
    body: str
    picture: Image | None
    contacts: list[ContactLine]
    checked_on: date | None
    page: str


class Department(Entry):
    office: str
    unit_of: str | None


class Office(Entry):
    school_year: str
    departments: list[Department]


def office(page: office_page.OfficePage, directory: Directory, request: HttpRequest) -> Office:
    parts = [department(part, page, directory, request) for part in page.departments]
    return Office(**_entry(page, page, directory, request), school_year=page.school_year, departments=parts)


def department(part, page: office_page.OfficePage, directory: Directory, request: HttpRequest) -> Department:
    return Department(**_entry(part, page, directory, request), office=page.slug, unit_of=part.parent)


def _entry(part, page, directory, request):
    lead = part.lead
    anchor = "" if part is page else part.slug
    return _said(_PLAIN, part) | {
        "other_names": list(part.other_names),
        "lead": Lead(title=lead.title, name=lead.name, standing=lead.standing, post=lead.post) if lead else None,
        "body": richtext.sanitise(part.body),
        "picture": _picture(part.picture, request),
        "contacts": [ContactLine(**_said(_LINE, line)) for line in part.contacts],
        "checked_on": part.confirmed_on,
        "page": request.build_absolute_uri(directory.office_url(page.slug, anchor)),
    }


def _picture(shown, request):
    if shown is None or not pictures.is_stored(shown.name):
        return None
    largest = pictures.rendition(shown.name, pictures.widths_of(shown.name)[-1], "jpg")
    return Image(address=request.build_absolute_uri(pictures.url(largest)), alternative=shown.alt)


class Hit(Schema):
    """Something a search found, best first. `detail` says in words what it is and where."""

    kind: str
    name: str
    detail: str
    phone: Number | None
    page: str

    @classmethod
    def of(cls, result: Result, request: HttpRequest):
        return cls(
            kind=result.kind,
            name=result.name,
            detail=result.detail,
            phone=Number.of(result.phone),
            page=request.build_absolute_uri(result.url),
        )


class Hits(Schema):
    query: str
    results: list[Hit]
    did_you_mean: list[str]


class Happened(Schema):
    """Something visitors saw happen. `kind` is opened, published or withdrawn; `key` names it for good."""

    key: str
    kind: str
    moment: datetime
    school_year: str
    name: str
    office: str
    sentence: str
    page: str

    @classmethod
    def of(cls, event: Event, request: HttpRequest):
        return cls(
            key=event.key,
            kind=event.kind,
            moment=event.moment,
            school_year=event.year,
            name=event.name,
            office=event.slug,
            sentence=event.sentence,
            page=request.build_absolute_uri(event.url),
        )
