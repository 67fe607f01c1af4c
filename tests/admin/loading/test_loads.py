"""Loads so far: the list, one of them, and taking it back."""

import pytest
from django.urls import reverse

from departments import publishing
from departments.models import Department, Load, Office, SchoolYear
from departments.school_years.loading import load
from tests.making import make_department, make_year

from .walking import LABEL, edition, problems, told

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def _address(page="changelist", *args):
    return reverse(f"admin:departments_load_{page}", args=args)


def _load(*slugs, source="2025-26.zip", by=None, **values):
    load(edition(**{slug: values for slug in slugs}), source=source, checksum="ab" * 32, by=by)
    return Load.objects.first()


def _take_back(client, row):
    return client.post(_address("take_back", row.pk), follow=True)


def test_the_list_tells_who_loaded_what_and_what_became_of_it(client, publisher):
    first = _load("academics")
    _load("academics", "staff", source="again.xlsx", by=publisher)
    _take_back(client, Load.objects.first())
    text = client.get(_address()).content.decode()
    assert text.index("again.xlsx") < text.index("2025-26.zip")
    for words in ("publisher", "a command", "1 new", "taken back", f"/{first.pk}/change/"):
        assert words in text


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_list_takes_the_same_queries_however_long(client, publisher, count, django_assert_num_queries):
    _load("academics")
    row = Load.objects.get()
    for label in ("2026-27", "2027-28"):
        make_year(label, opened=False)
    years = list(SchoolYear.objects.all())
    Load.objects.bulk_create(
        Load(school_year=years[n % 3], source=f"{n}.zip", loaded_by=publisher, content=row.content, changes=row.changes)
        for n in range(count - 1)
    )
    with django_assert_num_queries(11) as queries:
        assert client.get(_address()).context["cl"].result_count == count
    assert not any('"content"' in query["sql"] for query in queries.captured_queries)


def test_one_load_is_told_in_full(client, publisher):
    row = _load("academics", "staff", by=publisher)
    text = client.get(_address("change", row.pk)).content.decode()
    for words in ("2025-26.zip", "ab" * 32, "2 new", "New office: Office of Staff", "publisher", "Take it back"):
        assert words in text


def test_a_load_is_taken_back_after_it_was_asked_once_more(client, publisher):
    row = _load("academics")
    asked = client.get(_address("take_back", row.pk))
    assert "Take back 2025-26.zip" in asked.content.decode() and Office.objects.exists()
    done = _take_back(client, row)
    assert told(done) == ["2025-26.zip was taken back: 1 entry is in 2025-26 as before it."]
    assert not Office.objects.exists()
    row.refresh_from_db()
    assert row.undone_by == publisher
    text = done.content.decode()
    assert "Taken back" in text and _address("take_back", row.pk) not in text
    assert "was taken back already" in client.get(_address("take_back", row.pk)).content.decode()
    assert "This load was taken back already." in _take_back(client, row).content.decode()


def test_what_was_changed_since_refuses_it_record_by_record(client, publisher):
    row = _load("academics", "staff")
    Office.objects.filter(slug="staff").update(summary="Later.")
    academics = Office.objects.get(slug="academics")
    publishing.publish(academics, by=None)
    make_department(academics, "poetry")
    refused = _take_back(client, row)
    assert problems(refused) == [" · office academics · ", " · office staff · ", " · department poetry · office"]
    text = refused.content.decode()
    assert "It was changed since." in text and "3 records stand in the way" in text
    for noun, model in (("office", Office), ("department", Department)):
        assert reverse(f"admin:departments_{noun}_change", args=[model.objects.last().pk]) in text
    assert Office.objects.count() == 2


def test_the_last_load_goes_first(client, publisher):
    first = _load("academics")
    last = _load("academics", source="again.zip", summary="New")
    for page in ("change", "take_back"):
        text = client.get(_address(page, first.pk)).content.decode()
        assert _address("change", last.pk) in text and "Take back 2025-26.zip</button>" not in text
    assert problems(_take_back(client, first))[0] == "2025-26.zip ·  · "
    _take_back(client, last)
    _take_back(client, first)
    assert not Office.objects.exists()


@pytest.mark.parametrize("page", ["change", "take_back"])
def test_of_a_load_that_is_not_there_a_page_of_the_admin_says_so(client, publisher, page):
    answer = client.get(_address(page, 4711))
    assert (answer.status_code, answer.template_name) == (404, "admin/departments/not_there.html")


def test_a_load_goes_with_its_school_year_and_never_by_itself(client, publisher):
    row = _load("academics")
    assert client.post(_address("delete", row.pk), {"post": "yes"}).status_code == 403
    _take_back(client, row)
    year = SchoolYear.objects.get(label=LABEL)
    client.post(reverse("admin:departments_schoolyear_delete", args=[year.pk]), {"post": "yes"})
    assert not Load.objects.exists() and not SchoolYear.objects.exists()


def test_the_list_of_school_years_leads_to_the_load(client, publisher):
    text = client.get(reverse("admin:departments_schoolyear_changelist")).content.decode()
    for page in ("add", "changelist", "template"):
        assert f'href="{_address(page)}"' in text
