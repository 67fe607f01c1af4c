"""What is done with a page in the hand: a number copied with one press, the page shared, all of it there as text."""

import pytest
from playwright.sync_api import expect

from departments import publishing
from tests.browser.wcag import breaches
from tests.making import make_department, make_district, make_office

pytestmark = pytest.mark.thorough


@pytest.fixture
def office(live_server):
    make_district()
    office = make_office("academics", name="Academics", phone="414-475-8001 ext. 12")
    make_department(office, "arts", name="Arts", phone="414-475-8002")
    publishing.publish(office, by=None)
    return f"{live_server.url}/offices/academics/"


def test_a_number_is_copied_with_one_press_and_a_screen_reader_is_told(office, own_page):
    page = own_page(390, permissions=["clipboard-read", "clipboard-write"])
    page.goto(office)
    copy = page.get_by_role("button", name="Copy 414-475-8001 ext. 12")
    assert copy.bounding_box()["height"] >= 44
    copy.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    expect(page.locator("main > [role=status]")).to_have_text("Copied: 414-475-8001 ext. 12")
    assert page.evaluate("navigator.clipboard.readText()") == "414-475-8001 ext. 12"
    assert page.get_by_role("button", name="Copy 414-475-8002").is_visible()
    assert breaches(page) == []


def test_a_page_is_shared_as_the_machine_does_it_else_its_address_is_copied(office, own_page):
    page = own_page(390, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(f"{office}#arts")
    page.get_by_role("button", name="Share this page").click()
    assert page.evaluate("window.shared") == {"title": "Academics", "url": office}
    page = own_page(390, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = undefined;")
    page.goto(f"{office}#arts")
    page.get_by_role("button", name="Copy this page’s address").click()
    expect(page.locator("main > [role=status]")).to_have_text(f"Copied: {office}")


def test_where_nothing_can_be_copied_there_is_no_button(office, own_page):
    page = own_page(390)
    page.add_init_script("""Object.defineProperty(navigator, "clipboard", {value: undefined});
        navigator.share = undefined;""")
    page.goto(office)
    assert page.locator(".in-the-hand").count() == 0
    page = own_page(390, java_script_enabled=False)
    page.goto(office)
    assert page.locator(".in-the-hand").count() == 0 and page.get_by_text("414-475-8001 ext. 12").is_visible()
