"""What only a browser proves of pages with much, odd or foreign content: all of it is reached, read and printed."""

import pytest
from playwright.sync_api import expect

from departments import publishing
from departments.models import Alert, District, DistrictLine
from tests.browser.wcag import breaches
from tests.making import make_department, make_district, make_office


@pytest.fixture
def odd(live_server):
    make_district()
    for number in range(10):
        line = {"label": f"A line with a long label {number}", "number": f"+1 414-555-01{number:02} ext. 12"}
        DistrictLine.objects.create(district=District.objects.get(), position=number, **line)
        Alert.objects.create(message=f"<p>Alert {number}</p>", level=Alert.Level.values[number % 3])
    arabic = make_office("arabic", name="مكتب شؤون الأسرة", summary="يساعد العائلات.", phone="414-475-8002")
    make_department(arabic, "translation", name="قسم الترجمة", body="<ul><li>ترجمة</li></ul>")
    publishing.publish(arabic, by=None)
    return live_server.url


@pytest.fixture
def many(odd):
    for number in range(40):
        make_office(f"office-{number}", name=f"Office of Arts {number}", phone="414-475-8001", publish=True)
    return odd


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.exhaustive)])
def test_much_and_odd_content_fits_and_passes_axe(many, own_page, width):
    page = own_page(width)
    for address in ("/", "/offices/arabic/", "/a-z/"):
        page.goto(many + address)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        assert breaches(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_typing_shows_only_what_has_the_words_and_nothing_is_lost_without(many, own_page):
    page = own_page(390)
    page.goto(many)
    assert page.evaluate("document.documentElement.scrollHeight") < 6_000
    rows = page.locator(".drawer .row")
    expect(rows).to_have_count(41)
    page.get_by_label("Show only offices").fill("arts 3")
    expect(rows.filter(visible=True)).to_have_count(11)
    expect(page.get_by_role("status").filter(has_text="11 shown")).to_be_visible()
    page.get_by_label("Show only offices").fill("")
    expect(rows.filter(visible=True)).to_have_count(0)
    page.locator("summary", has_text="Other").click()
    expect(page.get_by_role("link", name="مكتب شؤون الأسرة")).to_be_visible()


def test_emergencies_are_open_and_dark_on_paper(odd, own_page):
    page = own_page(390, color_scheme="dark")
    page.goto(odd + "/offices/arabic/")
    expect(page.locator(".alert.is-emergency:visible")).to_have_count(4)
    expect(page.locator(".alert:not(.is-emergency):visible")).to_have_count(0)
    page.emulate_media(media="print")
    ink = "alert => getComputedStyle(alert).color"
    assert {alert.evaluate(ink) for alert in page.locator(".alert").all()} == {"rgb(0, 0, 0)"}


def test_names_run_their_own_way_and_numbers_from_left_to_right(odd, own_page):
    page = own_page(390)
    page.goto(odd + "/offices/arabic/")
    direction = "part => getComputedStyle(part).direction"
    assert [page.locator(part).first.evaluate(direction) for part in ("h1", ".lede", ".prose", ".number")] == [
        *("rtl", "rtl", "rtl", "ltr")
    ]


def test_many_departments_are_lines_that_open(live_server, own_page):
    make_office("arts", departments=40, publish=True)
    page = own_page(390)
    page.goto(f"{live_server.url}/offices/arts/#arts-30")
    assert page.evaluate("document.documentElement.scrollHeight") < 6_000
    calls = page.get_by_role("link", name="414-252-0221")
    expect(calls.filter(visible=True)).to_have_count(40)
    thirtieth = page.locator("#arts-30")
    expect(thirtieth.locator(".department-head")).to_be_visible()  # what a link leads to is open
    expect(thirtieth.get_by_role("link", name="414-252-0221").filter(visible=True)).to_have_count(1)
    page.locator("#arts-1 summary").click()
    expect(page.locator("#arts-1").get_by_role("link", name="Save to contacts")).to_be_visible()
    assert breaches(page) == []
