"""Who else has an office open: told on the form, kept up to date while it is open."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.admin.presence import parse_moment
from departments.models import Department, Office, OpenForm
from tests.admin.test_office import _posted
from tests.making import make_department, make_office, make_person

# Each form with many rows is drawn several times a test.
pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
MORNING = datetime(2025, 3, 3, 16, 2, tzinfo=UTC)  # 10:02 in the district
SINCE_MORNING = "Mary Jones has had this office open since March 3, 2025, 10:02 AM."


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def office(clock):
    office = make_office("academics")
    make_department(office, "arts")
    return office


def _desk(name, *offices, role="Editors", **names):
    person = make_person(name, role)
    get_user_model().objects.filter(pk=person.pk).update(**names)
    person.offices.add(*offices)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def mary(office):
    return _desk("mary", office, first_name="Mary", last_name="Jones")


@pytest.fixture
def ben(office):
    return _desk("ben", office)


def _address(row, page="change"):
    return reverse(f"admin:departments_{row._meta.model_name}_{page}", args=[row.pk])


def _sentences(response):
    return response.context["presence"]["sentences"]


def _asked(desk, office, opened, **changes):
    """What the script asks for while the form `opened` is on the screen."""
    posted = {name: opened.context["presence"][name] for name in ("department", "digest", "opened")}
    return desk.post(_address(office, "open"), posted | changes)


def test_the_form_says_who_else_has_it_open_since_when(mary, ben, office, clock):
    assert _sentences(mary.get(_address(office))) == []
    clock.shift(timedelta(minutes=3))
    page = ben.get(_address(office))
    assert _sentences(page) == [SINCE_MORNING]
    assert ">Mary Jones has had this office open since March 3, 2025, 10:02 AM.</p>" in page.content.decode()
    _desk("third", office).get(_address(office))
    assert _sentences(mary.get(_address(office))) == [
        "ben has had this office open since March 3, 2025, 10:05 AM.",
        "third has had this office open since March 3, 2025, 10:05 AM.",
    ]


def test_the_form_of_a_department_counts_as_its_offices(mary, ben, office):
    mary.get(_address(office.departments.get()))
    assert _sentences(ben.get(_address(office))) == [SINCE_MORNING]
    assert _sentences(ben.get(_address(office.departments.get()))) == [SINCE_MORNING]


def test_another_office_is_another_office(mary, ben, office):
    other = make_office("other")
    get_user_model().objects.get(username="ben").offices.add(other)
    mary.get(_address(office))
    assert _sentences(ben.get(_address(other))) == []


def test_who_only_looks_is_told_nothing_and_not_recorded(mary, office):
    mary.get(_address(office))
    viewer = _desk("viewer", role="Viewers")
    page = viewer.get(_address(office))
    assert page.status_code == 200 and "presence" not in page.context
    assert b'class="presence"' not in page.content and b"presence.js" not in page.content
    assert [row.user.username for row in OpenForm.objects.all()] == ["mary"]


def test_adding_an_office_records_nothing():
    assert b"presence.js" not in _desk("p", role="Publishers").get(reverse("admin:departments_office_add")).content
    assert not OpenForm.objects.exists()


def test_without_scripts_a_form_is_taken_to_be_open_for_ten_minutes(mary, ben, office, clock):
    mary.get(_address(office))
    clock.shift(timedelta(minutes=9, seconds=59))
    assert len(_sentences(ben.get(_address(office)))) == 1
    clock.shift(timedelta(seconds=1))
    assert _sentences(ben.get(_address(office))) == []


def test_a_script_keeps_it_open_and_its_beginning(mary, ben, office, clock):
    opened = mary.get(_address(office))
    for _ in range(3):
        clock.shift(timedelta(minutes=9))
        assert _asked(mary, office, opened).json() == {"sentences": []}
    assert _sentences(ben.get(_address(office))) == [SINCE_MORNING]


def test_opening_it_again_begins_anew(mary, ben, office, clock):
    mary.get(_address(office))
    clock.shift(timedelta(hours=1))
    mary.get(_address(office))
    assert _sentences(ben.get(_address(office))) == [
        "Mary Jones has had this office open since March 3, 2025, 11:02 AM."
    ]


def test_a_form_open_since_another_day_says_which(mary, ben, office, clock):
    opened = mary.get(_address(office))
    clock.shift(timedelta(hours=20))
    _asked(mary, office, opened)
    assert _sentences(ben.get(_address(office))) == [SINCE_MORNING]


def test_closing_the_window_ends_it(mary, ben, office):
    opened = mary.get(_address(office)).context["presence"]["opened"]
    response = mary.post(_address(office, "closed"), {"opened": opened})
    assert (response.status_code, response.content) == (204, b"")
    assert _sentences(ben.get(_address(office))) == []


def test_closing_a_window_does_not_close_one_opened_later(mary, ben, office, clock):
    first = mary.get(_address(office)).context["presence"]["opened"]
    clock.shift(timedelta(seconds=1))
    mary.get(_address(office))
    mary.post(_address(office, "closed"), {"opened": first})
    assert len(_sentences(ben.get(_address(office)))) == 1


def test_closing_closes_nobody_elses(mary, ben, office):
    mary.get(_address(office))
    opened = ben.get(_address(office)).context["presence"]["opened"]
    ben.post(_address(office, "closed"), {"opened": opened})
    assert [row.user.username for row in OpenForm.objects.all()] == ["mary"]


@pytest.mark.parametrize("button", ["_save", "_continue"])
def test_saving_ends_it(mary, office, button):
    posted = _posted(mary.get(_address(office))) | {button: "1"}
    assert mary.post(_address(office), posted).status_code == 302
    assert not OpenForm.objects.exists()


def test_a_save_that_is_refused_keeps_it_open(mary, ben, office, clock):
    posted = _posted(mary.get(_address(office)))
    clock.shift(timedelta(minutes=9))
    assert mary.post(_address(office), posted | {"phone": "call us"}).status_code == 200
    clock.shift(timedelta(minutes=9))
    assert _sentences(ben.get(_address(office))) == [SINCE_MORNING]


def test_rows_of_another_day_are_cleared_by_who_opens_a_form(mary, ben, office, clock):
    mary.get(_address(office))
    clock.shift(timedelta(days=1))
    ben.get(_address(office))
    assert OpenForm.objects.count() == 2
    clock.shift(timedelta(seconds=1))
    ben.get(_address(office))
    assert [row.user.username for row in OpenForm.objects.all()] == ["ben"]


# Saved meanwhile

GO_ON = "Reload to see it, or go on: both are kept, and you are asked only where you changed the same."


def _saved(desk, row, **changes):
    assert desk.post(_address(row), _posted(desk.get(_address(row))) | changes).status_code == 302


def test_the_script_is_told_of_a_save(mary, ben, office, clock):
    opened = ben.get(_address(office))
    clock.shift(timedelta(minutes=5))
    _saved(mary, office, phone="414-475-8200")
    sentences = ["Mary Jones saved Office of the Academics on March 3, 2025, 10:07 AM.", GO_ON]
    assert _asked(ben, office, opened).json() == {"sentences": sentences}
    mary.get(_address(office))
    sentences = ["Mary Jones has had this office open since March 3, 2025, 10:07 AM.", *sentences]
    assert _asked(ben, office, opened).json() == {"sentences": sentences}


def test_the_script_on_a_departments_form_is_told_of_what_that_form_shows(mary, ben, office, clock):
    arts = office.departments.get()
    opened = ben.get(_address(arts))
    _saved(mary, office, phone="414-475-8200")
    assert _asked(ben, office, opened).json() == {"sentences": []}
    _saved(mary, office, **{"departments-0-phone": "414-475-8200"})
    told = _asked(ben, office, opened).json()["sentences"]
    assert told == ["Mary Jones saved Office of the Academics on March 3, 2025, 10:02 AM.", GO_ON]


def test_the_script_is_told_of_what_a_command_changed(ben, office):
    opened = ben.get(_address(office))
    Office.objects.update(phone="414-475-8200")
    assert _asked(ben, office, opened).json()["sentences"] == ["Office of the Academics was saved meanwhile.", GO_ON]


@pytest.mark.parametrize("department", ["x", "9" * 40, "0"])
def test_a_department_that_is_gone_is_not_compared(ben, office, department):
    opened = ben.get(_address(office.departments.get()))
    assert _asked(ben, office, opened, department=department).json() == {"sentences": []}


def test_a_department_of_another_office_is_not_compared(ben, office):
    other = make_office("other")
    get_user_model().objects.get(username="ben").offices.add(other)
    elsewhere = make_department(other, "chess")
    opened = ben.get(_address(office))
    assert _asked(ben, office, opened, department=elsewhere.pk).json() == {"sentences": []}


# Who may ask


@pytest.mark.parametrize("name", ["open", "closed"])
def test_only_who_may_edit_the_office_may_say_so(office, name):
    address = _address(office, name)
    statuses = {
        "stranger": _desk("stranger", role=None).post(address).status_code,
        "viewer": _desk("viewer", role="Viewers").post(address).status_code,
        "editor of another": _desk("other", make_office("other")).post(address).status_code,
        "visitor": Client().post(address).status_code,
        "read": _desk("reader", office).get(address).status_code,
    }
    assert statuses == {"stranger": 404, "viewer": 403, "editor of another": 404, "visitor": 401, "read": 405}
    assert not OpenForm.objects.exists()


def test_a_post_from_elsewhere_is_refused(mary, office):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = mary.cookies
    assert strict.post(_address(office, "open")).status_code == 403


@pytest.mark.parametrize("text", [None, "", "soon", "2025-13-01T00:00:00Z", "2025-03-03T10:02:00"])
def test_what_is_no_moment_closes_nothing(mary, office, text):
    mary.get(_address(office))
    assert parse_moment(text) is None
    assert mary.post(_address(office, "closed"), {} if text is None else {"opened": text}).status_code == 204
    assert OpenForm.objects.count() == 1


# What it costs


@pytest.mark.parametrize("others", [1, 3, 200])
def test_the_form_takes_three_queries_more_for_any_number_of_people(office, others):
    publisher = _desk("publisher", role="Publishers")
    user = get_user_model()
    people = user.objects.bulk_create(user(username=f"person-{number}") for number in range(others))
    OpenForm.objects.bulk_create(OpenForm(office=office, user=person) for person in people)
    publisher.get(_address(office))
    with CaptureQueriesContext(connection) as queries:
        page = publisher.get(_address(office))
    assert len(_sentences(page)) == others
    assert len([query for query in queries if "departments_openform" in query["sql"]]) == 3


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_the_script_asks_in_the_same_number_of_queries_for_any_office(mary, departments, django_assert_num_queries):
    office = make_office("large", departments=departments)
    get_user_model().objects.get(username="mary").offices.add(office)
    opened = mary.get(_address(office))
    Department.objects.update(phone="414-475-8200")
    ContentType.objects.get_for_models(Office, Department)  # asked once by each process
    with django_assert_num_queries(16):
        told = _asked(mary, office, opened).json()["sentences"]
    assert told[-1] == GO_ON
