"""
School years as a calendar has them, and as visitors get to see them: opened from a moment, closed from another.

Each is one window of time, and the year in front of visitors is the one that began last among those whose window the
moment falls into (`SchoolYear.objects.current()`). So a year is opened ahead of its day, and no timer is needed.
"""

import logging
import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from ..models import SchoolYear
from ..publishing import moment
from .problems import Problem, Refused
from .readiness import Missing, missing

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """What came of it, in sentences; what visitors will miss in the year; whether anything was changed."""

    year: SchoolYear
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]
    changed: bool


@dataclass(frozen=True)
class Closed:
    """What came of it, in sentences; whether anything was changed."""

    year: SchoolYear
    sentences: tuple[str, ...]
    changed: bool


def dates_of(label) -> tuple[date, date]:
    """The first and last day of the school year `label` ("2025-26"), July 1 to June 30. Raises Refused."""
    years = re.fullmatch(r"(\d{4})-(\d{2})", label)
    if years is None or (int(years[1]) + 1) % 100 != int(years[2]) or not 1900 <= int(years[1]) <= 9998:
        raise Refused(Problem("", f"school year {label}", "label", "write two years that follow, such as 2025-26."))
    first = int(years[1])
    return date(first, 7, 1), date(first + 1, 6, 30)


def open_year(year: SchoolYear, *, at=None, by=None) -> Opened:
    """
    Make `year` the current one from the moment `at` (now) on, or from its first day where that is later.

    Earlier years stay open as the archive. Later years that visitors see then, or would see after it, are closed from
    that moment: so opening an earlier year again is the way back, and opening the later one again the way forward. A
    year that visitors see already stays in their sight until then. What visitors have seen is not changed by a moment
    in the past. Raises Refused where the year would have to close and open twice. An incomplete year is opened all
    the same: `missing` says what it lacks.
    """
    now = timezone.now()
    at = at or now
    with transaction.atomic():
        years = _locked()
        row = _among(years, year)
        turn = max(at, now, row.first_moment)
        opened_at = _new_opening(row, at, now)
        later = [one for one in years if one.starts_on > row.starts_on and _is_seen_after(one, turn)]
        changed = (max(opened_at, row.first_moment), None) != (row.seen_from, row.closed_at)
        changed = changed or any(one.is_opened(turn) for one in later)
        if changed:
            sentences = [_close(one, turn) for one in later]
            row.opened_at, row.closed_at = opened_at, None
            for one in (row, *later):
                one.save(update_fields=["opened_at", "closed_at"])
            sentences = [*_what_visitors_see(row, years, at, turn, now), *sentences]
        else:
            sentences = [_already(row, now)]
    _bring_up_to_date(year, row)
    if changed:
        log.info("Opened %s for %s, by %s", row, moment(turn), by or "a command")
    return Opened(year, tuple(sentences), tuple(missing(year, at=turn)), changed)


def close_year(year: SchoolYear, *, at=None, by=None) -> Closed:
    """Take `year` out of visitors' sight from the moment `at` on (now, also where `at` has passed)."""
    now = timezone.now()
    turn = max(at or now, now)
    with transaction.atomic():
        years = _locked()
        row = _among(years, year)
        changed = row.opened_at is not None and (row.closed_at is None or row.closed_at > turn)
        if changed:
            sentences = [_close(row, turn)]
            row.save(update_fields=["opened_at", "closed_at"])
            sentences.append(_seen_instead(years, turn, now))
        elif row.opened_at is None:
            sentences = [f"{row} is not open, so there is nothing to close."]
        else:
            sentences = [f"{row} is closed from {moment(row.closed_at)} already. Nothing was changed."]
    _bring_up_to_date(year, row)
    if changed:
        log.info("Closed %s from %s, by %s", row, moment(turn), by or "a command")
    return Closed(year, tuple(sentences), changed)


def _locked():
    """All years, the newest first: one change of what is open at a time."""
    return list(SchoolYear.objects.select_for_update().order_by("-starts_on"))


def _among(years, year):
    for row in years:
        if row.pk == year.pk:
            return row
    raise Refused(Problem("", f"school year {year}", "", "it was deleted meanwhile. Nothing was changed."))


def _bring_up_to_date(year, row):
    year.opened_at, year.closed_at = row.opened_at, row.closed_at


def _new_opening(row, at, now):
    """`at`, or the opening it has where visitors see it all the way until then: they must not lose it meanwhile."""
    if row.opened_at is None or row.seen_from > now or (row.closed_at and row.closed_at <= now):
        return at
    if row.closed_at and row.closed_at < at:
        closes = moment(row.closed_at)
        sentence = f"it closes {closes}, and cannot open once more later. Open it from {closes}, or once it is closed."
        raise Refused(Problem("", f"school year {row}", "", sentence))
    return row.opened_at


def _is_seen_after(year, turn):
    return year.opened_at is not None and (year.closed_at is None or year.closed_at > turn)


def _close(year, turn):
    """Set `year` to be closed from `turn`; one that was to open only then or later has its opening called off."""
    if year.opened_at < turn:
        year.closed_at = turn
        return f"{year} is closed to visitors from {moment(turn)}. Opening it again brings it back."
    opening = moment(year.opened_at)
    year.opened_at = year.closed_at = None
    return f"{year} was to open {opening}: that is called off. Opening it again brings it back."


def _already(row, now):
    if row.seen_from <= now:
        return f"{row} is open already, and the current year. Nothing was changed."
    return f"{row} is to open {moment(row.seen_from)} already. Nothing was changed."


def _what_visitors_see(row, years, at, turn, now):
    if turn <= now:
        yield f"Visitors see {row} from now on."
    else:
        yield f"Visitors see {row} from {moment(turn)} on. {_until_then(years, now)}"
    if row.first_moment > at:
        yield f"{row} stays out of sight until its first day, {row.starts_on}."
    archive = [str(one) for one in years if one.starts_on < row.starts_on and one.is_opened(turn)]
    if archive:
        yield f"In the archive they then find {', '.join(archive)}."


def _until_then(years, now):
    current = _current(years, now)
    return f"Until then they see {current}." if current else "Until then no school year is open to them."


def _seen_instead(years, turn, now):
    current = _current(years, turn)
    when = "now" if turn <= now else "then"
    return f"Visitors {when} see {current}." if current else f"No school year is open to visitors {when}."


def _current(years, at):
    """The same rule as `SchoolYear.objects.current()`, asked of rows before others see them."""
    return next((year for year in years if year.is_opened(at)), None)
