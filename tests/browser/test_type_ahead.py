"""The suggestions under a search box, in a browser: the keyboard, answers out of order, axe, touch, scripts off."""

import json
import re

import pytest
from playwright.sync_api import expect

from departments import publishing
from tests.browser.wcag import breaches
from tests.making import make_department, make_district, make_office, make_year

SUGGEST = re.compile(r"/search/suggest/")


@pytest.fixture
def site(live_server):
    make_district()
    office = make_office("chief-of-staff", lead_title="Chief of Staff", lead_name="Paulette Chámbers-Featherstone")
    for place, name in enumerate(["Equity, Access, and Inclusion", "Restorative Practices", "Research"]):
        make_department(office, f"part-{place}", name=name, position=place, phone=f"414-475-846{place} ext. 12345")
    publishing.publish(office, by=None)
    make_office("archives", year=make_year("2016-17"), name="Research Archives", publish=True)
    return live_server.url


@pytest.fixture
def own_page(browser):
    contexts = []

    def make(width=1280, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


def _asked(page):
    """The addresses that are asked for suggestions from now on."""
    asked = []
    page.on("request", lambda request: asked.append(request.url) if SUGGEST.search(request.url) else None)
    return asked


def _open(page, query="re"):
    """Type into the search box and wait for its list: `(field, list)`."""
    field = page.get_by_role("combobox")
    field.press_sequentially(query)
    options = page.get_by_role("listbox")
    expect(options).to_be_visible()
    return field, options


def _active(page):
    """The text of the option the keyboard is on, found as a screen reader finds it."""
    return page.evaluate("""() => {
        const id = document.activeElement.getAttribute("aria-activedescendant");
        return id && document.getElementById(id).querySelector(".suggestion-name").textContent;
    }""")


def test_somebody_is_found_with_the_keyboard_alone(site, own_page):
    page = own_page()
    page.goto(site)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("chamb")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert _active(page) == "Paulette Chámbers-Featherstone"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/offices/chief-of-staff/")


def test_a_screen_reader_is_told_what_the_list_is_and_where_the_keyboard_is(site, own_page):
    page = own_page()
    page.goto(site)
    field, options = _open(page)
    status = page.locator("form.search [role=status]")
    expect(status).to_have_text(re.compile(r"^\d suggestions?\. Use the up and down arrow keys\.$"))
    names = options.locator(".suggestion-name").all_text_contents()
    assert {"Research", "Restorative Practices"} <= set(names)
    attributes = {"aria-autocomplete": "list", "aria-expanded": "true", "aria-controls": "search.home.list"}
    assert {name: field.get_attribute(name) for name in attributes} == attributes
    assert options.get_attribute("id") == "search.home.list" and options.get_attribute("aria-label") == "Suggestions"
    assert _active(page) is None

    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "End", "Home"):
        page.keyboard.press(key)
        walked.append(names.index(_active(page)))
    last = len(names) - 1
    assert walked == [0, 1, 0, last, 0, last, 0]
    assert options.locator("[aria-selected=true]").count() == 1

    page.keyboard.press("ArrowLeft")  # back in the text
    assert _active(page) is None
    page.keyboard.press("Escape")
    expect(options).to_be_hidden()
    assert (field.input_value(), field.get_attribute("aria-expanded"), status.text_content()) == ("re", "false", "")
    page.keyboard.press("ArrowDown")
    expect(options).to_be_visible()
    assert _active(page) == names[0]
    page.keyboard.press("Tab")
    expect(options).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Search"


def test_enter_without_a_choice_searches(site, own_page):
    page = own_page()
    page.goto(site)
    _open(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/search/?q=re")


def test_the_letters_that_were_typed_are_marked_and_the_number_stands_beside(site, own_page):
    page = own_page()
    page.goto(site)
    field, options = _open(page, "chamb")
    assert options.locator("mark").all_text_contents() == ["Chámb"]
    field.fill("475-8461")
    expect(options.locator("mark").first).to_have_text("475-8461")
    number = options.locator(".suggestion-number").first
    assert number.text_content() == "414-475-8461 ext. 12345"


@pytest.mark.exhaustive
def test_the_server_is_asked_once_for_a_word_and_never_for_a_letter(site, own_page):
    page = own_page()
    page.goto(site)
    asked = _asked(page)
    field = page.get_by_role("combobox")
    field.press_sequentially("r")
    page.wait_for_timeout(400)
    assert asked == []
    # At once, however busy the machine is: between two keys of a test there may be as long as people pause.
    field.evaluate(
        """(box) => {
          for (const letter of "estor") {
            box.value += letter;
            box.dispatchEvent(new InputEvent("input", { bubbles: true }));
          }
        }"""
    )
    expect(page.get_by_role("listbox")).to_be_visible()
    assert asked == [f"{site}/search/suggest/?q=restor"]
    field.fill("r")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.exhaustive
@pytest.mark.parametrize("can_abort", [True, False])
def test_an_answer_that_was_overtaken_is_dropped(site, own_page, can_abort):
    page = own_page()
    if not can_abort:  # the answer then arrives late, and its number alone says so
        page.add_init_script("const fetched = fetch; window.fetch = (address) => fetched(address);")
    held = []
    page.route(re.compile(r"suggest/\?q=re$"), lambda route: held.append(route))
    page.goto(site)
    field = page.get_by_role("combobox")
    with page.expect_request(re.compile(r"q=re$")):
        field.press_sequentially("re")
    field.press_sequentially("stor")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Restorative Practices")
    shown = options.all_text_contents()
    late = {"kind": "office", "name": "Too late", "detail": "", "phone": "", "url": "/"}
    held[0].fulfill(body=json.dumps({"results": [late] * 8}), content_type="application/json")
    page.wait_for_timeout(300)
    assert options.all_text_contents() == shown
    assert "Too late" not in page.content()


@pytest.mark.exhaustive
def test_an_answer_after_the_field_was_left_opens_nothing(site, own_page):
    page = own_page()
    held = []
    page.route(SUGGEST, lambda route: held.append(route))
    page.goto(site)
    with page.expect_request(SUGGEST):
        page.get_by_role("combobox").press_sequentially("re")
    page.keyboard.press("Tab")
    held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.thorough
def test_what_the_keyboard_of_a_phone_still_composes_is_suggested(site, own_page):
    page = own_page(390, has_touch=True, is_mobile=True)
    page.goto(site)
    page.get_by_role("combobox").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "restor", "selectionStart": 6, "selectionEnd": 6})
    expect(page.get_by_role("option").first).to_contain_text("Restorative Practices")


@pytest.mark.exhaustive
def test_what_is_said_is_true_where_nobody_has_keys_and_waits_for_the_last_letter(site, own_page):
    page = own_page(390, has_touch=True, is_mobile=True)
    page.goto(site)
    status, said = page.locator("form.search [role=status]"), []
    page.expose_function("said", lambda words: said.append(words))
    page.evaluate("""() => new MutationObserver(([{target}]) => target.textContent && said(target.textContent))
        .observe(document.querySelector("form.search [role=status]"), {childList: true})""")
    page.get_by_role("combobox").press_sequentially("restor", delay=250)
    expect(status).to_have_text("1 suggestion. Swipe past the Search button.")
    assert said == [status.text_content()]
    page.get_by_role("combobox").fill("re")
    expect(status).to_have_text(re.compile(r"^[2-8] suggestions\. Swipe past the Search button\.$"))


@pytest.mark.thorough
@pytest.mark.parametrize("leaves", ["Enter", "option"])
def test_what_was_typed_is_there_after_back(site, own_page, leaves):
    page = own_page(390)
    page.goto(site)
    field, options = _open(page, "restor")
    if leaves == "Enter":
        field.press("Enter")
        page.wait_for_url(f"{site}/search/?q=restor")
    else:
        options.get_by_role("option").first.click()
        page.wait_for_url(f"{site}/offices/chief-of-staff/**")
    page.go_back()
    assert field.input_value() == "restor"
    page.goto(f"{site}/a-z/")
    assert field.input_value() == ""


@pytest.mark.thorough
def test_what_is_tapped_is_as_large_as_a_finger(site, own_page):
    page = own_page(390, has_touch=True, is_mobile=True)
    for address in ("/", "/a-z/", "/search/"):
        page.goto(site + address)
        field, options = _open(page)
        targets = [field, page.get_by_role("button", name="Search"), *options.get_by_role("option").all()]
        assert len(targets) > 3
        assert [box for target in targets if (box := target.bounding_box())["height"] < 44 or box["width"] < 44] == []
        box = field.bounding_box()
        page.mouse.click(box["x"] + box["width"] - 42, box["y"] + 42)  # the corner of the cross that is furthest in
        assert (field.input_value(), options.is_visible()) == ("", False)


@pytest.mark.thorough
def test_suggestions_and_results_come_within_three_seconds_over_a_slow_network(site, own_page):
    page = own_page(390, has_touch=True, is_mobile=True)
    page.goto(site)
    network = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    network.send("Network.emulateNetworkConditions", slow)
    page.get_by_role("combobox").press_sequentially("restor", delay=100)
    expect(page.get_by_role("option").first).to_contain_text("Restorative", timeout=3_000)
    page.get_by_role("combobox").press("Enter")
    expect(page.locator(".result-group a").first).to_contain_text("Restorative", timeout=3_000)


@pytest.mark.exhaustive
def test_an_earlier_year_suggests_from_itself(site, own_page):
    page = own_page()
    page.goto(f"{site}/years/2016-17/")
    _, options = _open(page, "research")
    expect(options.get_by_role("option")).to_have_count(1)
    options.get_by_role("option").click()
    page.wait_for_url(f"{site}/years/2016-17/offices/archives/")


def test_a_tap_opens_what_it_is_on_and_one_beside_closes_the_list(site, own_page):
    page = own_page(390, has_touch=True)
    page.goto(f"{site}/offices/chief-of-staff/")
    field, options = _open(page, "research")
    page.locator("main h1").tap(force=True, position={"x": 1, "y": 1})
    expect(options).to_be_hidden()
    field.fill("equity")
    expect(options.get_by_role("option").first).to_contain_text("Equity")
    options.get_by_role("option").first.tap()
    page.wait_for_url(f"{site}/offices/chief-of-staff/#part-0")
    expect(options).to_be_hidden()


def test_where_the_server_fails_the_form_still_searches(site, own_page):
    page = own_page()
    page.route(SUGGEST, lambda route: route.fulfill(status=500, body="The roof fell in."))
    page.goto(site)
    with page.expect_response(SUGGEST):
        page.get_by_role("combobox").press_sequentially("research")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/search/?q=research")


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), pytest.param(1280, "dark", marks=pytest.mark.exhaustive)]
)
def test_the_open_list_passes_axe_and_pushes_nothing_aside(site, own_page, width, scheme):
    page = own_page(width, color_scheme=scheme)
    problems = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    for address in ("/", "/offices/chief-of-staff/", "/search/"):
        page.goto(site + address)
        _open(page)
        page.keyboard.press("ArrowDown")
        problems += [(address, rule) for rule, _ in breaches(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append((address, "scrolls sideways"))
    assert problems == []


def test_without_scripts_the_box_is_a_plain_form(site, own_page):
    page = own_page(390, java_script_enabled=False)
    page.goto(f"{site}/years/2016-17/")
    assert page.locator("[role=combobox], [role=listbox], [role=status]").count() == 0
    page.get_by_role("searchbox").fill("research")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/years/2016-17/search/?q=research")
    page.locator("main").get_by_role("link", name="Research Archives").click()
    page.wait_for_url(f"{site}/years/2016-17/offices/archives/")
