"""The A-Z: what is filed under which letter."""

import pytest

from departments import publishing
from departments.directory import Directory
from departments.lists import index
from departments.lists.index import index_key
from tests.making import make_department, make_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Office of the Chief of Staff", "chief of staff"),
        ("The Office of Academics", "academics"),
        ("Department of College & Career Readiness", "college and career readiness"),
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


def test_the_a_z_lists_every_name_under_its_letter():
    office = make_office("hr", name="Office of Human Resources", also_known_as="HR\nStaffing")
    make_department(office, "benefits", name="Benefits")
    make_department(office, "247", name="24/7 Help", position=2)
    publishing.publish(office, by=None)

    entries = index.of(Directory.at())

    assert [(letter, [(e.name, e.see, e.where) for e in filed]) for letter, filed in entries] == [
        ("#", [("24/7 Help", "", "Office of Human Resources")]),
        ("B", [("Benefits", "", "Office of Human Resources")]),
        ("H", [("HR", "Office of Human Resources", ""), ("Office of Human Resources", "", "")]),
        ("S", [("Staffing", "Office of Human Resources", "")]),
    ]
    assert [letter for letter, has_entries in index.alphabet(entries) if has_entries] == ["#", "B", "H", "S"]
    assert len(index.alphabet(entries)) == 27
