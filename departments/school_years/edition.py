"""One school year's directory as plain values, wherever it comes from: a bundle, a spreadsheet, the drafts."""

import gzip
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from ..models import Contact, Department, Office, SchoolYear
from ..models.facts import ENTRY, LINE, NUMBERS
from ..page import office_page
from ..words import phones

# What a bundle says of an office or a department besides its address. Who may edit and who confirmed are accounts of
# this installation, and no bundle carries them.
_OWN = {"id", "slug", "school_year", "confirmed_by"}
OFFICE_FIELDS = tuple(f.name for f in Office._meta.concrete_fields if f.name not in _OWN)
DEPARTMENT_FIELDS = tuple(f.name for f in Department._meta.concrete_fields if f.name not in _OWN)
LINE_FIELDS = tuple(
    f.name for f in Contact._meta.concrete_fields if f.name not in {"id", "office", "department", "position"}
)
LINE_BLANKS = {fact.name: fact.blank for fact in LINE.values()}
YEAR_FIELDS = ("starts_on", "ends_on")


@dataclass
class Edition:
    """
    A school year: its offices and departments by address, each as `{field: value}` with values as a fixture has them.

    Texts, booleans and whole numbers as they are; numbers to call as "+1 414-475-8393 ext. 12"; days as "2025-07-01";
    `retired_at` as ISO 8601 in UTC, or None. A department has the address of its `office`, and of its `parent` or
    None. `contacts` is the list of contact lines in their order, each `{field: value}` with all of LINE_FIELDS.
    A field that is missing is one of which the source says nothing: a spreadsheet without a column for it.

    Of what a load remembers, `is_whole` says that it is what the file said and nothing else. `load_id` is the load
    that an edition was taken from instead of reading its file again.
    """

    label: str
    year: dict = field(default_factory=dict)
    offices: dict[str, dict] = field(default_factory=dict)
    departments: dict[str, dict] = field(default_factory=dict)
    is_whole: bool = field(default=False, compare=False)
    load_id: int | None = field(default=None, compare=False)

    def as_json(self) -> dict:
        return {"label": self.label, "year": self.year, "offices": self.offices, "departments": self.departments}

    def entries(self, kind) -> dict[str, dict]:
        """The offices or the departments, for `kind` "office" or "department"."""
        return self.offices if kind == "office" else self.departments

    def pages(self) -> tuple[office_page.OfficePage, ...]:
        """The offices that are not retired as pages, in order; fields nothing is said of are empty."""
        shown = {kind: _in_order(self.entries(kind)) for kind in ("office", "department")}
        below = defaultdict(list)
        for slug, values in shown["department"]:
            below[values["office"]].append((slug, values))
        return tuple(
            office_page.OfficePage(
                **_part(slug, values),
                school_year=self.label,
                departments=tuple(
                    office_page.DepartmentPart(**_part(s, v), parent=v.get("parent")) for s, v in below[slug]
                ),
            )
            for slug, values in shown["office"]
        )

    @property
    def checksum(self) -> str:
        """SHA-256, in hexadecimal, of all that the edition says."""
        return hashlib.sha256(_text(self.as_json(), sort_keys=True)).hexdigest()

    def packed(self) -> bytes:
        """The edition to be kept in a row, in its order."""
        return packed(self.as_json() | {"is_whole": self.is_whole})

    @classmethod
    def unpacked(cls, kept) -> "Edition":
        """What `packed` kept, also of a release that knew fewer facts of a contact line."""
        edition = cls(**unpacked(kept))
        for values in (*edition.offices.values(), *edition.departments.values()):
            if "contacts" in values:
                values["contacts"] = [LINE_BLANKS | line for line in values["contacts"]]
        return edition

    @property
    def pictures(self) -> frozenset[str]:
        """The names of all pictures."""
        entries = (*self.offices.values(), *self.departments.values())
        return frozenset(values["image"] for values in entries if values.get("image"))


def packed(value) -> bytes:
    """What JSON can say, for a binary field."""
    return gzip.compress(_text(value), compresslevel=1, mtime=0)


def unpacked(kept):
    return json.loads(gzip.decompress(bytes(kept)), object_hook=_with_numbers_as_now)


def _with_numbers_as_now(values):
    """An extension abroad was once written as its country does: "x12", "int. 12"."""
    kept = {name: values[name] for name in NUMBERS if isinstance(values.get(name), str)}
    return values | {name: phones.written(number) for name, number in kept.items()}


def _text(value, **options):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, **options).encode()


def _in_order(entries):
    kept = [(slug, values) for slug, values in entries.items() if not values.get("retired_at")]
    return sorted(kept, key=lambda one: (one[1].get("position", 0), one[0]))


_PART_FIELDS = ENTRY.keys() - {"confirmed_on", "slug"}


def _part(slug, values):
    lines = tuple(office_page.ContactLine(**line) for line in values.get("contacts", ()))
    return {name: value for name, value in values.items() if name in _PART_FIELDS} | {"slug": slug, "contacts": lines}


@dataclass
class Drafts:
    """The drafts of a year as an edition, and the primary keys of their rows by address."""

    edition: Edition
    offices: dict[str, int] = field(default_factory=dict)
    departments: dict[str, int] = field(default_factory=dict)

    def keys(self, kind) -> dict[str, int]:
        return self.offices if kind == "office" else self.departments


def of_drafts(year: SchoolYear) -> Drafts:
    """The drafts of `year` as they are now. Three queries, whatever it holds. Offices in order, then departments."""
    drafts = Drafts(Edition(year.label, {name: getattr(year, name).isoformat() for name in YEAR_FIELDS}))
    offices = _rows(year.offices.order_by("position", "slug"), ("id", "slug", *OFFICE_FIELDS))
    departments = _rows(
        year.departments.order_by("office__position", "office__slug", "position", "slug"),
        ("id", "slug", *DEPARTMENT_FIELDS),
    )
    slugs = {row["id"]: row["slug"] for row in departments}
    office_slugs = {row["id"]: row["slug"] for row in offices}
    lines = _lines(year)
    for row in offices:
        drafts.offices[row["slug"]] = row["id"]
        drafts.edition.offices[row["slug"]] = _values(row, OFFICE_FIELDS, lines["office", row["id"]])
    for row in departments:
        row |= {"office": office_slugs[row["office"]], "parent": slugs.get(row["parent"])}
        drafts.departments[row["slug"]] = row["id"]
        drafts.edition.departments[row["slug"]] = _values(row, DEPARTMENT_FIELDS, lines["department", row["id"]])
    return drafts


def _rows(rows, names):
    columns = [phones.as_kept(name) if name in NUMBERS else name for name in names]
    return [dict(zip(names, row, strict=True)) for row in rows.values_list(*columns)]


def _lines(year):
    lines = defaultdict(list)
    rows = Contact.objects.filter(office__school_year=year) | Contact.objects.filter(department__school_year=year)
    for row in _rows(rows.order_by("position", "id"), ("office_id", "department_id", *LINE_FIELDS)):
        owner = ("office", row["office_id"]) if row["office_id"] else ("department", row["department_id"])
        lines[owner].append(_values(row, LINE_FIELDS))
    return lines


def _values(row, names, lines=None):
    values = {name: _plain(name, row[name]) for name in names}
    return values if lines is None else values | {"contacts": lines}


def _plain(name, value):
    if name in NUMBERS:
        return phones.written(value)
    if isinstance(value, datetime):
        return in_utc(value)
    return value.isoformat() if isinstance(value, date) else value


def in_utc(value):
    """An aware datetime as ISO 8601 in UTC; None stays None."""
    return value and value.astimezone(UTC).isoformat()


# What a new entry has in the fields that nothing was said of.
DEFAULTS = {
    kind: {
        name: _plain(name, getattr(model(), name if name not in ("office", "parent") else f"{name}_id"))
        for name in names
    }
    | {"contacts": []}
    for kind, model, names in (("office", Office, OFFICE_FIELDS), ("department", Department, DEPARTMENT_FIELDS))
}
