"""How each school year stands, in words, and how far its offices are."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from departments import publishing
from departments.models import Office, SchoolYear
from departments.school_years import calendar, turning
from departments.school_years.readiness import missing, told
from departments.school_years.year import close_year, open_year
from tests.making import make_office, make_year

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2025, 5, 10, 9))
FIRST = timezone.make_aware(datetime(2025, 7, 1))
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def _years():
    return list(SchoolYear.objects.all())


def _standings(**options):
    return calendar.standings(_years(), **options)


def _words():
    return {one.year.label: (one.kind, one.words) for one in _standings()}


def test_a_moment_is_said_as_people_say_it():
    assert turning.in_words(FIRST) == "July 1, 2025"
    assert turning.in_words(FIRST + timedelta(hours=6)) == "July 1, 2025, 6:00 AM"


def test_years_stand_newest_first_in_words():
    for label in ("2023-24", "2024-25"):
        make_year(label)
    for label in ("2022-23", "2025-26", "2026-27"):
        make_year(label, opened=False)
    open_year(make_year("2025-26"), at=FIRST)
    assert [(one.year.label, one.kind, one.words) for one in _standings()] == [
        ("2026-27", "hidden", "Not open"),
        ("2025-26", "ahead", "Opens on July 1, 2025"),
        ("2024-25", "current", "Current since July 1, 2024"),
        ("2023-24", "archive", "Archive"),
        ("2022-23", "hidden", "Not open"),
    ]
    befores = [str(one.before) for one in _standings()]
    assert befores == ["2025-26", "2024-25", "2023-24", "2022-23", "None"]


def test_a_year_that_closes_or_is_closed_says_so(clock):
    for label in ("2023-24", "2024-25"):
        make_year(label)
    close_year(make_year("2024-25"), at=FIRST)
    close_year(make_year("2023-24"), at=NOW + DAY)
    assert _words() == {
        "2024-25": ("current", "Current since July 1, 2024, closes on July 1, 2025"),
        "2023-24": ("archive", "Archive, closes on May 11, 2025, 9:00 AM"),
    }
    clock.move_to(FIRST)
    assert _words()["2024-25"] == ("closed", "Closed since July 1, 2025")


def test_a_year_is_current_since_the_later_one_was_closed(clock):
    make_year("2024-25")
    open_year(make_year("2025-26", opened=False), at=FIRST)
    clock.move_to(FIRST + 2 * DAY)
    assert _words()["2025-26"] == ("current", "Current since July 1, 2025")
    open_year(make_year("2024-25"))
    assert _words() == {
        "2025-26": ("closed", "Closed since July 3, 2025"),
        "2024-25": ("current", "Current since July 3, 2025"),
    }


def test_a_year_that_closes_before_its_first_day_never_opens():
    year = make_year("2025-26", opened=False)
    SchoolYear.objects.filter(pk=year.pk).update(opened_at=NOW - DAY, closed_at=NOW + DAY)
    assert _words() == {"2025-26": ("closed", "Closes before it opens")}


@pytest.mark.parametrize(
    ("opened", "hidden", "coming"),
    [
        ([], [], None),
        (["2024-25"], [], None),
        (["2024-25"], ["2023-24"], None),
        (["2024-25"], ["2025-26", "2026-27"], "2025-26"),
        ([], ["2023-24"], "2023-24"),
        ([], ["2023-24", "2024-25", "2025-26"], "2024-25"),
    ],
)
def test_which_year_is_next(opened, hidden, coming):
    for label in opened:
        make_year(label)
    for label in hidden:
        make_year(label, opened=False)
    assert [one.year.label for one in _standings() if one.is_next] == ([coming] if coming else [])


def test_the_current_year_is_the_one_visitors_see(clock):
    for label in ("2023-24", "2024-25"):
        make_year(label)
    open_year(make_year("2025-26", opened=False), at=FIRST)
    for moment in (NOW - 2000 * DAY, NOW, FIRST, FIRST - timedelta(seconds=1)):
        assert calendar.current(_years(), moment) == SchoolYear.objects.current(moment)


def test_offices_are_counted_as_they_will_be_when_visitors_see_the_year():
    year = make_year("2025-26", opened=False)
    open_year(year, at=FIRST + DAY)
    late = make_office("late", year=year)
    publishing.publish(late, by=None, at=FIRST + 2 * DAY)
    scheduled = make_office("scheduled", year=year, confirmed_on=NOW.date())
    publishing.publish(scheduled, by=None, at=FIRST + DAY)
    publishing.publish(make_office("as-well", year=year), by=None, at=FIRST)
    make_office("retired", year=year, retired_at=FIRST, publish=True)
    withdrawn = make_office("withdrawn", year=year, publish=True)
    publishing.withdraw(withdrawn, by=None, at=FIRST)
    make_office("live", publish=True)
    (coming, current) = _standings()
    assert (coming.offices, coming.published, coming.unpublished, coming.confirmed) == (4, 2, 2, 1)
    assert (current.offices, current.published, current.confirmed) == (1, 1, 0)
    assert (coming.lacks, current.lacks) == ("5 things are missing", "")
    assert list(coming.missing) == missing(year)


def test_only_the_offices_asked_for_are_counted_and_looked_at():
    year = make_year("2025-26", opened=False)
    make_office("mine", year=year)
    make_office("theirs", year=year)
    (standing,) = _standings(offices=Office.objects.filter(slug="mine"))
    assert (standing.offices, standing.lacks) == (1, "2 things are missing")
    (standing,) = _standings(offices=Office.objects.none())
    assert (standing.offices, standing.lacks) == (0, "nothing is missing")


def test_how_much_is_missing():
    assert [told(count) for count in (0, 1, 2)] == ["nothing is missing", "1 thing is missing", "2 things are missing"]
    make_year("2025-26", opened=False)
    assert _standings()[0].lacks == "1 thing is missing"  # offices


def test_the_way_back_says_what_opening_it_again_does(clock):
    make_year("2023-24")
    make_year("2024-25")
    open_year(make_year("2025-26", opened=False), at=FIRST)
    clock.move_to(FIRST + DAY)
    before = list(SchoolYear.objects.values())
    back = calendar.way_back(_years())
    assert back.year == make_year("2024-25")
    assert list(SchoolYear.objects.values()) == before
    assert open_year(back.year).sentences == back.sentences
    close_year(make_year("2023-24"))
    assert calendar.way_back(_years()) is None


@pytest.mark.thorough
@pytest.mark.parametrize("count", [1, 3, 20])
def test_eight_queries_for_any_number_of_years(count, django_assert_num_queries):
    for number in range(count - 1):
        make_office("office", year=make_year(f"{2000 + number}-{number + 1:02}"), publish=True)
    coming = make_year("2025-26", opened=False)
    for number in range(count):
        make_office(f"office-{number}", year=coming)
    years = _years()
    with django_assert_num_queries(8):
        standings = calendar.standings(years)
    assert [len(standings), standings[0].offices, len(standings[0].missing)] == [count, count, 2 * count]
