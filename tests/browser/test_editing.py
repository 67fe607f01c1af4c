"""An editor's day in a real browser: edit, see nothing change outside, publish, see it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from departments.models import Department, Office
from tests.browser.cards import opened
from tests.browser.signed_in import heard, sign_in
from tests.browser.wcag import breaches
from tests.making import make_contact, make_office, make_person


@pytest.fixture
def office(transactional_db):
    office = make_office("academics", departments=3, publish=True, phone="414-475-8393 ext. 12", body="<p>Old text</p>")
    make_contact(office)
    return office


@pytest.fixture
def desk(page, live_server, office):
    """A publisher's browser, signed in, on the office's form."""
    make_person("publisher", "Publishers")
    heard(page)
    page.goto(f"{live_server.url}/admin/login/?next={reverse('admin:departments_office_change', args=[office.pk])}")
    sign_in(page)
    page.locator(".field-body .tiptap:visible").wait_for()
    yield page
    assert page.problems == []


def _public(desk, live_server):
    desk.goto(f"{live_server.url}/offices/academics/")
    text = desk.inner_text("main")
    desk.go_back()
    return text


def test_an_edit_is_seen_by_visitors_when_it_is_published(desk, live_server):
    desk.fill("#id_name", "Office of Learning")
    desk.get_by_role("textbox", name="Text").click()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("New words")
    desk.click("input[name=_continue] >> nth=-1")
    assert "Saved the draft of" in desk.inner_text(".messagelist")
    assert "Old text" in _public(desk, live_server)

    desk.click("input[name=_publish]")
    assert "Office of the Academics" in desk.inner_text("#content-main") and "New words" in desk.inner_text(
        "#content-main"
    )
    desk.click("text=Publish >> nth=-1")
    assert "Published Office of Learning as number 2: visitors see it since" in desk.inner_text(".messagelist")
    text = _public(desk, live_server)
    assert "Office of Learning" in text and "New words" in text and "Old text" not in text
    assert "414-475-8393 ext. 12" in text


def test_the_checks_are_asked_again_when_a_field_is_left_and_lead_to_it(desk, office):
    checks = desk.locator("[data-checks]")
    for row, name in (("", "lead_name"), ("departments-1", "lead_name")):
        anchor = f"#id_{row}-{name}" if row else f"#id_{name}"
        if row:
            opened(desk, row)
        desk.fill(anchor, "")
        desk.fill(anchor.replace(name, "lead_title"), "Director")
        desk.keyboard.press("Tab")
        checks.locator(f"a[href='{anchor}']").click()
        assert desk.evaluate("`#${document.activeElement.id}`") == anchor
        desk.keyboard.type("Ann Roe")
        desk.keyboard.press("Tab")
        expect(checks.locator(f"a[href='{anchor}']")).to_have_count(0)
    assert Office.objects.get().lead_name == ""
    expect(desk.locator(".save-count")).not_to_be_empty()


def test_what_is_typed_away_from_a_list_is_not_acted_on(desk, live_server, office):
    make_office("operations")
    desk.goto(f"{live_server.url}{reverse('admin:departments_office_changelist')}")
    desk.fill("#searchbar", "academics")
    desk.get_by_text("1 of the 2 on this page.").wait_for()
    desk.click("#action-toggle")
    desk.select_option("[name=action]", "confirm_selected")
    desk.click("[name=index]")
    desk.locator(".messagelist").wait_for()
    assert list(Office.objects.exclude(confirmed_on=None)) == [office]


def test_departments_are_moved_by_keyboard(desk, office):
    button = desk.get_by_role("button", name="Move Academics 3 up")
    button.focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    assert "Academics 3 is now number 1 of 3" in desk.inner_text("#departments-group [role=status]")
    desk.click("input[name=_continue] >> nth=-1")
    assert list(office.departments.values_list("slug", flat=True)) == ["academics-3", "academics-1", "academics-2"]


def test_a_new_department_is_added_and_goes_last(desk, office):
    desk.click("text=Add another Department")
    desk.locator("#id_departments-3-name").press_sequentially("Library & Media")
    assert desk.input_value("#id_departments-3-slug") == "library-media"
    desk.click("input[name=_continue] >> nth=-1")
    assert list(office.departments.values_list("slug", "position"))[-1] == ("library-media", 4)


def test_a_wrong_number_is_told_beside_its_field(desk, office):
    opened(desk, "departments-0").fill("#id_departments-0-phone", "call us")
    desk.click("input[name=_continue] >> nth=-1")
    assert "Write the number as 414-475-8393" in desk.inner_text("#departments-0 .errorlist")
    assert desk.input_value("#id_departments-0-phone") == "call us"
    assert Department.objects.filter(phone="").count() == 0


def test_the_form_fits_a_phone(desk, office):
    for width in (390, 1280):
        desk.set_viewport_size({"width": width, "height": 900})
        desk.reload()
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
        box = opened(desk, "departments-0").locator("#id_departments-0-name").bounding_box()
        assert box["x"] + box["width"] <= width
    assert Office.objects.get().name == "Office of the Academics"


def test_our_part_of_the_form_passes_axe(desk, office):
    # Whole: over a part that is scrolled to, the bar at the foot covers a field, of which axe measures the rest.
    desk.set_viewport_size({"width": 1280, "height": 3000})
    assert breaches(desk, within="#content") == []
