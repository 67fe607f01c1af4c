"""Old pages brought into a year: shown first, written by a second press."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.models import Office
from tests.making import make_office, make_person, make_year

pytestmark = pytest.mark.django_db
ARTS = "Office of Arts\n\nDirector: Ann Roe\nPhone: 414-475-8393\nSee below\n"


def _page(text, name="page.txt"):
    return SimpleUploadedFile(name, text.encode())


def _address(year):
    return reverse("admin:departments_schoolyear_old_pages", args=[year.pk])


def _read(publisher, year, *pages, **said):
    return publisher.post(_address(year), {"pages": pages, **said}, follow=True)


def test_pages_are_shown_as_understood_and_written_by_a_second_press(publisher):
    year = make_year("2025-26")
    asked = _read(publisher, year, _page(ARTS), _page("Nothing", "b.txt"), _page("<h1>Office of Crafts</h1>", "c.html"))
    assert [one.name for one in asked.context["outcomes"]] == ["page.txt", "b.txt", "c.html"]
    text = asked.content.decode()
    assert "New office: Office of Arts (arts)." in text and "Line 3, “Director: Ann Roe”: the lead of" in text
    assert "Not taken: b.txt: no line names an office." in text
    assert not Office.objects.exists()

    done = publisher.post(_address(year), {"_page": asked.context["tokens"]})
    assert done.status_code == 200 and "Check the draft of Office of Arts" in done.content.decode()
    assert {*Office.objects.values_list("name", "lead_name")} == {
        ("Office of Arts", "Ann Roe"),
        ("Office of Crafts", ""),
    }
    again = publisher.post(_address(year), {"_page": asked.context["tokens"]}, follow=True)
    assert "These pages are not kept any more" in again.content.decode()


def test_a_page_that_names_no_office_is_that_of_the_one_that_is_chosen(publisher):
    office = make_office("crafts", year=make_year("2025-26"), name="Crafts")
    asked = _read(publisher, office.school_year, _page("Director: Ann Roe\n"), office="crafts")
    assert "Crafts: filled in lead." in asked.content.decode()
    publisher.post(_address(office.school_year), {"_page": asked.context["tokens"], "_office": "crafts"})
    office.refresh_from_db()
    assert office.lead_name == "Ann Roe"
    refused = _read(publisher, office.school_year, _page(ARTS), _page(ARTS), office="crafts")
    assert "Choose one of them to say whose it is." in refused.content.decode()


def test_what_is_no_page_is_refused_in_a_sentence(publisher):
    year = make_year()
    assert "Choose a page first." in _read(publisher, year).content.decode()
    assert "is no plain text" in _read(publisher, year, SimpleUploadedFile("a.pdf", b"%PDF\x00")).content.decode()
    large = _read(publisher, year, _page("x" * 2_000_001, "large.txt"))
    assert "“large.txt” is larger than a page of the old site." in large.content.decode()
    many = [_page("x", f"{number}.txt") for number in range(51)]
    assert "These are 51 files. Choose at most 50 at once." in _read(publisher, year, *many).content.decode()


def test_only_who_may_change_a_year_brings_pages(client):
    client.force_login(make_person("editor", "Editors"))
    assert client.get(_address(make_year())).status_code == 403
