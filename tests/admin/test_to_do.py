"""What there is to do: worst first, each with its verb for whoever may do it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.models import MissedSearch, Office
from departments.publishing import publish
from departments.search.reasons import suggested
from tests.making import make_contact, make_department, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def offices():
    """One for each kind of thing to do; each is checked and has an editor but where that is what there is to do."""
    ann = make_person("ann", "Editors")
    checked = {"confirmed_on": timezone.localdate()}
    made = {name: make_office(name, publish=True, **checked) for name in ("gone", "changed", "broken", "alone")}
    made["unchecked"] = make_office("unchecked", publish=True)
    for name in made.keys() - {"alone"}:
        made[name].editors.add(ann)
    Office.objects.filter(slug="gone").update(retired_at=timezone.now() - timedelta(hours=1))
    Office.objects.filter(slug="changed").update(summary="New")
    Office.objects.filter(slug="broken").update(lead_title="Director", lead_name="")
    return made


def _told(client, **query):
    tasks = client.get(reverse("admin:index"), query).context["tasks"]
    return [(task.kinds[0], task.verb, task.name.removeprefix("Office of the ")) for task in tasks]


def test_who_cannot_come_in_any_more_edits_no_office(client, offices):
    client.force_login(make_person("publisher", "Publishers"))
    assert [name for kind, _, name in _told(client, kind="assign")] == ["Alone"]
    type(offices["changed"].editors.get()).objects.filter(username="ann").update(is_active=False)
    unassigned = sorted(name for _, _, name in _told(client, kind="assign"))
    assert unassigned == ["Alone", "Broken", "Changed", "Gone", "Unchecked"]


WORST_FIRST = [
    ("take_off", "Take off", "Gone"),
    ("fix", "Fix", "Broken"),
    ("publish", "Publish", "Changed"),
    ("check", "Check", "Unchecked"),
    ("assign", "Assign", "Alone"),
]


def test_the_worst_stands_first_with_its_verb(publisher, offices):
    assert _told(publisher) == WORST_FIRST
    today = timezone.localdate()
    MissedSearch.objects.create(words="snow", typed="snow", first_on=today, last_on=today)
    assert _told(publisher)[-1] == ("answer", "Answer", "1 search found nothing")
    assert publisher.get(reverse("admin:departments_office_count")).json() == {"count": 6}


def test_an_editor_is_told_of_their_own_and_offered_what_they_may_do(client, offices):
    client.force_login(offices["broken"].editors.get())
    assert _told(client) == [
        ("take_off", "", "Gone"),
        ("fix", "Fix", "Broken"),
        ("publish", "", "Changed"),
        ("check", "Check", "Unchecked"),
    ]


def test_ten_are_shown_and_the_chips_show_all_of_a_kind(publisher, offices):
    for number in range(12):
        office = make_office(f"new-{number}", confirmed_on=timezone.localdate())
        office.editors.add(offices["gone"].editors.get())
    page = publisher.get(reverse("admin:index"))
    assert (len(page.context["tasks"]), page.context["task_count"]) == (10, 17)
    assert [count for kind, _, count in page.context["chips"] if kind == "publish"] == [14]
    assert len(_told(publisher, all="1")) == 17
    waiting = publisher.get(reverse("admin:index"), {"kind": "publish"}).context["tasks"]
    assert len(waiting) == 14 and all("publish" in task.kinds for task in waiting)


@pytest.mark.parametrize(
    ("standing", "found"),
    [
        ("waiting", ["broken", "changed"]),
        ("errors", ["broken"]),
        ("scheduled", ["alone"]),
        ("unchecked", ["unchecked"]),
        ("off", ["gone"]),
        ("mine", []),
    ],
)
def test_the_list_of_offices_is_narrowed_by_how_they_stand(publisher, offices, standing, found):
    Office.objects.filter(slug="alone").update(summary="Later")
    publish(Office.objects.get(slug="alone"), by=None, at=timezone.now() + timedelta(days=1))
    listed = publisher.get(reverse("admin:departments_office_changelist"), {"standing": standing})
    assert sorted(office.slug for office in listed.context["cl"].result_list) == found


def test_this_years_offices_are_listed_where_no_year_is_chosen(publisher):
    make_office("old", year=make_year("2023-24"))
    make_office("new")
    address, listed = reverse("admin:departments_office_changelist"), {}
    for year in ("", "2023-24", "all"):
        rows = publisher.get(address, {"year": year} if year else {}).context["cl"].queryset
        listed[year] = [office.slug for office in rows]
    assert listed == {"": ["new"], "2023-24": ["old"], "all": ["new", "old"]}


def _found(client, query):
    told = client.get(reverse("admin:departments_office_find"), {"q": query}).json()
    results = told["results"]
    assert told["said"] == suggested(len(results))  # without which suggest.js shows none of them
    return [(one["name"], one["phone"]) for one in results]


def test_the_box_of_the_header_finds_drafts_people_numbers_and_verbs(publisher):
    office = make_office("academics", phone="414-475-8393", lead_title="Chief", lead_name="Ann Roe")
    make_department(office, "arts", phone="414-475-8001")
    assert _found(publisher, "acad") == [("Office of the Academics", "414-475-8393")]
    assert _found(publisher, "ann roe") == [("Office of the Academics", "414-475-8393")]
    for number in ("8001", "4144758001", "(414) 475-8001", "+1 414.475.8001"):
        assert _found(publisher, number) == [("Arts", "414-475-8001")]
    make_contact(office, role="Front desk", name="", phone="414-475-8002")
    assert _found(publisher, "(414) 475 8002") == [("Front desk", "414-475-8002")]
    assert _found(publisher, "publish academ") == [("Review and publish: Office of the Academics", "")]
    assert _found(publisher, "new al") == [("New alert", "")]
    assert _found(publisher, "nothing of the kind") == [] == _found(publisher, "")


def test_the_box_finds_nothing_that_is_not_theirs(client):
    make_department(make_office("academics"), "arts")
    client.force_login(make_person("ben", "Editors"))
    assert _found(client, "arts") == _found(client, "academics") == _found(client, "new alert") == []
