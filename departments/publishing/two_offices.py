"""
Departments that moved to another office: visitors see them where they were until both pages change in one act.

Whichever of the two offices is published, the other's page is published with it as visitors see it, with nothing else
of that office's draft, and so are the later pages of both. What came here leaves the other's pages by itself
(`showing`); it is added to the later pages here, and what went to the other's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from ..models import Department, Listing, Office, Publication
from ..page import kept_page
from ..page.office_page import OfficePage
from ..words.days import moment
from .draft import Draft, draft_of
from .refused import ChecksFailed, PublishRefused, refused_where_unreadable

# What is not read of each of a directory's departments.
_LONG = (
    *("publication__payload", "text", "names_folded", "around_folded", "text_folded"),
    *("department__body", "department__office__body", "publication__office__body"),
)


def leaving(offices: Iterable[Office], *, at) -> list[Listing]:
    """
    Each department that visitors see at the moment `at` on the pages of `offices`, or whose draft is theirs, and that
    moved to another office or is to be off the site by then, in the order of the pages. One query.
    """
    rows = _about(offices, Publication.objects.live(at))
    rows = rows.filter(publication__school_year=F("department__school_year"))
    moved = ~Q(department__office=F("publication__office"))
    rows = rows.filter(moved | Q(department__retired_at__lte=at))
    rows = rows.select_related("department__office__school_year", "publication__office__school_year")
    return list(rows.defer(*_LONG).order_by("publication", "position"))


def other_offices(office: Office, *, at) -> set[int]:
    """The keys of the offices whose pages, of the moment `at` or later, may change with that of `office`."""
    rows = _about([office], Publication.objects.seen_between(at))
    keys = rows.order_by().values_list("publication__office", "department__office")
    return {*chain.from_iterable(keys), *(one.office_id for one in going_on(office, at=at))} - {office.pk}


def related(offices: Iterable[Office], drafts: Mapping[int, Draft], *, at) -> set[int]:
    """
    The keys of those of `offices`, whose `drafts` are given by key, that cannot be published for the moment `at`
    without a look at another office's page, of then or later: something moved between the two, stands at an address of
    the draft, or goes on from it. Five queries.
    """
    seen, years = Publication.objects.seen_between(at), {office.school_year_id for office in offices}
    moved = _about(offices, seen).exclude(department__office=F("publication__office"))
    found = {*chain.from_iterable(moved.order_by().values_list("publication__office", "department__office"))}
    pages = {(office.school_year_id, office.slug): office.pk for office in offices}
    parts = {(office.school_year_id, slug): office.pk for office in offices for slug in drafts[office.pk].departments}
    shown = seen.filter(school_year__in=years).order_by()
    keys = [office.pk for office in offices]
    listed = (
        _of_departments(shown).filter(slug__in=Department.objects.filter(office__in=keys).values("slug")).order_by()
    )
    for at_an_address, rows in (
        (pages, shown.filter(slug__in=[slug for _year, slug in pages]).values_list("school_year", "slug", "office")),
        (parts, listed.values_list("publication__school_year", "slug", "publication__office")),
    ):
        pairs = ({at_an_address.get((year, slug), office), office} for year, slug, office in rows)
        found.update(*(pair for pair in pairs if len(pair) > 1))
    carried = seen.filter(carried_from__in=years).select_related("office").defer("payload").order_by()
    names = {name for one in carried for name in _names(one)}
    found |= {office.pk for office in offices if office.slug in names}
    return found | {*Publication.objects.filter(office__in=keys, slug__in=names).values_list("office", flat=True)}


def _about(offices, publications):
    keys = [office.pk for office in offices]
    # Two sets of keys, each with an index: across two joined tables there is none, and every listing is looked at.
    theirs = Department.objects.filter(office__in=keys).order_by()
    about = Q(publication__in=publications.filter(office__in=keys).order_by()) | Q(department__in=theirs)
    return _of_departments(publications).filter(about, department__isnull=False)


def _of_departments(publications):
    """
    The listings of departments on `publications`, to be narrowed to a few of them. SQLite would go through all of these
    publications if it could find listings by theirs: it can not by a sum.
    """
    rows = Listing.objects.alias(on=F("publication_id") + 0).filter(kind=Listing.Kind.DEPARTMENT)
    return rows.filter(on__in=publications.order_by().values("pk"))


def going_on(office: Office, *, at, until=None) -> list[Publication]:
    """
    The pages of the moment `at` or later, and before `until`, that go on from that of `office` in another year, and
    that nobody has checked for it yet. Two queries, one where there are none.
    """
    carried = Publication.objects.seen_between(at, until).filter(carried_from=office.school_year_id)
    pages = list(carried.select_related("office__school_year", "carried_from").defer("payload"))
    had = set(office.publications.values_list("slug", flat=True)) if pages else set()
    return [one for one in pages if not had.isdisjoint(_names(one))]


def _names(carried):
    """The addresses that the page may have had in the year before."""
    return [carried.slug, *carried.office.succeeds.split()]


@dataclass
class Anew:
    """A page of another office to be published anew: its departments' keys by address, and why, in sentences."""

    publication: Publication
    page: OfficePage
    departments: dict[str, int]
    why: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, publication: Publication) -> "Anew":
        with _refused_where_unreadable(publication.office):
            return cls(publication, kept_page.page_of(publication), departments_on(publication))


def together(office: Office, page: OfficePage, departments: dict, *, at) -> tuple[OfficePage, list[Anew]]:
    """
    `page`, the draft of `office`, as it can be published for the moment `at`, and what has to be published with it, for
    what moved from here or to here. `departments`, keys by address, are added to.

    What moved to an office that visitors do not see stays on the page until that office is published. Raises
    PublishRefused: a page cannot be read, or has another department at the address of what moved; ChecksFailed: what
    moved from here has errors.
    """
    pages: dict[int, list[Anew]] = {}
    for one in leaving([office], at=at):
        department = one.department
        if department is None or not one.has_moved:
            continue
        other, slug, draft = department.office, department.slug, draft_of(department.office, at=at)
        order = [part.slug for part in draft.page.departments]
        if slug not in order:
            continue  # to be taken off the site
        came = other.pk == office.pk
        if other.pk not in pages:
            rows = Publication.objects.seen_between(at).filter(office=other).order_by("live_from")
            rows = rows.filter(live_from__gt=at) if came else rows
            pages[other.pk] = [Anew.of(row) for row in rows] if came or (rows and rows[0].live_from <= at) else []
        if not (came or pages[other.pk]):
            was = Anew.of(one.publication).page
            with _refused_where_unreadable(office):
                page = page.with_part(was.department(one.anchor), [part.slug for part in was.departments])
            departments[one.anchor] = department.pk
        for there in pages[other.pk]:
            if department.pk in there.departments.values():
                continue
            if slug in there.departments:
                begins = there.publication.live_from
                words = _(
                    "{office}: the page of {other} has another department at the address {slug}, with which {name} "
                    "moves there. Publish {other} first, or give one of the two another address."
                )
                if begins > at:
                    words = _(
                        "{office}: the page of {other} for {moment} has another department at the address {slug}, with "
                        "which {name} moves there. Publish {other} for {moment} first, or give one of the two another "
                        "address."
                    )
                told = {"office": office, "other": other, "slug": slug, "name": one.name, "moment": moment(begins)}
                raise PublishRefused(words.format(**told))
            errors = [problem for problem in draft.errors if problem.slug == slug]
            if errors and not came:  # those of the draft of `office` are told all at once
                raise ChecksFailed(other, errors)
            there.page = there.page.with_part(draft.page.department(slug), order)
            there.departments[slug] = department.pk
            there.why.append(one.move)
    return page, [there for several in pages.values() for there in several if there.why]


def _refused_where_unreadable(office):
    sentence = _("{what}: its page cannot be read, so nothing can move to or from it: {reason}")
    return refused_where_unreadable(sentence, office)


def still_here(office: Office, page: OfficePage, departments: Mapping, *, at) -> tuple[OfficePage, list[Listing]]:
    """
    `page`, an earlier one of `office`, without what visitors see in other offices at the moment `at`, and the listings
    of that there. `departments` are its keys by address.
    """
    gone = elsewhere(Publication.objects.live(at), office, departments)
    keys = {row.department_id for row in gone}
    return page.without({slug for slug, key in departments.items() if key in keys}), gone


def shown_nowhere(live: Publication | None, departments: Iterable[int]) -> list[Listing]:
    """What stands on the page of `live` and on none any more, once that has these `departments` (keys). One query."""
    rows = Listing.objects.filter(publication=live, kind=Listing.Kind.DEPARTMENT, department__isnull=False)
    return list(rows.exclude(department__in=departments).order_by("position")) if live else []


def departments_on(publication: Publication) -> dict[str, int]:
    """The keys of the departments on the page of `publication`, by their address there. One query."""
    rows = Listing.objects.filter(publication=publication, department__isnull=False)
    return dict(rows.values_list("anchor", "department"))


def elsewhere(publications: QuerySet, office: Office, departments: Mapping[str, int | None]) -> list[Listing]:
    """
    The listings, on those of `publications` that are other offices' pages of its year, of what is one of `departments`
    (keys by address) or stands at its address. One query.
    """
    same = Q(department__in=[key for key in departments.values() if key]) | Q(slug__in=departments)
    there = publications.filter(school_year=office.school_year_id).exclude(office=office)
    rows = _of_departments(there).filter(same)
    order = ("publication__live_from", "publication_id", "position")
    return list(rows.select_related("publication__office__school_year").order_by(*order))
