"""One school year's directory as plain values, wherever it comes from: a bundle, a spreadsheet, the drafts."""

import gzip
import hashlib
import io
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any

from ..drafts import history
from ..models import Contact, Department, Office, SchoolYear
from ..models.facts import ENTRY, LINE, NUMBERS
from ..page import office_page
from ..words import phones

# What a bundle says of an office or a department besides its address. Who may edit and who confirmed are accounts of
# this installation, and no bundle carries them.
_OWN = {"id", "slug", "school_year", "confirmed_by"}
OFFICE_FIELDS = tuple(f.name for f in Office._meta.concrete_fields if f.name not in _OWN)
DEPARTMENT_FIELDS = tuple(f.name for f in Department._meta.concrete_fields if f.name not in _OWN)
FIELDS = {"office": OFFICE_FIELDS, "department": DEPARTMENT_FIELDS}
LINE_FIELDS = tuple(LINE)
LINE_BLANKS = {fact.name: fact.blank for fact in LINE.values()}
# What an entry has in the fields that nothing was said of, or that nobody has filled in.
_BLANKS = {fact.name: fact.blank for fact in ENTRY.values() if fact.name != "slug"}
_BLANKS |= {"retired_at": None, "contacts": []}
DEFAULTS = {"office": _BLANKS, "department": _BLANKS | {"office": None, "parent": None}}
KINDS = ("office", "department")
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
    that an edition was taken from instead of reading its file again. What `continues` is a sheet, which cannot say
    everything: into a year without drafts the rest comes from the year before. What `names_all` is a file, in which
    what it does not name is missing. What has a `base` says only what is to change of some entries, and that is what
    they said as somebody began.
    """

    label: str
    year: dict = field(default_factory=dict)
    offices: dict[str, dict] = field(default_factory=dict)
    departments: dict[str, dict] = field(default_factory=dict)
    is_whole: bool = field(default=False, compare=False)
    load_id: int | None = field(default=None, compare=False)
    continues: bool = field(default=False, compare=False)
    names_all: bool = field(default=True, compare=False)
    base: "Edition | None" = field(default=None, compare=False)

    def as_json(self) -> dict:
        return {"label": self.label, "year": self.year, "offices": self.offices, "departments": self.departments}

    def entries(self, kind) -> dict[str, dict]:
        """The offices or the departments, for `kind` "office" or "department"."""
        return self.offices if kind == "office" else self.departments

    @property
    def offices_named(self) -> set[str]:
        """The addresses of the offices of which it says something, if only of a department of theirs."""
        return {*self.offices, *(values["office"] for values in self.departments.values())}

    def listed(self, kind) -> dict[str, dict]:
        """Those of `entries` that are not to be taken off the site."""
        return {slug: values for slug, values in self.entries(kind).items() if not values.get("retired_at")}

    def each(self) -> Iterator[tuple[str, str, dict]]:
        """The kind, the address and the values of every entry, offices first."""
        for kind in KINDS:
            for slug, values in self.entries(kind).items():
                yield kind, slug, values

    def in_order(self) -> "Edition":
        """The same, with offices in their order and departments by office and then in theirs."""
        offices = dict(sorted(self.offices.items(), key=_place))
        above = {slug: place for place, slug in enumerate(offices)}
        departments = sorted(self.departments.items(), key=lambda one: (above.get(one[1]["office"], -1), *_place(one)))
        return replace(self, offices=offices, departments=dict(departments))

    def pages(self) -> tuple[office_page.OfficePage, ...]:
        """The offices that are not retired as pages, in order; fields nothing is said of are empty."""
        shown, below = self.in_order(), defaultdict(list)
        for slug, values in shown.listed("department").items():
            part = office_page.DepartmentPart(**_part(slug, values), parent=values.get("parent"))
            below[values["office"]].append(part)
        return tuple(
            office_page.OfficePage(**_part(slug, values), school_year=self.label, departments=tuple(below[slug]))
            for slug, values in shown.listed("office").items()
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
        """What `packed` kept. Raises Damaged."""
        return unpacked(kept, cls)

    @property
    def pictures(self) -> frozenset[str]:
        """The names of all pictures."""
        return frozenset(values["image"] for _, _, values in self.each() if values.get("image"))


def packed(value) -> bytes:
    """What JSON can say, for a binary field."""
    whole = io.BytesIO()
    zipped = gzip.GzipFile(fileobj=whole, mode="wb", compresslevel=1, mtime=0)
    with zipped, io.BufferedWriter(zipped, 2**16) as file:  # pieces are small, and each would be compressed by itself
        file.writelines(_pieces(value))
    return whole.getvalue()


class Damaged(ValueError):
    """What a row keeps cannot be read any more."""


def unpacked(kept, of=None) -> Any:
    """What `packed` made a binary field of, of a release that knew fewer facts too: `of` its values. Raises Damaged."""
    try:
        found = json.loads(gzip.decompress(bytes(kept)), object_hook=_as_now)
        return of(**found) if of else found
    except (OSError, EOFError, zlib.error, ValueError, TypeError) as reason:
        raise Damaged(str(reason)) from reason


def _as_now(values):
    for name in NUMBERS:
        if isinstance(number := values.get(name), str):
            values[name] = phones.reworded(number)
    lines = values.get("contacts")  # of an entry; an office may have that address
    if isinstance(lines, list):
        values["contacts"] = [line if line.keys() >= LINE_BLANKS.keys() else LINE_BLANKS | line for line in lines]
    return values


def _pieces(value, deep=2):
    """What `_text` writes, entry by entry: of a large year the whole is as much again as all that it says."""
    if not deep or not value or not isinstance(value, dict | list):
        yield _text(value)
        return
    begin, end = (b"{", b"}") if isinstance(value, dict) else (b"[", b"]")
    for item in value:
        yield begin
        begin = b","
        if isinstance(value, dict):
            yield _text(item) + b":"
        yield from _pieces(value[item] if isinstance(value, dict) else item, deep - 1)
    yield end


def _text(value, **options):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, **options).encode()


def _place(entry):
    slug, values = entry
    return values.get("position", 0), slug


_PART_FIELDS = ENTRY.keys() - {"confirmed_on", "slug"}


def _part(slug, values):
    lines = tuple(office_page.ContactLine(**line) for line in values.get("contacts", ()))
    return {name: value for name, value in values.items() if name in _PART_FIELDS} | {"slug": slug, "contacts": lines}


@dataclass
class Drafts:
    """The drafts of a year as an edition, and the primary keys of their rows by kind and address."""

    edition: Edition
    keys: dict[tuple[str, str], int] = field(default_factory=dict)


def of_drafts(year: SchoolYear) -> Drafts:
    """The drafts of `year` as they are now. Three queries, whatever it holds. Offices in order, then departments."""
    drafts = Drafts(Edition(year.label, days_of(year)))
    contacts = Contact.objects.filter(office__school_year=year) | Contact.objects.filter(department__school_year=year)
    lines, names = defaultdict(list), ("office", "department", *LINE_FIELDS)
    for line in history.plain_values(contacts.order_by("position", "id"), names).values():
        office, department = line.pop("office"), line.pop("department")
        lines[("office", office) if office else ("department", department)].append(line)
    offices = year.offices.order_by("position", "slug")
    departments = year.departments.order_by("office__position", "office__slug", "position", "slug")
    slug_of = {}
    for kind, rows in (("office", offices), ("department", departments)):
        for pk, values in history.plain_values(rows, ("slug", *FIELDS[kind])).items():
            slug_of[kind, pk] = slug = values.pop("slug")
            drafts.keys[kind, slug] = pk
            drafts.edition.entries(kind)[slug] = values
            values["contacts"] = lines[kind, pk]
    for values in drafts.edition.departments.values():
        values["office"] = slug_of["office", values["office"]]
        values["parent"] = values["parent"] and slug_of["department", values["parent"]]
    return drafts


def days_of(year: SchoolYear) -> dict[str, str]:
    """The first and the last day of `year` as an edition has them."""
    return {name: getattr(year, name).isoformat() for name in YEAR_FIELDS}


def in_utc(value) -> str | None:
    """An aware datetime as ISO 8601 in UTC; None stays None."""
    return value and value.astimezone(UTC).isoformat()
