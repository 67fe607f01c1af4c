"""Last year's page goes on in the new year: marked, and in all else a publication like any other."""

import csv
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from departments import publishing
from departments.drafts.state import state_of
from departments.models import Publication
from departments.page import kept_page
from departments.publishing import PublishRefused, carry_on, publish, publish_again, take_off, withdraw
from departments.reading.directory import Directory, NotListed
from departments.reading.events import Events
from departments.words.days import moment
from tests.making import make_department, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
MARK = "Not yet checked for 2025–26"


@pytest.fixture
def earlier():
    office = make_office("academics", name="Academics", summary="Of last year.", position=4)
    make_department(office, "arts")
    make_department(office, "music")
    return publish(office, by=None)


@pytest.fixture
def draft(earlier):
    office = make_office("teaching", year=make_year("2025-26"), name="Teaching", position=2, succeeds="academics")
    make_department(office, "arts", name="Fine Arts")
    return office


def test_the_page_of_the_year_before_stands_in_the_new_one_marked(earlier, draft, client):
    publisher = make_person("publisher")
    carried = carry_on(earlier, draft, by=publisher)
    assert (carried.school_year.label, carried.slug, carried.position, carried.number) == ("2025-26", "teaching", 2, 1)
    assert (carried.published_by, carried.note) == (publisher, "Carried on from 2024-25")
    page = Directory.at().page("teaching")
    assert (page.name, page.school_year, page.carried_from) == ("Academics", "2025-26", "2024-25")
    assert [part.name for part in page.departments] == ["Arts", "Music"]
    assert Directory.at().offices[0].unchecked == "2025-26"
    for address in ("/", "/offices/teaching/", "/chart/", "/print/", "/print/main-numbers/"):
        assert MARK in client.get(address).content.decode()
    assert client.get("/api/v1/offices/teaching").json()["carried_from"] == "2024-25"
    table = client.get("/directory.csv").getvalue().decode("utf-8-sig").splitlines()
    assert [row["Not yet checked for"] for row in csv.DictReader(table)] == ["2025-26"] * 3
    cards = client.get("/directory.vcf").getvalue().decode()
    assert cards.count("Not yet checked for 2025-26.") == cards.count("BEGIN:VCARD") == 5
    # Of the year before nothing is marked, and none of it is read for the new one.
    assert MARK not in client.get("/years/2024-25/offices/academics/").content.decode()
    assert Publication.objects.get(pk=earlier.pk).payload == earlier.payload


def test_its_draft_takes_its_place_when_it_is_published(earlier, draft, client):
    carry_on(earlier, draft, by=None)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        publish(draft, by=None)
        assert (Directory.at().page("teaching").name, Directory.at().offices[0].unchecked) == ("Teaching", "")
        assert MARK not in client.get("/offices/teaching/").content.decode()
        assert client.get("/api/v1/offices/teaching").json()["carried_from"] == ""


def test_the_same_words_once_checked_are_another_page_and_are_told(earlier):
    same = make_office("academics", year=make_year("2025-26"), name="Academics", summary="Of last year.", position=4)
    make_department(same, "arts")
    make_department(same, "music")
    carried = carry_on(earlier, same, by=None)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        assert publish(same, by=None).digest != carried.digest
        (told,) = Events(Directory.at(), newest_first=True)[:1]
        assert told.sentence == "Academics: no longer last year’s page."


def test_what_is_made_of_a_carried_page_keeps_its_mark(earlier, draft):
    carried = carry_on(earlier, draft, by=None)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        shown = take_off(draft.departments.get(), by=None)
        assert [part.slug for part in kept_page.page_of(shown).departments] == ["music"]
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        again = publish_again(carried, by=None)
    assert {shown.carried_from.label, again.carried_from.label} == {"2024-25"}


def test_a_department_that_stands_elsewhere_in_the_new_year_is_left_out(earlier, draft):
    other = make_office("culture", year=draft.school_year)
    make_department(other, "music")
    publish(other, by=None)
    carry_on(earlier, draft, by=None)
    assert [part.slug for part in Directory.at().page("teaching").departments] == ["arts"]


def test_a_correction_of_last_years_page_stands_on_the_one_that_goes_on_from_it(earlier, draft):
    tomorrow, later = (timezone.now() + timedelta(days=days) for days in (1, 2))
    earlier.office.summary = "Corrected for tomorrow."
    earlier.office.save()
    publish(earlier.office, by=None, at=tomorrow)
    carry_on(earlier, draft, by=None)
    year, old = str(draft.school_year), earlier.office

    def summary(at):
        return Directory.at(at, label=year).page("teaching").summary

    assert (summary(timezone.now()), summary(tomorrow)) == ("Of last year.", "Corrected for tomorrow.")
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        old.summary = "Corrected at once."
        old.save()
        published = publish(old, by=make_person("publisher"))
        assert published.told == (
            "Teaching goes on in 2025-26 from 2024-25: Teaching was published with it, as number 3.",
        )
        page = Directory.at().page("teaching")
        assert (page.summary, page.school_year, page.carried_from) == ("Corrected at once.", "2025-26", "2024-25")
    with time_machine.travel(later, tick=False):
        assert summary(later) == "Corrected for tomorrow."
        publish(draft, by=None)
        old.summary = "Corrected too late."
        old.save()
        assert publish(old, by=None).told == ()
        assert Directory.at().page("teaching").name == "Teaching"


def test_what_is_to_go_off_the_site_goes_off_the_page_that_goes_on_from_it_too(earlier, draft):
    tomorrow, later = (timezone.now() + timedelta(days=days) for days in (1, 2))
    take_off(earlier.office, by=make_person("publisher"), at=tomorrow, instead="Ask the schools.")
    carried = carry_on(Publication.objects.get(pk=earlier.pk), draft, by=None)
    assert carried.told == (f"Academics, carried on, goes off the site on {moment(tomorrow)} as planned in 2024-25.",)
    assert Directory.at(label="2025-26").page("teaching").name == "Academics"
    with pytest.raises(NotListed):
        Directory.at(tomorrow, label="2025-26").page("teaching")
    ended = draft.publications.get()
    assert (ended.live_until, ended.instead) == (tomorrow, "Ask the schools.")
    assert state_of(draft).withdrawals == [tomorrow]
    publish(draft, by=None)
    with pytest.raises(NotListed):
        Directory.at(later, label="2025-26").page("teaching")


def test_taken_off_the_site_after_it_was_carried_on_it_ends_in_both_years(earlier, draft):
    carry_on(earlier, draft, by=None)
    again = make_office("teaching", year=make_year("2026-27"), succeeds="academics")
    carry_on(draft.publications.get(), again, by=None)
    ended = take_off(earlier.office, by=make_person("publisher"), instead="Ask the schools.")
    assert ended.told == (
        "Teaching goes on in 2025-26 from 2024-25: its page ends there as well.",
        "Office of the Teaching goes on in 2026-27 from 2025-26: its page ends there as well.",
    )
    assert Publication.objects.live().count() == 0
    assert {(one.live_until, one.instead) for one in Publication.objects.all()} == {
        (ended.live_until, "Ask the schools.")
    }
    draft.refresh_from_db()
    assert draft.retired_at is None  # its draft is of another year: it may be published


def test_where_to_look_instead_of_a_department_is_told_on_both_pages(earlier, draft, client):
    carry_on(earlier, draft, by=None)
    take_off(earlier.office.departments.get(slug="arts"), by=None, instead="Ask Music.")
    for address in ("/departments/arts/", "/years/2024-25/departments/arts/"):
        assert client.get(address).context["gone"].instead == "Ask Music."


def test_what_ends_on_both_pages_is_called_off_on_both(earlier, draft):
    carried = carry_on(earlier, draft, by=None)
    tomorrow = timezone.now() + timedelta(days=1)
    ended = take_off(earlier.office, by=None, at=tomorrow)
    assert Publication.objects.get(pk=carried.pk).live_until == tomorrow
    assert publishing.call_off(ended, by=None) == [ended, carried]
    assert {one.live_until for one in Publication.objects.all()} == {None}
    # A page that somebody checked for its year is its own.
    publish(draft, by=None)
    assert take_off(earlier.office, by=None).told == ()
    assert Directory.at(label="2025-26").page("teaching").name == "Teaching"


def test_an_end_and_a_page_that_is_planned_after_it_are_carried_on_both(earlier, draft):
    first, between, then = (timezone.now() + timedelta(days=days) for days in (1, 2, 3))
    withdraw(earlier.office, by=None, at=first)
    earlier.office.summary = "Back again."
    earlier.office.save()
    publish(earlier.office, by=None, at=then)
    carry_on(Publication.objects.get(pk=earlier.pk), draft, by=None)
    with pytest.raises(NotListed):
        Directory.at(between, label="2025-26").page("teaching")
    assert Directory.at(then, label="2025-26").page("teaching").summary == "Back again."


def test_what_was_taken_off_in_the_new_year_stays_off_its_carried_page(earlier, draft):
    carry_on(earlier, draft, by=None)
    take_off(draft.departments.get(), by=None)
    for name in ("Music and Dance", "Music"):
        earlier.office.departments.filter(slug="music").update(name=name)
        publish(earlier.office, by=None)
        assert [part.name for part in Directory.at().page("teaching").departments] == [name]
    earlier.office.departments.filter(slug="arts").update(name="Told of last year alone")
    assert publish(earlier.office, by=None).told == ()


def test_a_department_that_moves_in_the_year_before_moves_on_both_carried_pages(earlier, draft):
    culture, there = (make_office("culture", year=year) for year in (earlier.school_year, draft.school_year))
    carry_on(earlier, draft, by=None)
    carry_on(publish(culture, by=None), there, by=None)
    earlier.office.departments.filter(slug="music").update(office=culture)
    publish(earlier.office, by=None)
    found = {page.slug: [part.slug for part in page.departments] for page in Directory.at().office_pages}
    assert found == {"teaching": ["arts"], "culture": ["music"]}


def test_what_is_published_or_to_be_off_the_site_is_not_carried_on(earlier, draft):
    type(draft).objects.filter(pk=draft.pk).update(retired_at=timezone.now())
    with pytest.raises(PublishRefused, match="Teaching is marked as off the site"):
        carry_on(earlier, draft, by=None)
    type(draft).objects.filter(pk=draft.pk).update(retired_at=None)
    publish(draft, by=None)
    with pytest.raises(PublishRefused, match="Teaching is published in 2025-26 already"):
        carry_on(earlier, draft, by=None)


def test_a_page_that_was_not_carried_on_is_read_from_no_other_year(earlier, draft):
    with pytest.raises(NotListed):
        Directory.at().page("academics")
    assert publishing.carry_on(earlier, draft, by=None).carried_from == earlier.school_year
    assert kept_page.thaw(earlier.payload).carried_from == ""
    assert "carried_from" not in earlier.payload["records"][0]["fields"]


def test_carried_on_twice_it_is_said_to_be_the_page_of_the_year_that_wrote_it(earlier, draft, client):
    carried = carry_on(earlier, draft, by=None)
    again = carry_on(carried, make_office("teaching", year=make_year("2026-27")), by=None)
    assert (again.carried_from.label, again.digest) == ("2025-26", kept_page.digest(again.payload))
    html = client.get("/offices/teaching/").content.decode()
    assert "Not yet checked for 2026–27" in html and "(this is the page of 2024–25)" in html
