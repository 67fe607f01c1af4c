"""The admin finds drafts as search finds pages: as people type who have plain letters only."""

import pytest
from django.urls import reverse

from departments.models import Department, EverydayWords, MissedSearch, Office, Publication
from departments.search.missed_searches import count
from tests.admin.test_publishing_pages import _messages
from tests.making import make_contact, make_department, make_office

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
# What is typed, and the name that has it.
TYPED = {
    "lopez": "María López",
    "maria lopez": "María López",
    "LÓPEZ": "María Lopez",
    "lukasz": "Łukasz Wójcik",
    "oneill": "Ann O’Neill",
    "o'neill": "Ann ONeill",
    "O‘Neill": "Ann O'Neill",
    "iolani": "ʻIolani Palace",
    "thorunn aegisdottir": "Þórunn Ægisdóttir",
    "strasse": "Straße 1",
    "nguyen": "Nguye\u0302\u0303n",  # typed with marks of their own
    "mims howell": "Mims-Howell",
    "arts and crafts": "Arts & Crafts",
    "R&D": "R&D",
    "100%": "100% Attendance",
    "c++ (": "C++ (Beginners)",
}


def _found(client, model, query):
    response = client.get(reverse(f"admin:departments_{model}_changelist"), {"q": query})
    return [str(row) for row in response.context["cl"].result_list]


@pytest.mark.parametrize(("query", "name"), TYPED.items())
def test_drafts_are_found_however_a_name_is_written(publisher, query, name):
    make_office("one", name=name)
    office = make_office("two", name="Two", also_known_as=f"Deux\n{name}")
    make_department(office, "three", name="Three", lead_name=name)
    make_office("other", name="Other", departments=1)
    assert sorted(_found(publisher, "office", query)) == sorted([name, "Two"])
    assert _found(publisher, "department", query) == ["Three"]
    answer = publisher.get(reverse("admin:departments_missedsearch_drafts"), {"term": query}).json()
    assert {row["text"] for row in answer["results"]} == {f"{name} (2024-25)", "Two (2024-25)", "Three – Two (2024-25)"}


def test_a_department_is_found_by_its_office_and_a_publication_by_what_is_on_it(publisher):
    office = make_office("lopez", name="Oficina López")
    make_department(office, "music", name="Música")
    count("Łódź")
    assert _found(publisher, "department", "lopez") == ["Música"]
    assert _found(publisher, "office", "musica") == ["Oficina López"]
    assert Publication.objects.count() == 0 and _found(publisher, "publication", "musica") == []
    make_office("arts", name="Arts", departments=1, publish=True)
    Department.objects.filter(office=office).update(name="Music")
    assert _found(publisher, "publication", "arts") == ["Arts, no. 1"]
    assert _found(publisher, "missedsearch", "lodz") == ["Łódź"]
    assert MissedSearch.objects.get().words == "lodz"


# What is typed, and whether anything has it as it stands.
ASKED = {
    "(414) 475 8393": True,
    "475-8393": True,
    "414.475.8393 ext. 7699": True,
    "x7699": True,
    "7699": True,
    "+1 414-475-8457": True,  # the fax
    "475-8394": False,
    "475-8339": False,
    "chief payroll officer": True,
    "cpo": True,
    "bob brandt": True,
    "kurtz-brandt": True,
    "kurtzbrant": False,
    "liz prendergast": True,  # on a contact line
    "prendergst": False,
    "(414) 302 4410": True,  # hers
    "paychecks": True,
    "nomina": True,  # what the district’s everyday words say for it
    "room 133": True,
    "money.example.org": True,
    "hmong": True,  # spoken by who answers a line of it
}


@pytest.mark.parametrize(("typed", "is_certain"), ASKED.items())
def test_drafts_are_found_by_all_by_which_visitors_find_pages(publisher, typed, is_certain):
    EverydayWords.objects.update_or_create(means="Payroll", defaults={"words": "nomina"})
    make_office("arts", name="Office of Arts", departments=1, phone="414-877-5151")
    office = make_office("money", name="Office of Money")
    payroll = make_department(
        *(office, "payroll"),
        **{"name": "Payroll", "also_known_as": "Paychecks", "phone": "414-475-8393 ext. 7699", "fax": "414-475-8457"},
        **{"lead_title": "Chief Payroll Officer", "lead_name": "Robert Kurtz-Brandt", "location": "Room 133"},
        website="https://money.example.org/",
    )
    make_contact(payroll, role="Clerk", name="Elizabeth Prendergast", phone="414-302-4410", languages="Hmong")
    assert _found(publisher, "department", typed) == ["Payroll"]
    assert _found(publisher, "office", typed) == ["Office of Money"]
    said = [] if is_certain else [f"Nothing has “{typed}”. This looks like it."]
    listed = publisher.get(reverse("admin:departments_department_changelist"), {"q": typed})
    assert _messages(listed)[-1:] == said
    [jump, *_] = publisher.get(reverse("admin:departments_office_find"), {"q": typed}).json()["results"]
    assert "Payroll – Office of Money" in f"{jump['name']} – {jump['detail']}" or jump["detail"] == "Payroll"
    assert jump["why"] == ("" if is_certain else "Looks like what you typed")
    for address in ("missedsearch_drafts", "department_heads"):
        answer = publisher.get(reverse(f"admin:departments_{address}"), {"term": typed}).json()
        assert [row["text"] for row in answer["results"]] == ["Payroll – Office of Money (2024-25)"]


def test_what_looks_like_nothing_is_not_found(publisher):
    make_office("money", name="Office of Money", departments=3, phone="414-475-8393")
    assert _found(publisher, "office", "zzyzx") == _found(publisher, "department", "555-0100") == []


@pytest.mark.parametrize("offices", [1, 3, 99])
def test_searching_takes_the_same_number_of_queries_for_any_number(publisher, offices, django_assert_num_queries):
    for number in range(offices):
        make_office(f"office-{number}", name=f"López {number}", departments=1)
    _found(publisher, "office", "lopez")
    with django_assert_num_queries(22):
        assert len(_found(publisher, "office", "lopez")) == offices
    _found(publisher, "department", "lopez")
    with django_assert_num_queries(16):
        assert len(_found(publisher, "department", "lopez")) == offices


@pytest.mark.thorough
@pytest.mark.parametrize("query", ["***:(?i)a", "(?i)", "\\", "[", "a{1", "½", "'", "’", "a" * 5_000, "\ufdfa" * 300])
def test_whatever_is_typed_is_answered(publisher, query):
    make_office("one", name="One")
    assert _found(publisher, "office", query) in ([], ["One"])
    assert Office.objects.filter(name__folded=query).count() in (0, 1)
