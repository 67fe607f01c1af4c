"""Drafts found as visitors find pages: in lists, in what is chosen from, in the box of the header."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ..models import Contact
from ..models.facts import ENTRY, LINE, Form
from ..models.lead import LEAD, Lead
from ..search.own_rows import Findable, found
from ..words import phones

# What visitors find a page by, but for its texts: a list would read them all to find what stands in names and facts.
_SAID, _SAID_OF_LINE = (
    [fact for fact in table.values() if fact.is_searched and fact.form not in (Form.PROSE, Form.RICH)]
    for table in (ENTRY, LINE)
)
_OF_AN_ENTRY = ("name", "also_known_as", phones.as_kept("phone"), phones.as_kept("fax"), "school_year__label", *LEAD)
_OF_AN_ENTRY += tuple(fact.name for fact in _SAID)
_OF_A_LINE = ("pk", "office", "department", "department__office", "role", "name", phones.as_kept("phone"))
_OF_A_LINE += tuple(fact.name for fact in _SAID_OF_LINE)


class DraftRow(NamedTuple):
    """
    An office, a department or a contact line: its `kind` and key; whose it is, as kind and key, itself if it is an
    entry, with the name of what it is in; the key of its office.
    """

    kind: str
    pk: int
    entry: tuple[str, int]
    office: int
    name: str
    within: str = ""
    lead: str = ""
    phone: str = ""
    year: str = ""


def rows_of(offices: QuerySet, departments: QuerySet) -> Iterator[Findable]:
    """What can be found of these drafts and of their contact lines: rows that lead to a DraftRow. Three queries."""
    names = {}
    for pk, *values in offices.values_list("pk", *_OF_AN_ENTRY):
        names["office", pk] = values[0]
        yield from _rows_of_entry("office", pk, pk, "", *values)
    for pk, office, within, *values in departments.values_list("pk", "office", "office__name", *_OF_AN_ENTRY):
        names["department", pk] = values[0]
        yield from _rows_of_entry("department", pk, office, within, *values)
    theirs = Q(office__in=offices.order_by().values("pk")) | Q(department__in=departments.order_by().values("pk"))
    lines = Contact.objects.filter(theirs).order_by().values_list(*_OF_A_LINE)
    for pk, office, department, above, role, name, phone, *said in lines:
        entry = ("department", department) if department else ("office", office)
        within, phone = names[entry], phones.written(phone)
        told = " ".join(filter(None, [role, name])) or phones.display(phone)
        draft = DraftRow("contact", pk, entry, office or above, told, within, phone=phone)
        yield Findable(draft, person=name, title=role, within=within, phone=phone, text=_in_words(_SAID_OF_LINE, said))


def _rows_of_entry(kind, pk, office, within, name, other_names, phone, fax, year, title, person, standing, *said):
    phone, names, text = phones.written(phone), (name, *other_names.splitlines()), _in_words(_SAID, said)
    draft = DraftRow(kind, pk, (kind, pk), office, name, within, str(Lead(title, person, standing)), phone, year)
    yield Findable(draft, names, within=within, phone=phone, fax=phones.written(fax), text=text)
    if title or person:
        yield Findable(draft, person=person, title=title, within=f"{name} {within}", phone=phone)


def _in_words(facts, values):
    return "\n".join(filter(None, (fact.in_words(value) for fact, value in zip(facts, values, strict=True))))


class FoundAsByVisitors(admin.ModelAdmin):
    """An admin whose list finds what `findable()` tells of its rows, and says so where it only looks like it."""

    search_fields = ["pk"]  # there is a box: what is typed is never looked for in a column

    def findable(self, queryset) -> Iterable[Findable]:
        """Rows to look in, that lead to the keys of the `queryset`."""
        raise NotImplementedError

    def get_search_results(self, request, queryset, search_term) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        keys, is_certain = found(search_term, self.findable(queryset))
        if keys and not is_certain and request.method == "GET":
            told = _("Nothing has “{typed}”. This looks like it.")
            messages.info(request, told.format(typed=search_term))
        return queryset.filter(pk__in=keys), False
