"""A draft as its page, beside its form: as wide as a phone or a desk's screen, and anew after a save."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.signed_in import heard
from tests.browser.wcag import breaches
from tests.making import make_office, make_person

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.exhaustive)])
def test_a_draft_is_seen_beside_its_form_and_anew_after_a_save(page_signed_in, client, transactional_db, width):
    office = make_office("academics", departments=2, hours="8 to 4", publish=True)
    client.force_login(make_person("publisher", "Publishers"))
    page = heard(page_signed_in(width))
    page.goto(reverse("admin:departments_office_change", args=[office.pk]))
    panel, seen = page.get_by_role("region", name="Preview"), page.frame_locator(".preview-room iframe")
    expect(panel.locator("iframe")).to_have_count(0)

    for name, wide in (("Phone", 390), ("Desktop", 1280)):
        panel.get_by_role("button", name=name).press("Enter")
        expect(seen.get_by_text("8 to 4").first).to_be_visible()
        assert seen.locator("html").evaluate("() => innerWidth") == wide
        assert panel.locator("iframe").bounding_box()["width"] <= panel.bounding_box()["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.get_by_role("link", name="Edit the draft").get_attribute("target") == "_blank"
    assert breaches(page, within=".beside-preview") == []

    page.fill("#id_hours", "9 to 5")
    page.keyboard.press("Control+s")
    page.get_by_text("Saved the draft of").wait_for()
    expect(seen.get_by_text("9 to 5").first).to_be_visible()
    panel.get_by_role("button", name="Desktop").click()
    expect(panel.locator("iframe")).to_have_count(0)
    assert page.problems == []
