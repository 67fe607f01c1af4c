"""From the admin's first page, by clicking: edit, preview, publish, look, put an old version back, publish again."""

import pytest

from tests.browser.signed_in import heard, sign_in
from tests.browser.wcag import breaches
from tests.making import make_office, make_person


@pytest.fixture
def desk(page, live_server, transactional_db):
    office = make_office("academics", departments=2, summary="As it was", publish=True)
    publisher = make_person("publisher", "Publishers")
    office.editors.add(publisher)
    heard(page)
    page.goto(f"{live_server.url}/admin/")
    sign_in(page)
    yield page
    assert page.problems == []


def _visitors_read(desk, live_server):
    visitor = desk.context.browser.new_page()
    visitor.goto(f"{live_server.url}/offices/academics/")
    text = visitor.inner_text("main")
    visitor.close()
    return text


def _publish(desk):
    desk.get_by_role("link", name="Review and publish").click()
    desk.get_by_role("button", name="Publish now").click()
    return desk.inner_text(".messagelist")


def test_a_draft_is_edited_previewed_published_put_back_and_published_again(desk, live_server):
    desk.get_by_role("region", name="My offices").get_by_role("link", name="Office of the Academics").click()
    desk.fill("#id_summary", "As it will be")
    desk.click("input[name=_continue] >> nth=-1")
    assert "Draft differs in 1 place" in desk.inner_text(".office-standing")

    desk.get_by_role("link", name="Review and publish").click()
    desk.get_by_role("link", name="See the draft as a page").click()
    assert "As it will be" in desk.inner_text("main") and "Draft" in desk.inner_text("body")
    assert "As it was" in _visitors_read(desk, live_server)
    desk.go_back()

    assert "number 2: visitors see it since" in _publish(desk)
    assert "As it will be" in _visitors_read(desk, live_server)

    desk.get_by_role("link", name="History").click()
    desk.get_by_text("Put back").last.click()
    desk.get_by_role("button", name="Put back").click()
    assert "As it will be" in _visitors_read(desk, live_server)
    assert "number 3: visitors see it since" in _publish(desk)
    assert "As it was" in _visitors_read(desk, live_server)

    desk.get_by_role("link", name="Home").click()
    assert "Check" in desk.inner_text(".tasks") and "Waiting to be published" not in desk.inner_text(".to-do")


@pytest.mark.parametrize(
    "screen",
    [
        "Review and publish",
        *(pytest.param(screen, marks=pytest.mark.exhaustive) for screen in ("History", "Preview")),
    ],
)
def test_the_pages_of_an_office_pass_axe_and_fit_a_phone(desk, screen):
    desk.get_by_role("region", name="My offices").get_by_role("link", name="Office of the Academics").click()
    desk.fill("#id_summary", "Changed")
    desk.click("input[name=_continue] >> nth=-1")
    desk.get_by_role("navigation", name="This office").get_by_role("link", name=screen).click()
    desk.wait_for_load_state()
    for width in (390, 1280):
        desk.set_viewport_size({"width": width, "height": 900})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
        assert breaches(desk, within="#content") == []
