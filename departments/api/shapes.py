"""What the API answers: the shapes, and how each is made of what visitors read."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Self, TypeVar

from django.http import HttpRequest
from ninja import Schema
from pydantic import BeforeValidator, Field, create_model

from ..models import Listing, SchoolYear
from ..models.facts import ENTRY, LINE, Form
from ..page import office_page, pictures
from ..reading.directory import Directory
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


class Shape(Schema):
    """What is told of something that has a page for people."""

    @classmethod
    def of(cls, thing: Any, request: HttpRequest, url: str, **said) -> Self:
        """What is told of `thing`, whose page is at `url`: what is `said`, else its attribute of that name."""
        said["page"] = request.build_absolute_uri(url)
        return cls(**{name: getattr(thing, name) for name in cls.model_fields if name not in said}, **said)


class Year(Shape):
    label: str = Field(examples=["2024-25"])
    starts_on: date
    ends_on: date
    is_current: bool
    page: str = Field(description="The address of the page for people.")


def year(said: SchoolYear, directory: Directory, request: HttpRequest) -> Year:
    is_current = said == directory.current
    url = directory.today().home_url if is_current else said.get_absolute_url()
    return Year.of(said, request, url, is_current=is_current)


class Number(Schema):
    """A number as people read it, and what dials it (RFC 3966)."""

    shown: str = Field(examples=["414-475-8393 ext. 12"])
    link: str = Field(examples=["tel:+14144758393;ext=12"])


def _read(number):
    """`number` as pages have it, as a Number; None for none."""
    if isinstance(number, str):
        return Number(shown=phones.display(number), link=phones.link(number)) if number else None
    return number


PhoneNumber = Annotated[Number | None, BeforeValidator(_read)]


class Found(Shape):
    """An office, department, person or contact line in a list. `lead` is as "Director: Jane Doe"."""

    kind: str = Field(examples=["office", "department", "person", "line"])
    name: str
    slug: str = Field(description="Of an office or department; empty for people and lines.")
    other_names: list[str]
    title: str
    lead: str
    where: str = Field(description="The office or department it is in.")
    office: str = Field(description="The address of the office whose page it stands on.")
    phone: PhoneNumber
    page: str


def found(row: Listing, directory: Directory, request: HttpRequest) -> Found:
    office = row.publication.slug
    url = directory.office_url(office, row.anchor)
    return Found.of(row, request, url, title=row.post, lead=str(row.lead), office=office)


class Lead(Schema):
    """Who leads. `standing` is appointed, acting, interim, on_leave or vacant; `post` the title with it."""

    title: str
    name: str
    standing: str
    post: str


def _facts(name, table, base):
    """A shape with those facts of `table` that are told as they are kept, and numbers as `Number`."""
    told = {fact.name: (_TYPES.get(fact.form, str), ...) for fact in table.values() if fact.in_api}
    return create_model(name, __base__=base, **told)


_TYPES = {Form.NUMBER: PhoneNumber, Form.FLAG: bool, Form.PLACE: int, Form.DAY: date | None}


ContactLine = _facts("ContactLine", LINE, Schema)


class Image(Schema):
    address: str
    alternative: str = Field(description="The picture in words; empty for decoration.")


class Entry(_facts("Facts", ENTRY, Shape)):
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
    carried_from: str = Field(description="The year before whose page goes on, not yet checked; empty for none.")
    departments: list[Department]


def office(page: office_page.OfficePage, directory: Directory, request: HttpRequest) -> Office:
    parts = [department(part, page, directory, request) for part in page.departments]
    return Office.of(page, request, directory.part_url(page, page), departments=parts, **_entry(page, request))


def department(part, page: office_page.OfficePage, directory: Directory, request: HttpRequest) -> Department:
    url = directory.part_url(page, part)
    return Department.of(part, request, url, office=page.slug, unit_of=part.parent, **_entry(part, request))


def _entry(part, request):
    return {
        "lead": part.lead or None,
        "body": richtext.sanitise(part.body),
        "picture": _picture(part.picture, request),
        "checked_on": part.confirmed_on,
    }


def _picture(shown, request):
    if shown is None or not pictures.is_stored(shown.name):
        return None
    largest = pictures.rendition(shown.name, pictures.widths_of(shown.name)[-1], "jpg")
    return Image(address=request.build_absolute_uri(pictures.url(largest)), alternative=shown.alt)


class Hit(Shape):
    """Something a search found, best first. `detail` says in words what it is and where."""

    kind: str
    name: str
    detail: str
    phone: PhoneNumber
    page: str


class Hits(Schema):
    query: str
    results: list[Hit]
    did_you_mean: list[str]


class Happened(Shape):
    """Something visitors saw happen. `kind` is opened, published or withdrawn: taken off the site.

    `key` names it for good.
    """

    key: str
    kind: str
    moment: datetime
    school_year: str
    name: str
    office: str
    sentence: str
    page: str


class Changes(PageOf[Happened]):
    """`cursor` says how far this answer goes: ask with it next, at once or at any time, and nothing is missed."""

    cursor: str
