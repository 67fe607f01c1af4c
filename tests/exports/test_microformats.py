"""The classes of an office's page, as a parser of microformats2 reads them."""

import mf2py
import pytest

from departments import publishing
from tests.making import make_contact, make_department, make_office

pytestmark = pytest.mark.django_db
PAGE = "https://directory.example.org/offices/chief-of-staff/"


def _cards(client):
    """The h-cards of the page, nested as they are: a pair of properties and the cards inside."""
    html = client.get("/offices/chief-of-staff/").content.decode()
    return [_card(item) for item in mf2py.parse(doc=html, url=PAGE)["items"]]


def _card(item):
    assert item["type"] == ["h-card"]
    return item["properties"], [_card(child) for child in item.get("children", [])]


def test_an_office_its_departments_and_their_people_are_h_cards(client):
    office = make_office(
        "chief-of-staff",
        lead_title="Chief of Staff",
        lead_name="Paulette Chambers",
        lead_standing="on_leave",
        phone="414-475-8393",
        fax="414-475-8457",
        email="cos@example.org",
        location="Room 230",
        summary="Helps families.",
    )
    circles = make_department(office, "circles", lead_standing="vacant", lead_name="", phone="")
    make_contact(circles, name="Ann Roe", email="ar@example.org")
    make_contact(circles, role="TTY", phone="888-814-4026", kind="tty", position=1)
    make_department(office, "unit", parent=circles, lead_name="Joe Poe", lead_standing="acting", phone="")
    publishing.publish(office, by=None)

    name = "Office of the Chief Of Staff"
    assert _cards(client) == [
        (
            {
                "name": [name],
                "org": [name],
                "url": [PAGE],
                "tel": ["414-475-8393"],
                "email": ["mailto:cos@example.org"],
                "extended-address": ["Room 230"],
                "note": ["Helps families."],
            },
            [
                ({"name": ["Paulette Chambers"], "job-title": ["Chief of Staff"]}, []),
                (
                    {"name": ["Circles"], "org": [name], "url": [f"{PAGE}#circles"], "tel": ["888-814-4026"]},
                    [
                        (
                            {
                                "name": ["Ann Roe"],
                                "job-title": ["Secretary"],
                                "tel": ["414-475-8393"],
                                "email": ["mailto:ar@example.org"],
                            },
                            [],
                        ),
                        (
                            {"name": ["Unit"], "org": [name], "url": [f"{PAGE}#unit"]},
                            [({"name": ["Joe Poe"], "job-title": ["Acting Director"]}, [])],
                        ),
                    ],
                ),
            ],
        )
    ]
