"""Numbers as people see, dial and look for them."""

import pytest

from departments import phones
from departments.models import Office
from tests.making import make_office


@pytest.mark.parametrize(
    ("written", "shown", "link"),
    [
        ("+1 414-475-8393", "414-475-8393", "tel:+14144758393"),
        ("414-475-8393 ext. 12", "414-475-8393 ext. 12", "tel:+14144758393;ext=12"),
        ("tel:+1-414-475-8393;ext=0012", "414-475-8393 ext. 0012", "tel:+14144758393;ext=0012"),
        ("(414) 475.8393 x12", "414-475-8393 ext. 12", "tel:+14144758393;ext=12"),
        ("+44 20 7946 0958", "+44 20 7946 0958", "tel:+442079460958"),
        ("", "", ""),
        (None, "", ""),
        ("call the front desk", "call the front desk", ""),
        ("12", "12", ""),
    ],
)
def test_a_number_is_shown_and_dialled_in_one_way(written, shown, link):
    assert (phones.display(written), phones.link(written)) == (shown, link)


@pytest.mark.parametrize(
    ("written", "parts", "international"),
    [
        ("+1 414-475-8393", ("414-475-8393", ""), "+1-414-475-8393"),
        ("414-475-8393 ext. 0012", ("414-475-8393", "0012"), "+1-414-475-8393"),
        ("+44 20 7946 0958 x5", ("+44 20 7946 0958", "5"), "+44-20-7946-0958"),
        ("", ("", ""), ""),
        (None, ("", ""), ""),
        ("call the front desk", ("call the front desk", ""), ""),
        ("12 x5", ("12 x5", ""), ""),
    ],
)
def test_a_number_and_its_extension_come_apart(written, parts, international):
    assert (phones.parts(written), phones.international(written)) == (parts, international)


def test_a_number_is_taken_apart_into_digits_and_extension():
    assert phones.digits("+1 414-475-8393 ext. 0012") == ("14144758393", "0012")
    assert phones.digits("+44 20 7946 0958") == ("442079460958", "")
    assert phones.digits("front desk") == ("", "")


@pytest.mark.django_db
def test_an_extension_survives_the_store():
    office = make_office(phone="414-475-8393 ext. 12", fax="414-475-8457")

    kept = Office.objects.get(pk=office.pk)

    assert phones.display(kept.phone) == "414-475-8393 ext. 12"
    assert phones.display(kept.fax) == "414-475-8457"


def test_numbers_in_a_text_are_found_with_what_they_dial():
    assert phones.pieces("Call 414-475-8393 ext. 12 or (414) 475-8457.") == [
        ("Call ", ""),
        ("414-475-8393 ext. 12", "tel:+14144758393;ext=12"),
        (" or ", ""),
        ("(414) 475-8457", "tel:+14144758457"),
        (".", ""),
    ]
    assert phones.pieces("Room 230, 2024-25.") == [("Room 230, 2024-25.", "")]
    assert phones.pieces("") == []
