"""
The public read side: the directory as visitors see it at one moment.

Everything a visitor gets starts from `Directory.at(moment)` and reads publications, never drafts. A scheduled page,
the opening of a year, and last year's edition are all the same reading with another moment or label.
"""

import logging
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, reduce
from itertools import groupby
from operator import attrgetter, or_

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..models import Alert, District, Entry, Listing, Office, Publication, SchoolYear
from ..models.entry import PICTURE_NAME
from ..models.facts import LABELLED, Kind, Language
from ..models.listing import ListingQuerySet
from ..page import kept_page, office_page
from ..page.persons import Person
from ..page.public_urls import address
from ..words import phones, richtext
from ..words.for_templates import ForTemplates
from ..words.linked import linked
from ..words.news import is_news
from .span import Span, span_at

log = logging.getLogger(__name__)


class NotListed(LookupError):
    """The directory has no such year, office or department at this moment."""


@dataclass(frozen=True)
class CallInstead(ForTemplates):
    """
    The number to call for what has none of its own. `whose` says so in words, `name` is whose it is: of a line of
    the district, or else of an office or department, as `of` says.
    """

    whose: str
    name: str
    phone: str
    of: str = ""

    def __str__(self):
        return _(LABELLED).format(label=capfirst(self.whose), value=phones.told(self.phone))


@dataclass(frozen=True)
class Card(ForTemplates):
    """An office or department in a list. `instead` is what to call where it has no number."""

    name: str
    slug: str
    url: str
    summary: str = ""
    lead: str = ""
    phone: str = ""
    instead: CallInstead | None = None
    other_names: tuple[str, ...] = ()
    departments: tuple["Card", ...] = ()
    # The school year for which nobody has checked the page yet: it is the one of the year before.
    unchecked: str = ""
    written_in: str = Language.ENGLISH.value


@dataclass(frozen=True)
class DistrictFacts(ForTemplates):
    name: str = "District directory"
    logo: str = ""
    address: str = ""
    lines: tuple[office_page.ContactLine, ...] = ()

    @property
    def logo_picture(self) -> office_page.Picture | None:
        """The logo, to stand beside the name and so without words of its own; None where there is none."""
        return office_page.Picture(self.logo, "") if PICTURE_NAME.fullmatch(self.logo) else None


@dataclass(frozen=True)
class ShownAlert:
    """An alert ready for the page: `html` is sanitised, `label` says the level in a word."""

    html: SafeString
    level: str
    label: str

    @classmethod
    def of(cls, alert: Alert) -> "ShownAlert":
        """Raises ValueError for an alert that cannot be shown, with the reason."""
        html = richtext.sanitise(alert.message)
        if not strip_tags(html).strip():
            raise ValueError(_("it has no words"))
        level = Alert.Level(alert.level)
        return cls(mark_safe(linked(html)), level.name.lower(), _(level.label))


_ON_CARDS = ["slug", "name", "other_names", "lead_title", "lead_name", "lead_standing", "phone", "anchor"]
_ON_CARDS += ["written_in", *(f"publication__{column}" for column in ("slug", "summary", "carried_from"))]


def _address(name):
    return cached_property(lambda directory: directory.url(name))


def _of_the_year(name):
    """Told under the year's label for the current one too: it stays true. A rehearsal has its own."""

    def url(directory):
        if directory.rehearsal and not directory.is_archive:
            return directory.url(name)
        return directory.origin + address(f"archive-{name}", directory.year.label)

    return cached_property(url)


@dataclass(frozen=True)
class Directory(ForTemplates):
    """
    The directory of one school year at one moment.

    `year` is None while no year is open. `years` are all the years open at that moment, newest first; `current` is
    the one at `/`. `origin` is the site, as "https://example.org", where addresses are wanted in full. `rehearsal` is
    the token under which the current one is read before it opens; else empty.
    """

    moment: datetime
    year: SchoolYear | None
    years: tuple[SchoolYear, ...] = ()
    origin: str = ""
    rehearsal: str = ""

    @classmethod
    def at(cls, moment=None, *, label=None, origin="") -> "Directory":
        """
        The directory at `moment` (now): of the current school year, or of the open year called `label`.

        Raises NotListed for a label no visitor may read. One query.
        """
        moment = moment or timezone.now()
        years = tuple(SchoolYear.objects.opened(moment))
        found = [year for year in years if label in (None, year.label)]
        if not found and label is not None:
            raise NotListed(f"There is no directory of the school year {label}.")
        return cls(moment, found[0] if found else None, years, origin)

    @classmethod
    def for_preview(cls, year: SchoolYear, moment=None) -> "Directory":
        """
        The directory around a draft of `year`, which need not be open: its links lead to what visitors can read.

        Never for reading publications: `year` may be one that visitors must not see yet. One query.
        """
        return replace(cls.at(moment), year=year)

    @classmethod
    def rehearsed(cls, year: SchoolYear, token: str, moment) -> "Directory":
        """
        The directory that visitors would have if `year`, which is not open, were open from `moment` on: it is the
        current one, under the addresses of the rehearsal `token`. One query.
        """
        year = copy(year)
        year.opened_at, year.closed_at = moment, None
        before = SchoolYear.objects.opened(moment).filter(starts_on__lt=year.starts_on)
        return cls(moment, year, (year, *before), rehearsal=token)

    @property
    def current(self) -> SchoolYear | None:
        return self.years[0] if self.years else None

    @cached_property
    def is_archive(self) -> bool:
        """Whether this is an earlier year's edition and not the one at `/`. A year that is not open has neither."""
        return self.year != self.current and self.year in self.years

    @property
    def year_before(self) -> SchoolYear | None:
        """The newest open year that began before this one, or None."""
        return next((year for year in self.years if year.starts_on < self.year.starts_on), None)  # type: ignore[union-attr]

    @cached_property
    def span(self) -> Span | None:
        """How long visitors see what they see at its moment; None where nothing can be kept. One query, or two."""
        return span_at(self.moment)

    def today(self) -> "Directory":
        """The current year's directory at the same moment."""
        return replace(self, year=self.current)

    # Addresses: an archive's pages are the same pages under /years/<label>/, a rehearsal's under /rehearsal/<token>/.

    def url(self, name, *args) -> str:
        if self.is_archive:
            return self.origin + address(f"archive-{name}", self.year.label, *args)  # type: ignore[union-attr]
        if self.rehearsal:
            return self.origin + address(f"rehearsal-{name}", self.rehearsal, *args)
        return self.origin + address(name, *args)

    home_url = _address("home")
    a_z_url = _address("a-z")
    people_url = _address("people")
    chart_url = _address("chart")
    phone_book_url = _address("print")
    main_numbers_url = _address("main-numbers")
    search_url = _address("search")
    suggest_url = _address("suggest")

    changes_url = _of_the_year("changes")
    change_letter_url = _of_the_year("change-letter")
    changes_csv_url = _of_the_year("changes-csv")

    def office_url(self, slug, anchor="") -> str:
        return self._with_slug("office", slug) + (f"#{anchor}" if anchor else "")

    def _with_slug(self, name, slug):
        before, _, after = self._around_slugs[name]
        return before + slug + after

    @cached_property
    def _around_slugs(self):
        """A list has thousands of these addresses, and no slug has a sign that is written in another way."""
        return {name: self.url(name, "-").rpartition("-") for name in ("office", "office-card", "department-card")}

    def part_url(self, page: office_page.OfficePage, part: office_page.Part) -> str:
        """Where the office, or one of its departments, stands."""
        return self.office_url(page.slug, part.anchor)

    def card_url(self, part: office_page.Part, person: Person | None = None) -> str:
        """
        The card of an office or department, a department’s wherever it moves; or that of somebody who leads or answers
        there.
        """
        kind = "department" if part.anchor else "office"
        if person:
            return self.url(f"{kind}-person-card", part.slug, person.key)
        return self._with_slug(f"{kind}-card", part.slug)

    # What stands on the pages.

    def publications(self) -> QuerySet[Publication]:
        """What is live in this year, in order."""
        live = Publication.objects.live(self.moment).filter(school_year=self.year)
        return live.order_by("position", "name", "pk")

    def publication(self, slug: str) -> Publication:
        """What is live of the office at `slug`. Raises NotListed. One query."""
        return _first(self.publications().filter(slug=slug), f"No office has the address {slug}.")

    def publication_with(self, slug: str) -> Publication:
        """What is live of the office on whose page the department at `slug` stands. Raises NotListed. One query."""
        here = Listing.objects.filter(kind=Listing.Kind.DEPARTMENT, slug=slug).values("publication")
        return _first(self.publications().filter(pk__in=here), f"No department has the address {slug}.")

    def listings(self) -> ListingQuerySet:
        """Listings of what is live in this year, with the header of their publication; payloads stay closed."""
        return (
            Listing.objects.filter(publication__in=self.publications())
            .select_related("publication")
            .defer("publication__payload", "text", "text_folded", "names_folded", "around_folded")
            .order_by("publication__position", "publication__name", "publication_id", "position")
        )

    @cached_property
    def offices(self) -> tuple[Card, ...]:
        """Offices in order, each with its departments (and their units) in order. One query."""
        rows = self.listings().filter(kind__in=[Listing.Kind.OFFICE, Listing.Kind.DEPARTMENT])
        rows, found = rows.only(*_ON_CARDS), []
        for _key, of_a_page in groupby(rows, key=attrgetter("publication_id")):
            office, *departments = of_a_page
            cards = tuple(self._card(row, office) for row in departments)
            found.append(replace(self._card(office), departments=cards))
        return tuple(found)

    def call_instead(self, *within) -> CallInstead | None:
        """
        Whom to call for what has no number: the first of `within` that has one (the department it is in, its office; as
        parts of a page or as listings), else the district's line at which somebody speaks. None where nobody has.

        An office of an earlier year has moved on: only the district's numbers are today's.
        """
        for one in within if not self.is_archive else ():
            if one and one.phone:
                whose = _("department’s main number") if one.anchor else _("office’s main number")
                return CallInstead(whose, one.name, one.phone, "department" if one.anchor else "office")
        lines = (line for line in self.district.lines if line.kind == Kind.VOICE and phones.link(line.phone))
        return next((CallInstead(line.label, self.district.name, line.phone) for line in lines), None)

    def _card(self, row: Listing, *within) -> Card:
        return Card(
            name=row.name,
            slug=row.slug,
            url=self.office_url(row.publication.slug, row.anchor),
            summary="" if row.anchor else row.publication.summary,
            lead=str(row.lead),
            phone=row.phone,
            instead=None if row.phone else self.call_instead(*within),
            other_names=tuple(row.other_names),
            unchecked=str(self.year) if row.publication.carried_from_id and not row.anchor else "",
            written_in=row.written_in,
        )

    def cards(self, entries) -> tuple[Card, ...]:
        """
        The live offices and departments among `entries`, a set of (kind, slug), in the order of their pages.

        One query, none where nothing is asked for.
        """
        if not entries:
            return ()
        rows = {}
        for row in self.listings().placed().filter(any_of(entries)):
            rows.setdefault((row.kind, row.slug), row)
        return tuple(self._card(row, *row.numbered) for row in rows.values())

    def page(self, slug: str) -> office_page.OfficePage:
        """The live page of the office at `slug`. Raises NotListed, and Unreadable. One query."""
        return kept_page.page_of(self.publication(slug))

    @cached_property
    def office_pages(self) -> tuple[office_page.OfficePage, ...]:
        """All live pages in order, for lists that need more than listings have. One query."""
        return live_pages(self.moment, self.year)[0][0] if self.year else ()

    def department_url(self, slug: str) -> str:
        """Where the department at `slug` stands today. Raises NotListed. One query."""
        return self.office_url(self.publication_with(slug).slug, slug)

    def url_of(self, draft: Entry) -> str:
        """
        Where the page of the office or department `draft` stands today, whatever address the draft has now. Raises
        NotListed, and Unreadable. One query.
        """
        about = Q(publication__office=draft.pk) if isinstance(draft, Office) else Q(department=draft.pk)
        kind = draft._meta.model_name
        row = self.listings().defer(None).filter(about, kind=kind).first()
        if row is None:
            raise NotListed(f"Visitors see no {kind} {draft}.")
        kept_page.page_of(row.publication)
        return self.office_url(row.publication.slug, row.anchor)

    @cached_property
    def district(self) -> DistrictFacts:
        """The district with its lines. One query, whether or not there are lines."""
        columns = ("name", "logo", "address", "lines__label", "lines__number", "lines__kind")
        rows = list(District.objects.order_by("lines__position", "lines__id").values_list(*columns))
        if not rows:
            return DistrictFacts(_("District directory"))
        lines = tuple(
            office_page.ContactLine(role=label, phone=str(number), kind=kind)
            for *_others, label, number, kind in rows
            if label
        )
        name, logo, address = rows[0][:3]
        return DistrictFacts(name, logo, address, lines)

    @property
    def open_alerts(self) -> tuple[ShownAlert, ...]:
        """The alerts that everybody reads at once: all that are not folded."""
        return self.alerts[: len(self.alerts) - len(self.folded_alerts)]

    @property
    def folded_alerts(self) -> tuple[ShownAlert, ...]:
        """The alerts behind a line that opens them: two or more, never the gravest of all and never an emergency."""
        emergencies = sum(alert.level == "emergency" for alert in self.alerts)
        behind = self.alerts[max(emergencies, 1) :]
        return behind if len(behind) > 1 else ()

    @cached_property
    def alerts(self) -> tuple[ShownAlert, ...]:
        """
        The alerts of this moment, the gravest first. One query.

        A broken one is left out and logged; it never costs the page. The admin's list shows editors the reason.
        """
        shown = []
        for alert in Alert.objects.showing(self.moment):
            try:
                shown.append(ShownAlert.of(alert))
            except Exception:
                if is_news(f"alert {alert.pk}"):
                    log.exception("Alert %s is left out of the pages.", alert.pk)
        return tuple(shown)


def _first(publications, reason):
    publication = publications.first()
    if publication is None:
        raise NotListed(reason)
    return publication


def live_pages(moment, *years) -> tuple[list[tuple[office_page.OfficePage, ...]], list[int]]:
    """
    The pages live at `moment` of each of `years`, in the order of its first page; and the keys of the publications
    that are live as well and cannot be read. One query at most.
    """
    live = Publication.objects.live(moment).filter(school_year__in=[year.pk for year in years])
    found, lost = {year.pk: [] for year in years}, []
    for publication in live.order_by("position", "name").only("school_year", "payload"):
        if page := kept_page.readable_page_of(publication):
            found[publication.school_year_id].append(page)
        else:
            lost.append(publication.pk)
    return [tuple(pages) for pages in found.values()], lost


def any_of(entries) -> Q:
    """The listings of `entries`, which are pairs of a kind and a slug and at least one."""
    return reduce(or_, [Q(kind=kind, slug=slug) for kind, slug in entries])
