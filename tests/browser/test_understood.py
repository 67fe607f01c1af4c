"""What is not kept as it was typed: a number is refused, a standing comes back as it was understood."""

import pytest

from departments.models import Office
from tests.browser.signed_in import sign_in
from tests.making import make_department, make_office, make_person


@pytest.fixture
def office(transactional_db):
    return make_office("academics", lead_title="Chief", lead_name="Ann Roe", phone="414-475-8393")


def _signed_in(page, live_server, row):
    make_person("publisher", "Publishers")
    kind = row._meta.model_name
    page.goto(f"{live_server.url}/admin/login/?next=/admin/departments/{kind}/{row.pk}/change/")
    sign_in(page)
    return page


def _try(page, row, save):
    page.fill("#id_phone", "475-8393 fax")
    page.fill("#id_lead_title", "Interim Chief")
    page.fill("#id_lead_name", "Lee Moss")
    save(page)
    assert "“475-8393 fax” has letters in it." in page.inner_text("#content-main")
    assert "“Interim Chief” was read as: interim, Chief." in page.inner_text("#content-main")
    fields = ("phone", "lead_title", "lead_name", "lead_standing")
    assert [page.input_value(f"#id_{name}") for name in fields] == ["475-8393 fax", "Chief", "Lee Moss", "interim"]
    assert page.locator(".kept-typing").count() == 0  # what was typed is answered, and not offered again
    page.fill("#id_phone", "(414) 475-8457 x12")
    save(page)
    assert "Saved the draft of" in page.inner_text(".messagelist")
    row.refresh_from_db()
    assert [str(getattr(row, name)) for name in fields] == ["+1 414-475-8457 ext. 12", "Chief", "Lee Moss", "interim"]


def _by_mouse(page):
    page.locator("input[name=_continue]").last.click()


def _by_keyboard(page):
    page.locator("input[name=_continue]").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_number_is_refused_and_a_standing_comes_back_as_it_was_understood(page, live_server, office):
    _try(_signed_in(page, live_server, office), office, _by_mouse)
    assert Office.objects.get().lead_standing == "interim"


@pytest.mark.exhaustive
@pytest.mark.parametrize("save", [_by_mouse, _by_keyboard])
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("kind", ["office", "department"])
def test_so_on_either_form_by_mouse_and_by_keyboard_with_and_without_scripts(
    new_context, live_server, office, kind, scripts, save
):
    row = office if kind == "office" else make_department(office, "arts", lead_title="Chief")
    page = new_context(java_script_enabled=scripts).new_page()
    _try(_signed_in(page, live_server, row), row, save)
