"""
The page of an office as data for search engines and assistants: JSON-LD with the words of schema.org.

It says what the page says and nothing more. Hours are left out: schema.org wants them in a form that editors' words
are not in.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace

from ..models.facts import ENTRY, LINE, Form, Kind
from ..page.office_page import ContactLine, OfficePage, Part
from ..reading.directory import Directory
from ..words import phones

# Nothing in it can end the element it stands in, or begin a comment there; the last two end a line in scripts.
_ESCAPED = re.compile("[<>&\u2028\u2029]")
_HALF = re.compile("[\ud800-\udfff]")  # half a character has no UTF-8


def dumped(data: dict) -> str:
    """`data` as JSON that is safe inside `<script type="application/ld+json">`."""
    text = _HALF.sub("", json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def of_page(page: OfficePage, directory: Directory, origin: str) -> dict:
    """
    The office with its departments, each with who leads it and how to reach it. Blanks are left out, and addresses are
    those of the site `origin`.
    """
    data = _organisation(page, page, lambda part: origin + directory.part_url(page, part))
    if directory.district.name:
        above = {"@type": "EducationalOrganization", "name": directory.district.name}
        data["parentOrganization"] = above | {"url": origin + directory.home_url}
    return _kept({"@context": "https://schema.org"} | data)


def _organisation(part: Part, page: OfficePage, address_of: Callable[[Part], str]):
    address = address_of(part)
    lead = {"@type": "Person", "name": part.lead.name, "jobTitle": part.lead.post}
    return _kept(
        {
            "@type": "GovernmentOrganization",
            "@id": address,
            "url": address,
            **_facts(ENTRY, part),
            "location": _kept({"@type": "Place", "name": part.location}) if part.location else None,
            "employee": [lead] if part.lead.is_person else [],
            "contactPoint": [_contact_point(line) for line in part.contacts],
            "department": [_organisation(one, page, address_of) for one in page.below(part)],
        }
    )


def _contact_point(line: ContactLine):
    number = phones.spoken(line.phone)
    return _kept(
        {
            "@type": "ContactPoint",
            "contactType": line.role or (LINE["kind"].in_words(line.kind) if number else ""),
            "faxNumber" if line.kind == Kind.FAX else "telephone": number,
            "contactOption": "HearingImpairedSupported" if line.kind in (Kind.TTY, Kind.VIDEO_RELAY) else "",
            **_facts(LINE, line if line.is_person else replace(line, name="")),
        }
    )


def _facts(table, part):
    return _kept({fact.schema: _data(fact, getattr(part, fact.name)) for fact in table.values() if fact.schema})


def _data(fact, value):
    if fact.form is Form.NUMBER:
        return phones.spoken(value)
    if fact.form is Form.DAY:
        return value and value.isoformat()
    return fact.items(value) if fact.form in (Form.NAMES, Form.LIST) else value


def _kept(data):
    """`data` without what is blank."""
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}
