"""The yearly crisis made calm: a publisher rolls over, sees what is missing, opens the year on a day, and goes back."""

import pytest
import time_machine

from departments.models import Office, SchoolYear
from departments.school_years.rolling import roll_over
from tests.browser.signed_in import heard, sign_in
from tests.browser.wcag import breaches
from tests.making import make_office, make_person, make_year


@pytest.fixture
def clock():
    with time_machine.travel("2025-06-20T14:00:00Z") as traveller:
        yield traveller


@pytest.fixture
def publisher(page, live_server, transactional_db, clock):
    make_year("2023-24")
    make_office("academics", publish=True, lead_name="Ann Roe")
    make_office("operations", departments=1, publish=True)
    make_person("publisher", "Publishers")
    heard(page)
    page.goto(f"{live_server.url}/admin/")
    sign_in(page)
    yield page
    assert page.problems == []


def _look(page, title):
    """The screen of that title passes axe and fits, on the smallest phone and on a desk."""
    page.get_by_role("heading", name=title, level=1, exact=True).wait_for()
    page.wait_for_load_state()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert breaches(page, within="#main") == []


def _year(page, label):
    return page.get_by_role("article", name=label)


def _visitors_read(page, live_server):
    visitor = page.context.browser.new_page()
    visitor.goto(f"{live_server.url}/years/")
    text = visitor.inner_text("main")
    visitor.close()
    return text


@pytest.mark.exhaustive
def test_a_publisher_rolls_over_sees_what_is_missing_opens_on_a_day_and_goes_back(publisher, live_server, clock):
    publisher.get_by_role("region", name="School years").get_by_role("link", name="2024-25", exact=True).click()
    _year(publisher, "2024-25").get_by_role("link", name="Roll over into 2025-26").click()
    publisher.get_by_text("To be copied from 2024-25: 2 offices, 1 department.").wait_for()
    publisher.get_by_role("button", name="Roll 2024-25 over into 2025-26").click()
    publisher.get_by_text("Copied from 2024-25: 2 offices, 1 department. Nobody has").wait_for()
    _look(publisher, "Roll 2024-25 over")

    publisher.get_by_role("link", name="The way to 2025-26").click()
    publisher.get_by_text("4 things are missing.").wait_for()
    _look(publisher, "The way to 2025-26")
    publisher.get_by_role("link", name="Review and publish all 2").click()
    publisher.get_by_role("button", name="Publish these offices").click()
    publisher.get_by_text("visitors see it once the school year 2025-26 is open").first.wait_for()

    publisher.goto(f"{live_server.url}/admin/departments/schoolyear/")
    assert "Not open: 2 things are missing" in _year(publisher, "2025-26").inner_text()
    _year(publisher, "2024-25").get_by_role("link", name="Compare with last year").click()
    publisher.get_by_text("New office: Office of the Academics (Head: Ann Roe)").wait_for()
    _look(publisher, "2024-25 beside 2023-24")

    publisher.get_by_role("link", name="All school years").click()
    _year(publisher, "2025-26").get_by_role("link", name="Open it").click()
    _look(publisher, "Open 2025-26")
    assert publisher.input_value("[name=at]") == "July 1, 2025, 12:00 AM"
    publisher.fill("[name=at]", "2025-07-02T06:00")
    publisher.get_by_role("button", name="Show what happens then").click()
    publisher.get_by_text("Visitors see 2025-26 from July 2, 2025, 6:00 AM on. Until then they see 2024-25.").wait_for()
    publisher.get_by_role("button", name="Open 2025-26").click()
    publisher.get_by_role("heading", name="School years", level=1).wait_for()
    assert "Opens on July 2, 2025, 6:00 AM: 2 things are missing" in _year(publisher, "2025-26").inner_text()
    assert "2025–26" not in _visitors_read(publisher, live_server)

    clock.move_to("2025-07-02T11:00:05Z")
    assert "2025–26" in _visitors_read(publisher, live_server)
    publisher.reload()
    assert "Current since July 2, 2025, 6:00 AM" in _year(publisher, "2025-26").inner_text()
    _look(publisher, "School years")
    publisher.get_by_role("button", name="Go back to 2024-25 now").click()
    publisher.locator(".messagelist").get_by_text("Visitors see 2024-25 from now on.").wait_for()
    assert "2025–26" not in _visitors_read(publisher, live_server)
    assert SchoolYear.objects.current().label == "2024-25"


def test_closing_is_read_before_it_is_done_by_the_keyboard_alone(publisher, live_server):
    publisher.goto(f"{live_server.url}/admin/departments/schoolyear/")
    _year(publisher, "2024-25").get_by_role("link", name="Close it").press("Enter")
    publisher.get_by_text("Visitors now see 2023-24.").wait_for()
    _look(publisher, "Close 2024-25")
    publisher.get_by_label("On a day to come").press("Space")
    publisher.get_by_label("Day and time").fill("2025-06-30T18:00")
    # Enter in the field asks what happens then; it does not close anything.
    publisher.get_by_label("Day and time").press("Enter")
    publisher.get_by_text("Visitors then see 2023-24.").wait_for()
    assert SchoolYear.objects.current().closed_at is None
    publisher.get_by_role("button", name="Close 2024-25").press("Enter")
    publisher.get_by_text("closes on June 30, 2025, 6:00 PM").wait_for()
    assert SchoolYear.objects.current().closed_at is not None


BY_HAND = [pytest.param("mouse"), pytest.param("keyboard", marks=pytest.mark.exhaustive)]


def _do(control, hand, *, key="Enter"):
    """Click it, or reach it by the keyboard and press."""
    if hand == "mouse":
        control.click()
    else:
        control.focus()
        control.press(key)


@pytest.mark.exhaustive
@pytest.mark.parametrize("hand", BY_HAND)
def test_opening_asks_about_the_offices_that_would_be_gone(publisher, live_server, clock, hand):
    roll_over(SchoolYear.objects.get(label="2024-25"), "2025-26")
    clock.move_to("2025-07-02T14:00:00Z")
    publisher.goto(f"{live_server.url}/admin/")
    if publisher.locator("[name=username]").count():
        sign_in(publisher)  # twelve days later
    publisher.goto(f"{live_server.url}/admin/departments/schoolyear/")
    _do(_year(publisher, "2025-26").get_by_role("link", name="Open it"), hand)
    publisher.get_by_role("heading", name="2 offices of today would be gone").wait_for()
    _look(publisher, "Open 2025-26")
    _do(publisher.get_by_label("Carry on Office of the Academics"), hand, key="Space")
    _do(publisher.get_by_role("button", name="Open 2025-26"), hand)
    publisher.get_by_text("Nothing was done yet: tick that the others may be gone").wait_for()
    assert SchoolYear.objects.current().label == "2024-25"
    assert publisher.get_by_label("Carry on Office of the Academics").is_checked()
    _do(publisher.get_by_label("What is not carried on may be gone from the site"), hand, key="Space")
    _do(publisher.get_by_role("button", name="Open 2025-26"), hand)
    publisher.get_by_role("heading", name="School years", level=1).wait_for()
    assert SchoolYear.objects.current().label == "2025-26"
    publisher.goto(f"{live_server.url}/")
    assert publisher.get_by_role("article").all_inner_texts()[0].count("Not yet checked for 2025–26") == 1
    publisher.goto(f"{live_server.url}/offices/academics/")
    publisher.get_by_text("Not yet checked for 2025–26 (this is the page of 2024–25)").wait_for()
    publisher.problems.clear()  # the browser tells of the 410
    publisher.goto(f"{live_server.url}/offices/operations/")
    publisher.get_by_role("heading", name="Office of the Operations was last listed in 2024–25").wait_for()
    publisher.problems.clear()


@pytest.mark.exhaustive
@pytest.mark.parametrize("hand", BY_HAND)
def test_a_correction_is_offered_to_the_next_year_once_it_is_published(publisher, live_server, clock, hand):
    roll_over(SchoolYear.objects.get(label="2024-25"), "2025-26")
    clock.shift(3600)
    office = Office.objects.get(school_year__label="2024-25", slug="operations")
    office.departments.update(location="Room 9")
    Office.objects.filter(pk=office.pk).update(hours="8 to 4", location="Room 7")
    publisher.goto(f"{live_server.url}/admin/departments/office/{office.pk}/review/")
    _do(publisher.get_by_role("button", name="Publish now"), hand)
    box = publisher.get_by_role("region", name="Also in 2025-26?")
    box.wait_for()
    _look(publisher, "History")
    _do(box.get_by_role("button", name="Office of the Operations: hours"), hand)
    publisher.get_by_text("Office of the Operations: hours is corrected in 2025-26 too.").wait_for()
    _look(publisher, "Corrected in the year before, also in 2025-26?")
    new = Office.objects.get(school_year__label="2025-26", slug="operations")
    assert (new.hours, new.location) == ("8 to 4", "")
    _do(publisher.get_by_role("button", name="All that 2025-26 has not changed itself"), hand)
    publisher.get_by_text("Nothing that was corrected in the year before is missing").wait_for()
    new.refresh_from_db()
    assert (new.location, new.departments.get().location) == ("Room 7", "Room 9")
