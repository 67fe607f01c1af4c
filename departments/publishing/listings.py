"""What can be found on a page: a row for the office, every department and every named person or labelled line."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from ..models import Contact, Listing, Publication
from ..models.facts import ENTRY, LINE, Form
from ..page.kept_page import page_of
from ..page.office_page import OfficePage, Part
from ..words import prose
from ..words.folding import folded_words
from ..words.naming import phrases

# Forms of text, and how each is made plain.
_TEXTS = {Form.PROSE: str, Form.RICH: prose.plain}


def listings_of(page: OfficePage) -> list[dict]:
    """The values of `page`'s listings in the order of the page, without `publication` and `department`."""
    rows = []
    for part in page.parts:
        around = _around(page, part)
        anchor = part.anchor
        found = [_entry_row(page, part, anchor)]
        if part.lead.is_person:
            lead = _row(Listing.Kind.PERSON, anchor, part.name, part.lead_name, part.lead.post, part.phone, around)
            found.append(lead | {"is_lead": True, "title": part.lead_title, "lead_standing": part.lead_standing})
        found += [_line_row(line, anchor, part, around) for line in part.contacts]
        rows += [row | {"written_in": part.written_in} for row in found]
    return [row | {"position": place} for place, row in enumerate(rows)]


def rebuild(publication: Publication, department_at: Callable[[str], int | None]) -> bool:
    """
    Make the listings of `publication` anew from its page, each in its place; False where they are so already.

    `department_at` is asked for the key of a department by its address, where no listing tells it any more. The one way
    to change them: the page stays what visitors were shown. Raises Unreadable. One transaction.
    """
    rows = QuerySet(Listing).filter(publication=publication)  # without the guard of what is frozen
    there = {row.position: row for row in rows}
    departments = {row.anchor: row.department_id for row in there.values() if row.department_id}
    page, new, changed = page_of(publication), [], []
    departments |= {part.slug: department_at(part.slug) for part in page.departments if part.slug not in departments}
    for values in listings_of(page):
        row, was = Listing(publication=publication, **values), there.pop(values["position"], None)
        row.pk, row.department_id = was and was.pk, departments.get(row.anchor)
        if was is None:
            new.append(row)
        elif any(getattr(row, name) != getattr(was, name) for name in _COLUMNS):
            changed.append(row)
    with transaction.atomic():
        rows.filter(pk__in=[row.pk for row in there.values()]).delete()
        rows.bulk_create(new)
        rows.bulk_update(changed, _COLUMNS, batch_size=100)
    return bool(new or changed or there)


_COLUMNS = [field.attname for field in Listing._meta.concrete_fields if not field.primary_key]


def _around(page, part):
    """The names by which people say where somebody sits."""
    names = (part.name, *part.other_names)
    return names if part is page else (*names, page.name, *page.other_names)


def _entry_row(page: OfficePage, part: Part, anchor):
    kind = Listing.Kind.DEPARTMENT if anchor else Listing.Kind.OFFICE
    around = [kind.label, part.lead.post if part.lead.is_vacant else ""]
    around += [page.name, *page.other_names] if anchor else []
    where = page.name if anchor else ""
    return _row(kind, anchor, where, part.name, "", part.phone, around, part.other_names, _text(ENTRY, part)) | {
        "lead_title": part.lead_title,
        "lead_name": part.lead_name,
        "lead_standing": part.lead_standing,
        "fax": part.fax,
        "slug": part.slug,
        "succeeds": f" {part.succeeds} " if part.succeeds else "",
    }


def _line_row(line, anchor, part, around):
    kind = Listing.Kind.PERSON if line.is_person else Listing.Kind.LINE
    name, nobody = (line.name, "") if line.is_person else (line.role or line.name, line.name)
    label = "" if line.kind == Contact.Kind.VOICE else LINE["kind"].in_words(line.kind)
    text = "\n".join(filter(None, [nobody, _text(LINE, line)]))
    row = _row(kind, anchor, part.name, name, line.role, line.phone, [*around, label], text=text)
    return row | {"phone_kind": line.kind}


def _text(table, part):
    """What is searched besides names and titles: a line for each fact, texts first and addresses last."""
    searched = [fact for fact in table.values() if fact.is_searched]
    searched.sort(key=lambda fact: (fact.form not in _TEXTS, fact.form is Form.EMAIL))
    said = (_TEXTS.get(fact.form, fact.in_words)(getattr(part, fact.name)) for fact in searched)
    return "\n".join(filter(None, said))


def _row(kind, anchor, where, name, title, phone, around, other_names=(), text=""):
    person = name if kind == Listing.Kind.PERSON else ""
    names = (title, *other_names) if person else (name, title, *other_names)
    return {
        "kind": kind.value,
        "anchor": anchor,
        "where": where,
        "name": name,
        "title": title,
        "phone": phone,
        "other_names": list(other_names),
        "text": text,
        "names_folded": phrases(*names, person=person),
        "around_folded": folded_words(*around),
        "text_folded": folded_words(text),
    }
