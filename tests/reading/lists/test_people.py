"""People by surname: who is listed, once each, with what posts."""

import pytest

from departments import publishing
from departments.page.office_page import ContactLine, DepartmentPart, OfficePage
from departments.reading.directory import Directory
from departments.reading.lists import people
from departments.reading.lists.people import Post
from tests.making import make_contact, make_department, make_office
from tests.words.names import NAMES

pytestmark = pytest.mark.django_db
NUMBER = "+1 414-252-0221"


def _listed():
    """The letters that have people, each with (name as filed, posts)."""
    return {
        letter.name: [(name.filed, posts) for name, posts in letter.entries]
        for letter in people.of(Directory.at())
        if letter.entries
    }


def test_everyone_is_listed_once_with_every_post():
    office = make_office("staff", name="Staff", lead_title="Chief", lead_name="Dr. Ann Roe", lead_standing="acting")
    arts = make_department(office, "arts", lead_name="dr. ann  roe", position=1)
    make_department(office, "music", parent=arts, lead_name="José de la Cruz", lead_standing="on_leave", position=2)
    make_contact(arts, name="Bo Lee", role="TTY", phone="888-814-4026", kind="tty")
    make_contact(office, name="Bo Lee", role="", phone="", email="bo@example.org")
    publishing.publish(office, by=None)

    in_arts = {"place": "Arts", "url": "/offices/staff/#arts", "office": "Staff"}
    in_music = {"place": "Music", "url": "/offices/staff/#music", "office": "Staff"}
    in_staff = {"place": "Staff", "url": "/offices/staff/"}
    tty = Post("TTY", phone="+1 888-814-4026", kind="tty", **in_arts)
    assert _listed() == {
        "D": [("de la Cruz, José", (Post("Director (on leave)", phone=NUMBER, **in_music),))],
        "L": [
            (
                "Lee, Bo",
                (Post("", email="bo@example.org", **in_staff), tty),
            )
        ],
        "R": [("Roe, Dr. Ann", (Post("Acting Chief", **in_staff), Post("Director", phone=NUMBER, **in_arts)))],
    }


def test_a_vacant_post_is_nobody():
    office = make_office("staff", lead_title="Chief", lead_standing="vacant")
    make_department(office, "arts", lead_name="Ann Roe", position=1)
    make_department(office, "music", lead_title="", lead_name="", position=2)
    make_contact(office, name="Vacant")
    make_contact(office, name=" ", role="Front desk")
    publishing.publish(office, by=None)
    assert list(_listed()) == ["R"]
    assert [name for name, _ in _listed()["R"]] == ["Roe, Ann"]


def test_a_vacant_post_is_nobody_whatever_name_stands_there(monkeypatch):
    """Publishing refuses such a page today; one that was kept may have it."""
    vacant = DepartmentPart(slug="arts", name="Arts", lead_name="Ann Roe", lead_standing="vacant")
    page = OfficePage(school_year="2024-25", slug="staff", name="Staff", lead_name="Bo Lee", departments=(vacant,))
    monkeypatch.setattr(Directory, "office_pages", (page,))
    assert list(_listed()) == ["L"]


def test_people_stand_in_the_order_of_their_surnames(monkeypatch):
    lines = tuple(ContactLine(name=name) for name, *_ in sorted(NAMES))
    page = OfficePage(school_year="2024-25", slug="staff", name="Staff", contacts=lines)
    monkeypatch.setattr(Directory, "office_pages", (page,))
    other, filed = NAMES[-1][1], [filed for _, filed, _ in NAMES[:-1]]
    assert [name for letter in _listed().values() for name, _ in letter] == [
        *filed,
        other,
    ]  # whose script is none of ours


def test_with_nobody_listed_there_are_no_letters():
    make_office("staff", publish=True)
    assert people.of(Directory.at()) == ()
