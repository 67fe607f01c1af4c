"""Two people at two browsers: one asks to publish, the other sends it back, it is mended and published."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from departments.models import Asked, Publication
from tests.browser.signed_in import heard, sign_in
from tests.browser.wcag import breaches
from tests.making import make_office_on_site


@pytest.fixture
def office(live_server, transactional_db):
    return make_office_on_site()


@pytest.fixture
def at_desk(own_page, live_server):
    pages = []

    def sit_down(name, **options):
        pages.append(heard(own_page(options.pop("width", 1280), base_url=live_server.url, **options)))
        pages[-1].goto("/admin/")
        sign_in(pages[-1], name)
        return pages[-1]

    yield sit_down
    assert [page.problems for page in pages] == [[]] * len(pages)


def _ask(editor, office, hours):
    editor.goto(reverse("admin:departments_office_change", args=[office.pk]))
    editor.fill("#id_hours", hours)
    editor.get_by_role("button", name="Ask to publish…").click()
    editor.get_by_label("A note for the publishers").fill("From Monday on.")
    editor.get_by_role("button", name="Ask to publish", exact=True).click()
    editor.get_by_text("Asked to publish Academics: it stands under “To do” for every publisher.").wait_for()


def _look(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert breaches(page, within="#content") == []


@pytest.mark.parametrize(
    "options",
    [
        {"width": 390},
        pytest.param({"width": 1280, "java_script_enabled": False}, marks=pytest.mark.exhaustive),
    ],
)
def test_it_is_asked_for_sent_back_mended_and_published(at_desk, office, options):
    editor, publisher = at_desk("editor", **options), at_desk("publisher", **options)
    has_scripts = options.get("java_script_enabled", True)
    _ask(editor, office, "8 to 5")

    publisher.goto("/admin/")
    publisher.get_by_role("link", name="Answer: Academics").click()
    assert "to publish it: “From Monday on.”" in publisher.inner_text("#content")
    publisher.get_by_role("link", name="Send back to its editors…").click()
    publisher.get_by_label("Where").first.select_option("Arts")
    publisher.get_by_label("Field").first.select_option("Hours")
    publisher.get_by_label("What to mend").first.fill("When do they open?")
    if has_scripts:
        _look(publisher)
    publisher.get_by_role("button", name="Send back").click()
    publisher.get_by_text("Sent Academics back: its editors read what to mend at the field.").wait_for()

    editor.goto("/admin/")
    editor.get_by_role("link", name="Fix: Academics").click()
    editor.get_by_text("“When do they open?”").first.wait_for()
    if has_scripts:
        assert editor.evaluate("document.activeElement.id") == "id_hours"
        _look(editor)
    editor.fill("#id_hours", "9 to 4")
    editor.get_by_role("button", name="Ask to publish…").click()
    editor.get_by_role("button", name="Ask to publish", exact=True).click()
    editor.get_by_text("Asked to publish Academics").first.wait_for()

    publisher.goto("/admin/")
    publisher.get_by_role("link", name="Answer: Academics").click()
    publisher.get_by_role("button", name="Publish").click()
    publisher.get_by_text("Published Academics as number 2").wait_for()
    assert not Asked.objects.open().exists() and Publication.objects.live().get().number == 2


def test_a_remark_is_done_once_it_is_ticked_also_in_a_card(at_desk, office):
    arts = office.departments.get(slug="arts")
    Asked.objects.create(department=arts, field="hours", words="When?")
    editor = at_desk("editor")
    editor.goto(reverse("admin:departments_office_change", args=[office.pk]))
    card = editor.locator(f".card[data-pk='{arts.pk}']")
    assert card.locator(".is-remark").inner_text() == "remark"
    card.locator("summary").click()
    card.get_by_label("Done").check()
    expect(editor.locator(".save-count")).to_have_text("1 change not saved")
    editor.get_by_role("button", name="Save draft").click()
    editor.get_by_text("Saved the draft of Academics.").wait_for()
    assert not Asked.objects.open().exists()
