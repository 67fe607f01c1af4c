"""Two publishers save the same district, alert or school year: both are kept, or the second is asked."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from departments.models import Alert, District, DistrictLine, SchoolYear
from tests.admin.test_office import _posted
from tests.making import make_district, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

NINE = datetime(2025, 3, 3, 15, 0, tzinfo=UTC)


def _desk(name):
    client = Client()
    client.force_login(make_person(name, "Publishers"))
    return client


@pytest.fixture
def mary():
    return _desk("mary")


@pytest.fixture
def ben():
    return _desk("ben")


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def alert():
    return Alert.objects.create(message="<p>Closed today</p>", show_from=NINE)


@pytest.fixture
def year():
    return make_year()


def _address(row):
    return reverse(f"admin:departments_{row._meta.model_name}_change", args=[row.pk])


def _opened(desk, row):
    typed = _posted(desk.get(_address(row)))
    if isinstance(row, Alert):
        typed |= {"show_from_0": "2025-03-03", "show_from_1": "09:00:00", "show_until_0": "", "show_until_1": ""}
    return typed


def _at_once(mary, ben, row, first, second):
    """What Ben is answered, whose form was open when Mary saved `first`."""
    typed = _opened(ben, row) | second
    assert mary.post(_address(row), _opened(mary, row) | first).status_code == 302
    return ben.post(_address(row), typed)


def _kept_both(response):
    assert response.status_code == 302
    told = [str(message) for message in get_messages(response.wsgi_request)]
    (sentence,) = (one for one in told if one.startswith("Saved."))
    return sentence.partition(" at ")[0]


def _asked(response):
    assert response.status_code == 409
    found = response.context["found"]
    assert [str(saver).partition(" on ")[0] for saver in response.context["savers"]] == [
        f"mary saved {response.context['original']}"
    ]
    return [(one.part, one.label, one.before, one.theirs, one.mine) for one in found.choices]


UNTIL = {"show_until_0": "2025-03-04", "show_until_1": "17:00:00"}


def test_the_name_of_the_district_and_a_line_are_both_saved(mary, ben, district):
    response = _at_once(mary, ben, district, {"name": "Milwaukee Schools"}, {"lines-1-number": "888-814-4027"})
    assert _kept_both(response) == "Saved. mary saved the name of this district"
    assert District.objects.get().name == "Milwaukee Schools"
    assert list(DistrictLine.objects.values_list("label", "number")) == [
        ("Switchboard", "+1 414-475-8393"),
        ("TTY", "+1 888-814-4027"),
    ]


def test_two_lines_of_the_district_are_both_saved(mary, ben, district):
    response = _at_once(mary, ben, district, {"lines-0-label": "Main number"}, {"lines-1-label": "Text telephone"})
    assert _kept_both(response) == "Saved. mary saved the label of Main number"
    assert list(DistrictLine.objects.values_list("label", flat=True)) == ["Main number", "Text telephone"]


def test_the_same_number_of_the_district_is_asked_with_its_kind(mary, ben, district):
    response = _at_once(
        mary, ben, district, {"lines-1-number": "888-814-4027"}, {"lines-1-kind": "voice", "name": "Schools"}
    )
    assert _asked(response) == [
        (
            "TTY",
            "Number and its kind",
            "Number: 888-814-4026\nKind: TTY",
            "Number: 888-814-4027\nKind: TTY",
            "Number: 888-814-4026\nKind: Phone",
        )
    ]
    assert District.objects.get().name == "Milwaukee Public Schools"


def test_the_same_name_of_the_district_is_asked(mary, ben, district):
    response = _at_once(mary, ben, district, {"name": "Milwaukee Schools"}, {"name": "Schools"})
    assert _asked(response) == [("", "Name", "Milwaukee Public Schools", "Milwaukee Schools", "Schools")]


def test_the_choice_is_saved(mary, ben, district):
    page = _at_once(mary, ben, district, {"name": "Milwaukee Schools", "address": "Vliet Street"}, {"name": "Schools"})
    sent = dict(page.context["typed_values"]) | {"_seen": page.context["seen"], "_shown": page.context["shown"]}
    assert ben.post(_address(district), sent | {"_take-name": "mine"}).status_code == 302
    assert District.objects.values_list("name", "address").get() == ("Schools", "Vliet Street")


def test_what_an_alert_says_and_until_when_are_both_saved(mary, ben, alert):
    response = _at_once(mary, ben, alert, {"message": "<p>Closed until noon</p>"}, UNTIL)
    assert _kept_both(response) == "Saved. mary saved the message of this alert"
    alert.refresh_from_db()
    assert alert.message == "<p>Closed until noon</p>"
    assert (alert.show_from, alert.show_until) == (NINE, datetime(2025, 3, 4, 23, 0, tzinfo=UTC))


def test_until_when_and_what_an_alert_says_are_both_saved(mary, ben, alert):
    response = _at_once(mary, ben, alert, UNTIL, {"message": "<p>Closed until noon</p>"})
    assert _kept_both(response) == "Saved. mary saved the until of this alert"
    alert.refresh_from_db()
    assert (alert.message, alert.show_until) == ("<p>Closed until noon</p>", datetime(2025, 3, 4, 23, 0, tzinfo=UTC))


def test_the_same_of_an_alert_is_asked_in_words(mary, ben, alert):
    first = UNTIL | {"message": "<p>Closed until noon</p>", "level": "1-emergency"}
    second = UNTIL | {"show_until_1": "18:00:00", "message": "<p>Open</p>", "level": "2-warning"}
    assert _asked(_at_once(mary, ben, alert, first, second)) == [
        ("", "Message", "Closed today", "Closed until noon", "Open"),
        ("", "Level", "Notice", "Emergency", "Warning"),
        ("", "Until", "(empty)", "March 4, 2025, 5:00 PM", "March 4, 2025, 6:00 PM"),
    ]


def test_two_days_of_a_school_year_are_both_saved(mary, ben, year):
    response = _at_once(mary, ben, year, {"starts_on": "2024-08-01"}, {"ends_on": "2025-07-31"})
    assert _kept_both(response) == "Saved. mary saved the first day of this school year"
    year = SchoolYear.objects.get()
    assert (year.starts_on, year.ends_on) == (date(2024, 8, 1), date(2025, 7, 31))


def test_the_same_day_of_a_school_year_is_asked(mary, ben, year):
    response = _at_once(mary, ben, year, {"starts_on": "2024-08-01"}, {"starts_on": "2024-08-15"})
    assert _asked(response) == [("", "First day", "July 1, 2024", "August 1, 2024", "August 15, 2024")]


def test_days_that_cannot_stand_together_are_asked(mary, ben, year):
    response = _at_once(mary, ben, year, {"starts_on": "2025-03-01"}, {"ends_on": "2025-02-01"})
    assert [label for _, label, *_ in _asked(response)] == ["What both changed"]
    assert SchoolYear.objects.get().ends_on == date(2025, 6, 30)


def test_a_change_that_nobody_signed_is_kept_too(ben, district):
    typed = _opened(ben, district) | {"lines-1-number": "888-814-4027"}
    District.objects.update(name="Milwaukee Schools")
    assert (
        _kept_both(ben.post(_address(district), typed))
        == "Saved. Somebody saved the name of this district meanwhile; both are kept."
    )
