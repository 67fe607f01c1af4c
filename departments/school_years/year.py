"""
School years as a calendar has them, and as visitors get to see them: opened from a moment, closed from another.

Each is one window of time, and the year in front of visitors is the one that began last among those whose window the
moment falls into (`SchoolYear.objects.current()`). So a year is opened ahead of its day, and no timer is needed.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import publishing
from ..models import Happening, SchoolYear
from ..models.happening import our_turn
from ..models.school_year import NO_SCHOOL_YEAR, first_of
from ..words.days import moment
from . import turning
from .carrying import Missed, missed
from .locking import locked
from .problems import Problem, Refused
from .readiness import missing
from .turning import Turn

log = logging.getLogger(__name__)


def dates_of(label) -> tuple[date, date]:
    """The first and last day of the school year `label` ("2025-26"), July 1 to June 30. Raises Refused."""
    first = first_of(label)
    if first is None:
        raise Refused(Problem("", f"school year {label}", "label", _(NO_SCHOOL_YEAR)))
    return date(first, 7, 1), date(first + 1, 6, 30)


def with_its_days(label) -> SchoolYear:
    """The school year `label` with its first and last day, not saved. Raises Refused."""
    return SchoolYear(label=label, **dict(zip(("starts_on", "ends_on"), dates_of(label), strict=True)))


def open_year(year: SchoolYear, *, at=None, by=None, carry: Iterable[Missed] = ()) -> Turn:
    """
    Make `year` the current one from the moment `at` (now) on, or from its first day where that is later.

    Earlier years stay open as the archive. Later years that visitors see then, or would see after it, are closed from
    that moment: so opening an earlier year again is the way back, and opening the later one again the way forward. A
    year that visitors see already stays in their sight until then. What visitors have seen is not changed by a moment
    in the past. Raises Refused where the year would have to close and open twice. An incomplete year is opened all
    the same: `missing` says what it lacks. Of what is `missed`, last year's pages go on where they are in `carry`, in
    the same transaction. Raises PublishRefused where one cannot.
    """
    turn = _turned(turning.opening, year, at, carry=carry, by=by)
    if turn.changed:
        log.info("Opened %s for %s, by %s", year, moment(turn.at), by or "a command")
    return _with_what_is_missing(turn)


def if_opened(year: SchoolYear, *, at=None) -> Turn:
    """What `open_year()` would answer; nothing is written."""
    return _with_what_is_missing(_if_turned(turning.opening, year, at))


def close_year(year: SchoolYear, *, at=None, by=None) -> Turn:
    """Take `year` out of visitors' sight from the moment `at` on (now, also where `at` has passed)."""
    turn = _turned(turning.closing, year, at)
    if turn.changed:
        log.info("Closed %s from %s, by %s", year, moment(turn.at), by or "a command")
    return turn


def if_closed(year: SchoolYear, *, at=None) -> Turn:
    """What `close_year()` would answer; nothing is written."""
    return _if_turned(turning.closing, year, at)


def _turned(turn_of, year, at, carry=(), by=None):
    with transaction.atomic():
        # Not the key: who publishes refers to the year, and must not wait.
        years = list(SchoolYear.objects.select_for_update(no_key=True))
        if carry:
            locked(year.label)  # all its offices before anybody's turn, as who publishes does
        carried = [publishing.carry_on(one.publication, one.draft, by=by) for one in carry]
        now = our_turn()
        turn = turn_of(year, years, at=at or now, now=now)
        seen_from = {one.pk: one.seen_from for one in years}
        for row in turn.rows:
            row.save(update_fields=["opened_at", "closed_at"])
            if row.seen_from not in (None, seen_from[row.pk]):
                Happening.objects.create(key=f"opened/{row}", at=now)
    year.opened_at, year.closed_at = turn.year.opened_at, turn.year.closed_at
    return replace(turn, told=tuple(chain.from_iterable(one.told for one in carried)))


def _if_turned(turn_of, year, at):
    now = timezone.now()
    return turn_of(year, SchoolYear.objects.all(), at=at or now, now=now)


def _with_what_is_missing(turn):
    return replace(turn, missing=tuple(missing(turn.year, at=turn.at)), missed=missed(turn.year, at=turn.at))
