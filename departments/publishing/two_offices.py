"""
Departments that moved to another office: visitors see them where they were until both pages change in one act.

Whichever of the two offices is published, the other's page is published with it as visitors see it, without the
department or with it, and with nothing else of that office's draft.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import F, Q

from ..models import Listing, Office, Publication
from ..page import kept_page
from ..page.office_page import DepartmentPart, OfficePage
from .draft import draft_of
from .refused import ChecksFailed, PublishRefused


@dataclass(frozen=True)
class Half:
    """What is published of one office: the page, its departments' keys by address, and, of the other office, why."""

    office: Office
    page: OfficePage
    departments: dict[str, int]
    why: str = ""

    @property
    def shown(self) -> tuple[Office, OfficePage, dict[str, int]]:
        return self.office, self.page, self.departments

    def without(self, row: Listing) -> "Half":
        return replace(self, page=self.page.without({row.anchor}), why=self._because(row))

    def with_part(self, part: DepartmentPart, order: list[str], row: Listing) -> "Half":
        departments = self.departments | {part.slug: row.department_id}
        return replace(self, page=self.page.with_part(part, order), departments=departments, why=self._because(row))

    def _because(self, row):
        return "; ".join(filter(None, [self.why, told(row)]))


def seen(offices: Iterable[Office], *, at) -> list[Listing]:
    """
    Each department that visitors see at the moment `at`, on the pages of `offices` or of their drafts' departments, in
    the order of the pages: its listing, with the row and the publication. One query.
    """
    offices = [office.pk for office in offices]
    rows = Listing.objects.filter(
        Q(publication__office__in=offices) | Q(department__office__in=offices),
        publication__in=Publication.objects.live(at),
        publication__school_year=F("department__school_year"),
        kind=Listing.Kind.DEPARTMENT,
    )
    rows = rows.select_related("department__office__school_year", "publication__office__school_year")
    return list(rows.defer("publication__payload").order_by("publication", "position"))


def moved(offices: Iterable[Office], *, at) -> list[Listing]:
    """Those of them that visitors see on another page than their office's in the drafts."""
    return [row for row in seen(offices, at=at) if row.publication.office_id != row.department.office_id]


def other_offices(office: Office, *, at) -> set[int]:
    """The keys of the offices that departments moved to from the page of `office`, or that those of its draft left."""
    rows = moved([office], at=at)
    return {pk for row in rows for pk in (row.publication.office_id, row.department.office_id)} - {office.pk}


def told(row: Listing) -> str:
    """What becomes of the department of `row`, one of `moved()`, as a sentence."""
    return f"{row.name} moves from {row.publication.office} to {row.department.office}"


def together(half: Half, *, at) -> tuple[Half, list[Half]]:
    """
    `half` as it can be published for the moment `at`, and what has to be published with it.

    What moved to an office that visitors do not see stays on the page until that office is published. Raises
    PublishRefused: the other page cannot be read; ChecksFailed: what moved has errors.
    """
    others: dict[int, Half] = {}
    for row in moved([half.office], at=at):
        if row.department.office_id == half.office.pk:
            left = row.publication.office
            others[left.pk] = (others.get(left.pk) or _as_visitors_see(left, at)).without(row)
            continue
        other, draft = row.department.office, draft_of(row.department.office, at=at)
        slug, order = row.department.slug, [part.slug for part in draft.page.departments]
        there = others.get(other.pk) or _as_visitors_see(other, at)
        if slug not in order:
            continue  # to be taken off the site
        if there is None:
            was = kept_page.page_of(row.publication)
            half = half.with_part(was.department(row.anchor), [part.slug for part in was.departments], row)
        elif slug not in there.departments:
            if errors := [problem for problem in draft.errors if problem.slug == slug]:
                raise ChecksFailed(other, errors)
            others[other.pk] = there.with_part(draft.page.department(slug), order, row)
    return half, list(others.values())


def _as_visitors_see(office, at):
    publication = Publication.objects.live(at).filter(office=office).first()
    if publication is None:
        return None
    try:
        return Half(office, kept_page.page_of(publication), departments_on(publication))
    except kept_page.Unreadable as reason:
        raise PublishRefused(
            f"{office}: its page cannot be read, so nothing can move to or from it: {reason}"
        ) from reason


def departments_on(publication: Publication) -> dict[str, int]:
    """The keys of the departments on the page of `publication`, by their address there. One query."""
    rows = Listing.objects.filter(publication=publication, department__isnull=False)
    return dict(rows.values_list("anchor", "department"))


def elsewhere(office: Office, departments: dict[str, int], *, at) -> dict[str, Listing]:
    """Those of `departments`, keys by address, that visitors see on another office's page. One query."""
    rows = Listing.objects.filter(department__in=departments.values(), publication__in=Publication.objects.live(at))
    rows = {row.department_id: row for row in rows.exclude(publication__office=office).select_related("publication")}
    return {slug: rows[key] for slug, key in departments.items() if key in rows}


def still_holding(department, *, at) -> Iterator[Publication]:
    """Pages scheduled for later than `at` that have `department` on them."""
    later = Publication.objects.filter(live_from__gt=at, listings__department=department).taking_room()
    return later.defer("payload").order_by("live_from").iterator()
