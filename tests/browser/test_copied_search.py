"""Searching a copy of the directory that is opened from a folder, without any server."""

import io

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from departments import publishing
from tests.browser.wcag import breaches
from tests.making import make_contact, make_department, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(tmp_path):
    office = make_office("academics", summary="Teaching and learning.", departments=1, lead_name="José Díaz")
    make_department(office, "school-safety", name="School Safety & Security", phone="414-475-8457")
    make_contact(office, name="Łukasz O’Brien")
    publishing.publish(office, by=None)
    call_command("export_site", str(tmp_path / "site"), stdout=io.StringIO())
    return (tmp_path / "site").as_uri()


def test_a_copy_is_searched_from_a_folder(copy, page):
    page.goto(f"{copy}/index.html")
    page.get_by_role("searchbox").fill("díaz jos")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 result for “díaz jos”")
    assert breaches(page) == []
    for query, name in (("OBRIEN", "Łukasz O’Brien"), ("8457", "School Safety & Security"), ("safety and", None)):
        page.get_by_role("searchbox").fill(query)
        page.keyboard.press("Enter")
        expect(page.locator(".row-name").first).to_have_text(name or "School Safety & Security")
    page.locator(".row-name").first.click()
    expect(page.locator("#school-safety")).to_be_visible()
    assert page.url.endswith("/offices/academics/index.html#school-safety")


def test_what_a_copy_has_not_is_said(copy, page):
    page.goto(f"{copy}/search/index.html?q=<b>zyzzyva</b>")
    expect(page.get_by_role("status")).to_contain_text("Nothing is listed under “<b>zyzzyva</b>” in this copy")
