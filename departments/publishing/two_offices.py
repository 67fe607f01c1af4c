"""
Departments that moved to another office: visitors see them where they were until both pages change in one act.

Whichever of the two offices is published, the other's page is published with it as visitors see it, without the
department or with it, and with nothing else of that office's draft.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import F, Q

from ..models import Department, Listing, Office, Publication
from ..page import kept_page
from ..page.office_page import DepartmentPart, OfficePage
from ..words.days import moment
from .draft import draft_of
from .refused import ChecksFailed, refused_where_unreadable

UNREADABLE = "{}: its page cannot be read, so nothing can move to or from it"

# What is not read of each of a directory's departments.
_LONG = (
    *("publication__payload", "text", "names_folded", "around_folded", "text_folded"),
    *("department__body", "department__office__body", "publication__office__body"),
)


@dataclass(frozen=True)
class Seen:
    """A department that visitors see: under which name and address, on which page."""

    name: str
    anchor: str
    department: Department
    publication: Publication

    @property
    def has_moved(self) -> bool:
        """Whether its draft belongs to another office than the page."""
        return self.publication.office_id != self.department.office_id

    @property
    def move(self) -> str:
        """Where it moves when either office is published, as a sentence."""
        return f"{self.name} moves from {self.publication.office} to {self.department.office}"


def seen(offices: Iterable[Office], *, at) -> list[Seen]:
    """
    Each department that visitors see at the moment `at` on the pages of `offices`, and each of their drafts that
    visitors see on another's page, in the order of the pages. One query.
    """
    keys = [office.pk for office in offices]
    rows = Listing.objects.filter(
        Q(publication__office__in=keys) | Q(department__office__in=keys),
        publication__in=Publication.objects.live(at),
        publication__school_year=F("department__school_year"),
        kind=Listing.Kind.DEPARTMENT,
    )
    rows = rows.select_related("department__office__school_year", "publication__office__school_year")
    rows = rows.defer(*_LONG).order_by("publication", "position")
    return [Seen(row.name, row.anchor, row.department, row.publication) for row in rows]  # type: ignore[arg-type]  # one of a department has one


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

    def without(self, one: Seen) -> "Half":
        return replace(self, page=self.page.without({one.anchor}), why=self._because(one))

    def with_part(self, part: DepartmentPart, order: list[str], one: Seen) -> "Half":
        departments = self.departments | {part.slug: one.department.pk}
        return replace(self, page=self.page.with_part(part, order), departments=departments, why=self._because(one))

    def _because(self, one):
        return "; ".join(filter(None, [self.why, one.move]))


def other_offices(office: Office, *, at) -> set[int]:
    """The keys of the offices that departments moved to from the page of `office`, or that those of its draft left."""
    moved = _moved(office, at)
    return {pk for one in moved for pk in (one.publication.office_id, one.department.office_id)} - {office.pk}


def together(half: Half, *, at) -> tuple[Half, list[Half]]:
    """
    `half` as it can be published for the moment `at`, and what has to be published with it.

    What moved to an office that visitors do not see stays on the page until that office is published. Raises
    PublishRefused: the other page cannot be read; ChecksFailed: what moved has errors.
    """
    others: dict[int, Half] = {}
    for one in _moved(half.office, at):
        if one.department.office_id == half.office.pk:
            left = one.publication.office
            others[left.pk] = (others.get(left.pk) or _as_visitors_see(left, at)).without(one)
            continue
        other, draft = one.department.office, draft_of(one.department.office, at=at)
        slug, order = one.department.slug, [part.slug for part in draft.page.departments]
        there = others.get(other.pk) or _as_visitors_see(other, at)
        if slug not in order:
            continue  # to be taken off the site
        if there is None:
            with refused_where_unreadable(UNREADABLE.format(half.office)):
                was = kept_page.page_of(one.publication)
                half = half.with_part(was.department(one.anchor), [part.slug for part in was.departments], one)
        elif slug not in there.departments:
            if errors := [problem for problem in draft.errors if problem.slug == slug]:
                raise ChecksFailed(other, errors)
            others[other.pk] = there.with_part(draft.page.department(slug), order, one)
    return half, list(others.values())


def _moved(office, at):
    return [one for one in seen([office], at=at) if one.has_moved]


def _as_visitors_see(office, at):
    publication = Publication.objects.live(at).filter(office=office).first()
    if publication is None:
        return None
    with refused_where_unreadable(UNREADABLE.format(office)):
        return Half(office, kept_page.page_of(publication), departments_on(publication))


def scheduled_elsewhere(publication: Publication) -> Iterator[str]:
    """Sentences about pages of other offices, scheduled for later, that have a department of `publication` as well."""
    here = departments_on(publication).values()
    rows = Listing.objects.filter(kind=Listing.Kind.DEPARTMENT, department__in=here)
    rows = rows.filter(publication__in=Publication.objects.taking_room().filter(live_from__gt=publication.live_from))
    for row in rows.exclude(publication__office=publication.office).select_related("publication"):
        later = row.publication
        scheduled = f"No. {later.number} of {later.name}, scheduled for {moment(later.live_from)}"
        yield f"{scheduled}, has {row.name} as well. Call that off, and publish {later.name} for that day anew."


def departments_on(publication: Publication) -> dict[str, int]:
    """The keys of the departments on the page of `publication`, by their address there. One query."""
    rows = Listing.objects.filter(publication=publication, department__isnull=False)
    return dict(rows.values_list("anchor", "department"))


def elsewhere(office: Office, departments: dict[str, int], *, at) -> dict[str, Listing]:
    """Those of `departments`, keys by address, that visitors see on another office's page. One query."""
    rows = Listing.objects.filter(kind=Listing.Kind.DEPARTMENT, department__in=departments.values())
    rows = rows.filter(publication__in=Publication.objects.live(at)).exclude(publication__office=office)
    found = {row.department_id: row for row in rows.select_related("publication")}
    return {slug: found[key] for slug, key in departments.items() if key in found}
