"""What only a browser proves of the public pages: axe's rules, no sideways scroll, the keyboard, no scripts needed."""

import pytest
from django.core.management import call_command

from departments import publishing
from departments.drafts import preview
from departments.models import Alert, Office, SchoolYear
from tests.browser.wcag import breaches
from tests.making import make_person

PAGES = [
    "/",
    "/offices/chief-of-staff/",
    "/offices/school-administration/",
    "/a-z/",
    "/people/",
    "/chart/",
    "/print/",
    "/print/main-numbers/",
    "/search/?q=director",
    "/search/?q=nothing-like-it",
    "/years/",
    "/years/2016-17/",
    "/years/2016-17/offices/innovation-and-information/",
    "/years/2024-25/changes/",
    "/years/2016-17/changes/",
    "/years/2024-25/changes/letter/",
    "/nowhere/",
]


SCHEMES = pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])


@pytest.fixture
def site(live_server, tmp_path, settings):
    settings.DIRECTORY_FOLDER = tmp_path
    call_command("demo", verbosity=0)
    Alert.objects.create(message='<p>School is closed. <a href="/">More</a></p>', level=Alert.Level.EMERGENCY)
    return live_server.url


@pytest.mark.exhaustive
@SCHEMES
def test_every_page_passes_axe_and_never_scrolls_sideways(site, own_page, scheme):
    problems = _problems(own_page, [site + address for address in PAGES], scheme)
    missing = "Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert [problem for problem in problems if problem != missing] == []
    assert problems.count(missing) == 2  # the page that is not there, and nothing else


@pytest.mark.exhaustive
@SCHEMES
def test_drafts_and_pages_that_are_gone_pass_axe_too(site, own_page, scheme):
    office = Office.objects.get(school_year__label="2024-25", slug="school-administration")
    sender = make_person("sender", "Publishers")
    good, ended = (preview.make_link(office, by=sender) for _ in range(2))
    preview.revoke(ended, by=None)
    publishing.withdraw(office, by=None, instead="Call the switchboard, 414-475-8393.")
    previews = [f"/preview/{preview.token_of(link)}/" for link in (good, ended)]
    gone = ["/offices/school-administration/", "/offices/operations/", "/departments/grant-development/"]

    problems = _problems(own_page, [site + address for address in previews + gone], scheme)

    answer = "Failed to load resource: the server responded with a status of 410 (Gone)"
    assert [problem for problem in problems if problem != answer] == []
    assert problems.count(answer) == 8  # all but the good link


@pytest.mark.exhaustive
@SCHEMES
def test_rehearsals_pass_axe_too_with_what_differs_unfolded(site, own_page, scheme):
    call_command("roll_over", "2024-25", "2025-26", verbosity=0)
    offices = Office.objects.filter(school_year__label="2025-26").order_by("position")
    offices.filter(slug="chief-of-staff").update(lead_name="Ann Roe")
    for office in offices[:3]:
        publishing.publish(office, by=None)
    year = SchoolYear.objects.get(label="2025-26")
    link = preview.make_link(year, by=make_person("sender", "Publishers"))
    within = [
        "",
        "offices/chief-of-staff/",
        "offices/school-administration/",
        "a-z/",
        "print/",
        "search/?q=ann",
        "changes/",
    ]
    addresses = [f"{site}/rehearsal/{preview.token_of(link)}/{address}" for address in within]
    assert _problems(own_page, addresses, scheme, unfolded=".differs") == []


def _problems(own_page, addresses, scheme, unfolded=""):
    problems = []
    for width in (320, 1280):
        page = own_page(width, color_scheme=scheme)
        page.on("console", _errors_into(problems))
        for address in addresses:
            page.goto(address)
            if unfolded:
                page.eval_on_selector_all(unfolded, "all => all.forEach(one => one.open = true)")
            problems += [(address, width, scheme, *breach) for breach in breaches(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                problems.append((address, width, "scrolls sideways"))
    return problems


def _errors_into(problems):
    return lambda message: problems.append(message.text) if message.type == "error" else None


def test_axe_would_notice(site, own_page):
    page = own_page(1280)
    page.goto(site + "/offices/chief-of-staff/")
    page.evaluate("document.querySelector('main img').removeAttribute('alt')")
    assert [rule for rule, _ in breaches(page)] == ["image-alt"]


def test_the_keyboard_reaches_the_content_and_the_numbers(site, own_page):
    page = own_page(390)
    page.goto(site + "/offices/chief-of-staff/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert "tel:+14144758393" in reached
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_everything_works_with_scripts_off(site, own_page):
    page = own_page(390, java_script_enabled=False)
    page.goto(site + "/")
    page.get_by_role("searchbox").first.fill("chambers")
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="Paulette Chambers").click()
    assert page.url == f"{site}/offices/chief-of-staff/"
    page.goto(site + "/departments/restorative-practices/")
    assert page.url.endswith("/offices/chief-of-staff/#restorative-practices")
    assert page.locator("#restorative-practices").is_visible()


def test_a_department_is_not_hidden_under_the_header(site, own_page):
    page = own_page(390)
    page.goto(site + "/offices/chief-of-staff/#restorative-practices")
    top = page.locator("#restorative-practices h2").bounding_box()["y"]
    header = page.locator("header.site-header").bounding_box()
    assert top >= header["y"] + header["height"] or header["y"] + header["height"] <= 0


def test_pictures_are_shown_in_the_best_format(site, own_page):
    page = own_page(1280)
    page.goto(site + "/offices/chief-of-staff/")
    image = page.locator("main img").first
    image.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('main img').complete")
    assert image.evaluate("image => image.naturalWidth") > 0
    assert image.evaluate("image => image.currentSrc").endswith(".avif")


def test_an_office_asks_for_twelve_files_and_nothing_moves(site, own_page):
    page = own_page(390)
    asked = set()  # what is asked for twice is kept by the browser
    page.on("request", lambda request: asked.add(request.url))
    page.add_init_script(
        """window.moved = [];
        new PerformanceObserver((seen) => moved.push(...seen.getEntries().map(({ value, sources }) =>
          [value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]
        ))).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(site + "/offices/chief-of-staff/", wait_until="networkidle")
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 12, asked
    assert page.evaluate("new Promise((told) => requestAnimationFrame(() => setTimeout(() => told(moved))))") == []
