"""
What opening or closing a school year at a moment comes to. Pure: rows are copied, nothing is read and nothing written.

`years` are all school years, the newest first; `now` is the moment of asking.
"""

from copy import copy
from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import SchoolYear
from ..words import days
from .carrying import Missed
from .problems import Problem, Refused
from .readiness import Missing


@dataclass(frozen=True)
class Turn:
    """
    `year` as it is then, `at` the moment it turns, `sentences` what visitors see and what else becomes of it.

    `rows` are those to be saved, none where everything is so already; `closes` those of later years that close or
    whose opening is called off. `missing` is what an opened year lacks, None where nobody asked; `missed` are the
    offices that visitors see now and would not see in it. `told` says what goes on with the pages that were carried on.
    """

    year: SchoolYear
    at: datetime
    sentences: tuple[str, ...]
    rows: tuple[SchoolYear, ...] = ()
    closes: tuple[SchoolYear, ...] = ()
    missing: tuple[Missing, ...] | None = None
    missed: tuple[Missed, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        return bool(self.rows)


def opening(year, years, *, at, now) -> Turn:
    """`year` opened from `at`, as `year.open_year()` says. Raises Refused."""
    years = [copy(one) for one in years]
    row = _among(years, year)
    turn = max(at, now, row.first_moment)
    opened_at = _new_opening(row, at, now)
    later = [one for one in years if one.starts_on > row.starts_on and one.opened_at]
    later = [one for one in later if one.closed_at is None or one.closed_at > turn]
    changed = (max(opened_at, row.first_moment), None) != (row.seen_from, row.closed_at)
    if not changed and not any(one.is_opened(turn) for one in later):
        words = _("{year} is open already, and the current year. Nothing was changed.")
        if row.seen_from > now:
            words = _("{year} is to open on {moment} already. Nothing was changed.")
        return Turn(row, turn, (words.format(year=row, moment=in_words(row.seen_from)),))
    closed = [_close(one, turn) for one in later]
    row.opened_at, row.closed_at = opened_at, None
    sentences = (*_what_visitors_see(row, years, at, turn, now), *closed)
    return Turn(row, turn, sentences, (row, *later), tuple(later))


def closing(year, years, *, at, now) -> Turn:
    """`year` closed from `at`, as `year.close_year()` says. Raises Refused."""
    years = [copy(one) for one in years]
    row = _among(years, year)
    turn = max(at, now)
    if row.opened_at is None:
        return Turn(row, turn, (_("{year} is not open, so there is nothing to close.").format(year=row),))
    if row.closed_at is not None and row.closed_at <= turn:
        words = _("{year} is closed from {moment} already. Nothing was changed.")
        return Turn(row, turn, (words.format(year=row, moment=in_words(row.closed_at)),))
    closed = _close(row, turn)
    if seen := current(years, turn):
        instead = _("Visitors now see {year}.") if turn <= now else _("Visitors then see {year}.")
    else:
        instead = _("No school year is open to visitors now.")
        instead = instead if turn <= now else _("No school year is open to visitors then.")
    return Turn(row, turn, (closed, instead.format(year=seen)), (row,))


def in_words(turn: datetime) -> str:
    """The moment at which a year turns: a day alone is that day's first moment, as years mostly turn."""
    return (days.day if timezone.localtime(turn).time() == time.min else days.moment)(turn)


def _among(years, year):
    for row in years:
        if row.pk == year.pk:
            return row
    raise Refused(Problem("", f"school year {year}", "", _("it was deleted meanwhile. Nothing was changed.")))


def _new_opening(row, at, now):
    """`at`, or the opening it has where visitors see it all the way until then: they must not lose it meanwhile."""
    if row.opened_at is None or row.seen_from > now or (row.closed_at and row.closed_at <= now):
        return at
    if row.closed_at and row.closed_at < at:
        words = _("it closes on {moment}, and cannot open once more later. Open it from then, or once it is closed.")
        raise Refused(Problem("", f"school year {row}", "", words.format(moment=in_words(row.closed_at))))
    return row.opened_at


def _close(year, turn):
    """Set `year` to be closed from `turn`; one that was to open only then or later has its opening called off."""
    if year.opened_at < turn:
        year.closed_at = turn
        words = _("{year} is closed to visitors from {moment}. Opening it again brings it back.")
        return words.format(year=year, moment=in_words(turn))
    opening = in_words(year.opened_at)
    year.opened_at = year.closed_at = None
    words = _("{year} was to open on {moment}: that is called off. Opening it again brings it back.")
    return words.format(year=year, moment=opening)


def _what_visitors_see(row, years, at, turn, now):
    if turn <= now:
        yield _("Visitors see {year} from now on.").format(year=row)
    else:
        words = _("Visitors see {year} from {moment} on. Until then no school year is open to them.")
        if seen := current(years, now):
            words = _("Visitors see {year} from {moment} on. Until then they see {seen}.")
        yield words.format(year=row, moment=in_words(turn), seen=seen)
    if row.first_moment > at:
        words = _("{year} stays out of sight until its first day, {day}.")
        yield words.format(year=row, day=days.day(row.starts_on))
    archive = [str(one) for one in years if one.starts_on < row.starts_on and one.is_opened(turn)]
    if archive:
        yield _("In the archive they then find {years}.").format(years=", ".join(archive))


def current(years, at=None) -> SchoolYear | None:
    """The same rule as `SchoolYear.objects.current()`, asked of `years`, also before others see them so."""
    return next((year for year in years if year.is_opened(at)), None)
