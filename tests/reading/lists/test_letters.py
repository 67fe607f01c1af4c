"""The A-Z: what is filed under which letter."""

import pytest

from departments import publishing
from departments.reading.directory import Directory
from departments.reading.lists import letters
from departments.reading.lists.letters import index_key
from tests.making import make_department, make_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Office of the Chief of Staff", "chief of staff"),
        ("The Office of Academics", "academics"),
        ("Department of College & Career Readiness", "college and career readiness"),
        ("Division of the Arts", "arts"),
        ("the department of The Hague", "hague"),
        ("Department Office of Arts", "department office of arts"),
        ("Officers’ Mess", "officers mess"),
        ("Theatre", "theatre"),
        ("Offices of Many", "offices of many"),
        ("Office of", "office of"),
        ("Office of the", "office of the"),
        ("The", "the"),
        ("Équité", "equite"),
    ],
)
def test_names_are_filed_without_their_leading_words(name, key):
    assert index_key(name) == key


def _told(directory):
    """The letters that have entries, each with what its lines say."""
    return {
        letter.name: [(entry.name, entry.see, entry.where) for entry in letter.entries]
        for letter in letters.of(directory)
        if letter.entries
    }


def test_the_a_z_lists_every_name_under_its_letter():
    office = make_office("hr", name="Office of Human Resources", also_known_as="HR\nStaffing")
    make_department(office, "benefits", name="Benefits", also_known_as="Insurance")
    make_department(office, "247", name="24/7 Help", position=2)
    publishing.publish(office, by=None)

    assert _told(Directory.at()) == {
        "0–9": [("24/7 Help", "", "Office of Human Resources")],
        "B": [("Benefits", "", "Office of Human Resources")],
        "H": [("HR", "Office of Human Resources", ""), ("Office of Human Resources", "", "")],
        "I": [("Insurance", "Benefits", "Office of Human Resources")],
        "S": [("Staffing", "Office of Human Resources", "")],
    }
    assert len(letters.of(Directory.at())) == 27


def test_a_name_that_is_said_twice_is_listed_once():
    make_office("hr", name="Human Resources", also_known_as="HR\nhuman resources\nh.r.\nhr", publish=True)
    assert _told(Directory.at()) == {
        "H": [("h.r.", "Human Resources", ""), ("HR", "Human Resources", ""), ("Human Resources", "", "")]
    }


def test_a_name_of_several_offices_leads_to_each():
    for slug in ("academics", "operations"):
        make_office(slug, name=slug.title(), also_known_as="Central office", publish=True)
    assert _told(Directory.at())["C"] == [
        ("Central office", "Academics", ""),
        ("Central office", "Operations", ""),
    ]


def test_with_nothing_published_there_is_no_a_z():
    make_office("academics")
    assert letters.of(Directory.at()) == ()
