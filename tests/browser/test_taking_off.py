"""Taking off the site by hand: an editor asks, a publisher does it, a visitor reads where to look instead."""

import pytest
from django.urls import reverse

from departments.models import Publication
from departments.reading.directory import Directory
from tests.browser.signed_in import sign_in
from tests.browser.wcag import breaches
from tests.making import make_office_on_site

INSTEAD = "Ask the Office of Academics, 414-777-7806."
STILL_SEEN = "is to be taken off the site: visitors still see it"


@pytest.fixture
def office(live_server, transactional_db):
    return make_office_on_site()


@pytest.fixture
def signed_in(own_page, live_server):
    """Opens the admin's first page for somebody."""

    def open_(name, *, width=1280, **options):
        page = own_page(width, base_url=live_server.url, **options)
        page.goto("/admin/")
        sign_in(page, name)
        return page

    return open_


def _form_of(entry):
    return reverse(f"admin:departments_{entry._meta.model_name}_change", args=[entry.pk])


def _press(page, locator, by):
    """By mouse, or by keyboard alone: Tab until it has the focus, then Enter."""
    if by == "mouse":
        return locator.click()
    for _ in range(200):
        if locator.evaluate("one => one === document.activeElement"):
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError("No number of tabs leads there.")


def _seen():
    return [part.slug for page in Directory.at().office_pages for part in (page, *page.departments)]


def _ask_and_take_off(signed_in, entry, by, **options):
    """From the editor's form to the visitor's page; the visitor's words of it."""
    editor, publisher = (signed_in(name, **options) for name in ("editor", "publisher"))
    editor.goto(_form_of(entry))
    _press(editor, editor.get_by_role("link", name="Ask to have it taken off the site"), by)
    _press(editor, editor.get_by_role("button", name="Ask to have it taken off the site"), by)
    editor.get_by_text("It now stands first under “To do” for every publisher.").wait_for()

    publisher.goto("/admin/")
    assert "is to be taken off the site: visitors still see it" in publisher.locator(".task").first.inner_text()
    _press(publisher, publisher.get_by_role("link", name=f"Take off: {entry.name}"), by)
    field = publisher.get_by_label("Where to look instead")
    if by == "mouse":
        field.fill(INSTEAD)
    else:
        publisher.get_by_label("Now").focus()
        while not field.evaluate("one => one === document.activeElement"):
            publisher.keyboard.press("Tab")
        publisher.keyboard.type(INSTEAD)
    _press(publisher, publisher.get_by_role("button", name="Take off the site"), by)
    publisher.get_by_text(f"Took {entry.name} off the site: visitors no longer see it.").wait_for()
    return publisher


def test_a_department_is_asked_off_the_site_and_goes_with_its_units_alone(signed_in, office, own_page, live_server):
    office.summary = "Not ready"
    office.save()
    publisher = _ask_and_take_off(signed_in, office.departments.get(slug="arts"), "mouse")
    assert (_seen(), Publication.objects.live().get().summary) == (["academics", "sports"], "")
    visitor = own_page(390, base_url=live_server.url)
    visitor.goto("/departments/music/")
    assert INSTEAD in visitor.inner_text("main") and "It was taken off the site on" in visitor.inner_text("main")

    publisher.get_by_role("link", name="put back").click()
    publisher.get_by_role("button", name="Put back").click()
    publisher.get_by_text("visitors see it once it is published.").wait_for()


def test_deleting_what_visitors_have_seen_leads_to_taking_it_off(signed_in, office):
    page = signed_in("publisher", width=390)
    page.goto(_form_of(office.departments.get(slug="arts")))
    page.get_by_role("link", name="Delete").last.click()
    page.get_by_text("Visitors have seen Arts, so it is kept and not deleted.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert breaches(page, within="#content") == []
    page.get_by_role("button", name="Take off the site").click()
    page.get_by_text("Took Arts off the site").wait_for()
    assert _seen() == ["academics", "sports"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize("slug", ["", "arts", "music"])
def test_everything_is_taken_off_in_every_way(signed_in, office, slug, by, scripts):
    entry = office.departments.get(slug=slug) if slug else office
    _ask_and_take_off(signed_in, entry, by, java_script_enabled=scripts)
    assert _seen() == {"": [], "arts": ["academics", "sports"], "music": ["academics", "arts", "sports"]}[slug]
