"""The draft of an office as it would be published: the page, and what the checks say of it."""

import logging
from dataclasses import dataclass
from functools import partial

from django.utils import timezone

from ..models import Contact, Department, Office
from ..page import kept_page, office_page, pictures
from . import checking
from .own_addresses import leads_on

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Draft:
    """
    A draft as it would be published: the page, its kept form, what the checks say of it, and its departments by slug.

    Pictures that nobody decided on or that are missing from the store are left out of the page; `problems` names them.
    """

    page: office_page.OfficePage
    payload: dict
    problems: tuple[checking.Problem, ...]
    departments: dict[str, Department]

    @property
    def digest(self) -> str:
        return kept_page.digest(self.payload)

    @property
    def errors(self) -> tuple[checking.Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level == checking.Level.ERROR)


def draft_of(office: Office, *, at) -> Draft:
    """The draft of `office` as it would be published for the moment `at`. Two queries, more for links of ours."""
    departments = list(Department.objects.filter(office=office))
    return draft_from(office, departments, list(Contact.objects.of_offices([office])), at=at)


def draft_from(office, departments, contacts, *, at) -> Draft:
    """The same from rows that the caller has read: all of the office's, in any order."""
    page = office_page.from_draft(office, departments, contacts, at)
    leads = partial(leads_on, page, office, at)
    problems = checking.problems(page, on=timezone.localdate(at), stored=pictures.is_stored, leads=leads)
    page = without_missing_pictures(page)
    return Draft(page, kept_page.freeze(page), problems, {row.slug: row for row in departments})


def check(office: Office, *, at=None) -> tuple[checking.Problem, ...]:
    """What stands in the way of publishing the draft of `office`, and what deserves a look: errors and warnings."""
    return draft_of(office, at=at or timezone.now()).problems


def without_missing_pictures(page: office_page.OfficePage) -> office_page.OfficePage:
    """`page` without the pictures that the store lacks; each is logged."""
    for name in page.pictures:
        if not pictures.is_stored(name):
            log.warning("%s: the picture %s is missing from the store and left out.", page.name, name)
            page = page.without_picture(name)
    return page
