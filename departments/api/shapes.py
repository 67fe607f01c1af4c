"""What the API answers: the shapes, and how each is made of what visitors read."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Self, TypeVar
from urllib.parse import urlsplit

from django.http import HttpRequest
from ninja import Schema
from pydantic import BeforeValidator, Field, create_model

from ..models import Listing, SchoolYear
from ..models.facts import ENTRY, LINE, Form
from ..page import office_page, pictures
from ..page.persons import people_of, spelling
from ..reading.directory import Directory
from ..search import Answer, Result
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


KEY = Field(
    description="Names it in all answers of a school year, a person at one office or department too: /<key>.vcf is the "
    "contact card. Empty for a line that names nobody.",
    examples=["offices/chief-of-staff", "departments/arts/people/jane-doe"],
)


def _key(kind, office, anchor, name):
    place = f"departments/{anchor}" if anchor else f"offices/{office}"
    if kind == Listing.Kind.PERSON:
        return "/".join([place, "people", spelling(name).replace(" ", "-")])
    return "" if kind == Listing.Kind.LINE else place


class Instead(Schema):
    """What to call for what has no number: `whose` number it is in words, and the `name` of whom it calls."""

    whose: str = Field(examples=["office’s main number"])
    name: str
    phone: PhoneNumber


class Found(Shape):
    """An office, department, person or contact line in a list. `lead` is as "Director: Jane Doe"."""

    key: str = KEY
    kind: str = Field(examples=["office", "department", "person", "line"])
    name: str
    slug: str = Field(description="Of an office or department; empty for people and lines.")
    other_names: list[str]
    title: str
    lead: str
    where: str = Field(description="The office or department it is in.")
    office: str = Field(description="The address of the office whose page it stands on.")
    phone: PhoneNumber
    call_instead: Instead | None
    page: str


def found(row: Listing, directory: Directory, request: HttpRequest) -> Found:
    office = row.publication.slug
    url = directory.office_url(office, row.anchor)
    key = _key(row.kind, office, row.anchor, row.name)
    instead = None if row.phone else directory.call_instead(*row.numbered)
    said = {"key": key, "title": row.post, "lead": str(row.lead), "office": office, "call_instead": instead}
    return Found.of(row, request, url, **said)


def line_of_the_district(line: office_page.ContactLine, directory: Directory, request: HttpRequest) -> Found:
    """A number of the district as a whole, as it is told in a list."""
    said = dict.fromkeys(("key", "slug", "title", "lead", "office"), "") | {"call_instead": None}
    said |= {"kind": Listing.Kind.LINE.value, "name": line.role, "where": directory.district.name, "other_names": []}
    return Found.of(line, request, directory.home_url, **said)


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


class Person(Schema):
    """Somebody who leads or is named on a line, however many lines that are."""

    key: str = KEY
    name: str
    title: str


class Image(Schema):
    address: str
    alternative: str = Field(description="The picture in words; empty for decoration.")


class Entry(_facts("Facts", ENTRY, Shape)):
    """What offices and departments have alike. `body` is HTML, sanitised."""

    key: str = KEY
    kind: str = Field(examples=["office", "department"])
    people: list[Person]
    call_instead: Instead | None
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
    return _entry(Office, page, page, directory, request, departments=parts)


def department(
    part: office_page.Part, page: office_page.OfficePage, directory: Directory, request: HttpRequest
) -> Department:
    unit_of = getattr(part, "parent", None)
    return _entry(Department, part, page, directory, request, office=page.slug, unit_of=unit_of)


def _entry(shape, part, page, directory, request, **said):
    people = [
        Person(key=_key(Listing.Kind.PERSON, page.slug, part.anchor, one.name), name=one.name, title=one.title)
        for one in people_of(part)
    ]
    said |= {
        "key": _key("", page.slug, part.anchor, part.name),
        "kind": (Listing.Kind.DEPARTMENT if part.anchor else Listing.Kind.OFFICE).value,
        "call_instead": None if part.phone else directory.call_instead(page),
        "people": people,
        "lead": part.lead or None,
        "body": richtext.sanitise(part.body),
        "picture": _picture(part.picture, request),
        "checked_on": part.confirmed_on,
    }
    return shape.of(part, request, directory.part_url(page, part), **said)


def _picture(shown, request):
    if shown is None or not pictures.is_stored(shown.name):
        return None
    largest = pictures.rendition(shown.name, pictures.widths_of(shown.name)[-1], "jpg")
    return Image(address=request.build_absolute_uri(pictures.url(largest)), alternative=shown.alt)


class Hit(Shape):
    """
    Something a search found, best first. `detail` says in words what it is and where, `why` why it is here where its
    name does not show that.
    """

    key: str = KEY
    kind: str
    name: str
    detail: str
    why: str
    phone: PhoneNumber
    call_instead: Instead | None
    page: str


def hit(result: Result, request: HttpRequest) -> Hit:
    page = urlsplit(result.url)
    key = _key(result.kind, page.path.rstrip("/").rpartition("/")[2], page.fragment, result.name)
    said = {"key": key, "why": "".join(text for text, _ in result.why), "call_instead": result.instead}
    return Hit.of(result, request, result.url, **said)


class Former(Schema):
    """What only an earlier year or page has, where it still stands there, and what stands in its place today."""

    name: str
    sentence: str = Field(examples=["listed until June 2017 under Office of Operations"])
    page: str | None
    now: list[Hit]


class Hits(PageOf[Hit]):
    """
    `count` is at most 50. Where little or nothing is found there may be `did_you_mean`, words to ask with instead, the
    `nearest` numbers, and what was listed before, `former`.
    """

    query: str
    did_you_mean: list[str]
    nearest: list[Hit]
    former: list[Former]


def beside(answer: Answer, request: HttpRequest) -> dict:
    """What a search tells beside its results."""
    former = [
        Former(
            name=one.name,
            sentence=one.sentence,
            page=request.build_absolute_uri(one.url) if one.url else None,
            now=[hit(result, request) for result in one.now],
        )
        for one in answer.former
    ]
    nearest = [hit(result, request) for result in answer.nearest]
    return {"did_you_mean": answer.did_you_mean, "nearest": nearest, "former": former}


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
