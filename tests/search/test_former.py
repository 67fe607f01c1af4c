"""What was listed before: only what visitors could read, and where it leads today."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from departments import publishing
from departments.models import SchoolYear
from departments.reading.directory import Directory
from departments.search import find
from tests.making import make_department, make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
HOUR = timedelta(hours=1)


def _former(query="roe"):
    return [(one.name, one.sentence, tuple(now.name for now in one.now)) for one in find(query, Directory.at()).former]


def test_a_lead_of_an_earlier_page_is_told_with_the_day_and_who_leads_now():
    with time_machine.travel("2025-03-03 12:00-06:00", tick=False):
        office = make_office("arts", name="Arts", lead_name="Ann Roe", publish=True)
    office.lead_name = "Joe Poe"
    office.save()
    with time_machine.travel("2025-03-04 12:00-06:00", tick=False):
        assert _former() == []
        publishing.publish(office, by=None)
        answer = find("ann roe", Directory.at())

    assert _former() == [("Ann Roe", "listed until March 4, 2025 under Arts", ("Arts",))]
    assert (answer.former[0].url, answer.former[0].now[0].detail) == ("", "Head: Joe Poe")


def test_a_page_published_many_times_is_told_once():
    office = make_office("arts", name="Arts", lead_name="Ann Roe", publish=True)
    for place in range(5):
        office.summary = f"Summary {place}."
        office.save()
        publishing.publish(office, by=None)
    office.lead_name = "Joe Poe"
    office.save()
    publishing.publish(office, by=None)
    assert [name for name, *_ in _former("ann roe")] == ["Ann Roe"]


def test_successors_of_several_years_are_followed():
    first = make_office("arts", name="Arts", year=make_year("2022-23"), lead_name="Ann Roe")
    make_department(first, "paint", name="Painting")
    publishing.publish(first, by=None)
    make_office("culture", name="Culture", year=make_year("2023-24"), succeeds="arts", publish=True)
    make_office("culture", name="Culture and Sport", publish=True)

    assert _former() == [("Ann Roe", "listed until June 2023 under Arts", ("Culture and Sport",))]
    assert _former("painting") == [("Painting", "listed until June 2023 under Arts", ())]
    assert find("painting", Directory.at()).former[0].url == "/years/2022-23/offices/arts/#paint"


def test_an_office_renamed_within_the_year_leads_to_itself():
    office = make_office("arts", name="Arts", lead_name="Ann Roe", publish=True)
    office.slug, office.name, office.lead_name = "culture", "Culture", "Joe Poe"
    office.save()
    publishing.publish(office, by=None)
    assert [(name, now) for name, _, now in _former()] == [("Ann Roe", ("Culture",))]


def test_a_number_is_told_of_the_office_and_not_of_its_lead_too():
    office = make_office("arts", name="Arts", lead_name="Ann Roe", phone="414-475-8393", publish=True)
    office.phone = "414-475-8001"
    office.save()
    publishing.publish(office, by=None)
    for query in ("8393", "475-8393", "414-475-8393"):
        assert [(name, now) for name, _, now in _former(query)] == [("Arts", ("Arts",))]
    assert _former("839") == []


def test_a_name_that_is_only_in_a_text_now_is_told_beside_it():
    office = make_office("roe", name="Roe Center", publish=True)
    office.name, office.summary = "Arts Center", "Once named for Ann Roe."
    office.save()
    publishing.publish(office, by=None)
    answer = find("roe", Directory.at())
    assert [result.name for result in answer.results] == ["Arts Center"]
    assert [one.name for one in answer.former] == ["Roe Center"]


@pytest.fixture
def arts():
    return make_office("arts", name="Arts", lead_name="Joe Poe", publish=True)


def test_what_was_never_seen_is_never_told(arts, client):
    now = timezone.now()
    # A draft, a scheduled page, one that was called off, and a year that is not open.
    arts.lead_name = "Ann Roe"
    arts.save()
    assert _former() == []
    publishing.publish(arts, by=None, at=now + HOUR)
    assert _former() == []
    publishing.call_off(arts.publications.first(), by=None)
    with time_machine.travel(now + 2 * HOUR, tick=False):
        assert _former() == []
    make_office("crafts", name="Crafts", lead_name="Ann Roe", year=make_year("2025-26", opened=False), publish=True)
    assert _former() == []


def test_what_ended_before_its_year_was_open_is_not_told(arts):
    year = make_year("2023-24", opened=False)
    early = make_office("crafts", name="Crafts", lead_name="Ann Roe", year=year, publish=True)
    publishing.withdraw(early, by=None)
    SchoolYear.objects.filter(pk=year.pk).update(opened_at=timezone.now())
    assert _former() == []


def test_a_year_that_was_closed_is_not_told(arts):
    year = make_year("2023-24")
    make_office("crafts", name="Crafts", lead_name="Ann Roe", year=year, publish=True)
    assert [name for name, *_ in _former()] == ["Ann Roe"]
    SchoolYear.objects.filter(pk=year.pk).update(closed_at=timezone.now())
    assert _former() == []


def test_what_was_taken_back_is_not_told_again(arts):
    at = timezone.now() + HOUR
    publishing.withdraw(arts, by=None, at=at)
    # Planned, it changes nothing yet.
    assert find("poe", Directory.at()).results and _former("poe") == []
    with time_machine.travel(at, tick=False):
        assert find("poe", Directory.at()).results == () and _former("poe") == []
        publishing.publish(arts, by=None)
    arts.lead_name = "Jim Doe"
    arts.save()
    with time_machine.travel(at + HOUR, tick=False):
        publishing.publish(arts, by=None)
        assert [name for name, *_ in _former("poe")] == ["Joe Poe"]
