"""A publisher with the right takes a person out by mouse and by keyboard, and visitors read nothing of them."""

import pytest

from tests.browser.signed_in import heard, sign_in
from tests.browser.wcag import breaches
from tests.making import make_contact, make_office, make_person


@pytest.fixture
def signed_in(live_server, transactional_db, own_page):
    office = make_office("academics", lead_title="Chief", lead_name="Dr. Ann Roe", summary="Ask Ann Roe.", publish=True)
    make_contact(office, name="Bob Roe")
    remover = make_person("remover", "Publishers")
    remover.groups.add(*make_person("privacy", "Privacy").groups.all())

    def opened(width=1280, **options):
        page = own_page(width, **options)
        heard(page)
        page.goto(f"{live_server.url}/admin/")
        sign_in(page, "remover")
        return page

    return opened


def _visitors_read(page, live_server):
    visitor = page.context.browser.new_page()
    visitor.goto(f"{live_server.url}/offices/academics/")
    text = visitor.inner_text("main")
    visitor.close()
    return text


def _by_mouse(page):
    page.get_by_label("Name:", exact=True).fill("Ann Roe")
    page.get_by_role("button", name="Show where it stands").click()
    assert page.get_by_role("checkbox", name="Office of the Academics: contact lines").count() == 0
    page.get_by_role("button", name="Take out what is ticked, for good").click()


def _by_keyboard(page):
    page.get_by_label("Name:", exact=True).focus()
    page.keyboard.type("Ann Roe")
    page.keyboard.press("Enter")
    page.wait_for_selector("#places")
    button = page.get_by_role("button", name="Take out what is ticked, for good")
    for _ in range(60):
        if button.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("way", "scripts"),
    [
        (_by_mouse, True),
        *(
            pytest.param(*one, marks=pytest.mark.exhaustive)
            for one in [(_by_keyboard, True), (_by_mouse, False), (_by_keyboard, False)]
        ),
    ],
)
def test_a_person_is_shown_everywhere_and_taken_out(signed_in, live_server, way, scripts):
    page = signed_in(java_script_enabled=scripts)
    page.goto(f"{live_server.url}/admin/departments/office/")
    page.get_by_role("link", name="Office of the Academics").click()
    page.get_by_role("link", name="Take a person out").click()
    assert "Chief: Dr. Ann Roe" in _visitors_read(page, live_server).replace("\n", " ")
    way(page)
    assert "Taken out for good: 1 office, 1 publication" in page.inner_text(".messagelist")
    assert "Roe" not in page.inner_text("#content")
    read = _visitors_read(page, live_server)
    assert "Name withheld" in read and "Ann" not in read
    assert page.problems == []


def test_the_screen_passes_axe_fits_a_phone_and_is_kept_in_no_browser(signed_in, live_server):
    page = signed_in(320)
    page.goto(f"{live_server.url}/admin/departments/removal/add/")
    page.get_by_label("Name:", exact=True).fill("Ann Roe")
    page.get_by_role("button", name="Show where it stands").click()
    page.wait_for_selector("#places")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert breaches(page, within="#content") == []
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Roe" not in kept and "Roe" not in page.url
    assert page.problems == []
