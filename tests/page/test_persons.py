"""Who is a person: asked of a page, and of every face it has."""

import csv
import io
import json
import re

import mf2py
import pytest
import vobject
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from departments import publishing
from departments.page.office_page import ContactLine, DepartmentPart, Lead
from departments.page.persons import Person, people_of, spelling
from departments.reading.directory import Directory
from departments.search import find
from departments.words.nobody import names_nobody
from tests.making import make_contact, make_department, make_office

NOBODY = ["Vacant", "TBD", "to be announced", "?!"]


def _part(*lines, **values):
    return DepartmentPart(slug="arts", name="Arts", contacts=lines, **values)


def test_who_leads_comes_first_and_answers_the_departments_own_line():
    secretary = ContactLine("Secretary", "Bo Lee", "+1 414-475-8466", note="mornings")
    part = _part(secretary, lead_title="Director", lead_name="Ann Roe", phone="+1 414-252-0221", email="ar@example.org")
    own = ContactLine("Director", "Ann Roe", "+1 414-252-0221", email="ar@example.org")
    assert people_of(part) == (Person("Ann Roe", (own,), part.lead), Person("Bo Lee", (secretary,)))
    assert [(person.key, person.title) for person in people_of(part)] == [
        ("ann-roe", "Director"),
        ("bo-lee", "Secretary"),
    ]


@pytest.mark.parametrize("spelled", ["JOSÉ DÍAZ", "jose  diaz", "José-Díaz", "Jose\u0301 Di\u0301az"])
def test_one_who_is_spelled_in_two_ways_is_one_person(spelled):
    part = _part(ContactLine("Desk", spelled), lead_title="Director", lead_name="José Díaz", lead_standing="on_leave")
    (person,) = people_of(part)
    assert (person.name, person.key, person.lead, person.title) == ("José Díaz", "josé-díaz", part.lead, "Director")
    assert [line.role for line in person.lines] == ["Director (on leave)", "Desk"]


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_leads_and_nobody_answers(name):
    assert people_of(_part(ContactLine("Desk", name), lead_name=name)) == ()


@pytest.mark.parametrize(("name", "is_card"), [("Ann Roe", True), *((name, False) for name in NOBODY)])
def test_the_lead_of_a_kept_page_is_a_card_only_where_it_is_a_person(name, is_card):
    shown = render_to_string("departments/_lead.html", {"lead": Lead("Director", name, "appointed")})
    assert [word in shown for word in ("h-card", "p-name", "p-job-title")] == [is_card] * 3
    assert f"{name}</span>" in shown


def test_a_vacant_post_is_nobodys_whatever_name_stands_there():
    assert people_of(_part(lead_name="Ann Roe", lead_standing="vacant")) == ()


@given(st.text())
def test_who_is_somebody_has_a_card_of_their_own(name):
    people = people_of(_part(ContactLine(name=name)))
    assert [bool(person.key and spelling(person.name)) for person in people] == [True] * (not names_nobody(name))


@pytest.mark.thorough
@pytest.mark.django_db
def test_every_face_has_the_same_people(client):
    office = make_office("staff", lead_title="Chief", lead_name="Ann Roe", phone="414-475-8001")
    arts = make_department(office, "arts", lead_standing="vacant", lead_name="")
    for place, name in enumerate([*NOBODY, "Bo Lee"]):
        make_contact(arts, name=name, role=f"Desk {place}", phone=f"414-475-810{place}", position=place)
    publishing.publish(office, by=None)
    people = ["Ann Roe", "Bo Lee"]

    def body(address):
        return b"".join(client.get(address)).decode()

    def names(cards):
        return [one["properties"]["name"][0] for one in cards if "org" not in one["properties"]]

    html = body("/offices/staff/")
    (card,) = mf2py.parse(doc=html)["items"]
    lead, below = card["children"]
    assert names([lead, *below["children"]]) == people
    assert (below["properties"]["name"], "job-title" in below["properties"]) == (["Arts"], False)
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    points = data["department"][0]["contactPoint"]
    assert [data["employee"][0]["name"], *(point["name"] for point in points if "name" in point)] == people
    for address in ("/people/", "/print/"):
        assert re.findall(r'<b(?: class="surname")?>(\w+)</b>', body(address)) == ["Lee", "Roe"]
    cards = {card.fn.value: card for card in vobject.readComponents(body("/directory.vcf"))}
    assert list(cards) == [office.name, "Ann Roe", "Arts", "Bo Lee"]
    assert len(cards["Arts"].contents["tel"]) == 1 + len(NOBODY)  # whose lines are nobody's are the department's
    rows = csv.DictReader(io.StringIO(body("/directory.csv")))
    assert [row["Name"] for row in rows if row["Kind"] == "Person"] == people[1:]
    assert [one["name"] for one in json.loads(body("/api/v1/people"))["results"]] == people
    assert [(one.kind, one.name) for one in find("414-475-8101", Directory.at()).results] == [("line", "Desk 1")]
    assert [one.name for one in find("tbd", Directory.at()).results] == ["Desk 1"]
