"""
The page of an office in the form in which it is kept (`freeze`), and back (`thaw`). Pure, but for `page_of`'s log.

The form is the school-year fixture's: natural-keyed records, so that what was published can be compared with a bundle
and loaded again. What was kept is never rewritten, so any form ever kept is read: a fact that is missing is its blank,
one that nobody knows is passed over, and a change of shape is a step in `STEPS`.
"""

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from itertools import product

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Department, Publication, SchoolYear
from ..models.facts import ENTRY, LINE, Form
from ..words import phones, richtext
from ..words.news import is_news
from ..words.plain_text import without_control_characters
from .office_page import ContactLine, DepartmentPart, OfficePage, Unreadable

log = logging.getLogger(__name__)

SCHEMA_VERSION = 1
# What leads from a form to the next, by the version it leads away from: a pure function of the whole payload.
# A step comes with a migration that makes the digests anew, with a reading code of its own.
STEPS: dict[int, Callable[[dict], dict]] = {}
_ADDRESS, _YEAR = Department._meta.get_field("slug"), SchoolYear._meta.get_field("label")


def freeze(page: OfficePage) -> dict:
    """
    `page` as it is kept: `{"schema_version": 1, "records": [...]}`, records as in a school-year fixture.

    First the office, then its departments in the order of the page, then contact lines. Rich text is sanitised, and
    characters no reader can see are dropped from every text. `freeze(thaw(x)) == x` for everything this returns.
    """
    return {"schema_version": SCHEMA_VERSION, "records": _records(page, _facts)}


def _records(page, facts):
    year, key = page.school_year, [page.school_year, page.slug]
    carried = {name: [label] for name in ("carried_from", "page_of") if (label := getattr(page, name))}
    records = [_record("office", {"school_year": [year]} | carried | facts(ENTRY, page))]
    lines = _contact_records(year, "office", page, facts)
    for part in page.departments:
        owner = {"school_year": [year], "office": key, "parent": [year, part.parent] if part.parent else None}
        records.append(_record("department", owner | facts(ENTRY, part)))
        lines += _contact_records(year, "department", part, facts)
    return records + lines


def _contact_records(year, kind, part, facts):
    owners = {"office": None, "department": None} | {kind: [year, part.slug]}
    return [
        _record("contact", owners | {"position": place} | facts(LINE, line))
        for place, line in enumerate(part.contacts, 1)
    ]


def _record(model, record_fields):
    return {"model": f"departments.{model}", "fields": record_fields}


def _facts(table, part):
    return {fact.name: _frozen(fact, getattr(part, fact.name)) for fact in table.values()}


def _frozen(fact, value):
    if value is fact.blank:  # as most are
        return value
    if fact.form is Form.RICH:
        return richtext.sanitise(value)
    if isinstance(value, str):
        return without_control_characters(value)
    return value.isoformat() if isinstance(value, date) else value


def thaw(payload: dict) -> OfficePage:
    """
    The page that was kept as `payload`, in whatever form. Raises Unreadable.

    `thaw(freeze(page))` is `page`, but for what no visitor could see of it.
    """
    try:
        return _page(_of_today(payload)["records"])
    except Unreadable:
        raise
    except KeyError as reason:
        raise Unreadable(_("it has no “{part}”, by which its parts are found.").format(part=reason.args[0])) from reason
    except (AttributeError, IndexError, RecursionError, TypeError, ValueError) as reason:
        raise Unreadable(_("it is not in the form of a page ({reason}).").format(reason=reason)) from reason


def _of_today(payload):
    version = payload.get("schema_version")
    if version not in (*STEPS, SCHEMA_VERSION):
        told = _("it was kept in form {form}, and this release reads forms up to {last}.")
        raise Unreadable(told.format(form=repr(version), last=SCHEMA_VERSION))
    while version < SCHEMA_VERSION:
        payload, version = STEPS[version](payload), version + 1
    return payload


def _page(records):
    said = defaultdict(list)
    for record in records:
        said[record["model"]].append(record["fields"])
    lines = defaultdict(tuple)
    for fields in said["departments.contact"]:
        owner = ("office", fields["office"][1]) if fields["office"] else ("department", fields["department"][1])
        lines[owner] += (ContactLine(**_read(LINE, fields)),)
    (office,) = said["departments.office"]
    return OfficePage(
        **_read(ENTRY, office),
        school_year=_found_by(_YEAR, office["school_year"][0]),
        **{name: _found_by(_YEAR, office[name][0]) for name in ("carried_from", "page_of") if office.get(name)},
        contacts=lines["office", office["slug"]],
        departments=_placed(
            DepartmentPart(
                **_read(ENTRY, fields),
                parent=_found_by(_ADDRESS, fields["parent"][1]) if fields["parent"] else None,
                contacts=lines["department", fields["slug"]],
            )
            for fields in said["departments.department"]
        ),
        unknown=tuple(_unknown(said)),
    )


def _unknown(said):
    """The standings and kinds that this release does not know, and reads as their blanks: in words."""
    for model, table in (("office", ENTRY), ("department", ENTRY), ("contact", LINE)):
        for fields, fact in product(said[f"departments.{model}"], filter(lambda fact: fact.labels, table.values())):
            if fields.get(fact.name, fact.blank) not in fact.labels:
                yield f"{fact.label} {json.dumps(fields[fact.name])[:60]}"


def _placed(parts):
    """`parts` as a tuple, where each has an address of its own and units stand below departments: no deeper."""
    departments = tuple(parts)
    parents = {part.slug: part.parent for part in departments}
    if len(parents) < len(departments):
        raise Unreadable(_("two of its departments have one address."))
    for part in departments:
        if part.parent and parents.get(part.parent, "") is not None:
            told = _("its unit {unit} stands below {department}, which is no department of the page.")
            raise Unreadable(told.format(unit=part.slug, department=part.parent))
    return departments


def _found_by(column, value):
    """`value` of what the page, or a part of it, is found by: in the form in which the draft's column takes it."""
    with suppress(ValidationError):
        if isinstance(value, str):
            return _cleaned(column, value)
    raise Unreadable(_("its {field} is {value}.").format(field=column.verbose_name, value=json.dumps(value)[:60]))


@lru_cache(maxsize=4096)  # lists of work read the pages of all offices each time
def _cleaned(column, value):
    return column.clean(value, None)


def _read(table, fields):
    # Most are blank, and a page has hundreds.
    return {
        name: blank if not fact.is_required and fields.get(name, blank) is blank else _thawed(fact, fields)
        for name, fact, blank in ((fact.name, fact, fact.blank) for fact in table.values())
    }


def _thawed(fact, fields):
    value = fields[fact.name] if fact.is_required else fields.get(fact.name, fact.blank)
    if value is None and not fact.is_required:
        return fact.blank
    if fact.form is Form.DAY:
        return date.fromisoformat(value) if value else None
    if type(value) is not type(fact.blank):
        raise Unreadable(_("its {field} is {value}.").format(field=_(fact.label), value=json.dumps(value)[:60]))
    if fact.name == "slug":
        return _found_by(_ADDRESS, value)
    if fact.labels and value not in fact.labels:
        return fact.blank
    value = without_control_characters(value) if isinstance(value, str) else value
    return phones.reworded(value) if fact.form is Form.NUMBER else value


def digest(payload: dict) -> str:
    """
    SHA-256, in hexadecimal, of all that the page kept as `payload` says, in whatever form. Raises Unreadable.

    Of its records in canonical JSON (keys sorted, no spaces, UTF-8), without the values that a missing fact is read
    as: a fact more that nobody has filled in makes no page another.
    """
    return digest_of(thaw(payload))


def digest_of(page: OfficePage) -> str:
    """The same of a page that was thawed already."""
    text = json.dumps(_records(page, _said), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _said(table, part):
    found = {name: getattr(part, name) for name in table}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in found.items()
        if value != table[name].blank
    }


def page_of(publication: Publication) -> OfficePage:
    """
    The page of `publication`. Raises Unreadable. That, and what is unknown on it, is said in the log, once an hour
    for each in a process.
    """
    try:
        page = thaw(publication.payload)
    except Unreadable as reason:
        _log_once(publication.pk, f"cannot be read and is left out: {reason}")
        raise
    if page.unknown:
        _log_once(publication.pk, f"says what this release does not know: {', '.join(page.unknown)}.")
    return page


def readable_page_of(publication: Publication) -> OfficePage | None:
    """The page of `publication`; None where it cannot be read: it costs itself, and not the list it stands in."""
    return page_or_reason(publication)[0]


def page_or_reason(publication: Publication) -> tuple[OfficePage | None, str]:
    """The same, and why it cannot be read, as the second half of a sentence; empty where it can."""
    try:
        return page_of(publication), ""
    except Unreadable as reason:
        return None, str(reason)


def _log_once(pk, reason):
    if is_news(f"publication {pk} {reason}"):
        log.error("The publication %s %s", pk, reason)
