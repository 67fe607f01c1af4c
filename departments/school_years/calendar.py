"""How each school year stands for visitors, in words, and how far its offices are."""

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.db.models import Case, Count, DateTimeField, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Office, Publication, SchoolYear
from . import readiness, turning
from .readiness import Missing
from .turning import Turn, current, in_words


@dataclass(frozen=True)
class YearStanding:
    """
    Of `year`: `kind` is current, archive, ahead (opens on a day to come), closed or hidden (never opened), `words`
    say it. `offices` counts those not marked as off the site, `published`, `confirmed` and `carried`, whose page is
    still last year's, some of them, each at the moment visitors will see the year, or now. `before` is the year before
    it, open or not; `missing` what it lacks, where it is the next one, or else None.
    """

    year: SchoolYear
    kind: str
    words: str
    offices: int = 0
    published: int = 0
    confirmed: int = 0
    carried: int = 0
    before: SchoolYear | None = None
    is_next: bool = False
    missing: tuple[Missing, ...] | None = None

    @property
    def unpublished(self) -> int:
        return self.offices - self.published - self.carried

    @property
    def is_seen(self) -> bool:
        return self.kind in ("current", "archive")

    @property
    def lacks(self) -> str:
        """How much is missing, in words; empty where nobody asked."""
        return "" if self.missing is None else readiness.told(len(self.missing))


def standings(years, *, offices=None, at=None) -> tuple[YearStanding, ...]:
    """
    How `years`, all there are, stand at the moment `at` (now), the newest first.

    Where a queryset `offices` is given, only those are counted and looked at. One query, and six where a year is next.
    """
    at = at or timezone.now()
    years = sorted(years, key=lambda year: year.starts_on, reverse=True)
    offices = Office.objects.all() if offices is None else offices
    counts = _counts(years, offices, at)
    coming = following(years, at)
    lacks = tuple(readiness.missing(coming, offices=offices)) if coming else None
    found = []
    for year, before in zip_longest(years, years[1:]):
        stands, missing = how_it_stands(year, years, at), lacks if year == coming else None
        found.append(YearStanding(year, *stands, *counts.get(year.pk, (0, 0, 0, 0)), before, year == coming, missing))
    return tuple(found)


def how_it_stands(year, years, at=None) -> tuple[str, str]:
    """The `kind` of a YearStanding and its words, asked of `year` among `years`, the newest first."""
    at = at or timezone.now()
    if year.is_opened(at):
        closes = in_words(year.closed_at) if year.closed_at else ""
        if year == current(years, at):
            words = _("Current since {moment}, closes on {closes}") if closes else _("Current since {moment}")
            return "current", words.format(moment=in_words(current_since(year, years, at)), closes=closes)
        return "archive", _("Archive, closes on {closes}").format(closes=closes) if closes else _("Archive")
    if year.opened_at is None:
        return "hidden", _("Not open")
    if year.closed_at is None or year.closed_at > max(at, year.seen_from):
        return "ahead", _("Opens on {moment}").format(moment=in_words(year.seen_from))
    if year.closed_at <= at:
        return "closed", _("Closed since {moment}").format(moment=in_words(year.closed_at))
    return "closed", _("Closes before it opens")


def following(years, at=None) -> SchoolYear | None:
    """
    The year to be opened next, of `years`, the newest first: the first after the current one; while none is current
    the first that is not over, or else the last. None where nothing follows.
    """
    seen = current(years, at)
    today = timezone.localdate(at or timezone.now())
    later = [year for year in years if (year.starts_on > seen.starts_on if seen else year.ends_on >= today)]
    if later:
        return later[-1]
    return None if seen or not years else years[0]


def way_back(years, *, at=None) -> Turn | None:
    """
    From the current year, of `years`, the newest first, to the one in the archive that was current before it: what
    becomes of opening that again. From none to none. No queries.
    """
    at = at or timezone.now()
    seen = [year for year in years if year.is_opened(at)]
    return turning.opening(seen[1], years, at=at, now=at) if len(seen) > 1 else None


def current_since(year, years, at=None) -> datetime:
    """Since when `year`, which is the current one at `at`, is it: opened, or the newest left when later ones closed."""
    at = at or timezone.now()
    later = [one for one in years if one.starts_on > year.starts_on and one.opened_at and one.closed_at]
    return max([year.seen_from, *(one.closed_at for one in later if one.seen_from < one.closed_at <= at)])


def _counts(years, offices, at):
    """By year: its offices, those published, those confirmed, those carried on. One query."""
    if not years:
        return {}
    names = ("number", "published", "confirmed", "carried")
    moments = [When(school_year=year.pk, then=Value(max(at, readiness.moment_of(year)))) for year in years]
    live = Publication.objects.live(OuterRef("moment")).filter(office=OuterRef("pk"))
    rows = (
        offices.annotate(moment=Case(*moments, output_field=DateTimeField()))
        .kept(F("moment"))
        .annotate(is_live=Exists(live), is_carried=Exists(live.exclude(carried_from=None)))
        .order_by()
        .values("school_year")
        .annotate(
            number=Count("pk"),
            published=Count("pk", filter=Q(is_live=True, is_carried=False)),
            confirmed=Count("confirmed_on"),
            carried=Count("pk", filter=Q(is_carried=True)),
        )
    )
    return {row["school_year"]: (*(row[name] for name in names),) for row in rows}
