"""“Also in 2025-26?”: what was published in the old year since the new one was made is offered, and never forced."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from departments import publishing
from departments.drafts import history
from departments.drafts.state import state_of
from departments.models import Contact, Office
from departments.publishing import publish
from departments.school_years import corrections
from departments.school_years.corrections import brought_back, came_went_and_moved, key_of, offered, take_over
from departments.school_years.rolling import roll_over
from tests.making import make_contact, make_department, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
ALL = Office.objects.all()


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def old(clock):
    office = make_office("academics", name="Academics", lead_title="Chief", lead_name="Ann Roe", body="<p>Old</p>")
    make_contact(office, role="Desk", position=1)
    make_department(office, "arts", name="Arts")
    publish(office, by=None)
    return office


@pytest.fixture
def coming(old, clock):
    roll_over(old.school_year, "2025-26")
    clock.shift(timedelta(hours=1))
    return make_year("2025-26")


def _correct(office, clock, **values):
    Office.objects.filter(pk=office.pk).update(**values)
    clock.shift(timedelta(hours=1))
    publish(Office.objects.get(pk=office.pk), by=None)


def _offered(year, **options):
    return [(one.slug, one.field, one.loaded == one.draft) for one in offered(year, ALL, **options)]


def _new(year):
    return year.offices.get(slug__startswith="academics")


def test_nothing_is_offered_before_something_was_published(old, coming):
    Office.objects.filter(pk=old.pk).update(location="Room 7")
    assert _offered(coming) == []


def test_what_was_published_since_is_offered_and_taken_over_as_a_version(old, coming, clock):
    old.departments.update(phone="414-475-8001")
    old.contacts.update(note="Mornings")
    _correct(old, clock, location="Room 7", lead_name="Joe Poe")
    found = offered(coming, ALL)
    assert [(one.slug, one.field) for one in found] == [
        ("academics", "lead"),
        ("academics", "location"),
        ("academics", "contacts-1"),
        ("arts", "phone"),
    ]
    publisher = make_person("publisher")
    assert take_over(coming, {key_of(one) for one in found}, ALL, by=publisher) == found
    new = _new(coming)
    assert (new.lead_title, new.lead_name, new.location, new.contacts.get().note) == (
        *("Chief", "Joe Poe", "Room 7", "Mornings"),
    )
    assert str(new.departments.get().phone) == "+1 414-475-8001"
    version = history.versions(new)[0]
    assert (version.by, version.why) == (publisher, "Corrected in the year before as well")
    assert _offered(coming) == []


def test_a_day_is_corrected_as_drafts_have_it(old, coming, clock, monkeypatch):
    monkeypatch.setattr(corrections, "_NAMES", [*corrections._NAMES, "confirmed_on"])
    _correct(old, clock, confirmed_on="2024-09-30")
    (one,) = offered(coming, ALL)
    assert (one.field, one.loaded, one.draft, one.said) == ("confirmed_on", None, None, "2024-09-30")
    assert take_over(coming, {key_of(one)}, ALL, by=None) == [one]
    assert (str(_new(coming).confirmed_on), _offered(coming)) == ("2024-09-30", [])


def test_one_is_taken_over_without_the_others(old, coming, clock):
    old.contacts.update(note="Mornings")
    _correct(old, clock, location="Room 7", lead_name="Joe Poe")
    _, room, _ = offered(coming, ALL)
    take_over(coming, {key_of(room)}, ALL, by=None)
    assert (_new(coming).location, _new(coming).lead_name) == ("Room 7", "Ann Roe")
    assert [field for _, field, _ in _offered(coming)] == ["lead", "contacts-1"]


def test_what_both_years_changed_shows_both_and_waits_for_its_own_key(old, coming, clock):
    Office.objects.filter(pk=_new(coming).pk).update(location="Room 9", hours="8 to 4")
    _correct(old, clock, location="Room 7")
    (one,) = offered(coming, ALL)
    assert (one.field, one.loaded, one.draft, one.said) == ("location", "", "Room 9", "Room 7")
    # The draft says something else by now: nothing is overwritten that was not shown.
    Office.objects.filter(pk=_new(coming).pk).update(location="Room 10")
    assert take_over(coming, {key_of(one)}, ALL, by=None) == [] and _new(coming).location == "Room 10"
    (one,) = offered(coming, ALL)
    take_over(coming, {key_of(one)}, ALL, by=None)
    assert (_new(coming).location, _new(coming).hours) == ("Room 7", "8 to 4")


def test_what_the_new_year_alone_changed_or_has_already_is_not_offered(old, coming, clock):
    Office.objects.filter(pk=_new(coming).pk).update(summary="Of the new year.", location="Room 7")
    Contact.objects.filter(office=_new(coming)).update(note="Evenings")
    _correct(old, clock, location="Room 7")
    assert _offered(coming) == []


def test_it_follows_an_office_that_has_a_new_address(old, coming, clock):
    Office.objects.filter(pk=_new(coming).pk).update(slug="academics-and-arts")
    _correct(old, clock, location="Room 7")
    assert _offered(coming) == [("academics-and-arts", "location", True)]
    assert _offered(coming, of=old) == [("academics-and-arts", "location", True)]
    assert _offered(coming, of=make_office("other")) == []


def test_only_the_offices_one_may_edit_are_offered_and_written(old, coming, clock):
    _correct(old, clock, location="Room 7")
    (one,) = offered(coming, ALL)
    assert offered(coming, Office.objects.none()) == []
    assert take_over(coming, {key_of(one)}, Office.objects.none(), by=None) == []
    assert _new(coming).location == ""


def test_a_year_that_nothing_was_loaded_into_is_offered_nothing(old, clock):
    year = make_year("2025-26")
    make_office("academics", year=year)
    _correct(old, clock, location="Room 7")
    assert _offered(year) == []


def test_what_publishing_the_draft_would_undo_is_told(old, coming, clock):
    make_department(_new(coming), "dance", name="Dance")
    Office.objects.filter(pk=_new(coming).pk).update(hours="9 to 5")
    old.departments.update(phone="414-475-8001")
    _correct(old, clock, location="Room 7", body="<p>New</p>", hours="8 to 4")
    found = offered(coming, ALL)
    was, mend = "on last year’s page the", "as before. Take that over, unless the draft is right."
    assert list(brought_back(found, state_of(_new(coming)))) == [
        f"Academics: {was} location was corrected to “Room 7” since, and this draft says nothing {mend}",
        f"Academics: {was} text was corrected to “New” since, and this draft says “Old” {mend}",
        f"Arts: {was} phone was corrected to “414-475-8001” since, and this draft says “414-252-0221” {mend}",
    ]
    other = make_office("arts", year=coming)  # an office at the address of a department is another
    assert list(brought_back(found, state_of(other))) == []
    take_over(coming, {key_of(one) for one in found}, ALL, by=None)
    assert list(brought_back(offered(coming, ALL), state_of(_new(coming)))) == []


def test_while_nothing_was_published_since_no_page_and_no_draft_is_read(old, coming, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert offered(coming, ALL) == []


@pytest.fixture
def culture(old, coming, clock):
    """An office beside it in both years, of the earlier one; its draft of the later one came by the next roll-over."""
    office = make_office("culture", name="Culture", year=old.school_year)
    make_department(office, "museum", name="Museum")
    publish(office, by=None)
    roll_over(old.school_year, "2025-26")
    clock.shift(timedelta(hours=1))
    return office


def test_what_came_by_a_later_roll_over_is_offered_its_corrections_too(coming, culture, clock):
    culture.departments.update(phone="414-475-8001")
    _correct(culture, clock, location="Room 7")
    assert _offered(coming) == [("culture", "location", True), ("museum", "phone", True)]
    assert len(take_over(coming, {key_of(one) for one in offered(coming, ALL)}, ALL, by=None)) == 2
    assert coming.offices.get(slug="culture").location == "Room 7" and _offered(coming) == []


def test_a_correction_that_a_later_roll_over_brought_and_that_is_corrected_again(old, coming, clock):
    _correct(old, clock, location="Room 7", hours="8 to 4")
    roll_over(old.school_year, "2025-26")
    assert (_new(coming).location, _offered(coming)) == ("Room 7", [])
    # To what it was at first, and to something else: the draft has both from the second.
    _correct(old, clock, location="", hours="9 to 5")
    assert [(one.field, one.draft, one.said, one.loaded == one.draft) for one in offered(coming, ALL)] == [
        ("location", "Room 7", "", True),
        ("hours", "8 to 4", "9 to 5", True),
    ]


def test_what_a_later_roll_over_left_as_both_had_changed_it_is_still_offered(old, coming, clock):
    Office.objects.filter(pk=_new(coming).pk).update(location="Room 9")
    _correct(old, clock, location="Room 7", hours="8 to 4")
    roll_over(old.school_year, "2025-26")
    assert _offered(coming) == [("academics", "location", False)]


def test_a_department_that_moved_in_the_year_before_is_told_as_such(old, coming, culture, clock):
    old.departments.update(office=culture)
    publish(culture, by=None)
    assert came_went_and_moved(coming, ALL) == ([], [], ["Arts: now in Culture"])
    assert came_went_and_moved(coming, ALL.filter(slug="culture")) == ([], [], [])
    Office.objects.filter(pk=_new(coming).pk).update(slug="academics-and-arts")
    assert came_went_and_moved(coming, ALL) == ([], [], ["Arts: now in Culture"])
    _new(coming).departments.update(office=coming.offices.get(slug="culture"))
    assert came_went_and_moved(coming, ALL) == ([], [], [])


def test_what_got_another_address_in_the_year_before_is_still_the_same(old, coming, clock):
    old.departments.update(slug="fine-arts", succeeds="arts", location="Room 9")
    _correct(old, clock)
    assert _offered(coming) == [("arts", "location", True)]
    assert came_went_and_moved(coming, ALL) == ([], [], [])
    old.departments.update(succeeds="")
    _correct(old, clock)
    assert (_offered(coming), came_went_and_moved(coming, ALL)) == ([], (["Arts"], ["Arts"], []))


def test_what_went_with_its_office_or_department_is_not_named_beside_it(old, coming, clock):
    arts = old.departments.get()
    make_department(old, "dance", name="Dance", parent=arts)
    publish(old, by=None)
    roll_over(old.school_year, "2025-26")
    assert came_went_and_moved(coming, ALL) == ([], [], [])
    clock.shift(timedelta(hours=1))
    publishing.take_off(arts, by=None)
    assert came_went_and_moved(coming, ALL) == ([], ["Arts"], [])
    clock.shift(timedelta(hours=1))
    publishing.take_off(old, by=None)
    assert came_went_and_moved(coming, ALL) == ([], ["Academics"], [])
    # What the year has elsewhere by now did not go along.
    _new(coming).departments.filter(slug="arts").update(office=make_office("culture", year=coming))
    _new(coming).departments.filter(slug="dance").update(office=coming.offices.get(slug="culture"))
    assert came_went_and_moved(coming, ALL) == ([], ["Academics", "Arts"], [])
