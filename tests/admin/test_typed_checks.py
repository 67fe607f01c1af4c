"""The checks are asked of what is typed, each leads to its field on that form, and nothing is saved."""

import re

import pytest
from django.urls import reverse

from departments.drafts import history
from departments.models import Contact, Department, Office
from tests.admin.test_office import _posted
from tests.making import make_contact, make_department, make_office

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
NOTHING = "The checks found nothing."


@pytest.fixture
def office():
    """Academics with Arts and its unit Music, with nothing to mend; Arts has a contact line."""
    office = make_office("academics", name="Academics", phone="414-475-8393", summary="All about teaching.")
    arts = make_department(office, "arts", summary="Music and painting.", position=1)
    make_department(office, "music", summary="Choirs.", position=2, parent=arts)
    make_contact(arts)
    return office


def _address(name, entry):
    return reverse(f"admin:departments_{entry._meta.model_name}_{name}", args=[entry.pk])


def _found(client, entry, **typed):
    """The sentences about `entry` with what was `typed` into its form, each with where it leads."""
    posted = _posted(client.get(_address("change", entry))) | typed
    html = client.post(_address("checks", entry), posted).content.decode()
    assert ("problems" in html) != (NOTHING in html)
    return re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', html)


def _kept():
    return [list(model.objects.order_by("pk").values()) for model in (Office, Department, Contact)]


def test_what_is_typed_is_checked_and_nothing_is_saved(publisher, office):
    before = _kept()
    assert _found(publisher, office) == []
    name, title = {"lead_title": "Director"}, {"departments-0-lead_name": ""}
    ((where, sentence),) = _found(publisher, office, **name)
    assert (where, sentence.split(":")[0]) == ("#id_lead_name", "Academics")
    ((where, sentence),) = _found(publisher, office, **title)
    assert (where, sentence.split(":")[0]) == ("#id_departments-0-lead_name", "Arts")
    assert _kept() == before and history.versions(office) == ()


def test_what_a_closed_card_does_not_have_leads_to_the_departments_own_form(publisher, office):
    music = Department.objects.get(slug="music")
    Department.objects.filter(pk=music.pk).update(body="<p>Call 414-475-8000.</p>", phone="")
    places = {where for where, _ in _found(publisher, office)}
    assert f"{_address('change', music)}#id_body" in places


def test_rows_that_are_new_or_go_count_and_what_is_no_value_yet_does_not(publisher, office):
    new = {"departments-TOTAL_FORMS": "3", "departments-2-name": "Dance", "departments-2-slug": "dance"}
    new |= {"departments-2-lead_title": "Director", "departments-2-lead_standing": "appointed"}
    assert ("#id_departments-2-lead_name", "Dance") in [
        (where, sentence.split(":")[0]) for where, sentence in _found(publisher, office, **new)
    ]
    ((_, told),) = _found(publisher, office, **{"departments-0-lead_name": "", "departments-0-DELETE": "on"})
    assert told == "Music: it is a unit of what is no department of this page. Choose another or none."
    assert _found(publisher, office, phone="nonsense") == []


def test_a_department_is_checked_on_its_own_form(publisher, office):
    arts = Department.objects.get(slug="arts")
    assert _found(publisher, arts) == []
    ((where, sentence),) = _found(publisher, arts, lead_name="")
    assert (where, sentence.split(":")[0]) == ("#id_lead_name", "Arts")
