"""A renumbering in the admin: chosen in the list, shown number by number, and done for one's own offices."""

import pytest
from django.urls import reverse

from departments.models import Load, Office
from tests.making import make_office, make_person, make_year

pytestmark = pytest.mark.django_db
DIGITS = {"old": "475", "new": "7-77", "begins": "3", "which": "all"}


@pytest.fixture
def page(client):
    """The address of the page for two offices, of which the editor who is signed in has the first."""
    offices = [make_office(slug, phone=f"414-475-800{place}") for place, slug in enumerate(("academics", "operations"))]
    editor = make_person("editor", "Editors")
    offices[0].editors.add(editor)
    client.force_login(editor)
    return f"/admin/departments/office/renumber/?ids={offices[0].pk},{offices[1].pk}"


def _phones():
    return [str(phone) for phone in Office.objects.order_by("slug").values_list("phone", flat=True)]


@pytest.mark.thorough
def test_numbers_are_shown_first_changed_and_taken_back(client, page):
    shown = client.post(page, DIGITS)
    assert "1 number will change" in (text := shown.content.decode()) and "414-777-8000" in text
    assert _phones() == ["+1 414-475-8000", "+1 414-475-8001"]
    to_load = client.post(page, DIGITS | {"_load": "1", "shown": shown.context["shown"]})
    assert _phones() == ["+1 414-777-8000", "+1 414-475-8001"]
    assert "Renumbering 475 to 777" in client.get(to_load.url).content.decode()
    client.post(reverse("admin:departments_load_take_back", args=[Load.objects.get().pk]))
    assert _phones() == ["+1 414-475-8000", "+1 414-475-8001"]


def test_a_number_that_was_changed_since_it_was_shown_is_shown_again(client, page):
    shown = client.post(page, DIGITS).context["shown"]
    Office.objects.filter(slug="academics").update(phone="414-475-8099")
    again = client.post(page, DIGITS | {"_load": "1", "shown": shown})
    assert "the plan is another than the one you saw" in (text := again.content.decode()) and "414-777-8099" in text
    assert _phones()[0] == "+1 414-475-8099"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"old": "47a"}, "Write three to seven digits."),
        ({"new": "77"}, "Write three to seven digits."),
        ({"new": "7777"}, "Write 3 digits, as many as now."),
        ({"old": "999"}, "No number has these digits there"),
    ],
)
def test_digits_that_are_none_are_refused_in_a_sentence(client, page, typed, told):
    assert told in client.post(page, DIGITS | typed).content.decode()


def test_it_is_of_one_school_year(client, page):
    client.force_login(make_person("publisher", "Publishers"))
    other = make_office("academics", year=make_year("2025-26"))
    assert "of several school years" in client.get(f"{page},{other.pk}").content.decode()
    assert (
        "No office that you edit was chosen" in client.get("/admin/departments/office/renumber/?ids=").content.decode()
    )
