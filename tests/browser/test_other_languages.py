"""The site in a made-up language, with scripts: all of it fits, and scripts have no words of their own."""

import pytest
from playwright.sync_api import expect

from tests.browser.wcag import breaches
from tests.made_up import CODE, FROM_THE_RIGHT, faults_of_page, make_site, spoken, told

LATER = pytest.mark.exhaustive
ADDRESSES = (
    *("/", "/offices/zoarts/", "/a-z/", "/people/", "/chart/", "/print/", "/print/main-numbers/", "/years/"),
    *("/search/", "/search/?q=zo", "/search/?q=zolam", "/search/?q=4758", "/search/?q=zonothing", "/zonowhere/"),
    *("/years/2024-25/changes/", "/years/2024-25/changes/letter/", "/offices/zotaken/", "/offices/zosplit/"),
    *("/years/2023-24/", "/years/2023-24/offices/zoarts/", "/years/2023-24/search/?q=zo"),
)
# What is wider than its place and cut off there, or has a bar to move it.
CUT = """() => [...document.querySelectorAll("body *:not(input)")].filter(part => part.checkVisibility()
    && !part.closest(".visually-hidden, .skip-link, svg")
    && part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 1
    && getComputedStyle(part).display !== "inline" && getComputedStyle(part).overflowX !== "visible"
).map(part => part.outerHTML.slice(0, 200))"""


@pytest.fixture(params=[CODE, pytest.param(FROM_THE_RIGHT, marks=LATER)])
def spoken_site(live_server, request):
    make_site()
    with spoken(request.param):
        yield live_server.url


@pytest.mark.parametrize("width", [320, pytest.param(390, marks=LATER), pytest.param(1280, marks=LATER)])
def test_all_of_it_fits_and_is_said(spoken_site, own_page, width):
    page = own_page(width)
    for address in ADDRESSES:
        page.goto(spoken_site + address)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, width)
        assert (address, page.evaluate(CUT)) == (address, [])
        typed = address.partition("q=")[2]
        read = page.content().replace("localhost:", "zo:").replace(typed or "\0", "zo")
        assert (address, faults_of_page(read)) == (address, set())


def test_scripts_say_what_the_page_gives_them(spoken_site, own_page):
    page = own_page(390, permissions=["clipboard-write"])
    page.goto(f"{spoken_site}/offices/zoarts/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).fill("zomusic")
    expect(page.get_by_role("status").filter(has_text="1")).to_have_text(
        f"{told('{count} suggestion.').format(count=1)} {told('Use the up and down arrow keys.')}"
    )
    assert breaches(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name=told("Copy {number}").format(number="").strip("⟧ ")).first.click()
    expect(page.get_by_role("button", name=told("Copied"))).to_be_visible()
    assert faults_of_page(page.content()) == set()
