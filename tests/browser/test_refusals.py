"""What a form refuses: told at its top, and led to, by mouse and by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.cards import opened
from tests.browser.counted import EVERY_WAY
from tests.browser.signed_in import sign_in
from tests.browser.wcag import breaches
from tests.making import make_office, make_person

SENTENCE = "Write the number as 414-475-8393"


@pytest.fixture
def office(transactional_db):
    return make_office("academics", departments=4)


@pytest.fixture
def signed_in(office, own_page, live_server):
    """Makes a publisher's page on the form of a row; without scripts, where `scripts` is false."""
    make_person("publisher", "Publishers")

    def open_form(row, width=1280, scripts=True, **options):
        page = own_page(width, java_script_enabled=scripts, **options)
        address = reverse(f"admin:departments_{row._meta.model_name}_change", args=[row.pk])
        page.goto(f"{live_server.url}/admin/login/?next={address}")
        sign_in(page)
        page.wait_for_url(f"**{address}")
        return page

    return open_form


def _focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def _refused(page, field, typed, device):
    """Type what is refused and save it."""
    if field.startswith("#id_departments-"):
        opened(page, field[4:].rsplit("-", 1)[0])
    page.fill(field, typed)
    if device == "mouse":
        page.click("input[name=_continue] >> nth=0")
    else:
        page.press(field, "Enter")
    page.wait_for_selector(".error-summary")


def _followed(page, link, device):
    if device == "mouse":
        page.get_by_role("link", name=link).click()
    else:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "device"), EVERY_WAY)
@pytest.mark.parametrize("noun", ["office", pytest.param("department", marks=pytest.mark.exhaustive)])
def test_a_wrong_number_is_told_at_the_top_and_led_to(signed_in, office, noun, width, device):
    fourth = office.departments.get(slug="academics-4")
    row, field = (office, "#id_departments-3-phone") if noun == "office" else (fourth, "#id_phone")
    page = signed_in(row, width)
    _refused(page, field, "call us", device)

    assert _focused(page) == "error-summary"
    where = "Academics 4, phone: " if noun == "office" else "Phone: "
    told = page.inner_text(".error-summary a")
    assert told.startswith(where) and SENTENCE in told
    _followed(page, SENTENCE, device)
    assert _focused(page) == field[1:]
    assert page.input_value(field) == "call us"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("noun", ["office", pytest.param("department", marks=pytest.mark.exhaustive)])
def test_a_closed_part_opens_where_something_in_it_is_refused_or_linked_to(signed_in, office, noun):
    row = office if noun == "office" else office.departments.first()
    page = signed_in(row)
    assert not page.is_visible("#id_succeeds")
    page.goto(f"{page.url}#id_succeeds")
    page.reload()  # as from another page
    expect(page.locator("#id_succeeds")).to_be_focused()

    _refused(page, "#id_succeeds", "a/b", "mouse")
    assert page.is_visible("#id_succeeds")
    _followed(page, "Write addresses such as", "mouse")
    assert _focused(page) == "id_succeeds"


@pytest.mark.parametrize(
    "noun", [pytest.param(noun, marks=pytest.mark.exhaustive) for noun in ("office", "department")]
)
def test_without_scripts_the_summary_leads_there_too(signed_in, office, noun):
    row, field = (office, "id_departments-3-phone") if noun == "office" else (office.departments.first(), "id_phone")
    page = signed_in(row, scripts=False)
    _refused(page, f"#{field}", "call us", "mouse")
    page.get_by_role("link", name=SENTENCE).click()
    assert page.url.endswith(f"#{field}")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.locator(f"#{field}").is_visible()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
def test_the_summary_fits_a_phone_and_passes_axe(signed_in, office, scheme):
    page = signed_in(office, width=390, color_scheme=scheme)
    opened(page, "departments-3").fill("#id_departments-3-email", "x" * 80)
    _refused(page, "#id_departments-3-phone", "call us", "keyboard")
    assert page.inner_text(".error-summary h2") == "2 things to look at first"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert breaches(page, within=".error-summary") == []
