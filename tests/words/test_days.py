"""Days and moments as people read them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.formats import localize
from django.utils.timezone import template_localtime

from departments.words import days

EIGHT = datetime(2026, 9, 3, 13, tzinfo=UTC)  # in Milwaukee


@pytest.mark.parametrize(
    ("value", "day", "moment"),
    [
        (EIGHT, "September 3, 2026", "September 3, 2026, 8:00 AM"),
        (EIGHT.isoformat(), "September 3, 2026", "September 3, 2026, 8:00 AM"),
        ("2026-09-03T13:00:00Z", "September 3, 2026", "September 3, 2026, 8:00 AM"),
        # The day in the district, which is not yet the day of UTC; midnight and noon; the winter's hour.
        (datetime(2026, 7, 1, 4, 59, tzinfo=UTC), "June 30, 2026", "June 30, 2026, 11:59 PM"),
        (datetime(2026, 7, 1, 5, tzinfo=UTC), "July 1, 2026", "July 1, 2026, 12:00 AM"),
        (datetime(2026, 12, 11, 18, 5, tzinfo=UTC), "December 11, 2026", "December 11, 2026, 12:05 PM"),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_a_day_and_a_moment_are_said_one_way(value, day, moment):
    assert (days.day(value), days.moment(value)) == (day, moment)


def test_a_day_without_a_time_is_that_day_everywhere():
    assert days.day(date(2026, 9, 3)) == days.day("2026-09-03") == "September 3, 2026"
    assert days.month(date(2026, 9, 3)) == "September 2026"


def test_pages_and_django_s_own_columns_say_the_same():
    page = Template("{% load directory_tags %}{{ at|day }} · {{ at|moment }} · {{ at|month }}")
    assert page.render(Context({"at": EIGHT})) == "September 3, 2026 · September 3, 2026, 8:00 AM · September 2026"
    assert localize(template_localtime(EIGHT)) == days.moment(EIGHT)
    assert localize(date(2026, 9, 3)) == days.day(date(2026, 9, 3))
