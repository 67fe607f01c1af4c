"""What was typed is kept: through leaving, crashes, errors and the end of a session, for the one who typed it."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from departments.drafts import history
from departments.models import Department, MissedSearch, Office
from departments.publishing import publish, take_off
from departments.words.days import moment
from tests.browser.cards import opened
from tests.browser.signed_in import send_password, sign_in
from tests.making import make_contact, make_department, make_district, make_office, make_person, make_year

KEPT = "Object.entries(localStorage).filter(([key]) => key.startsWith('departments.typed.'))"


@pytest.fixture
def office(transactional_db):
    office = make_office("academics", departments=2, body="<p>Old text</p>")
    make_contact(office)
    Department.objects.update(body="<p>Old text</p>")
    return office


@pytest.fixture(params=["office", pytest.param("department", marks=pytest.mark.exhaustive)])
def entry(request, office):
    return office if request.param == "office" else office.departments.first()


@pytest.fixture
def browser_of(new_context):
    """A browser whose pages remember what the browser asked before they were left."""

    def make(**options):
        context = new_context(**options)
        context.set_default_timeout(10_000)
        context.asked, context.problems = [], []
        context.on("page", lambda page: _watch(context, page))
        return context

    return make


def _watch(context, page):
    def answer(dialog):
        context.asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.on("pageerror", lambda error: context.problems.append(str(error)))


def _sign_in(page, name, offices=(), role="Editors"):
    person = make_person(name, role)
    person.offices.add(*offices)
    _type_password(page, "/admin/login/", name)
    return person


def _type_password(page, address, name):
    if address:
        page.goto(address)
    sign_in(page, name)


def _address(row, page="change"):
    return reverse(f"admin:departments_{row._meta.model_name}_{page}", args=[row.pk])


@pytest.fixture
def ann(browser_of, office, entry):
    """Ann's page with the form of the office or department."""
    context = browser_of()
    page = context.new_page()
    _sign_in(page, "ann", [office])
    _open(page, entry)
    yield page
    assert context.problems == []


def _open(page, entry):
    page.goto(_address(entry))
    page.locator(".field-body .tiptap:visible").wait_for()


def _type(page):
    """A line, the rich text, and a contact line that is new."""
    page.fill("#id_hours", "Weekdays 8 to 4")
    page.locator(".field-body .tiptap:visible").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("New words")
    page.locator("#contacts-group .add-row a").click()
    page.locator("[name$='-role'][name^='contacts-']:visible").last.fill("Front desk")


def _typed(page):
    return (
        page.input_value("#id_hours"),
        page.locator(".field-body .tiptap:visible").inner_text(),
        page.locator("[name$='-role'][name^='contacts-']:visible").last.input_value(),
    )


TYPED = ("Weekdays 8 to 4", "New words", "Front desk")


def _kept(page):
    return page.evaluate(KEPT)


def _wait_until_kept(page, text="Front desk"):
    """The page keeps what was typed last, within a second or so."""
    for _ in range(100):
        if any(text in kept for _, kept in _kept(page)):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"“{text}” is not kept.")


def _save(page):
    page.click("input.default >> nth=-1")


def test_leaving_with_changes_warns_and_what_was_typed_is_offered_again(ann, entry):
    _type(ann)
    ann.locator("#site-name a").click()
    ann.wait_for_url("**/admin/")
    assert ann.context.asked == ["beforeunload"]
    _open(ann, entry)
    assert ann.input_value("#id_hours") == ""
    offer = ann.get_by_role("region", name="Typed and not saved")
    assert re.match(r"Typed on \w+ \d+, 20\d\d, \d+:\d\d [AP]M and not saved: .*Hours.*Text", offer.inner_text())
    offer.get_by_role("button", name="Put it back").click()
    assert _typed(ann) == TYPED
    expect(offer).to_have_count(0)
    _save(ann)
    ann.locator(".messagelist").wait_for()
    assert ann.context.asked == ["beforeunload"]  # not at saving
    entry.refresh_from_db()
    assert (entry.hours, entry.body) == ("Weekdays 8 to 4", "<p>New words</p>")
    assert entry.contacts.filter(role="Front desk").count() == 1
    assert _kept(ann) == []
    _open(ann, entry)
    expect(offer).to_have_count(0)


@pytest.mark.exhaustive
def test_an_untouched_form_is_left_without_a_word(ann, entry):
    ann.locator(".field-body .tiptap:visible").click()
    ann.locator("#site-name a").click()
    ann.wait_for_url("**/admin/")
    assert (ann.context.asked, _kept(ann)) == ([], [])


@pytest.mark.exhaustive
def test_a_page_that_dies_is_offered_again(ann, entry):
    _type(ann)
    _wait_until_kept(ann)
    ann.close(run_before_unload=False)
    page = ann.context.new_page()
    _open(page, entry)
    page.get_by_role("button", name="Put it back").click()
    assert _typed(page) == TYPED
    assert ann.context.asked == []


@pytest.mark.exhaustive
def test_an_error_of_ours_and_back_loses_nothing(ann, entry, monkeypatch):
    from departments.admin.recorded import Recorded

    with monkeypatch.context() as patch:
        patch.setattr(Recorded, "save_model", lambda *args: 1 / 0)
        _type(ann)
        # Navigation: scripts ask for the checks by POST meanwhile.
        with ann.expect_response(lambda response: response.request.is_navigation_request()) as answered:
            _save(ann)
        assert answered.value.status == 500
    ann.go_back()
    ann.locator(".field-body .tiptap:visible").wait_for()
    if ann.get_by_role("button", name="Put it back").count():
        ann.get_by_role("button", name="Put it back").click()
    assert _typed(ann) == TYPED
    _save(ann)
    ann.locator(".messagelist").wait_for()
    assert _kept(ann) == []


def _say_meanwhile(entry, hours):
    type(entry).objects.filter(pk=entry.pk).update(hours=hours)


def test_what_somebody_saved_meanwhile_is_not_replaced_unasked(ann, entry):
    _type(ann)
    _wait_until_kept(ann)
    ann.close(run_before_unload=False)
    _say_meanwhile(entry, "By appointment")
    page = ann.context.new_page()
    _open(page, entry)
    offer = page.get_by_role("region", name="Typed and not saved")
    assert "Hours\nSaved: By appointment\nYours: Weekdays 8 to 4" in offer.inner_text()
    offer.get_by_role("button", name="Put it back").click()
    assert _typed(page) == ("By appointment", *TYPED[1:])


@pytest.mark.exhaustive
def test_a_refused_save_is_not_offered_but_kept(ann, entry):
    _type(ann)
    ann.fill("#id_phone", "call us")
    _save(ann)
    ann.get_by_role("link", name="Phone").wait_for()  # where it is told
    assert _typed(ann) == TYPED
    expect(ann.get_by_role("region", name="Typed and not saved")).to_have_count(0)
    ann.locator("#site-name a").click()
    ann.wait_for_url("**/admin/")
    assert ann.context.asked == ["beforeunload"]
    _open(ann, entry)
    ann.get_by_role("button", name="Put it back").click()
    assert (*_typed(ann), ann.input_value("#id_phone")) == (*TYPED, "call us")


@pytest.mark.exhaustive
def test_another_account_is_offered_nothing(ann, office, entry):
    _type(ann)
    _wait_until_kept(ann)
    ann.context.clear_cookies()
    page = ann.context.new_page()
    _sign_in(page, "ben", [office])
    _open(page, entry)
    expect(page.get_by_role("region", name="Typed and not saved")).to_have_count(0)
    assert "Weekdays 8 to 4" not in page.content()


@pytest.mark.exhaustive
def test_signing_out_forgets(ann, entry):
    _type(ann)
    _wait_until_kept(ann)
    ann.locator("#user-tools summary").click()
    ann.click("#logout-form button")
    ann.get_by_text("Log in again").wait_for()
    assert _kept(ann) == []


@pytest.mark.exhaustive
def test_after_a_fortnight_it_is_gone(ann, entry):
    _type(ann)
    _wait_until_kept(ann)
    ann.close(run_before_unload=False)
    page = ann.context.new_page()
    page.goto("/admin/")
    ((key, text),) = _kept(page)
    for days, offered in ((13.9, 1), (14.1, 0)):
        old = json.loads(text) | {"at": json.loads(text)["at"] - days * 86_400_000}
        page.evaluate("([key, old]) => localStorage.setItem(key, old)", [key, json.dumps(old)])
        _open(page, entry)
        expect(page.get_by_role("region", name="Typed and not saved")).to_have_count(offered)
    assert _kept(page) == []


# Sessions that end


def _sign_in_beside(page, name, link):
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=link).click()
    window = opened.value
    window.wait_for_load_state()
    if window.locator("[name=username]").count():
        with window.expect_event("close"):
            send_password(window, name)


def test_a_session_that_ended_is_noticed_and_signing_in_beside_the_form_saves_it(ann, entry):
    ann.clock.install()
    _open(ann, entry)
    _type(ann)
    Session.objects.all().delete()
    ann.clock.run_for(31_000)
    alert = ann.get_by_role("alert")
    expect(alert).to_contain_text("You are signed out, and this form can no longer be saved.")
    _sign_in_beside(ann, "ann", "Sign in again in a new window")
    expect(alert).to_have_text("You are signed in again: go on.")
    _save(ann)
    ann.locator(".messagelist").wait_for()
    entry.refresh_from_db()
    assert (entry.hours, entry.body) == ("Weekdays 8 to 4", "<p>New words</p>")


@pytest.mark.exhaustive
def test_another_account_is_noticed_refused_and_offered_nothing(ann, office, entry):
    ann.clock.install()
    _open(ann, entry)
    _type(ann)
    other = ann.context.new_page()
    ann.context.clear_cookies()
    _sign_in(other, "ben", [office])
    ann.clock.run_for(31_000)
    expect(ann.get_by_role("alert")).to_contain_text(
        "ben is signed in now, and this form was opened by another account"
    )
    _save(ann)
    ann.get_by_role("heading", name="Not saved: this form is somebody else’s").wait_for()
    assert "New words" not in ann.content() and "Front desk" not in ann.content()
    entry.refresh_from_db()
    assert entry.hours == ""
    assert len(_kept(ann)) == 1


@pytest.mark.parametrize("has_scripts", [True, pytest.param(False, marks=pytest.mark.exhaustive)])
def test_a_form_whose_token_is_old_is_shown_and_sent_again(browser_of, office, entry, has_scripts):
    context = browser_of(java_script_enabled=has_scripts)
    page = context.new_page()
    _sign_in(page, "ann", [office])
    page.goto(_address(entry))
    page.fill("#id_hours", "Weekdays 8 to 4")
    other = context.new_page()
    context.clear_cookies()
    _type_password(other, "/admin/login/", "ann")
    _save(page)
    page.get_by_role("heading", name="Not saved yet").wait_for()
    assert "Hours\nWeekdays 8 to 4" in page.inner_text(".typed-words")
    assert "Text\nOld text" in page.inner_text(".typed-words")
    page.get_by_role("button", name="Send it again").click()
    page.locator(".messagelist").wait_for()
    entry.refresh_from_db()
    assert entry.hours == "Weekdays 8 to 4"


@pytest.mark.exhaustive
def test_without_scripts_a_session_that_ended_loses_nothing(browser_of, office, entry):
    context = browser_of(java_script_enabled=False)
    page = context.new_page()
    _sign_in(page, "ann", [office])
    page.goto(_address(entry))
    page.fill("#id_hours", "Weekdays 8 to 4")
    Session.objects.all().delete()
    _save(page)
    page.get_by_role("heading", name="Not saved yet").wait_for()
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new window").click()
    _type_password(opened.value, None, "ann")
    assert "You are signed in as ann." in opened.value.inner_text("#content")
    page.get_by_role("button", name="Send it again").click()  # though signing in made the page's token old
    page.locator(".messagelist").wait_for()
    entry.refresh_from_db()
    assert entry.hours == "Weekdays 8 to 4"


# “These details are right”


@pytest.mark.parametrize("has_scripts", [True, pytest.param(False, marks=pytest.mark.exhaustive)])
def test_these_details_are_right_saves_what_was_typed(browser_of, office, has_scripts):
    context = browser_of(java_script_enabled=has_scripts)
    page = context.new_page()
    _sign_in(page, "ann", [office])
    page.goto(_address(office))
    page.fill("#id_hours", "Weekdays 8 to 4")
    page.get_by_role("button", name="These details are right").press("Enter")
    page.get_by_text("Marked Office of the Academics as checked today").wait_for()
    office = Office.objects.get()
    assert (office.hours, office.confirmed_by.username) == ("Weekdays 8 to 4", "ann")
    assert context.asked == []


@pytest.mark.exhaustive
def test_enter_in_a_field_saves_and_marks_nothing_as_checked(browser_of, office):
    page = browser_of().new_page()
    _sign_in(page, "ann", [office])
    page.goto(_address(office))
    page.fill("#id_hours", "Weekdays 8 to 4")
    page.press("#id_hours", "Enter")
    page.locator(".messagelist").wait_for()
    office = Office.objects.get()
    assert (office.hours, office.confirmed_on) == ("Weekdays 8 to 4", None)


# Other ways off a form


@pytest.mark.exhaustive
def test_an_order_is_kept_and_put_back(browser_of, office):
    context = browser_of()
    page = context.new_page()
    _sign_in(page, "ann", [office])
    page.goto(_address(office))
    first, second = office.departments.all()
    page.get_by_role("button", name=f"Move {second.name} up").click()
    opened(page, "departments-0").locator("#departments-0 .inlinechangelink").click()
    page.wait_for_url("**/departments/department/**")
    assert context.asked == ["beforeunload"]
    page.goto(_address(office))
    page.get_by_role("button", name="Put it back").click()
    _save(page)
    page.locator(".messagelist").wait_for()
    assert [row.pk for row in office.departments.all()] == [second.pk, first.pk]
    assert _kept(page) == []


# Each form with where it stands and how something is typed into it.
OTHER_FORMS = {
    "alert": ("departments_alert_add", "[name=show_from_0]", "2026-12-01"),
    "district": ("departments_district_change", "#id_name", "District of the Lakes"),
    "school year": ("departments_schoolyear_add", "#id_label", "2027-28"),
    "new office": ("departments_office_add", "#id_name", "Office of Learning"),
    "publish": ("departments_office_review", "#id_note", "With the new hours"),
    "publish several": ("departments_office_publish_several", "#id_note", "With the new hours"),
    "publish again": ("departments_office_again", "#id_note", "With the new hours"),
    "preview link": ("departments_office_preview_links", "#id_note", "Ms. Chambers"),
    "opening a year": ("departments_schoolyear_open", "#id_at", "November 30, 2027, 8:00 AM"),
    "rolling over": ("departments_schoolyear_roll_over", "#id_into", "2028-29"),
    "missed search": ("departments_missedsearch_add_name", "#id_name", "Payroll"),
    "taking off the site": ("departments_office_take_off", "#id_instead", "Ask the schools."),
    "taking several off": ("departments_office_take_off_several", "#id_instead", "Ask the schools."),
    "everyday words": ("departments_everydaywords_add", "#id_words", "payday"),
    "old address": ("departments_oldaddress_add", "#id_path", "/payroll.htm"),
    "invitation": ("departments_office_invite", "#id_last_name", "Doe"),
    "account": ("departments_office_people_account", "#id_first_name", "Jane"),
    "putting back": ("departments_office_version", "#id_why", "As before"),
}


@pytest.fixture
def publisher(browser_of, office):
    page = browser_of().new_page()
    _sign_in(page, "publisher", role="Publishers")
    yield page
    assert page.context.problems == []


def _address_of(name, office):
    if name.endswith("_take_off"):
        publish(office, by=None)
    if name.endswith("_several"):
        return f"{reverse(f'admin:{name}')}?ids={office.pk}"
    arguments = {
        "departments_district_change": lambda: [make_district().pk],
        "departments_schoolyear_open": lambda: [make_year("2026-27").pk],
        "departments_schoolyear_roll_over": lambda: [office.school_year_id],
        "departments_missedsearch_add_name": lambda: [
            MissedSearch.objects.create(words="payrol", typed="payrol", first_on="2026-09-02", last_on="2026-09-02").pk
        ],
        "departments_office_invite": list,
        "departments_office_people_account": lambda: [make_person("mary", "Editors").pk],
        "departments_office_version": lambda: [office.pk, _first_version(office)],
        "departments_office_again": lambda: [office.pk, publish(office, by=None).number],
    }
    if name in arguments:
        return reverse(f"admin:{name}", args=arguments[name]())
    return reverse(f"admin:{name}", args=[] if name.endswith("_add") else [office.pk])


def _first_version(office):
    for hours in ("8 to 4", "9 to 5"):
        with history.recording(by=None, why="Hours"):
            history.watch(office.pk)
            Office.objects.filter(pk=office.pk).update(hours=hours)
    return history.versions(office)[-1].id


@pytest.mark.parametrize(
    "form",
    ["publish", *(pytest.param(form, marks=pytest.mark.exhaustive) for form in OTHER_FORMS if form != "publish")],
)
def test_every_form_that_takes_typing_warns_and_offers_it_again(publisher, office, form):
    name, field, text = OTHER_FORMS[form]
    address = _address_of(name, office)
    publisher.goto(address)
    publisher.fill(field, text)
    publisher.locator("#site-name a").click()
    publisher.wait_for_url("**/admin/")
    assert publisher.context.asked == ["beforeunload"]
    publisher.goto(address)
    assert publisher.input_value(field) != text
    publisher.get_by_role("button", name="Put it back").press("Enter")
    assert publisher.input_value(field) == text


@pytest.mark.exhaustive
def test_a_file_that_was_chosen_is_left_with_a_question(publisher, tmp_path):
    publisher.goto(reverse("admin:departments_load_add"))
    sheet = tmp_path / "2026-27.csv"
    sheet.write_text("Office,Department\n")
    publisher.set_input_files("[type=file]", sheet)
    publisher.locator("#site-name a").click()
    publisher.wait_for_url("**/admin/")
    assert publisher.context.asked == ["beforeunload"]


@pytest.mark.exhaustive
def test_the_page_that_asks_which_is_right_keeps_what_was_typed(ann, entry):
    for leave, told in (("Home", "Typed on"), ("Discard mine and open the form as it is now", "Discarded on")):
        _type(ann)
        _say_meanwhile(entry, f"By appointment, {leave}")
        _save(ann)
        ann.get_by_text("You both changed").first.wait_for()
        ann.get_by_role("link", name=leave, exact=True).click()
        ann.wait_for_load_state()
        assert ann.context.asked == ["beforeunload"]  # not where it is discarded
        _open(ann, entry)
        offer = ann.get_by_role("region", name="Typed and not saved")
        assert offer.inner_text().startswith(told)
        offer.get_by_role("button", name="Forget it").click()
        assert _kept(ann) == []


@pytest.mark.exhaustive
def test_what_is_discarded_is_offered_and_what_another_window_keeps_stays_its_own(ann, entry):
    other = ann.context.new_page()
    _open(other, entry)
    other.fill("#id_hours", "By appointment")
    _wait_until_kept(other, "By appointment")
    _open(ann, entry)
    _type(ann)
    ann.get_by_role("link", name="Discard").press("Enter")
    offer = ann.get_by_role("region", name="Typed and not saved")
    expect(offer).to_contain_text("Discarded on")
    assert (ann.input_value("#id_hours"), ann.context.asked) == ("", [])
    offer.get_by_role("button", name="Put it back").click()
    assert _typed(ann) == TYPED
    expect(offer).to_contain_text("Typed on")  # in the other window


@pytest.mark.exhaustive
@pytest.mark.parametrize("modifier", ["Control", "Shift"])
def test_discard_in_another_window_leaves_this_one_as_it_was(ann, entry, modifier):
    ann.fill("#id_hours", "By appointment")
    with ann.context.expect_page():
        ann.get_by_role("link", name="Discard").click(modifiers=[modifier])
    ann.bring_to_front()
    ann.fill("#id_hours", "Weekdays 8 to 4")
    _wait_until_kept(ann, "Weekdays 8 to 4")
    ann.locator("#site-name a").click()
    ann.wait_for_url("**/admin/")
    assert ann.context.asked == ["beforeunload"]


@pytest.mark.exhaustive
def test_what_cannot_be_kept_is_not_discarded_without_a_question(ann, entry):
    ann.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    _open(ann, entry)
    ann.fill("#id_hours", "Weekdays 8 to 4")
    ann.get_by_role("link", name="Discard").click()
    expect(ann.locator("#id_hours")).to_have_value("")
    assert ann.context.asked == ["beforeunload"]
    ann.context.problems.clear()  # of Django's own scripts, which ask the browser unguarded


@pytest.mark.exhaustive
def test_a_browser_that_keeps_nothing_still_warns(ann, entry):
    ann.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    _open(ann, entry)
    _type(ann)
    ann.locator("#site-name a").click()
    ann.wait_for_url("**/admin/")
    assert ann.context.asked == ["beforeunload"]
    _open(ann, entry)
    expect(ann.get_by_role("region", name="Typed and not saved")).to_have_count(0)
    ann.context.problems.clear()  # of Django's own scripts, which ask the browser unguarded


@pytest.mark.exhaustive
def test_two_windows_of_one_form_keep_both(ann, entry):
    ann.fill("#id_hours", "Weekdays 8 to 4")
    second = ann.context.new_page()
    _wait_until_kept(ann, "Weekdays 8 to 4")
    _open(second, entry)
    second.fill("#id_hours", "By appointment")
    _wait_until_kept(second, "By appointment")
    for page in (ann, second):
        page.close(run_before_unload=False)
    page = second.context.new_page()
    _open(page, entry)
    page.get_by_role("button", name="Put it back").click()
    assert page.input_value("#id_hours") == "By appointment"
    page.get_by_role("button", name="Put it back").click()
    assert page.input_value("#id_hours") == "Weekdays 8 to 4"


@pytest.mark.exhaustive
def test_a_save_takes_nothing_along_that_it_did_not_save(ann, entry):
    ann.fill("#id_hours", "Weekdays 8 to 4")
    ann.get_by_role("link", name="Discard").click()
    expect(ann.get_by_role("region", name="Typed and not saved")).to_contain_text("Discarded on")
    ann.fill("#id_location", "Room 7")
    _wait_until_kept(ann, "Room 7")
    second = ann.context.new_page()
    _open(second, entry)
    offer = second.get_by_role("region", name="Typed and not saved")
    expect(offer).to_contain_text("One more is offered after it.")
    second.fill("#id_languages", "Spanish")
    _save(second)
    second.locator(".messagelist").wait_for()
    ann.close(run_before_unload=False)  # as a window that crashed
    _open(second, entry)
    for field, value in (("#id_location", "Room 7"), ("#id_hours", "Weekdays 8 to 4")):
        offer.get_by_role("button", name="Put it back").click()
        assert second.input_value(field) == value
    expect(offer).to_have_count(0)


# What changed since it was typed


def _leave(page, text):
    _wait_until_kept(page, text)
    context = page.context
    page.close(run_before_unload=False)
    return context.new_page()


@pytest.mark.exhaustive
def test_title_name_and_standing_are_asked_as_one(ann, entry):
    ann.fill("#id_lead_name", "Pat Keep")
    page = _leave(ann, "Pat Keep")
    type(entry).objects.filter(pk=entry.pk).update(lead_title="Chief New", lead_standing="interim", lead_name="")
    _open(page, entry)
    offer = page.get_by_role("region", name="Typed and not saved")
    asked = offer.locator("fieldset label")
    expect(asked).to_have_count(1)
    assert "Saved: Chief New" in asked.inner_text() and "Yours: Pat Keep" in asked.inner_text()
    offer.get_by_role("button", name="Put it back").click()
    lead = [page.input_value(f"#id_{name}") for name in ("lead_title", "lead_name", "lead_standing")]
    assert lead == ["Chief New", "", "interim"]


@pytest.mark.exhaustive
def test_a_group_that_is_ticked_is_put_back_as_a_whole(ann, entry):
    before = [ann.input_value(f"#id_{name}") for name in ("lead_title", "lead_standing")]
    ann.fill("#id_lead_name", "Pat Keep")
    page = _leave(ann, "Pat Keep")
    type(entry).objects.filter(pk=entry.pk).update(lead_title="Chief New", lead_standing="interim", lead_name="")
    _open(page, entry)
    page.locator(".kept-typing [type=checkbox]").check()
    page.get_by_role("button", name="Put it back").click()
    assert page.input_value("#id_lead_name") == "Pat Keep"
    assert [page.input_value(f"#id_{name}") for name in ("lead_title", "lead_standing")] == before


@pytest.mark.exhaustive
def test_a_form_that_adds_puts_back_what_belongs_together_and_asks_nothing(publisher):
    """Its alert begins “now”, which is later by then: nobody saved that."""
    address = reverse("admin:departments_alert_add")
    publisher.goto(address)
    time = publisher.input_value("#id_show_from_1")
    publisher.fill("#id_show_from_0", "2026-12-01")
    page = _leave(publisher, "2026-12-01")
    page.wait_for_timeout(1_100)
    page.goto(address)
    assert page.input_value("#id_show_from_1") != time
    offer = page.get_by_role("region", name="Typed and not saved")
    expect(offer.locator("fieldset")).to_have_count(0)
    offer.get_by_role("button", name="Put it back").click()
    assert [page.input_value(f"#id_show_from_{part}") for part in (0, 1)] == ["2026-12-01", time]


@pytest.mark.exhaustive
def test_texts_are_put_back_where_a_card_is_opened_for_one_of_them(ann, office):
    texts = {"#part-2 .field-body .tiptap": "Own words", "#departments-0 .field-body .tiptap": "Card words"}
    ann.goto(_address(office))
    opened(ann, "departments-0")
    for place, words in texts.items():
        ann.locator(place).click()
        ann.keyboard.press("Control+A")
        ann.keyboard.type(words)
    page = _leave(ann, "Card words")
    page.goto(_address(office))
    page.get_by_role("button", name="Put it back").click()
    assert {place: page.locator(place).inner_text() for place in texts} == texts


def test_a_new_department_is_put_back_beside_a_new_line_of_an_opened_one(publisher, office):
    key = office.departments.first().pk
    make_contact(office.departments.first(), role="Secretary")
    publisher.goto(_address(office))
    _add_line(opened(publisher, "departments-0"), key, 1).fill("Front desk")
    publisher.fill(f"#id_lines_{key}-0-note", "Ring twice")
    publisher.fill("#id_departments-0-name", "Arts")
    publisher.locator("[name=departments-0-image_in_sight]").last.check()
    publisher.locator("#departments-group > fieldset > .add-row a").click()
    publisher.fill("#id_departments-2-name", "Music")
    page = _leave(publisher, "Music")
    page.goto(_address(office))
    offer = page.get_by_role("region", name="Typed and not saved")
    told = "Academics 1, name; Academics 1, what stays in sight; Secretary, note; Front desk, role; Music, name."
    expect(offer).to_contain_text(f"and not saved: {told}")
    offer.get_by_role("button", name="Put it back").click()
    names = {"departments-0-name": "Arts", "departments-2-name": "Music", f"lines_{key}-1-role": "Front desk"}
    assert {name: page.input_value(f"#id_{name}") for name in names} == names
    expect(page.locator("#departments-group .card:not(.has_original, .empty-form)")).to_have_count(1)


def test_an_order_that_others_changed_is_asked_for_by_names(publisher, office):
    first, second = office.departments.all()
    third = make_department(office, name="Music", position=3)
    publisher.goto(_address(office))
    publisher.get_by_role("button", name=f"Move {third.name} to the top").click()
    _wait_until_kept(publisher, "departments order")
    publisher.goto(_address(office, "history"))
    for place, row in enumerate((second, first, third), 1):
        Department.objects.filter(pk=row.pk).update(position=place)
    publisher.goto(_address(office))
    offer = publisher.get_by_role("region", name="Typed and not saved")
    expect(offer).to_contain_text(f"Saved: {second.name}, {first.name}, {third.name}")
    expect(offer).to_contain_text(f"Yours: {third.name}, {first.name}, {second.name}")


def test_the_order_of_departments_and_of_lines_in_a_card_outlives_a_refused_save(publisher, office):
    department, second = office.departments.all()
    for place, role in enumerate("ABC", 1):
        make_contact(department, role=role, position=place)
    publisher.goto(_address(office))
    publisher.get_by_role("button", name=f"Move {second.name} up").click()
    opened(publisher, "departments-0").get_by_role("button", name="Move C to the top").click()
    _add_line(publisher, department.pk, 3).fill("D")
    assert not publisher.locator("[name$=-position]:visible").count()
    publisher.fill("#id_phone", "call us")
    _save(publisher)
    publisher.get_by_role("link", name="Phone").wait_for()
    expect(publisher.get_by_role("region", name="Typed and not saved")).to_have_count(0)
    roles = publisher.locator(f"#lines_{department.pk}-group .line-row:not(.empty-form) [name$=-role]")
    assert [one.input_value() for one in roles.all()] == ["C", "A", "B", "D"]
    cards = publisher.locator("#departments-group .card.has_original")
    assert [card.get_attribute("data-pk") for card in cards.all()] == [str(second.pk), str(department.pk)]
    publisher.fill("#id_phone", "414-475-8393")
    _save(publisher)
    publisher.locator(".messagelist").wait_for()
    assert [line.role for line in department.contacts.all()] == ["C", "A", "B", "D"]
    assert [*office.departments.all()] == [second, department]
    assert _kept(publisher) == []


def _add_line(page, key, number=0):
    """Where its role is typed."""
    page.locator(f"#lines_{key}-group .add-row a").click()
    return page.locator(f"#id_lines_{key}-{number}-role")


@pytest.mark.exhaustive
def test_what_has_no_place_any_more_stays_until_it_is_forgotten(ann, office):
    _open(ann, office)
    line = office.contacts.get()
    opened(ann, "contacts-0").fill("#id_contacts-0-note", "Ring twice")
    ann.fill("#id_hours", "Weekdays 8 to 4")
    page = _leave(ann, "Weekdays 8 to 4")
    named = str(line)
    line.delete()
    _open(page, office)
    offer = page.get_by_role("region", name="Typed and not saved")
    assert f"{named}, note" in offer.inner_text()
    offer.get_by_role("button", name="Put it back").click()
    assert page.input_value("#id_hours") == "Weekdays 8 to 4"
    assert "Ring twice" in offer.inner_text()
    expect(offer.get_by_role("button", name="Put it back")).to_have_count(0)
    _save(page)
    page.locator(".messagelist").wait_for()
    _open(page, office)
    assert "Ring twice" in offer.inner_text()
    assert "Weekdays 8 to 4" not in offer.inner_text()
    offer.get_by_role("button", name="Forget it").click()
    expect(offer).to_have_count(0)
    assert _kept(page) == []


@pytest.mark.exhaustive
def test_a_new_row_is_called_by_what_is_typed_into_it(ann, entry):
    _type(ann)
    page = _leave(ann, "Front desk")
    _open(page, entry)
    assert "Front desk, role" in page.get_by_role("region", name="Typed and not saved").inner_text()


@pytest.mark.exhaustive
def test_what_was_typed_into_a_form_that_is_gone_is_shown_and_forgotten(publisher, office):
    publish(office, by=None)
    address = _address(office, "take_off")
    publisher.goto(address)
    publisher.fill("#id_note", "Closed for good")
    page = _leave(publisher, "Closed for good")
    take_off(office, by=None)
    page.goto(address)
    offer = page.get_by_role("region", name="Typed and not saved")
    assert "Closed for good" in offer.inner_text()
    offer.get_by_role("button", name="Forget it").click()
    assert _kept(page) == []


@pytest.mark.exhaustive
def test_when_it_was_typed_is_told_in_the_districts_time_where_its_form_is_gone(browser_of, office):
    page = browser_of(timezone_id="Asia/Tokyo").new_page()
    ann = _sign_in(page, "ann", [office])
    _open(page, office)
    page.fill("#id_hours", "Weekdays 8 to 4")
    page = _leave(page, "Weekdays 8 to 4")
    ann.offices.clear()
    page.goto(_address(office))
    offer = page.get_by_role("region", name="Typed and not saved").inner_text()
    assert any(f"Typed on {moment(timezone.now() - timedelta(minutes=ago))} and" in offer for ago in (0, 1, 2))


@pytest.mark.exhaustive
def test_what_was_typed_after_signing_out_is_offered_to_its_account_alone(ann, office):
    _open(ann, office)
    other = ann.context.new_page()
    other.goto("/admin/")
    other.locator("#logout-form").evaluate("form => form.requestSubmit()")
    other.wait_for_url("**/logout/")
    ann.fill("#id_hours", "Weekdays 8 to 4")
    _sign_in(other, "ben", [office])
    _save(ann)
    ann.get_by_role("heading", name="Not saved: this form is somebody else’s").wait_for()
    _open(other, office)
    expect(other.get_by_role("region", name="Typed and not saved")).to_have_count(0)
    other.context.clear_cookies()
    _type_password(other, "/admin/login/", "ann")
    _open(other, office)
    other.get_by_role("button", name="Put it back").click()
    assert other.input_value("#id_hours") == "Weekdays 8 to 4"
