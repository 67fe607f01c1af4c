"""Moments: two pages of one office are never live at once, and what was planned happens when its moment comes."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from departments import publishing
from departments.models import Publication
from departments.publishing import PublishRefused, call_off, publish, publish_again, verbs, withdraw
from departments.reading.directory import Directory, NotListed
from tests.examples import examples
from tests.making import make_office, make_person, make_year

pytestmark = pytest.mark.django_db
# The night in which the clocks of Milwaukee go back: 2 November 2025, 2:00 CDT is 1:00 CST.
START = datetime(2025, 11, 2, 5, 30, tzinfo=UTC)
MINUTE, HOUR, INSTANT = timedelta(minutes=1), timedelta(hours=1), timedelta(microseconds=1)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def _office():
    return make_office("academics", year=make_year("2025-26"), summary="draft")


def _draft(office, summary):
    office.summary = summary
    office.save()


def _seen(at):
    try:
        return Directory.at(at).page("academics").summary
    except NotListed:
        return None


def _timeline(*moments):
    return [_seen(START + moment * HOUR) for moment in moments]


def _publish(office, summary, at=None):
    _draft(office, summary)
    return publish(office, by=None, at=at and START + at * HOUR)


def test_a_schedule_is_replaced_by_another_for_the_same_moment(clock):
    office = _office()
    for summary, at in [("now", None), ("first", 2), ("second", 2)]:
        _publish(office, summary, at)
    assert _timeline(0, 2, 3) == ["now", "second", "second"]
    assert [p.is_called_off() for p in Publication.objects.order_by("number")] == [False, True, False]


def test_a_schedule_between_now_and_another(clock):
    office = _office()
    for summary, at in [("now", None), ("late", 4), ("between", 2)]:
        _publish(office, summary, at)
    assert _timeline(1, 2, 3, 4, 9) == ["now", "between", "between", "late", "late"]


def test_a_schedule_called_off_leaves_what_was_before_it(clock):
    office = _office()
    _publish(office, "now")
    scheduled, later = _publish(office, "scheduled", 2), _publish(office, "later", 4)
    publisher = make_person("publisher", "Publishers")
    call_off(scheduled, by=publisher, note="Not yet")
    assert _timeline(0, 2, 3, 4) == ["now", "now", "now", "later"]
    scheduled.refresh_from_db()
    assert (scheduled.withdrawn_by, scheduled.withdrawal_note) == (publisher, "Not yet")
    call_off(later, by=None)
    assert _timeline(0, 2, 4, 9999) == ["now"] * 4
    with pytest.raises(PublishRefused, match="nothing is scheduled any more"):
        call_off(later, by=None)


def test_a_withdrawal_is_planned_and_called_off(clock):
    office = _office()
    _publish(office, "now")
    live = withdraw(office, by=None, at=START + 2 * HOUR, instead="Ask Academics")
    assert _timeline(0, 1, 2) == ["now", "now", None]
    call_off(live, by=None)
    assert _timeline(0, 2, 9) == ["now"] * 3
    live.refresh_from_db()
    assert (live.withdrawn_at, live.withdrawn_by, live.instead) == (None, None, "")


def test_a_correction_keeps_the_withdrawal_that_is_planned(clock):
    office = _office()
    _publish(office, "now")
    withdraw(office, by=None, at=START + 2 * HOUR, note="Merged", instead="Ask Academics")
    correction = _publish(office, "correction")
    assert _timeline(0, 1, 2) == ["correction", "correction", None]
    assert (correction.withdrawal_note, correction.instead) == ("Merged", "Ask Academics")


def test_a_page_in_the_place_of_a_withdrawal_leaves_another_offices_withdrawal_alone(clock):
    office, other = _office(), make_office("operations", year=make_year("2025-26"), publish=True)
    _publish(office, "now")
    for each in (office, other):
        withdraw(each, by=None, at=START + 2 * HOUR, note="Merged", instead="Ask Academics")
    _publish(office, "next", 2)
    endings = [
        Publication.objects.order_by("number").filter(office=each).values_list("withdrawal_note", "instead").first()
        for each in (office, other)
    ]
    assert endings == [("", ""), ("Merged", "Ask Academics")]


def test_an_office_withdrawn_now_comes_back_with_what_is_scheduled(clock):
    office = _office()
    _publish(office, "now")
    _publish(office, "scheduled", 2)
    withdraw(office, by=None)
    assert _timeline(0, 1, 2) == [None, None, "scheduled"]


def test_an_earlier_publication_is_published_again(clock):
    office = _office()
    first = _publish(office, "first")
    clock.move_to(START + HOUR)
    _publish(office, "second")
    clock.move_to(START + 2 * HOUR)
    again = publish_again(first, by=None)
    assert _timeline(0, 1, 2) == ["first", "second", "first"]
    assert (again.number, again.digest, again.note) == (3, first.digest, "No. 1 again")
    office.refresh_from_db()
    assert office.summary == "second"
    with pytest.raises(publishing.NothingToPublish):
        publish_again(first, by=None)


@pytest.mark.thorough
def test_whoever_waited_acts_when_their_turn_has_come(clock, monkeypatch):
    """Not when they pressed the button: visitors have since seen what the other did meanwhile."""
    office = _office()
    first, scheduled = _publish(office, "first"), _publish(office, "scheduled", 2)
    locked = verbs._locked

    def wait(office):
        clock.shift(MINUTE)
        return locked(office)

    monkeypatch.setattr(verbs, "_locked", wait)
    assert _publish(office, "second").live_from == START + MINUTE
    assert publish_again(first, by=None).live_from == START + 2 * MINUTE
    assert withdraw(office, by=None).live_until == START + 3 * MINUTE
    call_off(scheduled, by=None)
    scheduled.refresh_from_db()
    assert scheduled.withdrawn_at == START + 4 * MINUTE


def test_the_hour_that_comes_twice_has_one_page_at_a_time(clock):
    """1:30 local time comes twice that night; windows are kept in UTC and do not notice."""
    office = _office()
    _publish(office, "before")
    first, second = datetime(2025, 11, 2, 6, 30, tzinfo=UTC), datetime(2025, 11, 2, 7, 30, tzinfo=UTC)
    _draft(office, "first half past one")
    publish(office, by=None, at=first)
    _draft(office, "second half past one")
    publish(office, by=None, at=second)
    assert [_seen(at) for at in (first - INSTANT, first, second - INSTANT, second)] == [
        "before",
        "first half past one",
        "first half past one",
        "second half past one",
    ]


def test_a_clock_set_back_does_not_bring_back_what_was_replaced(clock):
    office = _office()
    _publish(office, "old")
    clock.move_to(START + 2 * HOUR)
    _publish(office, "published too early by the clock")
    clock.move_to(START + HOUR)
    _publish(office, "corrected")
    assert _timeline(1, 2, 9) == ["corrected"] * 3


def test_a_clock_set_back_does_not_bring_back_a_withdrawal(clock):
    office = _office()
    _publish(office, "old")
    clock.move_to(START + 2 * HOUR)
    withdraw(office, by=None)
    clock.move_to(START + HOUR)
    _publish(office, "back")
    assert _timeline(1, 2, 9) == ["back"] * 3


class Expected:
    """What visitors should see, told in another way: points in time from each of which on something is shown."""

    def __init__(self):
        self.points = []  # (moment, what is shown from then on, whether it was ordered at once)

    def show(self, at, what, now):
        # What was done "at once" after `at` can only come from a clock since set back.
        kept = [point for point in self.points if point[0] != at and not (point[0] > at and point[2])]
        self.points = sorted([*kept, (at, what, at == now)], key=lambda point: point[0])
        self._drop_repeated_withdrawals()

    def forget(self, at):
        self.points = [point for point in self.points if point[0] != at]
        self._drop_repeated_withdrawals()

    def at(self, moment):
        shown = [what for at, what, _ in self.points if at <= moment]
        return shown[-1] if shown else None

    def _drop_repeated_withdrawals(self):
        before, kept = None, []
        for point in self.points:
            if point[1] is not None or before is not None:
                kept.append(point)
                before = point[1]
        self.points = kept


WHEN = st.none() | st.integers(1, 6)
ACTS = st.lists(
    st.tuples(st.just("tick"), st.integers(-4, 4))
    | st.tuples(st.sampled_from(["publish", "withdraw"]), WHEN)
    | st.tuples(st.just("call off"), st.integers(0, 5)),
    max_size=14,
)


class AnyOrderOfActs(TestCase):
    # Withdrawn and published in one moment, which then lies ahead: what is called off leaves the page before it.
    @pytest.mark.thorough
    @example([("publish", None), ("tick", 1), ("withdraw", None), ("publish", None), ("tick", -1), ("call off", 1)])
    @examples(60)
    @given(ACTS)
    def test_no_moment_has_two_live_pages_and_every_plan_holds(self, acts):
        expected, now = Expected(), START
        with time_machine.travel(now, tick=False) as clock:
            office = _office()
            for step, (act, value) in enumerate(acts):
                if act == "tick":
                    now += value * HOUR
                    clock.move_to(now)
                    continue
                at = value and now + value * HOUR
                with suppress(PublishRefused):
                    self._do(act, value, office, at, now, f"text {step}", expected)
                self._compare(expected, office, now)

    def _do(self, act, value, office, at, now, text, expected):
        if act == "publish":
            _draft(office, text)
            publish(office, by=None, at=at)
            expected.show(at or now, text, now)
        elif act == "withdraw":
            withdraw(office, by=None, at=at)
            expected.show(at or now, None, now)
        else:
            publications = list(Publication.objects.order_by("number"))
            if value < len(publications):
                chosen = publications[value]
                call_off(chosen, by=None)
                expected.forget(chosen.live_from if chosen.live_from > now else chosen.live_until)

    def _compare(self, expected, office, now):
        rows = list(Publication.objects.filter(office=office))
        edges = {edge for row in rows for edge in (row.live_from, row.live_until) if edge}
        for edge in edges | {now}:
            for moment in (edge - INSTANT, edge, edge + INSTANT):
                assert sum(row.is_live(moment) for row in rows) <= 1
                if moment >= now:
                    assert _seen(moment) == expected.at(moment)
