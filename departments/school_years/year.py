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
from ..words.days import moment
from . import turning
from .problems import Problem, Refused
from .readiness import Missing, missing

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """
    What came of it, in sentences; what visitors will miss in the year; whether anything was changed; and which later
    years it closes.
    """

    year: SchoolYear
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]
    changed: bool
    closes: tuple[SchoolYear, ...] = ()


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
    with transaction.atomic():
        years, now = _locked()
        turn = turning.opening(year, years, at=at or now, now=now)
        _save(turn, year)
    if turn.changed:
        log.info("Opened %s for %s, by %s", year, moment(turn.at), by or "a command")
    return _opened(turn)


def if_opened(year: SchoolYear, *, at=None) -> Opened:
    """What `open_year()` would answer; nothing is written."""
    now = timezone.now()
    return _opened(turning.opening(year, _years(), at=at or now, now=now))


def close_year(year: SchoolYear, *, at=None, by=None) -> Closed:
    """Take `year` out of visitors' sight from the moment `at` on (now, also where `at` has passed)."""
    with transaction.atomic():
        years, now = _locked()
        turn = turning.closing(year, years, at=at or now, now=now)
        _save(turn, year)
    if turn.changed:
        log.info("Closed %s from %s, by %s", year, moment(turn.at), by or "a command")
    return Closed(turn.year, turn.sentences, turn.changed)


def if_closed(year: SchoolYear, *, at=None) -> Closed:
    """What `close_year()` would answer; nothing is written."""
    now = timezone.now()
    turn = turning.closing(year, _years(), at=at or now, now=now)
    return Closed(turn.year, turn.sentences, turn.changed)


def _locked():
    """All years, the newest first, and the moment of our turn: one change of what is open at a time."""
    return list(_years().select_for_update()), timezone.now()


def _years():
    return SchoolYear.objects.order_by("-starts_on")


def _save(turn, year):
    for row in turn.rows:
        row.save(update_fields=["opened_at", "closed_at"])
    year.opened_at, year.closed_at = turn.year.opened_at, turn.year.closed_at


def _opened(turn):
    return Opened(turn.year, turn.sentences, tuple(missing(turn.year, at=turn.at)), turn.changed, turn.closes)
