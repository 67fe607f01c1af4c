"""Many changes at once in the browser: thirty numbers in six clicks, by mouse and by keyboard; WCAG."""

import openpyxl
import pytest
from playwright.sync_api import expect

from departments.models import Department, Office
from tests.browser.wcag import breaches
from tests.making import make_department, make_district, make_office, make_person

WIDTHS = [1280, pytest.param(390, marks=pytest.mark.exhaustive)]


@pytest.fixture
def at_work(page_signed_in, client, settings, tmp_path):
    """The first page of an editor of three offices with ten departments each, at a width."""
    settings.DIRECTORY_FOLDER = tmp_path
    make_district()
    editor = make_person("editor", "Editors")
    for number in range(3):
        office = make_office(f"office-{number}", position=number, phone="414-475-8393")
        office.editors.add(editor)
        for place in range(10):
            make_department(office, f"department-{number}{place}", position=place, phone=f"414-475-{number}{place}00")
    client.force_login(editor)

    def begin(width, **options):
        page = page_signed_in(width, **options)
        page.set_default_timeout(20_000)
        page.goto("/admin/")
        return page

    return begin


def _with_other_numbers(download, folder):
    path = folder / "mine.xlsx"
    download.save_as(path)
    book = openpyxl.load_workbook(path)
    headings = [cell.value for cell in book["Directory"][1]]
    for (cell,) in book["Directory"].iter_rows(
        min_row=2, min_col=headings.index("Phone") + 1, max_col=headings.index("Phone") + 1
    ):
        cell.value = cell.value.replace("-475-", "-777-")
    book.save(path)
    return path


def _are_changed():
    return {
        str(phone)[:10] for model in (Office, Department) for phone in model.objects.values_list("phone", flat=True)
    }


@pytest.mark.thorough
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("by", ["mouse", pytest.param("keyboard", marks=pytest.mark.exhaustive)])
def test_thirty_numbers_are_changed_with_a_sheet_and_a_plan_in_six_clicks(at_work, tmp_path, width, by):
    page, count = at_work(width), 0

    def press(role, name):
        nonlocal count
        found = page.get_by_role(role, name=name, exact=True).first
        found.click() if by == "mouse" else found.press("Enter")
        count += 1

    press("link", "Offices")
    press("link", "Edit as a sheet")
    with page.expect_download() as download:
        press("link", "Sheet of 3 offices, 2024-25")
    page.get_by_label("Your sheet").set_input_files(_with_other_numbers(download.value, tmp_path))
    count += 1  # in the program's own window
    press("button", "See what it changes")
    expect(page.locator(".load-kind-number")).to_have_count(33)
    press("button", "Load into the drafts of 2024-25")
    page.wait_for_url("**/change/")
    assert "Came to33 changed" in page.locator(".load-facts").inner_text().replace("\n", "")
    assert (_are_changed(), count) == ({"+1 414-777"}, 6)


@pytest.mark.exhaustive
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_sheet_and_the_digits_are_for_everybody(at_work, live_server, width, scheme):
    page = at_work(width, color_scheme=scheme)
    ids = ",".join(str(pk) for pk in Office.objects.values_list("pk", flat=True))
    page.goto(f"{live_server.url}/admin/departments/office/sheet/")
    assert (breaches(page), page.evaluate("document.documentElement.scrollWidth") <= width) == ([], True)
    page.goto(f"{live_server.url}/admin/departments/office/renumber/?ids={ids}")
    page.get_by_label("Digits now").fill("475")
    page.get_by_label("Digits then").fill("777")
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("heading", name="33 numbers will change").wait_for()
    assert (breaches(page), page.evaluate("document.documentElement.scrollWidth") <= width) == ([], True)
    page.get_by_role("button", name="Change 33 numbers").click()
    page.wait_for_url("**/change/")
    assert _are_changed() == {"+1 414-777"}
