"""What can be found on a page: a row for the office, every department, every named person and labelled line."""

from django.utils.html import strip_tags

from . import phones
from .folding import folded_words
from .models import Listing
from .pages import OfficePage, Part


def listings_of(page: OfficePage) -> list[dict]:
    """The values of `page`'s listings in the order of the page, without `publication` and `department`."""
    rows = []
    for part in (page, *page.departments):
        kind = Listing.Kind.OFFICE if part is page else Listing.Kind.DEPARTMENT
        anchor = "" if part is page else part.slug
        where = "" if part is page else page.name
        rows.append(_entry_row(part, kind, anchor, where))
        if part.lead_name and not part.lead.is_vacant:
            rows.append(_row(Listing.Kind.PERSON, anchor, part.name, part.lead_name, part.lead.post, part.phone))
        for line in part.contacts:
            kind = Listing.Kind.PERSON if line.name else Listing.Kind.LINE
            rows.append(_row(kind, anchor, part.name, line.name or line.role, line.role, line.phone))
    return [row | {"position": place} for place, row in enumerate(rows)]


def _entry_row(part: Part, kind, anchor, where):
    numbers = [part.phone, part.fax]
    return _row(kind, anchor, where, part.name, "", part.phone, other_names=part.other_names, numbers=numbers) | {
        "lead": str(part.lead),
        "slug": part.slug,
        "succeeds": f" {part.succeeds} " if part.succeeds else "",
        "text_folded": folded_words(part.summary, strip_tags(part.body.replace("<", " <")), part.location),
    }


def _row(kind, anchor, where, name, title, phone, *, other_names=(), numbers=None):
    runs = [run for number in (numbers or [phone]) for run in phones.search_digits(number)]
    return {
        "kind": kind.value,
        "anchor": anchor,
        "where": where,
        "name": name,
        "title": title,
        "phone": phone,
        "other_names": list(other_names),
        "names_folded": folded_words(name, title, *other_names),
        "digits": "".join(f" {run}" for run in dict.fromkeys(runs)),
    }
