"""Moments as people type them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from departments.words import days
from departments.words.typed_moment import aware, understood

NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)  # a Friday
EIGHT = datetime(2026, 11, 30, 14, tzinfo=UTC)  # 8:00 AM in Milwaukee
MIDNIGHT = datetime(2026, 11, 30, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-30T08:00", EIGHT),
        ("2026-11-30 08:00:00", EIGHT),
        ("2026-11-30T14:00:00Z", EIGHT),
        ("2026-11-30T08:00-06:00", EIGHT),
        ("2026-11-30 8:00 am", EIGHT),
        ("11/30/2026 8am", EIGHT),
        ("11/30/2026  8 AM", EIGHT),
        ("11/30/26 08:00", EIGHT),
        ("11/30/2026 8 a.m.", EIGHT),
        ("Nov 30, 8am", EIGHT),
        ("11/30 8:00am", EIGHT),
        ("nov. 30th at 8 am", EIGHT),
        ("Mon, Nov 30, 2026, 8:00 AM", EIGHT),
        ("Monday, November 30, 8:00 AM", EIGHT),
        ("November 30, 2026, 8:00 AM", EIGHT),
        ("Nov 30, 8pm", EIGHT + timedelta(hours=12)),
        ("Nov 30, 20:00", EIGHT + timedelta(hours=12)),
        ("Nov 30, 12pm", MIDNIGHT + timedelta(hours=12)),
        ("tomorrow 8am", EIGHT - timedelta(days=2)),
        ("Tomorrow at 8:00 AM", EIGHT - timedelta(days=2)),
        ("today, 8 pm", datetime(2026, 11, 28, 2, tzinfo=UTC)),
        ("tomorrow", MIDNIGHT - timedelta(days=2)),
        # A day alone is its first moment.
        ("2026-11-30", MIDNIGHT),
        ("11/30/2026", MIDNIGHT),
        ("November 30", MIDNIGHT),
        ("Nov 30, 12 am", MIDNIGHT),
        # A day without a year is the nearest: the summer's hour, next year; and one that was yesterday.
        ("Sept 3, 2027, 8am", datetime(2027, 9, 3, 13, tzinfo=UTC)),
        ("Jan 5, 8am", datetime(2027, 1, 5, 14, tzinfo=UTC)),
        ("Nov 26, 8am", datetime(2026, 11, 26, 14, tzinfo=UTC)),
    ],
)
def test_what_people_type_is_understood(text, meant):
    assert understood(text, now=NOW) == meant


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("someday", "“someday” is not understood. Write a day and a time, as November 30, 2026, 8:00 AM."),
        ("Monday 8am", "Which day? Write it before the time, as November 30, 2026, 8:00 AM."),
        ("8am", "Which day? Write it before the time, as November 30, 2026, 8:00 AM."),
        ("08:00", "Which day? Write it before the time, as November 30, 2026, 8:00 AM."),
        ("30/11/2026", "“30/11/2026” is not understood. Write a day and a time, as November 30, 2026, 8:00 AM."),
        ("Nov 31", "“Nov 31” is not understood. Write a day and a time, as November 30, 2026, 8:00 AM."),
        ("Nov 30, 8", "“Nov 30, 8” is not understood. Write a day and a time, as November 30, 2026, 8:00 AM."),
        ("Nov 30, 13 PM", "“Nov 30, 13 PM” is not understood. Write a day and a time, as November 30, 2026, 8:00 AM."),
        ("Nov 30, 5:00", "Is 5:00 before or after noon? Write 5:00 AM or 5:00 PM."),
        ("Tuesday, November 30, 8am", "November 30, 2026 is a Monday. Which of the two is meant?"),
        ("9999-12-31T23:59", "December 31, 9999, 11:59 PM is beyond the calendar. Choose another day."),
        ("Nov 30, 2062, 8am", "November 30, 2062, 8:00 AM is more than two years away. Do you mean 2026?"),
        ("2062-01-05", "January 5, 2062, 12:00 AM is more than two years away. Do you mean 2027?"),
        ("2028-11-28T12:00:01", "November 28, 2028, 12:00 PM is more than two years away. Do you mean 2026?"),
        (
            "2026-11-01 01:30",
            "November 1, 2026, 1:30 AM comes twice, as the clocks are set back. Write 12:30 AM or 2:30 AM.",
        ),
        (
            "Mar 14, 2027, 2:30 am",
            "There is no March 14, 2027, 2:30 AM: the clocks are set forward past it. Write for example 3:30 AM.",
        ),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        understood(text, now=NOW)


@pytest.mark.parametrize("offset", ["-05:00", "-06:00"])
def test_an_hour_that_comes_twice_is_told_by_its_offset(offset):
    assert understood(f"2026-11-01T01:30{offset}").isoformat() == f"2026-11-01T01:30:00{offset}"


def test_what_buttons_and_pages_say_is_understood_as_it_was_meant():
    with time_machine.travel(NOW, tick=False):
        for at in (EIGHT, MIDNIGHT, EIGHT + timedelta(days=200), NOW + timedelta(minutes=1)):
            assert understood(days.to_come(at)) == understood(days.moment(at)) == at
        assert days.to_come(EIGHT) == "Monday, November 30, 8:00 AM"
        assert days.to_come(EIGHT + timedelta(days=365)) == "Tuesday, November 30, 2027, 8:00 AM"


@pytest.mark.thorough
def test_every_other_hour_of_a_year_is_there_once():
    hour, refused = datetime(2026, 1, 1), []
    while hour.year == 2026:
        try:
            assert aware(hour) == hour.replace(tzinfo=ZoneInfo("America/Chicago"))
        except ValueError:
            refused.append(hour)
        hour += timedelta(minutes=30)
    assert [f"{one:%m-%d %H:%M}" for one in refused] == ["03-08 02:00", "03-08 02:30", "11-01 01:00", "11-01 01:30"]
    assert timezone.get_current_timezone_name() == "America/Chicago"
