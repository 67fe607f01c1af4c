"""People in the browser: in how few clicks somebody is invited, reminded and given forty offices; WCAG."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from tests.browser.counted import EVERY_WAY, Counted
from tests.browser.wcag import breaches
from tests.making import make_district, make_office, make_person


@pytest.fixture
def at_work(page_signed_in, client):
    """The first page of a publisher at a width; Ann has two of forty offices, none of them checked."""
    make_district()
    offices = [make_office(f"office-{number}", position=number) for number in range(40)]
    ann, publisher = make_person("ann", "Editors"), make_person("publisher", "Publishers")
    get_user_model().objects.filter(pk=ann.pk).update(email="ann@example.org")
    ann.offices.set(offices[:2])
    client.force_login(publisher)

    def begin(width, by="mouse", **options):
        page = page_signed_in(width, **options)
        page.set_default_timeout(20_000)
        page.goto("/admin/")
        return Counted(page, by)

    return begin


@pytest.mark.parametrize(("width", "by"), EVERY_WAY)
def test_an_editor_with_two_offices_is_invited_in_five_clicks(at_work, width, by):
    me = at_work(width, by)
    me.on("link", "^People$")
    me.on("link", "^Invite somebody")
    for label, typed in {"First name": "Jane", "Last name": "Doe", "E-mail": "jane@example.org"}.items():
        me.page.get_by_label(label).fill(typed)
    me.on("checkbox", "Office 7$")
    me.on("checkbox", "Office 9$")
    me.on("button", "^Send the invitation$")
    me.page.wait_for_url("**/people/")
    assert me.told() == ["Invited Jane Doe: a mail to jane@example.org is on its way."]
    assert get_user_model().objects.get(last_name="Doe").offices.count() == 2
    assert me.clicks == 5


@pytest.mark.parametrize(("width", "by"), EVERY_WAY)
def test_all_who_have_not_checked_are_reminded_in_three_clicks(at_work, width, by):
    me = at_work(width, by)
    me.on("link", "^People$")
    me.on("link", "^Remind those")
    me.on("button", "^Send the reminder$")
    me.page.wait_for_url("**/people/")
    assert me.told() == ["Reminded ann: the mail is on its way."]
    assert ([letter.to for letter in mail.outbox], me.clicks) == ([["ann@example.org"]], 3)


@pytest.mark.parametrize(("width", "by"), EVERY_WAY)
def test_somebody_gets_forty_offices_in_six_clicks(at_work, width, by):
    me = at_work(width, by)
    me.on("link", "^Offices$")
    me.click(me.page.locator("#action-toggle"))
    me.choose(me.page.locator("[name=action]"), "assign_selected")
    me.on("button", "^Go$")
    me.on("checkbox", "^ann$")
    me.on("button", "^Let them edit")
    me.page.wait_for_url("**/office/")
    assert me.told() == ["Ann now edits 40 offices."]
    assert (get_user_model().objects.get(username="ann").offices.count(), me.clicks) == (40, 6)


@pytest.mark.exhaustive
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_screens_about_people_are_for_everybody(at_work, live_server, width, scheme):
    page = at_work(width, color_scheme=scheme).page
    ann = get_user_model().objects.get(username="ann").pk
    for path in ("people/", "people/invite/", "people/remind/", f"people/{ann}/", "assign/?ids=1,2,3"):
        page.goto(f"{live_server.url}/admin/departments/office/{path}")
        assert (path, breaches(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
