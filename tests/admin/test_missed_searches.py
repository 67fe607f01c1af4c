"""Searches that found nothing, as publishers see and answer them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from departments import publishing
from departments.admin.entry_choice import MOST
from departments.models import MissedSearch
from departments.reading.directory import Directory
from departments.search import find
from departments.search.missed_searches import count
from tests.admin.test_publishing_pages import _messages
from tests.making import make_department, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def talent():
    return make_office("talent", name="Office of Talent", publish=True)


def _address(page, *args):
    return reverse(f"admin:departments_missedsearch_{page}", args=args)


def _missed(words="human capitol", times=1):
    for _ in range(times):
        count(words)
    return MissedSearch.objects.get(typed=words)


def _listed(response):
    return [row.typed for row in response.context["cl"].result_list]


def test_the_list_has_what_waits_the_most_frequent_first(publisher):
    for words, times in (("bus rutes", 1), ("payrol", 3), ("kronos", 2)):
        _missed(words, times)
    response = publisher.get(_address("changelist"))
    assert _listed(response) == ["payrol", "kronos", "bus rutes"]
    html = response.content.decode()
    assert html.count("Add as another name<") == 3
    assert f'href="{_address("add_name", MissedSearch.objects.get(typed="payrol").pk)}"' in html


def test_words_become_another_name_that_visitors_find_once_it_is_published(publisher, talent):
    missed = _missed()
    form = publisher.get(_address("add_name", missed.pk))
    assert 'value="human capitol"' in form.content.decode()

    posted = {"entry": f"office-{talent.pk}", "name": "Human Capital"}
    response = publisher.post(_address("add_name", missed.pk), posted, follow=True)

    review = reverse("admin:departments_office_review", args=[talent.pk])
    assert _messages(response) == [
        "Added “Human Capital” as another name of Office of Talent (2024-25). "
        f'Visitors find it under that name once the page is published: <a href="{review}">review it</a>.'
    ]
    assert _listed(response) == []
    assert find("human capital", Directory.at()).results == ()
    talent.refresh_from_db()
    assert talent.also_known_as == "Human Capital"
    publishing.publish(talent, by=None)
    assert find("human capital", Directory.at()).results[0].name == "Office of Talent"
    history = publisher.get(reverse("admin:departments_office_history", args=[talent.pk])).content.decode()
    assert "Added “Human Capital” as another name of Office of Talent" in history
    answered = publisher.get(_address("changelist"), {"answer": "added"})
    assert "Added as another name of Office of Talent (2024-25), " in answered.content.decode()
    assert LogEntry.objects.get().change_message == "Added “Human Capital” as another name of Office of Talent."


def test_a_department_of_next_years_drafts_may_get_the_name(publisher, talent):
    soon = make_office("operations", year=make_year("2099-00", opened=False))
    bus = make_department(soon, "transportation")
    posted = {"entry": f"department-{bus.pk}", "name": "bus rutes"}
    [told] = _messages(publisher.post(_address("add_name", _missed("bus rutes").pk), posted, follow=True))
    assert told.startswith("Added “bus rutes” as another name of Transportation – Office of the Operations (2099-00).")
    bus.refresh_from_db()
    assert bus.other_names == ("bus rutes",)


def test_a_name_the_draft_has_already_is_said_so(publisher, talent):
    posted = {"entry": f"office-{talent.pk}", "name": "office of talent"}
    [told] = _messages(publisher.post(_address("add_name", _missed().pk), posted, follow=True))
    assert told.startswith("The draft has “office of talent” as a name of Office of Talent (2024-25) already.")


@pytest.mark.parametrize(
    ("entry", "name", "field", "sentence"),
    [
        ("", "x", "entry", "Choose the office or department that people mean by it."),
        ("office-{archive}", "x", "entry", "this one is not among the drafts"),
        ("office-{retired}", "x", "entry", "this one is not among the drafts"),
        ("office-999999", "x", "entry", "this one is not among the drafts"),
        ("publication-1", "x", "entry", "this one is not among the drafts"),
        ("office-²", "x", "entry", "this one is not among the drafts"),
        ("office-9999999999999999999999", "x", "entry", "this one is not among the drafts"),
        ("\x00", "x", "entry", "this one is not among the drafts"),
        ("office-{talent}", "", "name", "This field is required."),
        ("office-{talent}", "x" * 201, "name", "It has 201 characters; 200 fit."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(publisher, talent, entry, name, field, sentence):
    archive = make_office("talent", year=make_year("2016-17"))
    retired = make_office("gone", retired_at=timezone.now())
    entry = entry.format(archive=archive.pk, retired=retired.pk, talent=talent.pk)
    response = publisher.post(_address("add_name", _missed().pk), {"entry": entry, "name": name})
    assert sentence in " ".join(response.context["form"].errors[field])
    assert MissedSearch.objects.waiting().exists()


def test_what_was_chosen_is_shown_again(publisher, talent):
    response = publisher.post(_address("add_name", _missed().pk), {"entry": f"office-{talent.pk}", "name": ""})
    assert (
        f'<option value="office-{talent.pk}" selected>Office of Talent (2024-25)</option>' in response.content.decode()
    )


def test_what_nothing_should_have_is_dismissed_from_its_page_or_from_the_list(publisher):
    missed = [_missed(words) for words in ("asdf", "qwer", "payrol")]
    response = publisher.post(_address("add_name", missed[0].pk), {"_dismiss": "x"}, follow=True)
    assert _messages(response) == ["Dismissed “asdf”."]
    action = {"action": "dismiss_selected", "_selected_action": [missed[1].pk]}
    response = publisher.post(_address("changelist"), action, follow=True)
    assert _messages(response) == ["Dismissed “qwer”."] and _listed(response) == ["payrol"]

    back = {"action": "wait_again_selected", "_selected_action": [missed[0].pk]}
    publisher.post(_address("changelist") + "?answer=dismissed", back)
    assert set(_listed(publisher.get(_address("changelist")))) == {"asdf", "payrol"}


def test_one_that_made_room_for_others_is_not_found(publisher):
    assert publisher.get(_address("add_name", 999)).status_code == 404


def test_the_choice_is_found_by_every_word_of_its_names_in_the_years_there_is_work_on(publisher, talent):
    talent.also_known_as = "Human Resources"
    talent.save()
    make_department(talent, "human-growth")
    make_office("human-archive", year=make_year("2016-17"))
    make_office("human-gone", retired_at=timezone.now())

    def found(term):
        answer = publisher.get(_address("drafts"), {"term": term}).json()
        assert answer["pagination"] == {"more": False}
        return [row["text"] for row in answer["results"]]

    assert found("hum") == ["Office of Talent (2024-25)", "Human Growth – Office of Talent (2024-25)"]
    assert found("resources human") == ["Office of Talent (2024-25)"]
    assert found("nothing like it") == found("%") == []
    assert "Office of Talent (2024-25)" in found("\x00")


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_the_choice_takes_constant_queries(publisher, talent, departments, django_assert_num_queries):
    for number in range(departments):
        make_department(talent, f"department-{number}")
    publisher.get(_address("drafts"))
    with django_assert_num_queries(8):
        results = publisher.get(_address("drafts")).json()["results"]
    assert len(results) == min(departments, MOST) + 1


@pytest.mark.parametrize("searches", [1, 3, 200])
def test_the_list_takes_constant_queries(publisher, searches, django_assert_num_queries):
    for number in range(searches):
        _missed(f"word {number}")
    publisher.get(_address("changelist"))
    with django_assert_num_queries(10):
        response = publisher.get(_address("changelist"))
    assert response.context["cl"].result_count == searches


def test_the_first_page_tells_publishers_and_nobody_else(publisher, client):
    assert "found nothing</a></p>" not in client.get("/admin/").content.decode()
    _missed("payrol")
    link = f'<a href="{_address("changelist")}">1 search found nothing</a>'
    assert link in client.get("/admin/").content.decode()
    _missed("kronos")
    assert "2 searches found nothing</a>" in client.get("/admin/").content.decode()
    for role in ("Editors", "Viewers"):
        client.force_login(make_person(role, role))
        assert "found nothing" not in client.get("/admin/").content.decode()
