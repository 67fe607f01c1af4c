"""What can be found on a page: a row for the office, every department and every named person or labelled line."""

from ..models import Contact, Listing
from ..page.office_page import OfficePage, Part
from ..words import prose
from ..words.folding import folded_words
from ..words.naming import phrases


def listings_of(page: OfficePage) -> list[dict]:
    """The values of `page`'s listings in the order of the page, without `publication` and `department`."""
    rows = []
    for part in (page, *page.departments):
        anchor = "" if part is page else part.slug
        around = _around(page, part)
        rows.append(_entry_row(page, part, anchor))
        if part.lead.is_person:
            lead = _row(Listing.Kind.PERSON, anchor, part.name, part.lead_name, part.lead.post, part.phone, around)
            rows.append(lead | {"is_lead": True})
        rows += [_line_row(line, anchor, part, around) for line in part.contacts]
    return [row | {"position": place} for place, row in enumerate(rows)]


def _around(page, part):
    """The names by which people say where somebody sits."""
    names = (part.name, *part.other_names)
    return names if part is page else (*names, page.name, *page.other_names)


def _entry_row(page: OfficePage, part: Part, anchor):
    kind = Listing.Kind.DEPARTMENT if anchor else Listing.Kind.OFFICE
    around = [kind.label, part.lead.post if part.lead.is_vacant else ""]
    around += [page.name, *page.other_names] if anchor else []
    text = "\n".join(filter(None, [part.summary, prose.plain(part.body), part.location, part.hours, part.email]))
    where = page.name if anchor else ""
    return _row(kind, anchor, where, part.name, "", part.phone, around, part.other_names, text) | {
        "lead": str(part.lead),
        "fax": part.fax,
        "slug": part.slug,
        "succeeds": f" {part.succeeds} " if part.succeeds else "",
    }


def _line_row(line, anchor, part, around):
    kind, name, nobody = Listing.Kind.LINE, line.role or line.name, line.name
    if line.is_person:
        kind, name, nobody = Listing.Kind.PERSON, line.name, ""
    label = "" if line.kind == Contact.Kind.VOICE else Contact.Kind(line.kind).label
    text = "\n".join(filter(None, [nobody, line.note, line.email]))
    row = _row(kind, anchor, part.name, name, line.role, line.phone, [*around, label], text=text)
    return row | {"phone_kind": line.kind}


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
