"""Two editors, each in a browser of their own, on the same office."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from departments.models import Office, OpenForm
from tests.browser.cards import opened
from tests.browser.signed_in import sign_in
from tests.browser.wcag import breaches
from tests.every import times
from tests.making import make_contact, make_office, make_person
from tests.six_people import FIELDS, FORM, at_a_server, typed


@pytest.fixture
def office(transactional_db):
    office = make_office("academics", departments=3, phone="414-475-8393 ext. 12", body="<p>Old text</p>")
    make_contact(office)
    return office


@pytest.fixture
def sat_down(new_context, live_server, office):
    """`sat_down(name)` is the page of that editor, signed in, on the office's form."""

    def sit_down(name, entry=office, **options):
        person = make_person(name, "Editors")
        person.offices.add(office)
        page = new_context(**options).new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        form = reverse(f"admin:departments_{entry._meta.model_name}_change", args=[entry.pk])
        page.goto(f"{live_server.url}/admin/login/?next={form}")
        sign_in(page, name)
        page.locator("#id_name").wait_for()
        pages.append(page)
        return page

    pages = []
    yield sit_down
    assert [page.problems for page in pages] == [[]] * len(pages)


def _save(page):
    page.click("input.default >> nth=-1")


@pytest.mark.exhaustive
def test_both_changes_survive(sat_down):
    ann, ben = sat_down("ann"), sat_down("ben")
    ann.fill("#id_phone", "414-475-8200")
    ann.fill("#id_hours", "Weekdays 8 to 4")
    _save(ann)
    ann.locator(".messagelist").wait_for()

    ben.fill("#id_phone", "414-475-8300")
    ben.fill("#id_name", "Office of Learning")
    _save(ben)
    expect(ben).to_have_title(re.compile("^Saved meanwhile: Office of the Academics"))
    assert "ann saved Office of the Academics on " in ben.inner_text(".conflict-intro")
    save = ben.get_by_role("button", name="Save with these choices")
    expect(ben.locator(".conflict-choice")).to_have_count(1)
    expect(ben.locator(".kept-typing")).to_have_count(0)  # all that was typed stands in the page itself
    save.click()
    expect(ben).to_have_title(re.compile("^Saved meanwhile"))  # the browser asks for the choice first
    assert Office.objects.get().name == "Office of the Academics"
    ben.get_by_role("group", name="Phone").get_by_label("Yours").check()
    save.click()

    assert "Saved the draft of" in ben.inner_text(".messagelist")
    saved = Office.objects.get()
    assert (str(saved.phone), saved.name, saved.hours, saved.body) == (
        "+1 414-475-8300",
        "Office of Learning",
        "Weekdays 8 to 4",
        "<p>Old text</p>",
    )


@pytest.mark.exhaustive
def test_it_works_by_keyboard_and_without_scripts(sat_down):
    ann, ben = sat_down("ann"), sat_down("ben", java_script_enabled=False)
    ann.fill("#id_phone", "414-475-8200")
    _save(ann)
    ann.locator(".messagelist").wait_for()
    ben.fill("#id_phone", "414-475-8300")
    _save(ben)
    ben.get_by_label("Saved meanwhile").focus()
    ben.keyboard.press("Space")
    ben.keyboard.press("Tab")
    ben.keyboard.press("Tab")
    ben.keyboard.press("Enter")
    assert "Saved the draft of" in ben.inner_text(".messagelist")
    assert str(Office.objects.get().phone) == "+1 414-475-8200"


@pytest.mark.exhaustive
def test_an_untouched_form_undoes_nothing_and_changes_nothing_of_its_own(sat_down):
    ann, ben = sat_down("ann"), sat_down("ben")
    ben.locator(".field-body .tiptap:visible").wait_for()
    ann.fill("#id_phone", "414-475-8200")
    _save(ann)
    ann.locator(".messagelist").wait_for()
    _save(ben)
    told = ben.inner_text(".messagelist")
    assert "Saved. ann saved the phone of this office at " in told and "; it is kept." in told
    assert str(Office.objects.get().phone) == "+1 414-475-8200"


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "by",
    [
        "mouse",
        pytest.param("keyboard", marks=pytest.mark.exhaustive),
        pytest.param("no scripts", marks=pytest.mark.exhaustive),
    ],
)
@pytest.mark.parametrize("kind", ["office", "department"])
def test_different_changes_are_both_kept_without_a_question(sat_down, office, kind, by):
    entry = office if kind == "office" else office.departments.first()
    options = {"java_script_enabled": False} if by == "no scripts" else {}
    ann, ben = sat_down("ann", entry), sat_down("ben", entry, **options)
    ann.fill("#id_fax", "414-475-8200")
    _save(ann)
    ann.locator(".messagelist").wait_for()

    ben.fill("#id_hours", "Weekdays 8 to 4")
    if by == "keyboard":
        ben.keyboard.press("Enter")
    else:
        _save(ben)

    told = ben.inner_text(".messagelist")
    assert f"Saved. ann saved the fax of this {kind} at " in told and "; both are kept." in told
    entry.refresh_from_db()
    assert (str(entry.fax), entry.hours) == ("+1 414-475-8200", "Weekdays 8 to 4")


@pytest.mark.exhaustive
def test_six_people_with_six_browsers_save_at_once_and_nobody_is_asked(new_context, migrated_url):
    with at_a_server(migrated_url) as (site, keys):
        pages = {}
        for field, key in zip(FIELDS, keys, strict=True):
            context = new_context()
            context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
            pages[field] = context.new_page()
            pages[field].goto(site + FORM)
        for turn in range(turns := times(15, 5)):
            for field, page in pages.items():
                if row := field.rpartition("-")[0]:
                    opened(page, row)
                page.fill(f"[name='{field}']", typed(field, turn))
            for page in pages.values():  # none waits for the answer of the one before
                page.evaluate("document.body.id = 'before'")
                page.evaluate("setTimeout(() => document.querySelector('[name=_continue]').click())")
            for page in pages.values():
                after = page.locator("body:not(#before) .messagelist")
                expect(after).to_contain_text("Saved the draft of", timeout=60_000)
        last = pages[FIELDS[0]]
        last.goto(site + FORM)
        assert {field: last.input_value(f"[name='{field}']") for field in FIELDS} == {
            field: typed(field, turns - 1) for field in FIELDS
        }


@pytest.mark.exhaustive
def test_mine_can_be_discarded(sat_down):
    ann, ben = sat_down("ann"), sat_down("ben")
    ann.fill("#id_phone", "414-475-8200")
    _save(ann)
    ann.locator(".messagelist").wait_for()
    ben.fill("#id_phone", "414-475-8300")
    _save(ben)
    ben.get_by_role("link", name="Discard mine and open the form as it is now").click()
    assert ben.input_value("#id_phone") == "414-475-8200"


@pytest.mark.exhaustive
def test_the_page_passes_axe_and_fits_a_phone(sat_down):
    ann, ben = sat_down("ann"), sat_down("ben")
    ann.fill("#id_phone", "414-475-8200")
    ann.fill("#id_hours", "Weekdays")
    opened(ann, "departments-1").fill("#id_departments-1-lead_name", "Joe Poe")
    _save(ann)
    ann.locator(".messagelist").wait_for()
    ben.fill("#id_phone", "414-475-8300")
    ben.fill("#id_name", "Office of Learning")
    opened(ben, "departments-1").fill("#id_departments-1-lead_name", "Ana Ruiz")
    _save(ben)
    ben.locator(".conflict-choice").first.wait_for()
    ben.locator("summary").first.click()
    for scheme in ("light", "dark"):
        ben.emulate_media(color_scheme=scheme)
        assert breaches(ben) == []
    for width in (320, 390, 1280):
        ben.set_viewport_size({"width": width, "height": 900})
        assert ben.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.exhaustive
def test_the_form_tells_who_came_and_who_saved_while_it_is_open(sat_down):
    ann = sat_down("ann")
    ann.clock.install()
    ann.reload()
    status = ann.locator(".presence")
    assert status.inner_text() == "" and ann.get_by_role("status").count() >= 1

    ben = sat_down("ben")
    assert ben.locator(".presence").inner_text().startswith("ann has had this office open since ")
    with ann.expect_response("**/open/"):
        ann.clock.run_for(30_000)
    expect(ann.locator(".presence")).to_contain_text("ben has had this office open")

    ben.fill("#id_phone", "414-475-8200")
    _save(ben)
    ben.locator(".messagelist").wait_for()
    with ann.expect_response("**/open/"):
        ann.clock.run_for(30_000)
    expect(ann.locator(".presence")).to_contain_text("ben saved Office of")
    assert status.inner_text().endswith(
        "Reload to see it, or go on: both are kept, and you are asked only where you changed the same."
    )


def test_leaving_the_form_says_so(sat_down, live_server):
    ann = sat_down("ann")
    assert OpenForm.objects.count() == 1
    ann.goto(f"{live_server.url}/admin/")
    for _ in range(50):  # Playwright does not see what a page sends while it goes
        if not OpenForm.objects.exists():
            break
        ann.wait_for_timeout(100)
    assert not OpenForm.objects.exists()
