"""What only a browser proves of the lists: how they print, that they need no scripts, and that long ones fit."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from departments import publishing
from departments.reading.directory import Card, Directory
from departments.reading.lists import main_numbers
from departments.reading.lists.main_numbers import SIZES
from tests.browser.signed_in import heard, sign_in
from tests.browser.wcag import breaches
from tests.making import make_contact, make_department, make_district, make_office, make_person
from tests.search import made_district

LISTS = ["/a-z/", "/people/", "/chart/", "/print/", "/print/main-numbers/"]
FIXTURES = ["fixtures/district.json", "fixtures/2016-17/directory.json", "fixtures/2024-25/directory.json"]
LONG = "Comprehensive Multicultural Curriculum, Transportation & Nutritional Responsibilities"


@pytest.fixture
def sample(live_server, undrawn):
    call_command("loaddata", *FIXTURES, verbosity=0)
    for label in ("2016-17", "2024-25"):
        call_command("publish", year=label, stdout=StringIO())
    return live_server.url


def _printed_pages(page, paper):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))


@pytest.mark.exhaustive
@pytest.mark.parametrize("start", ["", "/years/2016-17"])
def test_the_sample_years_on_paper(sample, page, start):
    page.goto(f"{sample}{start}/print/main-numbers/")
    assert [_printed_pages(page, paper) for paper in ("Letter", "A4")] == [1, 1]
    # Offices, the A–Z and people each begin a page.
    page.goto(f"{sample}{start}/print/")
    assert [_printed_pages(page, paper) for paper in ("Letter", "A4")] == [3, 3]


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["Office of Arts", LONG])
def test_what_is_said_to_fit_on_one_page_does(live_server, page, monkeypatch, name):
    """The most offices that each size of type is used for."""
    make_district()

    def sheet_of(count):
        numbers = tuple(Card(f"{name} {place}", "", "/", phone="+1 414-475-8393") for place in range(count))
        monkeypatch.setattr(Directory, "offices", numbers)
        return main_numbers.of(Directory.at())

    sheets = [sheet_of(count) for count in range(1, 120)]
    most = {sheet.size: len(sheet.offices) for sheet in sheets if sheet.fits}
    assert list(most) == list(SIZES)
    for count in most.values():
        sheet_of(count)
        page.goto(f"{live_server.url}/print/main-numbers/")
        assert page.get_by_text("more than fit").count() == 0
        assert [_printed_pages(page, paper) for paper in ("Letter", "A4")] == [1, 1], count
    sheet_of(2 * most["small"])
    page.goto(f"{live_server.url}/print/main-numbers/")
    assert page.get_by_text("more than fit").is_visible()
    assert _printed_pages(page, "Letter") > 1


@pytest.mark.exhaustive
def test_each_page_of_the_phone_book_has_room_for_what_is_said_to_be_on_it(live_server, own_page):
    made_district.publish()
    page = own_page(1280)
    page.emulate_media(media="print")
    for width, room in ((702, 885), (680, 950)):  # of Letter and A4 in CSS pixels, without margins and headings
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/print/?whole")
        heights = "[...document.querySelectorAll('.book-page')].map((one) => one.getBoundingClientRect().height)"
        heights = page.evaluate(heights)
        assert len(heights) == 14 and max(heights) < room
    people = page.locator("#book\\.people\\.9 .book-guide")
    assert people.text_content() == "People 9 Turner – Zúñiga"
    assert page.locator("#book\\.people\\.10").count() == 0


@pytest.mark.exhaustive
def test_only_what_goes_on_says_so_on_paper(sample, page):
    """Of the heads that are repeated, the first is covered."""
    page.goto(f"{sample}/print/")
    page.emulate_media(media="print")
    covers = page.locator(".book-entries > :first-child, .book-lines > :first-child")
    assert covers.count() > 5
    for cover in covers.all():
        shown = cover.evaluate(
            "one => [getComputedStyle(one, '::before').backgroundColor, one.getBoundingClientRect().top]"
        )
        head = cover.evaluate("one => one.closest('section').querySelector('.repeated').getBoundingClientRect().bottom")
        assert shown == ["rgb(255, 255, 255)", head]


@pytest.fixture
def long_lists():
    make_district()
    for number in range(3):
        lead = {"lead_title": LONG, "lead_name": f"Dr. José {'Wolfeschlegel' * 4}{number} de la Cruz, Ph.D."}
        office = make_office(f"office-{number}", name=f"{number} {LONG}", also_known_as=f"{LONG} too\nHR", **lead)
        arts = make_department(office, f"arts-{number}", name=LONG, phone="414-475-8393 ext. 123456", position=1)
        make_department(office, f"music-{number}", name="Music" * 12, parent=arts, position=2)
        make_contact(arts, name="Ann Roe", role=LONG, phone="", email=f"{'mail' * 14}@example.org")
        publishing.publish(office, by=None)


def _problems(own_page, url, *widths):
    for width in widths:
        page = own_page(width)
        for address in LISTS:
            page.goto(url + address)
            yield from ((address, width, *breach) for breach in breaches(page))
            if page.evaluate("document.documentElement.scrollWidth") > width:
                yield address, width, "scrolls sideways"


@pytest.mark.exhaustive
def test_long_lists_pass_axe_and_never_scroll_sideways(live_server, long_lists, own_page):
    assert list(_problems(own_page, live_server.url, 320, 1280)) == []


def test_lists_with_nothing_in_them_pass_axe_too(live_server, own_page):
    assert list(_problems(own_page, live_server.url, 320)) == []


@pytest.mark.exhaustive
def test_every_list_is_reached_and_whole_with_scripts_off(sample, own_page):
    page = own_page(320, java_script_enabled=False)
    page.goto(sample + "/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="People").click()
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="E", exact=True).click()
    expect(page).to_have_url(sample + "/people/#E")
    page.get_by_role("link", name="Equity, Access, and Inclusion").click()
    expect(page).to_have_url(sample + "/offices/chief-of-staff/#equity-access-and-inclusion")
    page.get_by_role("link", name="Organization chart").click()
    chart = page.locator("main").get_by_role("listitem")
    assert chart.first.get_by_role("heading", level=2).inner_text() == "Office of the Superintendent"
    expect(page.locator("main").get_by_role("heading", level=3, name="Office of Academics")).to_be_visible()
    page.get_by_role("link", name="Main numbers on one page").click()
    expect(page.locator("main").get_by_role("link", name="414-475-8016")).to_be_visible()
    page.get_by_role("link", name="The whole phone book").click()
    parts = page.locator("main").get_by_role("heading", level=2)
    expect(parts).to_have_text(["Offices and departments", "A–Z", "People"])
    expect(page.get_by_text("press Ctrl and P")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_have_count(0)


def test_a_button_prints_where_scripts_are_on(sample, page):
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(sample + "/print/main-numbers/")
    page.get_by_role("button", name="Print").press("Enter")
    assert page.evaluate("window.printed") is True


def test_the_chart_has_lines_where_there_is_room_and_is_a_plain_list_elsewhere(sample, page):
    page.goto(sample + "/chart/")
    columns = "getComputedStyle(document.querySelector('.chart .below')).gridTemplateColumns.split(' ').length"
    line = "getComputedStyle(document.querySelector('.chart .below > .node'), '::after').content"
    page.set_viewport_size({"width": 1280, "height": 900})
    assert (page.evaluate(columns), page.evaluate(line)) == (2, '""')
    page.set_viewport_size({"width": 390, "height": 900})
    assert (page.evaluate(columns), page.evaluate(line)) == (1, "none")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="print")
    assert (page.evaluate(columns), page.evaluate(line)) == (1, "none")


@pytest.mark.thorough
def test_a_picker_of_many_departments_is_a_box_to_type_in(live_server, page):
    office = make_office("academics", name="Academics", departments=30)
    arts = make_department(office, "arts", name="Música y Arte", lead_name="Robert Kurtz-Brandt")
    make_person("publisher", "Publishers")
    heard(page).goto(f"{live_server.url}/admin/departments/department/add/")
    sign_in(page)
    page.locator(".field-parent [role=combobox]").click()
    page.locator(".select2-search__field").fill("bob brant")
    page.get_by_role("option", name="Música y Arte – Academics (2024-25)").click()
    assert page.locator("[name=parent]").input_value() == str(arts.pk)
    assert page.problems == []


@pytest.mark.thorough
def test_what_is_typed_over_a_list_or_in_the_header_may_be_written_in_any_way(live_server, page):
    make_office("academics", name="Académicos", phone="414-475-8393", lead_name="Robert Kurtz-Brandt")
    make_office("operations", name="Operations", phone="414-475-8001")
    make_person("publisher", "Publishers")
    heard(page).goto(f"{live_server.url}/admin/departments/office/")
    sign_in(page)
    for typed in ("academicos", "(414) 475 83", "+1 414 475-8393"):
        page.fill("#searchbar", typed)
        expect(page.locator("#result_list tbody tr:visible"), typed).to_have_count(1)
    page.get_by_role("combobox", name="Find an office").press_sequentially("bob brant")
    told = re.compile("Académicos .*Robert Kurtz-Brandt Looks like what you typed")
    expect(page.locator(".suggestion")).to_have_text(told)
    assert page.problems == []
