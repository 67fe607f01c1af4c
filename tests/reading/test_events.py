"""What visitors saw happen, for feeds and for the API."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from departments import publishing
from departments.models import SchoolYear
from departments.reading.directory import Directory
from departments.reading.events import Events
from tests.making import make_department, make_office, make_year

pytestmark = pytest.mark.django_db
DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)


@pytest.fixture
def start():
    with time_machine.travel("2025-03-03T12:00:00Z", tick=False):
        yield timezone.now()


def _told(**options):
    return [(event.kind, event.name, event.sentence) for event in Events(Directory.at(), **options)[:50]]


OPENED = ("opened", "2024-25", "The directory of the school year 2024-25 was opened.")


def test_a_page_that_is_published_says_what_changed(start):
    office = make_office("academics", lead_title="Chief", lead_name="Ann Roe", phone="414-475-8393", publish=True)
    with time_machine.travel(start + DAY, tick=False):
        office.lead_name = "Joe Poe"
        office.save()
        publishing.publish(office, by=None)
        assert _told() == [
            OPENED,
            ("published", "Office of the Academics", "New in the directory: Office of the Academics (Chief: Ann Roe)."),
            ("published", "Office of the Academics", "Office of the Academics: lead Chief: Ann Roe → Chief: Joe Poe."),
        ]
        assert [event.key.split("/")[0] for event in Events(Directory.at(), newest_first=True)[:2]] == ["published"] * 2


def test_a_department_that_moves_within_the_year_is_told_as_moved_by_both_offices(start):
    lake, harbor = make_office("lake", name="Lake", publish=True), make_office("harbor", name="Harbor")
    boats = make_department(harbor, "boats", name="Boats")
    make_department(harbor, "knots", name="Knots")
    publishing.publish(harbor, by=None)
    with time_machine.travel(start + DAY, tick=False):
        boats.office, harbor.phone = lake, "414-475-8393"
        boats.save()
        harbor.save()
        publishing.publish(harbor, by=None)
        moved = "Boats is now in Lake, before it was in Harbor."
        told = {name: sentence for _, name, sentence in _told()[-2:]}
        assert told == {"Harbor": f"{moved} Harbor: phone 414-475-8393 added.", "Lake": moved}


def test_a_withdrawal_is_told_and_a_return(start):
    office = make_office("academics", lead_name="Ann Roe", publish=True)
    with time_machine.travel(start + DAY, tick=False):
        publishing.withdraw(office, by=None, note="Secret reason", instead="Ask the office of schools.")
        # What was taken back is not told again.
        assert _told()[1] == ("published", office.name, "Office of the Academics was published.")
    with time_machine.travel(start + 2 * DAY, tick=False):
        publishing.publish(office, by=None)
        assert [sentence for _, _, sentence in _told()[2:]] == [
            "Office of the Academics is no longer listed. Ask the office of schools.",
            "Office of the Academics is listed again.",
        ]


def test_a_withdrawal_is_told_from_its_moment_on(start):
    office = make_office("academics", publish=True)
    publishing.withdraw(office, by=None, at=start + DAY)
    for moment, told in [(start + DAY - INSTANT, 2), (start + DAY, 3)]:
        assert [event.kind for event in Events(Directory.at(moment))[:9]] == ["opened", "published", "withdrawn"][:told]


def test_what_ended_as_its_year_opened_was_seen_by_nobody(start):
    year = make_year("2025-26", opened=False)
    opening = year.first_moment
    for slug, end in [("academics", opening), ("operations", opening + INSTANT)]:
        publishing.withdraw(make_office(slug, year=year, publish=True), by=None, at=end)
    SchoolYear.objects.filter(pk=year.pk).update(opened_at=start)
    told = [(event.kind, event.slug) for event in Events(Directory.at(opening + DAY))[:9]]
    assert told == [("opened", ""), ("withdrawn", "operations")]


def test_nothing_scheduled_or_called_off_is_told(start):
    office = make_office("academics")
    scheduled = publishing.publish(office, by=None, at=start + DAY)
    assert _told() == [OPENED]
    with time_machine.travel(start + DAY, tick=False):
        assert len(Events(Directory.at())) == 2
    publishing.call_off(scheduled, by=None)
    with time_machine.travel(start + 2 * DAY, tick=False):
        assert _told() == [OPENED]


def test_what_was_published_before_its_year_opened_is_part_of_the_opening(start):
    year = make_year("2025-26", opened=False)
    office = make_office("academics", year=year, name="Academics of next year", publish=True)
    with time_machine.travel(start + DAY, tick=False):
        office.phone = "414-475-8393"
        office.save()
        publishing.publish(office, by=None)
    SchoolYear.objects.filter(pk=year.pk).update(opened_at=start)
    before, after = year.starts_on.isoformat() + "T04:59:59Z", year.starts_on.isoformat() + "T05:00:00Z"
    with time_machine.travel(before, tick=False):
        assert _told() == []
    with time_machine.travel(after, tick=False):
        assert _told() == [("opened", "2025-26", "The directory of the school year 2025-26 was opened.")]
        office.fax = "414-475-8457"
        office.save()
    with time_machine.travel("2025-07-02T12:00:00Z", tick=False):
        publishing.publish(office, by=None)
        # Compared with the page that stood at the opening, not with the one nobody saw.
        assert _told()[-1][2] == "Academics of next year: fax 414-475-8457 added."


def test_a_closed_year_has_no_events(start):
    make_office("academics", publish=True)
    SchoolYear.objects.update(closed_at=start)
    assert _told() == []


def test_only_what_is_wanted_is_kept(start):
    make_office("academics", publish=True)
    events = Events(Directory.at())
    events.keep(lambda event: event.kind == "published")
    assert [event.kind for event in events[:9]] == ["published"]
    assert events.last_moment == start


@pytest.mark.thorough
@pytest.mark.parametrize("count", [1, 3, 200])
def test_queries_do_not_grow_with_events(count, start, django_assert_num_queries):
    for number in range(count):
        office = make_office(f"office-{number}", publish=True)
    with time_machine.travel(start + DAY, tick=False):
        office.phone = "414-475-8393"
        office.save()
        publishing.publish(office, by=None)
        with django_assert_num_queries(3):
            assert len(Events(Directory.at())[:50]) == min(50, count + 2)


def test_the_opening_of_this_year_tells_what_was_renamed_or_merged_and_no_raw_address(start):
    before, after = make_year("2023-24"), make_year("2024-25")
    for slug in ("labs", "board"):
        make_office(slug, year=before, name=slug.title(), publish=True)
    office = make_office("board", year=after, name="The Board", succeeds="labs", publish=True)
    assert [sentence for _, _, sentence in _told() if "opened" in sentence] == [
        "The directory of the school year 2023-24 was opened.",
        "The directory of the school year 2024-25 was opened. Board is now called The Board. "
        "Labs is now part of The Board.",
    ]
    with time_machine.travel(start + DAY, tick=False):
        office.succeeds = "labs maps"
        office.save()
        publishing.publish(office, by=None)
        assert _told()[-1][2] == "The Board was published."
