"""The screen that takes a person out: who may open it, what it shows, and what stays written down."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments import publishing
from departments.models import Contact, DistrictLine, Office, Removal
from tests.making import make_contact, make_office, make_person
from tests.removal.story import NAME, everything, tell

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
LIST, SCREEN = reverse("admin:departments_removal_changelist"), reverse("admin:departments_removal_add")


@pytest.fixture
def office():
    return tell()


@pytest.fixture
def remover(client):
    person = make_person("remover", "Publishers")
    person.groups.add(*make_person("privacy", "Privacy").groups.all())
    client.force_login(person)
    return client


def _look(client, **given):
    return client.post(SCREEN, {"name": NAME, "_look": "1", **given})


def _take_out(client, looked, ticked=None, **given):
    places = [place["key"] for place in looked.context["places"]]
    ticked = [place["key"] for place in looked.context["places"] if place["is_ticked"]] if ticked is None else ticked
    posted = {"name": NAME, "_take_out": "1", "shown": looked.context["found"].shown, "seen": places, "place": ticked}
    return client.post(SCREEN, posted | given)


@pytest.mark.parametrize("roles", [["Viewers"], ["Editors"], ["Publishers"], ["Privacy"], ["Viewers", "Privacy"], []])
def test_without_the_right_nobody_learns_whether_a_name_stands_anywhere(client, office, roles):
    person = make_person("somebody")
    person.groups.add(*(group for role in roles for group in make_person(f"a {role}", role).groups.all()))
    office.editors.add(person)
    client.force_login(person)
    before = {place: row for place, row in everything().items() if place[0] != "django_session"}
    forged = {"name": NAME, "_take_out": "1", "shown": "", "place": []}
    answers = [client.get(LIST), client.get(SCREEN), _look(client), _look(client, name="Nobody There")]
    answers += [client.post(SCREEN, forged), client.post(SCREEN, {})]
    assert {answer.status_code for answer in answers} == {403}
    assert answers[2].content == answers[3].content
    assert {place: row for place, row in everything().items() if place[0] != "django_session"} == before
    html = (
        client.get("/admin/").content + client.get(reverse("admin:departments_office_change", args=[office.pk])).content
    )
    assert SCREEN.encode() not in html and LIST.encode() not in html


def test_a_publisher_with_the_right_comes_to_it_from_the_page_of_people_and_from_an_office(remover, office):
    people = reverse("admin:departments_office_people")
    assert people in remover.get("/admin/").content.decode()
    assert LIST in remover.get(people).content.decode()
    assert SCREEN in remover.get(reverse("admin:departments_office_change", args=[office.pk])).content.decode()


def test_each_place_is_shown_with_what_it_will_read(remover, office):
    looked = _look(remover)
    shown = {(place["about"], place["label"], place["before"], place["after"]) for place in looked.context["places"]}
    assert ("Office of the Academics", "name of the lead", "Dr. Ann Roe", "Name withheld") in shown
    assert ("Office of the Academics", "summary", "Ask Ann Roe.", "Ask name withheld.") in shown
    assert ("search that found nothing", "", "ann roe", "nothing") in shown
    lead = next(place for place in looked.context["places"] if place["label"] == "name of the lead")
    assert lead["rows"][0] == "draft of 2024-25"
    assert [f"publication no. {number} of 2024-25" in lead["rows"] for number in (1, 2, 3)] == [True] * 3
    assert [row for row in lead["rows"] if row.startswith(("load of", "version of"))] != []
    assert "Ann Roe" in office.lead_name and Removal.objects.count() == 1


def test_a_surname_alone_is_shown_and_not_ticked(remover, office):
    make_office("health", lead_name="Bob Roe")
    ticks = {place["before"]: place["is_ticked"] for place in _look(remover).context["places"]}
    assert (ticks["Bob Roe"], ticks["Dr. Ann Roe"]) == (False, True)


def test_a_number_is_not_ticked_where_its_line_names_nobody(remover, office):
    make_contact(office, name="", role="Front desk", phone="414-475-8393")
    health = make_office("health", publish=True)
    make_contact(health, name="Ann Roe", role="Home", phone="414-475-8393")
    publishing.publish(office, by=None)
    shown = _look(remover, number="414-475-8393").context["places"]
    ticks = {(place["about"], place["label"]): (place["before"], place["is_ticked"]) for place in shown}
    assert ticks["Switchboard", "number"] == ("414-475-8393", False)
    assert ticks["Office of the Academics", "phone"] == ("414-475-8393", False)  # and so on the page that has the line
    assert ticks["Office of the Health", "phone"] == ("414-475-8393", True)
    _take_out(remover, _look(remover, number="414-475-8393"), number="414-475-8393")
    assert DistrictLine.objects.filter(label="Switchboard").exists()
    assert {one.role: str(one.phone) for one in Contact.objects.filter(role__in=["Front desk", "Home"])} == {
        "Front desk": "+1 414-475-8393",
        "Home": "",
    }


def test_a_number_and_an_e_mail_are_not_ticked_on_a_line_of_somebody_else(remover, office):
    for name, role in (("Joe Poe", "Nurse"), ("Ann Roe", "Home"), ("A. Roe", "Desk")):
        make_contact(office, name=name, role=role, phone="414-555-0142", email="desk@example.org")
    publishing.publish(office, by=None)
    given = {"number": "414-555-0142", "email": "desk@example.org"}
    shown = _look(remover, **given).context["places"]
    found = {
        (place["label"], place["of"], place["is_ticked"]) for place in shown if place["label"] in ("phone", "e-mail")
    }
    assert {one for one in found if one[0] == "phone"} == {("phone", "", True), ("phone", "A. Roe, Joe Poe", False)}
    assert ("e-mail", "A. Roe, Joe Poe", False) in found and ("e-mail", "", True) in found
    _take_out(remover, _look(remover, **given), **given)
    kept = office.contacts.filter(role__in=["Nurse", "Home", "Desk"]).order_by("role")
    assert [(one.role, str(one.phone), one.email) for one in kept] == [
        ("Desk", "+1 414-555-0142", "desk@example.org"),
        ("Home", "", ""),
        ("Nurse", "+1 414-555-0142", "desk@example.org"),
    ]


def test_of_a_number_alone_nobody_knows_whose_it_is_where_two_people_have_it(remover, office):
    make_contact(office, name="Ann Roe", role="Home", phone="414-555-0142")
    alone = {"name": "", "number": "414-555-0142"}
    ticks = {place["is_ticked"] for place in _look(remover, **alone).context["places"] if place["label"] == "phone"}
    assert ticks == {True}
    make_office("health", lead_name="Joe Poe", phone="414-555-0142")
    ticks = {place["is_ticked"] for place in _look(remover, **alone).context["places"] if place["label"] == "phone"}
    assert ticks == {False}


def test_a_number_in_a_text_is_ticked_beside_the_name(remover, office):
    make_office("health", lead_name="Joe Poe", summary="Ann Roe: 414-555-0142.", hours="Call 414-555-0142.")
    ticks = {place["before"]: place["is_ticked"] for place in _look(remover, number="414-555-0142").context["places"]}
    assert (ticks["Ann Roe: 414-555-0142."], ticks["Call 414-555-0142."]) == (True, False)


def test_what_is_ticked_goes_and_a_line_stays_without_the_name(remover, office):
    answer = _take_out(remover, _look(remover))
    page = remover.get(answer["Location"]).content.decode()
    removal = Removal.objects.first()
    assert removal.by.username == "remover" and "3 publications" in removal.in_words
    assert removal.in_words in page and "Roe" not in page
    entry = LogEntry.objects.order_by("-pk").first()
    assert "3 publications" in entry.change_message and "Roe" not in entry.change_message + entry.object_repr
    assert _look(remover).context["places"] == []


def test_what_is_not_ticked_stays(remover, office):
    _take_out(remover, _look(remover), ticked=[])
    office.refresh_from_db()
    assert office.lead_name == "Dr. Ann Roe"


def test_ticks_outlive_another_look(remover, office):
    looked = _look(remover)
    places = [place["key"] for place in looked.context["places"]]
    again = _look(remover, seen=places, place=places[:1])
    assert [place["is_ticked"] for place in again.context["places"]] == [True] + [False] * (len(places) - 1)


def test_what_was_saved_meanwhile_is_shown_first(remover, office):
    looked = _look(remover)
    make_office("health", lead_name=NAME)
    answer = _take_out(remover, looked)
    assert "Something was saved meanwhile." in answer.content.decode()
    assert "health" in {place["home"] for place in answer.context["places"]}
    assert Office.objects.get(slug="health").lead_name == NAME


REFUSED = [
    ({"name": ""}, "Fill in what is to be taken out"),
    ({"name": "A"}, "Write more of it"),
    ({"name": "", "words": "a"}, "Write more of it"),
    ({"name": "", "number": "475"}, "Write the whole number"),
    ({"name": "", "picture": "portrait.jpg"}, "This is no address of a picture"),
    ({"name": "", "email": "ann"}, "Enter a valid email address"),
]


@pytest.mark.parametrize(("given", "sentence"), REFUSED)
def test_what_cannot_be_looked_for_is_refused_in_a_sentence(remover, office, given, sentence):
    answer = _look(remover, **given)
    assert answer.context["found"] is None and sentence in answer.content.decode()


def test_two_addresses_that_would_become_one_are_refused(remover, office):
    for slug in ("ann-roe", "roe-ann"):
        make_office(slug)
    before = Office.objects.get(slug="ann-roe")
    answer = _take_out(remover, _look(remover))
    assert "two pages would have one address" in answer.content.decode()
    assert Office.objects.get(slug="ann-roe") == before and Removal.objects.count() == 1


def test_a_load_that_names_the_person_again_says_so_on_its_page(remover, office):
    _take_out(remover, _look(remover))
    sheet = SimpleUploadedFile("2025-26.csv", b'Office,Department,Title,Name\nStaff,,Chief,"Roe, Ann"\n')
    plan = remover.post(reverse("admin:departments_load_add"), {"file": sheet})["Location"]
    html = remover.get(plan).content.decode()
    assert "names somebody who was taken out" in html and "Staff: name of the lead" in html
