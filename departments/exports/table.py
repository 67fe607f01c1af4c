"""The directory as rows: one for each office, department and contact line, in the order of the pages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..models import Contact, Entry
from ..page.office_page import ContactLine, Part
from ..words import phones
from .published import Published

# What no text may hold in XML 1.0 or UTF-8: most of it was dropped when the page was frozen.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """
    A row in plain texts; what there is not is empty. Numbers as people write them, the extension by itself.

    `kind` is "Office", "Department", "Unit", "Person" or "Line".
    """

    year: str
    kind: str
    office: str
    department: str = ""
    unit_of: str = ""
    title: str = ""
    name: str = ""
    standing: str = ""
    phone: str = ""
    extension: str = ""
    number_kind: str = ""
    fax: str = ""
    email: str = ""
    location: str = ""
    hours: str = ""
    note: str = ""
    page: str
    checked_on: str = ""


def rows(pages: Iterable[Published]) -> Iterator[list[TableRow]]:
    """The rows of `pages`, a list for each page."""
    for published in pages:
        yield [row for part in published.parts for row in _rows_of(published, part)]


def _rows_of(published, part):
    office, *below = published.trail(part)
    where = {
        "year": published.page.school_year,
        "office": office,
        "department": below[-1] if below else "",
        "unit_of": below[0] if len(below) > 1 else "",
        "page": published.addresses.part(published.page, part),
    }
    yield _row(kind=("Office", "Department", "Unit")[len(below)], **where, **_of_part(part))
    for line in part.contacts:
        yield _row(kind="Person" if line.is_person else "Line", **where, **_of_line(line))


def _of_part(part: Part):
    lead = part.lead
    return {
        "title": lead.title,
        "name": "" if lead.is_vacant else lead.name,
        "standing": Entry.Standing(lead.standing).label if lead else "",
        **_number(part.phone, Contact.Kind.VOICE),
        "fax": phones.display(part.fax),
        "email": part.email,
        "location": part.location,
        "hours": part.hours,
        "checked_on": part.confirmed_on.isoformat() if part.confirmed_on else "",
    }


def _of_line(line: ContactLine):
    return {
        "title": line.role,
        "name": line.name,
        **_number(line.phone, line.kind),
        "email": line.email,
        "note": line.note,
    }


def _number(number, kind):
    if not number:
        return {}
    shown, extension = phones.parts(number)
    return {"phone": shown, "extension": extension, "number_kind": Contact.Kind(kind).label}


def _row(**values):
    return TableRow(**{name: _REFUSED.sub("", value) for name, value in values.items()})
