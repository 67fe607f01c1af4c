"""The sheets that offices send, loaded in a browser in three clicks: what is stored is what they say."""

import pytest

from departments.models import SchoolYear
from departments.school_years.edition import of_drafts
from tests.browser.signed_in import sign_in
from tests.browser.wcag import breaches
from tests.making import make_person
from tests.school_years.sheets import HERE, SAY, said

pytestmark = [pytest.mark.exhaustive]
ONE = "synonyms 2025-26.csv"


@pytest.fixture
def desk(page, live_server, transactional_db, settings, tmp_path):
    """A publisher on the page where a school year is loaded; there are no drafts."""
    settings.DIRECTORY_FOLDER = tmp_path
    make_person("publisher", "Publishers")
    page.set_default_timeout(20_000)
    page.goto(f"{live_server.url}/admin/departments/load/add/")
    sign_in(page)
    return page


def _upload(desk, name):
    desk.set_input_files("#id_file", HERE / name)
    desk.get_by_role("button", name="Read the file").click()


def _press(desk, *names):
    for name in names:
        desk.get_by_role("button", name=name).click()


@pytest.mark.parametrize("name", SAY)
def test_a_sheet_is_loaded_with_every_value_that_it_says(desk, name):
    _upload(desk, name)
    desk.wait_for_url("**/plan/**")
    if desk.url.endswith("/sheet/"):
        _press(desk, "Show what it changes")
    _press(desk, "Load into the drafts of 2025-26")
    desk.wait_for_url("**/change/")
    stored = of_drafts(SchoolYear.objects.get(label="2025-26")).edition
    assert said(stored) == SAY[name]


def test_an_old_excel_is_refused_with_what_to_do(desk):
    _upload(desk, "old excel 2025-26.xls")
    assert "It is of an old Excel. Open it, choose “Save as” and “Excel workbook (.xlsx)”" in desk.inner_text(
        "#content"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_in_order_on_a_phone_and_on_a_desk_and_works_without_scripts(browser, live_server, desk, scheme):
    desk.emulate_media(color_scheme=scheme)
    _upload(desk, ONE)
    desk.wait_for_url("**/sheet/")
    for width in (320, 1280):
        desk.set_viewport_size({"width": width, "height": 900})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
        assert breaches(desk, within="#content") == []
    context = browser.new_context(java_script_enabled=False, storage_state=desk.context.storage_state())
    plain = context.new_page()
    plain.goto(desk.url)
    plain.get_by_label("Telephone is read as").select_option("Fax")
    plain.get_by_role("button", name="Read it again so").click()
    assert "two columns have this heading" in plain.inner_text("#content").lower()
    context.close()
