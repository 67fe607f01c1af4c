"""
The page of an office: from its draft, into what is kept (`freeze`), and back (`thaw`).

Everything here is pure: no queries, no clock, no HTTP. The frozen form is the school-year fixture's: natural-keyed
records, so that what was published can be compared with a bundle and loaded again.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields, replace
from datetime import date

from ..models import Contact, Entry
from ..models.entry import PICTURE_NAME
from ..words import richtext
from ..words.nobody import names_nobody

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Lead:
    """Who leads, composed from title, name and standing."""

    title: str
    name: str
    standing: str

    def __bool__(self):
        return bool(self.name) or self.is_vacant

    @property
    def is_vacant(self):
        return self.standing == Entry.Standing.VACANT

    @property
    def is_person(self) -> bool:
        """Whether anybody holds the post: "Vacant" and "TBD" are nobody's names."""
        return not (self.is_vacant or names_nobody(self.name))

    @property
    def post(self):
        """The title as it is shown: "Acting Superintendent"."""
        title = self.title or "Head"
        if self.standing in (Entry.Standing.ACTING, Entry.Standing.INTERIM):
            return f"{Entry.Standing(self.standing).label} {title}"
        return title

    @property
    def holder(self):
        """Who holds the post, in words: a name, "Jane Doe (on leave)", or "vacant"."""
        if self.is_vacant:
            return "vacant"
        return f"{self.name} (on leave)" if self.standing == Entry.Standing.ON_LEAVE else self.name

    def __str__(self):
        return f"{self.post}: {self.holder}" if self else ""


@dataclass(frozen=True)
class Picture:
    """A picture with the decision about its text alternative (WCAG 1.1.1): words, or empty for decoration."""

    name: str
    alt: str

    @property
    def width(self):
        return int(PICTURE_NAME.fullmatch(self.name)["width"])

    @property
    def height(self):
        return int(PICTURE_NAME.fullmatch(self.name)["height"])


@dataclass(frozen=True)
class ContactLine:
    role: str = ""
    name: str = ""
    phone: str = ""
    kind: str = Contact.Kind.VOICE.value
    email: str = ""
    note: str = ""

    @property
    def is_person(self) -> bool:
        """Whether the line names somebody."""
        return not names_nobody(self.name)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What an office and a department show alike. Texts as stored; numbers as "+1 414-475-8393 ext. 12"."""

    slug: str
    name: str
    also_known_as: str = ""
    lead_title: str = ""
    lead_name: str = ""
    lead_standing: str = Entry.Standing.APPOINTED.value
    phone: str = ""
    fax: str = ""
    email: str = ""
    location: str = ""
    hours: str = ""
    image: str = ""
    image_alt: str = ""
    image_decorative: bool = False
    summary: str = ""
    body: str = ""
    position: int = 0
    succeeds: str = ""
    confirmed_on: date | None = None
    contacts: tuple[ContactLine, ...] = field(default=())

    @property
    def other_names(self):
        return tuple(line.strip() for line in self.also_known_as.split("\n") if line.strip())

    @property
    def lead(self):
        return Lead(self.lead_title, self.lead_name, self.lead_standing)

    @property
    def picture(self):
        """The picture, or None where there is none or nobody decided on its text alternative."""
        decided = bool(self.image_alt) or self.image_decorative
        return Picture(self.image, self.image_alt) if decided and PICTURE_NAME.fullmatch(self.image) else None

    @property
    def has_details(self):
        """Whether there is any line of contact details to show."""
        return bool(self.lead or self.phone or self.fax or self.email or self.location or self.hours or self.contacts)


@dataclass(frozen=True, kw_only=True)
class DepartmentPart(Part):
    parent: str | None = None


@dataclass(frozen=True, kw_only=True)
class OfficePage(Part):
    school_year: str
    departments: tuple[DepartmentPart, ...] = ()

    @property
    def top_departments(self):
        """Departments in order, without units: each is followed by `units_of(it)`."""
        return tuple(part for part in self.departments if part.parent is None)

    def units_of(self, department: DepartmentPart):
        return tuple(part for part in self.departments if part.parent == department.slug)

    def without_picture(self, name: str) -> "OfficePage":
        """This page without the picture `name`, wherever it stood."""

        def mend(part):
            return replace(part, image="", image_alt="", image_decorative=False) if part.image == name else part

        return replace(mend(self), departments=tuple(mend(part) for part in self.departments))

    @property
    def pictures(self):
        """The names of all pictures on the page."""
        return tuple(part.picture.name for part in (self, *self.departments) if part.picture)


_ENTRY_FIELDS = tuple(f.name for f in fields(Part) if f.name != "contacts")
_CONTACT_FIELDS = tuple(f.name for f in fields(ContactLine))


def from_draft(office, departments, contacts, at) -> OfficePage:
    """
    The page that `office` would be at the moment `at`, from rows the caller has read.

    `departments` and `contacts` are all rows of the office, in any order. Departments retired by then are left out,
    and a unit whose department is left out goes with it. Places are counted anew from 1, so a gap is no difference.
    """
    kept = [d for d in departments if d.retired_at is None or d.retired_at > at]
    kept.sort(key=lambda d: (d.position, d.name, d.slug))
    tops = [d for d in kept if d.parent_id is None]
    slug_of = {d.pk: d.slug for d in tops}
    ordered = [d for top in tops for d in (top, *(unit for unit in kept if unit.parent_id == top.pk))]
    lines = _contact_lines(contacts)
    return OfficePage(
        **_entry_values(office),
        school_year=office.school_year.label,
        contacts=lines.get(("office", office.pk), ()),
        departments=tuple(
            DepartmentPart(
                **_entry_values(department) | {"position": place},
                parent=slug_of.get(department.parent_id),
                contacts=lines.get(("department", department.pk), ()),
            )
            for place, department in enumerate(ordered, 1)
        ),
    )


def _entry_values(row):
    values = {name: getattr(row, name) for name in _ENTRY_FIELDS}
    return values | {"phone": str(row.phone or ""), "fax": str(row.fax or "")}


def _contact_lines(contacts):
    lines = {}
    for row in sorted(contacts, key=lambda row: (row.position, row.pk)):
        owner = ("office", row.office_id) if row.office_id else ("department", row.department_id)
        values = {name: getattr(row, name) for name in _CONTACT_FIELDS} | {"phone": str(row.phone or "")}
        lines[owner] = (*lines.get(owner, ()), ContactLine(**values))
    return lines


def freeze(page: OfficePage) -> dict:
    """
    `page` as it is kept: `{"schema_version": 1, "records": [...]}`, records as in a school-year fixture.

    First the office, then its departments in the order of the page, then contact lines. Rich text is sanitised, and
    characters no reader can see are dropped from every text. `freeze(thaw(x)) == x` for everything this returns.
    """
    year, key = page.school_year, [page.school_year, page.slug]
    records = [_record("office", {"school_year": [year]} | _entry_fields(page))]
    lines = _contact_records(year, "office", page)
    for part in page.departments:
        parent = [year, part.parent] if part.parent else None
        owner = {"school_year": [year], "office": key, "parent": parent}
        records.append(_record("department", owner | _entry_fields(part)))
        lines += _contact_records(year, "department", part)
    return {"schema_version": SCHEMA_VERSION, "records": records + lines}


def _record(model, record_fields):
    return {"model": f"departments.{model}", "fields": record_fields}


def _entry_fields(part):
    values = {name: _plain(getattr(part, name)) for name in _ENTRY_FIELDS}
    return values | {"body": richtext.sanitise(part.body)}


def _contact_records(year, kind, part):
    owners = {"office": None, "department": None} | {kind: [year, part.slug]}
    return [
        _record("contact", owners | {"position": place} | {n: _plain(getattr(line, n)) for n in _CONTACT_FIELDS})
        for place, line in enumerate(part.contacts, 1)
    ]


def _plain(value):
    if isinstance(value, str):
        return richtext.without_control_characters(value.replace("\r\n", "\n"))
    return value.isoformat() if isinstance(value, date) else value


def thaw(payload: dict) -> OfficePage:
    """The page that `freeze` made `payload` from. Raises ValueError for a schema version of another time."""
    if payload.get("schema_version") != SCHEMA_VERSION:
        raise ValueError(f"This page was kept in form {payload.get('schema_version')!r}, not {SCHEMA_VERSION}.")
    by_model = {"departments.office": [], "departments.department": [], "departments.contact": []}
    for record in payload["records"]:
        by_model[record["model"]].append(record["fields"])
    lines = {}
    for values in by_model["departments.contact"]:
        owner = ("office", values["office"][1]) if values["office"] else ("department", values["department"][1])
        lines[owner] = (
            *lines.get(owner, ()),
            ContactLine(**{name: values[name] for name in _CONTACT_FIELDS}),
        )
    (office,) = by_model["departments.office"]
    return OfficePage(
        **_part_values(office),
        school_year=office["school_year"][0],
        contacts=lines.get(("office", office["slug"]), ()),
        departments=tuple(
            DepartmentPart(
                **_part_values(values),
                parent=values["parent"][1] if values["parent"] else None,
                contacts=lines.get(("department", values["slug"]), ()),
            )
            for values in by_model["departments.department"]
        ),
    )


def _part_values(values):
    confirmed = values["confirmed_on"]
    known = {name: values[name] for name in _ENTRY_FIELDS}
    return known | {"confirmed_on": date.fromisoformat(confirmed) if confirmed else None}


def digest(payload: dict) -> str:
    """SHA-256, in hexadecimal, of `payload` in canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
