"""The draft of an office as it would be published: the page, and what the checks say of it."""

import logging
from collections import defaultdict, namedtuple
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial

from django.utils import timezone

from ..models import Contact, Department, Office
from ..models.facts import ENTRY, LINE, NUMBERS
from ..page import kept_page, office_page, pictures
from ..words import phones
from . import checking
from .own_addresses import leads_on

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Draft:
    """
    A draft as it would be published: the page, and the keys of its departments by address. `check` asks the checks of
    some levels.

    Pictures that nobody decided on or that are missing from the store are left out of the page, and units of what is no
    department of it are departments of their own; `problems` names them.
    """

    page: office_page.OfficePage
    departments: dict[str, int]
    check: Callable[..., tuple[checking.Finding, ...]]

    @cached_property
    def payload(self) -> dict:
        """The page in the form in which it would be kept."""
        return kept_page.freeze(self.page)

    @cached_property
    def kept(self) -> office_page.OfficePage:
        """The page as it would be read from what is kept."""
        return kept_page.thaw(self.payload)

    @cached_property
    def digest(self) -> str:
        return kept_page.digest_of(self.kept)

    @cached_property
    def errors(self) -> tuple[checking.Finding, ...]:
        return self.check(levels=[checking.Level.ERROR])

    @cached_property
    def problems(self) -> tuple[checking.Finding, ...]:
        """The errors and the warnings, which take longer to find."""
        return *self.errors, *self.check(levels=[checking.Level.WARNING])


def draft_of(office: Office, *, at) -> Draft:
    """The draft of `office` as it would be published for the moment `at`. Two queries, more for links of ours."""
    return drafts_of([office], at=at)[office.pk]


def drafts_of(offices: Iterable[Office], *, at, together=False) -> dict[int, Draft]:
    """
    The drafts of `offices`, rows with their school year, by primary key; as they would be published `together`, or each
    alone. Two queries for all of them.
    """
    departments, contacts, rows = defaultdict(list), defaultdict(list), Department.objects.filter(office__in=offices)
    for row in _values(rows, "pk", "office_id", "parent_id", "retired_at", *ENTRY):
        departments[row.office_id].append(row)
    lines = Contact.objects.of_offices(offices)
    for row in _values(lines, "pk", "office_id", "department_id", "department__office_id", "position", *LINE):
        contacts[row.office_id or row.department__office_id].append(row)
    keys = tuple(office.pk for office in offices) if together else ()
    return {office.pk: drafted(office, departments[office.pk], contacts[office.pk], at, keys) for office in offices}


def _values(rows, *names):
    """The values of `rows` under these names: no instances, which take longer than all that is made of them here."""
    kept = namedtuple("kept", names)
    return map(kept._make, rows.values_list(*(phones.as_kept(name) if name in NUMBERS else name for name in names)))


def drafted(office: Office, departments: Iterable, contacts: Iterable, at, together=()) -> Draft:
    """
    The draft that these rows make, saved or not, as it would be published for the moment `at`; `together` with the
    drafts of the offices with these keys.
    """
    page = office_page.from_draft(office, departments, contacts, at)
    leads = partial(leads_on, page, office, at, together)
    check = partial(checking.problems, page, on=timezone.localdate(at), stored=pictures.is_stored, leads=leads)
    return Draft(without_missing_pictures(page.placed), {row.slug: row.pk for row in departments}, check)


def check(office: Office, *, at=None) -> tuple[checking.Finding, ...]:
    """What stands in the way of publishing the draft of `office`, and what deserves a look: errors and warnings."""
    return draft_of(office, at=at or timezone.now()).problems


def without_missing_pictures(page: office_page.OfficePage) -> office_page.OfficePage:
    """`page` without the pictures that the store lacks; each is logged."""
    for name in page.pictures:
        if not pictures.is_stored(name):
            log.warning("%s: the picture %s is missing from the store and left out.", page.name, name)
            page = page.without_picture(name)
    return page
