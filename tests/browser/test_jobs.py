"""What people come to the editors' room for, from the first page on: the clicks and keys each takes, counted."""

import pytest
from django.urls import reverse

from departments.models import Alert, Department
from tests.browser.counted import EVERY_WAY, Counted
from tests.browser.signed_in import sign_in
from tests.making import make_office, make_person

pytestmark = pytest.mark.thorough
BOTH = [1280, pytest.param(390, marks=pytest.mark.exhaustive)]


@pytest.fixture
def office(transactional_db):
    office = make_office("academics", departments=30, lead_title="Director", lead_name="Ann Roe")
    Department.objects.filter(slug="academics-4").update(name="Sports")
    return office


@pytest.fixture
def at_first_page(own_page, live_server, office):
    """Makes an editor's page, signed in, as wide as is asked."""
    editor = make_person("editor", "Editors")
    office.editors.add(editor)

    def open_page(width, by="mouse", name="editor"):
        page = own_page(width)
        page.goto(f"{live_server.url}/admin/login/")
        sign_in(page, name)
        page.wait_for_url("**/admin/")
        return Counted(page, by)

    return open_page


def _form(person, office):
    person.page.goto(f"{person.page.url}{reverse('admin:departments_office_change', args=[office.pk])[7:]}")
    person.page.locator(".save-bar").wait_for()


@pytest.mark.parametrize(("width", "by"), EVERY_WAY)
def test_a_directors_name_is_changed_and_saved_in_three_clicks(at_first_page, office, width, by):
    ann = at_first_page(width, by)
    ann.click(ann.page.locator(".to-do-beside").get_by_role("link", name=office.name))
    ann.click(ann.page.locator("#id_lead_name"))
    ann.page.keyboard.press("Control+A")
    ann.type("Ben Poe")
    ann.page.get_by_text("1 change not saved").wait_for()
    ann.click(ann.page.get_by_role("button", name="Save draft"))
    ann.saved()
    assert (ann.clicks, ann.page.input_value("#id_lead_name")) == (3, "Ben Poe")


@pytest.mark.parametrize("width", BOTH)
def test_the_fourth_departments_number_is_changed_in_twelve_keys(at_first_page, office, width):
    ann = at_first_page(width)
    ann.press("/", "s", "p", "o")
    ann.page.get_by_role("option", name="Sports").wait_for()
    ann.press("ArrowDown", "Enter")
    fourth = office.departments.get(slug="academics-4")
    ann.page.locator(f"#department-{fourth.pk} :focus").wait_for()
    ann.press("Tab", "Control+a")
    ann.type("414-475-8001")
    ann.press("Control+s")
    ann.saved()
    fourth.refresh_from_db()
    assert (str(fourth.phone), ann.clicks) == ("+1 414-475-8001", 0) and ann.keys <= 12


@pytest.mark.parametrize(("width", "by"), EVERY_WAY)
def test_the_fourth_departments_number_is_changed_in_four_clicks(at_first_page, office, width, by):
    ann = at_first_page(width, by)
    ann.click(ann.page.locator(".to-do-beside").get_by_role("link", name=office.name))
    ann.click(ann.page.locator("#departments-3 summary"))
    ann.click(ann.page.locator("#id_departments-3-phone"))
    ann.page.keyboard.press("Control+A")
    ann.type("414-475-8001")
    ann.click(ann.page.get_by_role("button", name="Save draft"))
    ann.saved()
    assert (str(office.departments.get(slug="academics-4").phone), ann.clicks) == ("+1 414-475-8001", 4)


@pytest.mark.parametrize(("width", "by"), EVERY_WAY)
def test_the_thirtieth_department_goes_to_the_top_in_one_press(at_first_page, office, width, by):
    ann = at_first_page(width, by)
    _form(ann, office)
    ann.click(ann.page.get_by_role("button", name="Move Academics 30 to the top"))
    assert ann.clicks == 1
    ann.page.get_by_role("button", name="Save draft").click()
    ann.saved()
    slugs = list(office.departments.values_list("slug", flat=True))
    assert slugs[:2] == ["academics-30", "academics-1"] and slugs[-1] == "academics-29"


@pytest.mark.parametrize(("width", "by"), EVERY_WAY)
def test_a_unit_with_its_text_and_number_is_made_in_three_clicks(at_first_page, office, width, by):
    ann = at_first_page(width, by)
    _form(ann, office)
    ann.click(ann.page.locator("#departments-3 summary"))
    ann.click(ann.page.get_by_role("button", name="Add a unit"))
    ann.type("Swimming")
    ann.page.keyboard.press("Tab")
    ann.type("414-475-8001")
    text = ann.page.locator("#departments-30").get_by_role("textbox", name="Text", exact=True)
    text.focus()
    ann.type("Teaches to swim.")
    ann.click(ann.page.get_by_role("button", name="Save draft"))
    ann.saved()
    unit = Department.objects.get(name="Swimming")
    assert (unit.parent.name, str(unit.phone), unit.body) == ("Sports", "+1 414-475-8001", "<p>Teaches to swim.</p>")
    assert (ann.clicks, unit.slug) == (3, "swimming")


@pytest.mark.parametrize(("width", "by"), EVERY_WAY)
def test_five_contact_lines_are_added_in_six_clicks(at_first_page, office, width, by):
    ann = at_first_page(width, by)
    _form(ann, office)
    for number in range(5):
        ann.click(ann.page.get_by_role("button", name="Add another Contact line"))
        ann.type(f"Line {number}")
    ann.click(ann.page.get_by_role("button", name="Save draft"))
    ann.saved()
    assert [line.role for line in office.contacts.all()] == [f"Line {number}" for number in range(5)]
    assert ann.clicks == 6


def test_thirty_departments_closed_stand_on_two_screens(at_first_page, office):
    ann = at_first_page(1280)
    heights = {}
    for width in (1280, 390):
        ann.page.set_viewport_size({"width": width, "height": 900})
        _form(ann, office) if not heights else ann.page.reload()
        heights[width] = ann.page.locator("#office_form").bounding_box()["height"]
    assert heights[1280] <= 2000 and heights[390] <= 3000, heights


@pytest.mark.exhaustive
def test_what_was_typed_into_an_opened_card_is_offered_again_in_place(at_first_page, office):
    ann = at_first_page(1280)
    _form(ann, office)
    ann.page.locator("#departments-3 summary").click()
    hours = ann.page.locator("#departments-3 [name$='-hours']")
    hours.fill("Weekdays 8 to 4")
    ann.page.get_by_text("1 change not saved").wait_for()
    ann.page.on("dialog", lambda dialog: dialog.accept())
    ann.page.reload()
    ann.page.get_by_role("button", name="Put it back").click()
    assert hours.input_value() == "Weekdays 8 to 4"
    ann.page.keyboard.press("Control+s")
    ann.saved()
    assert office.departments.get(slug="academics-4").hours == "Weekdays 8 to 4"


def test_a_new_alert_is_two_words_away(at_first_page, office):
    make_person("publisher", "Publishers")
    ann = at_first_page(1280, name="publisher")
    ann.press("Control+k")
    ann.type("new al")
    ann.page.get_by_role("option", name="New alert").wait_for()
    ann.press("ArrowDown", "Enter")
    ann.page.wait_for_url("**/alert/add/")
    assert not Alert.objects.exists()
