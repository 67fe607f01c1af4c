"""The kind of fact that a query asks for, beside what it asks about: "fax of …", "who leads …"."""

from django.utils.translation import gettext as _

from ..models import Listing, Publication
from ..models.facts import ENTRY, LABELLED
from ..page.kept_page import readable_page_of
from .query import Query
from .rank import Rank
from .search_index import SearchIndex

_MOST = 3  # results whose page is read for it
_ON_A_PAGE = ("email", "location", "hours")


def arranged(query: Query, found: list[tuple[Rank, int]], listed: SearchIndex) -> list[tuple[Rank, int]]:
    """
    `found` as asked: who leads the first of them before it, and there again if found as well; or whatever has a fax
    where nothing else was asked.
    """
    if query.wants == "fax" and not query.words and not query.number:
        return [(Rank.WHOLE, place) for place in sorted({one.entry for one in listed.numbers if one.is_fax})]
    if query.wants != "lead" or not found:
        return found
    rank, first = found[0]
    lead = listed.leads.get(listed.addresses[first], first)
    return [(rank, lead), *found]


def told(query: Query, rows: list[Listing]) -> dict[int, str]:
    """By their keys, what the first of `rows`, if they are entries, say of what was asked for. At most one query."""
    entries = [row for row in rows[:_MOST] if row.slug]
    if query.wants == "fax":
        facts = {row.pk: row.fax for row in entries}
    elif query.wants in _ON_A_PAGE and entries:
        facts = _facts(query.wants, entries)
    else:
        return {}
    # What the first one has not is said of it alone: of the others nobody may have asked.
    return {pk: _says(query.wants, value) for pk, value in facts.items() if value or pk == rows[0].pk}


def _facts(name, entries):
    publications = Publication.objects.filter(pk__in={row.publication_id for row in entries}).only("payload")
    pages = {publication.pk: readable_page_of(publication) for publication in publications}
    return {
        row.pk: getattr(part, name)
        for row in entries
        if (page := pages.get(row.publication_id))
        for part in page.parts
        if part.anchor == row.anchor
    }


def _says(name, value):
    fact = ENTRY[name]
    if value:
        return _(LABELLED).format(label=fact.title, value=fact.in_words(value))
    return {
        "fax": _("No fax is listed"),
        "email": _("No e-mail is listed"),
        "location": _("No location is listed"),
        "hours": _("No hours are listed"),
    }[name]
