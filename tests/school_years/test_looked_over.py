"""What deserves a look before a year opens, found in all of its drafts at once."""

import pytest

from departments.school_years import readiness
from departments.school_years.looked_over import disagreeing, shared_numbers, without_words
from tests.making import make_contact, make_department, make_office, make_year

pytestmark = pytest.mark.django_db


def _shared(*of_all):
    shown = readiness.states_of(make_year())
    return [(one.number, [place[1:] for place in one.places]) for one in shared_numbers(shown, of_all)]


def test_a_number_of_two_offices_is_shared_by_all_who_have_it():
    staff, arts = make_office("staff", name="Staff"), make_office("arts", name="Arts", phone="414-475-8001")
    desk = make_department(staff, "desk", name="Desk", phone="(414) 475-8001")
    make_contact(desk, name="Ann Roe", phone="414-475-8001")
    make_contact(arts, role="Box office", phone="414-475-8002")
    assert _shared() == [
        (
            "+1 414-475-8001",
            [("", "phone", "Arts"), ("desk", "phone", "Desk"), ("desk", "contacts", "Ann Roe")],
        )
    ]


def test_a_number_of_one_office_another_extension_a_fax_and_the_districts_are_nobodys_mistake():
    staff = make_office("staff", phone="414-475-8001", fax="414-475-8009")
    make_department(staff, "desk", phone="414-475-8001")
    arts = make_office("arts", phone="414-475-8001 ext. 2", fax="414-475-8009")
    make_contact(arts, phone="414-475-8009", kind="fax")
    make_contact(staff, phone="414-475-8393"), make_contact(arts, phone="414-475-8393")
    assert _shared("+1 414-475-8393") == []
    assert [number for number, _ in _shared()] == ["+1 414-475-8393"]


def test_pictures_without_words_and_numbers_in_texts_are_found_in_any_part():
    office = make_office("arts", name="Arts", phone="414-475-8001", summary="Call 414-475-8001.")
    picture = f"images/{'0' * 64}-60x40.webp"
    make_department(office, "music", name="Music", image=picture, summary="Or 414-475-9999.", phone="")
    shown = readiness.states_of(make_year())
    assert [(problem.slug, problem.field) for _, problem in without_words(shown)] == [("music", "image_alt")]
    assert [(problem.slug, problem.field) for _, problem in disagreeing(shown)] == [("music", "summary")]
