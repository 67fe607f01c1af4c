"""Opening and closing: what visitors see from which moment on, and what an incomplete year lacks."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from departments import publishing
from departments.drafts import confirming
from departments.models import SchoolYear
from departments.reading.directory import Directory, NotListed
from departments.school_years import year as opening
from departments.school_years.problems import Refused
from departments.school_years.readiness import Missing, missing
from departments.school_years.year import close_year, dates_of, if_closed, if_opened, open_year
from tests.making import make_department, make_office, make_year

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2025, 7, 10, 9))
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def _make(label, opened=None):
    year = make_year(label, opened=False)
    SchoolYear.objects.filter(pk=year.pk).update(opened_at=opened)
    return SchoolYear.objects.get(pk=year.pk)


@pytest.fixture
def last():
    return _make("2024-25", NOW - 300 * DAY)


@pytest.fixture
def this():
    return _make("2025-26")


def _seen(at=None):
    """Whether visitors see these years at that moment, the current one first."""
    return [year.label for year in Directory.at(at).years]


def test_dates_of_a_year():
    assert dates_of("2099-00") == (date(2099, 7, 1), date(2100, 6, 30))
    assert dates_of("9998-99") == (date(9998, 7, 1), date(9999, 6, 30))
    for label in ("2025-27", "1899-00", "9999-00", "2025"):
        with pytest.raises(Refused, match="write two years that follow"):
            dates_of(label)


def test_an_opened_year_is_the_current_one_from_now_on(last, this):
    opened = open_year(this)
    assert _seen() == ["2025-26", "2024-25"]
    assert (_seen(NOW - SECOND), this.opened_at, opened.changed) == (["2024-25"], NOW, True)
    assert opened.sentences == ("Visitors see 2025-26 from now on.", "In the archive they then find 2024-25.")


def test_whoever_waited_opens_or_closes_when_their_turn_has_come(clock, monkeypatch, last, this):
    our_turn = opening.our_turn

    def wait():
        clock.shift(SECOND)
        return our_turn()

    monkeypatch.setattr(opening, "our_turn", wait)
    open_year(this)
    close_year(last)
    assert (this.opened_at, last.closed_at) == (NOW + SECOND, NOW + 2 * SECOND)


def test_visitors_switch_at_a_moment_to_come_without_a_timer(last, this):
    opened = open_year(this, at=NOW + DAY)
    assert (_seen(NOW + DAY - SECOND), _seen(NOW + DAY)) == (["2024-25"], ["2025-26", "2024-25"])
    assert opened.sentences == (
        "Visitors see 2025-26 from July 11, 2025, 9:00 AM on. Until then they see 2024-25.",
        "In the archive they then find 2024-25.",
    )


def test_a_year_stays_out_of_sight_until_its_first_day(clock, last, this):
    clock.move_to(NOW - 60 * DAY)
    opened = open_year(this, at=timezone.make_aware(datetime(2025, 6, 15)))
    midnight = timezone.make_aware(datetime(2025, 7, 1))
    assert (_seen(midnight - SECOND), _seen(midnight)) == (["2024-25"], ["2025-26", "2024-25"])
    assert opened.sentences[:2] == (
        "Visitors see 2025-26 from July 1, 2025 on. Until then they see 2024-25.",
        "2025-26 stays out of sight until its first day, July 1, 2025.",
    )


def test_opening_the_earlier_year_again_is_the_way_back_and_the_later_one_forward(clock, last, this):
    open_year(this)
    clock.shift(DAY)
    back = open_year(last)
    assert _seen() == ["2024-25"]
    assert last.opened_at == NOW - 300 * DAY  # nothing was hidden, and what was seen in it stays known
    assert back.sentences[-1] == (
        "2025-26 is closed to visitors from July 11, 2025, 9:00 AM. Opening it again brings it back."
    )
    with pytest.raises(NotListed):
        Directory.at(label="2025-26")
    clock.shift(DAY)
    open_year(SchoolYear.objects.get(label="2025-26"))
    assert _seen() == ["2025-26", "2024-25"]


def test_the_way_back_may_lie_ahead_and_hides_nothing_meanwhile(last, this):
    open_year(this)
    open_year(last, at=NOW + DAY)
    assert _seen() == _seen(NOW + DAY - SECOND) == ["2025-26", "2024-25"]
    assert _seen(NOW + DAY) == ["2024-25"]


def test_a_later_year_that_was_closed_before_keeps_its_end(clock, last, this):
    open_year(this)
    clock.shift(DAY)
    close_year(this)
    close_year(last)
    clock.shift(DAY)
    assert open_year(last).closes == ()
    this.refresh_from_db()
    assert this.closed_at == NOW + DAY


def test_a_closed_year_is_out_of_sight_until_it_opens_again(clock, last):
    close_year(last)
    clock.shift(DAY)
    opened = open_year(last, at=NOW + 2 * DAY)
    assert (_seen(), _seen(NOW + 2 * DAY)) == ([], ["2024-25"])
    assert opened.sentences == (
        "Visitors see 2024-25 from July 12, 2025, 9:00 AM on. Until then no school year is open to them.",
    )


def test_a_moment_in_the_past_does_not_change_what_visitors_have_seen(last, this):
    open_year(this, at=NOW - 3 * DAY)
    open_year(last, at=NOW - 2 * DAY)
    assert _seen(NOW - SECOND) == ["2025-26", "2024-25"]
    assert _seen() == ["2024-25"]


@pytest.mark.parametrize("at", [None, NOW - DAY, NOW + DAY])
def test_a_year_that_is_open_and_current_stays_as_it_is(last, at):
    next_year = _make("2026-27", NOW)
    before = list(SchoolYear.objects.values())
    opened = open_year(last, at=at)
    assert opened.sentences == ("2024-25 is open already, and the current year. Nothing was changed.",)
    assert (list(SchoolYear.objects.values()), opened.changed) == (before, False)
    assert next_year.is_opened(NOW + 365 * DAY)


def test_an_opening_to_come_moves(last, this):
    open_year(this, at=NOW + DAY)
    open_year(this, at=NOW + 3 * DAY)
    assert (_seen(NOW + 2 * DAY), _seen(NOW + 3 * DAY)) == (["2024-25"], ["2025-26", "2024-25"])
    again = open_year(this, at=NOW + 3 * DAY)
    assert again.sentences == ("2025-26 is to open on July 13, 2025, 9:00 AM already. Nothing was changed.",)
    open_year(this)
    assert _seen() == ["2025-26", "2024-25"]


def test_an_opening_to_come_is_called_off_by_opening_an_earlier_year(last, this):
    close_year(last)
    open_year(this, at=NOW + 3 * DAY)
    back = open_year(last, at=NOW + DAY)
    assert (_seen(NOW + DAY), _seen(NOW + 4 * DAY)) == (["2024-25"], ["2024-25"])
    assert back.sentences[-1] == (
        "2025-26 was to open on July 13, 2025, 9:00 AM: that is called off. Opening it again brings it back."
    )


def test_a_closing_to_come_is_called_off_by_opening_until_then_and_refused_after(last):
    close_year(last, at=NOW + 2 * DAY)
    with pytest.raises(Refused, match="it closes on July 12, 2025, 9:00 AM, and cannot open once more later"):
        open_year(last, at=NOW + 3 * DAY)
    open_year(last, at=NOW + 2 * DAY)
    assert _seen(NOW + 30 * DAY) == ["2024-25"]


@pytest.mark.parametrize("at", [None, NOW - DAY, NOW + DAY])
def test_what_opening_and_closing_come_to_is_told_before_it_is_done(last, this, at):
    make_office("academics", year=this)
    for if_done, done, year in (
        (if_opened, open_year, this),
        (if_opened, open_year, last),
        (if_closed, close_year, last),
        (if_closed, close_year, last),
    ):
        before = list(SchoolYear.objects.values())
        told = if_done(year, at=at)
        assert list(SchoolYear.objects.values()) == before
        assert told == done(year, at=at)


def test_the_later_years_that_close_are_named(last, this):
    open_year(this)
    later = _make("2026-27", NOW + DAY)
    assert if_opened(last).closes == (later, this)
    assert if_opened(this).closes == ()


def test_closing(last, this):
    open_year(this)
    closed = close_year(this, at=NOW + DAY)
    assert (_seen(NOW + DAY - SECOND), _seen(NOW + DAY)) == (["2025-26", "2024-25"], ["2024-25"])
    assert closed.sentences == (
        "2025-26 is closed to visitors from July 11, 2025, 9:00 AM. Opening it again brings it back.",
        "Visitors then see 2024-25.",
    )
    assert close_year(this, at=NOW + 2 * DAY).sentences == (
        "2025-26 is closed from July 11, 2025, 9:00 AM already. Nothing was changed.",
    )
    assert close_year(last).sentences[-1] == "Visitors now see 2025-26."
    assert close_year(this, at=NOW - DAY).sentences[-1] == "No school year is open to visitors now."
    assert _seen(NOW - SECOND) == ["2024-25"]  # what visitors have seen


def test_closing_what_never_opened(this):
    assert close_year(this).sentences == ("2025-26 is not open, so there is nothing to close.",)
    open_year(this, at=NOW + DAY)
    assert (
        close_year(this).sentences[0].startswith("2025-26 was to open on July 11, 2025, 9:00 AM: that is called off.")
    )
    assert this.opened_at is None


def test_an_empty_year_is_opened_and_told(this):
    opened = open_year(this)
    assert opened.changed
    assert opened.missing == (
        Missing("", "empty", "2025-26 has no offices. Load or roll over its drafts, and publish them."),
    )


def test_what_is_missing_is_told_office_by_office(this):
    good = make_office("academics", year=this, phone="414-475-8393", confirmed_on=NOW.date())
    publishing.publish(good, by=None, at=NOW + DAY)
    bad = make_office("staff", year=this, lead_title="Chief")
    make_department(bad, "science", lead_name="")
    make_office("gone", year=this, retired_at=NOW)
    assert [(one.slug, one.kind) for one in missing(this)] == [
        ("academics", "unpublished"),
        ("staff", "failing"),
        ("staff", "failing"),
        ("staff", "unpublished"),
        ("staff", "unconfirmed"),
    ]
    told = open_year(this, at=NOW + DAY).missing
    assert [one.sentence for one in told] == [
        "Office of the Staff: “Chief” has no name, so the page leaves it out. Choose “Vacant”, or type the name.",
        "Office of the Staff, Science: “Director” has no name, so the page leaves it out. "
        "Choose “Vacant”, or type the name.",
        "Office of the Staff: it is not published. Publish it.",
        "Office of the Staff: nobody has confirmed its details for 2025-26. Have them checked.",
    ]


@pytest.mark.parametrize("days", [-1, 0])
def test_what_was_confirmed_before_the_year_began_is_missing_as_on_the_first_page(this, days):
    make_office("academics", year=this, confirmed_on=this.starts_on + days * DAY)
    kinds = [one.kind for one in missing(this)]
    assert ("unconfirmed" in kinds) == (days < 0) == confirming.unchecked(this.offices).exists()


@pytest.mark.parametrize("count", [1, 3, 200])
def test_seven_queries_find_what_is_missing(count, this, django_assert_num_queries):
    for number in range(count):
        make_office(f"office-{number}", year=this, departments=1)
    with django_assert_num_queries(7):
        assert len(missing(this)) == 2 * count
