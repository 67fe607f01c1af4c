"""A school year loaded in a browser: uploaded, read, decided on, loaded, and taken back."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from departments.models import Load, Office, SchoolYear
from departments.page.pictures import is_stored
from departments.school_years import bundle
from tests.browser.signed_in import heard, sign_in
from tests.browser.wcag import breaches
from tests.making import make_person

from ..admin.loading.walking import edition

NEXT = Path("fixtures/2024-25")


@pytest.fixture
def desk(page, live_server, transactional_db, settings, tmp_path):
    """A publisher on the first page of the admin; the drafts of 2016-17 are there."""
    settings.DIRECTORY_FOLDER = tmp_path
    call_command("loaddata", "fixtures/2016-17/directory.json", verbosity=0)
    make_person("publisher", "Publishers")
    heard(page)
    page.goto(f"{live_server.url}/admin/")
    sign_in(page)
    yield page
    assert page.problems == []


def _zip(folder):
    path = folder / "2024-25.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(NEXT.rglob("*")):
            archive.write(file, file.relative_to(NEXT))
    return path


def _upload(desk, path):
    desk.goto(f"{desk.url.split('/admin/')[0]}/admin/departments/schoolyear/")
    desk.get_by_role("link", name="Load a school year").click()
    desk.set_input_files("#id_file", path)
    desk.get_by_role("button", name="Read the file").click()
    desk.wait_for_url("**/plan/**")


def _load(desk):
    desk.get_by_role("button", name="Load into the drafts").click(timeout=120_000)
    desk.wait_for_url("**/change/")


def _is_in_order(desk):
    """No sideways scrolling and nothing axe finds, on a small phone and on a desk."""
    desk.wait_for_load_state()
    for width in (320, 1280):
        desk.set_viewport_size({"width": width, "height": 900})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
        assert breaches(desk, within="#content") == []


@pytest.mark.exhaustive
def test_next_year_is_uploaded_read_loaded_and_taken_back(desk, tmp_path):
    _upload(desk, _zip(tmp_path))
    plan = desk.inner_text("#content-main")
    for sentence in (
        "Chief of Staff: Gina Spang, P.E. → Chief of Staff: Paulette Chambers",
        "Interim Chief Academic Officer: Tonya Adair → Chief Academic Officer: Jennifer Mims-Howell",
        "Office of Operations will no longer be listed",
        "New office: Office of School Administration",
        "Phone 414-777-7806 removed",
        "Phone 414-475-8393 added",
        "In all: 15 new.",
    ):
        assert sentence in plan
    assert not SchoolYear.objects.filter(label="2024-25").exists()
    _is_in_order(desk)

    _load(desk)
    assert "Loaded 2024-25.zip into 2024-25: 15 new." in desk.inner_text(".messagelist")
    year = SchoolYear.objects.get(label="2024-25")
    assert (year.opened_at, year.offices.count(), year.departments.count()) == (None, 4, 11)
    assert all(is_stored(name) for name in year.offices.exclude(image="").values_list("image", flat=True))
    _is_in_order(desk)
    desk.get_by_role("link", name="Offices of 2024-25").click()
    assert "4 offices" in desk.inner_text("#changelist")

    desk.go_back()
    desk.get_by_role("link", name="Take it back").click()
    _is_in_order(desk)
    desk.get_by_role("button", name="Take back 2024-25.zip").click()
    desk.wait_for_url("**/change/")
    assert "15 entries are in 2024-25 as before it." in desk.inner_text(".messagelist")
    assert not Office.objects.filter(school_year=year).exists()
    desk.goto(f"{desk.url.split('/admin/')[0]}/admin/departments/load/")
    assert "taken back" in desk.inner_text("#result_list")


def _file(folder, made):
    path = folder / "2025-26.zip"
    bundle.write(made, path)
    return path


@pytest.mark.exhaustive
def test_conflicts_and_what_is_gone_are_decided_by_keyboard_alone(desk, tmp_path):
    made = edition(academics={}, staff={}, recreation={"phone": "", "lead_name": "Lynn Greb"})
    _upload(desk, _file(tmp_path, made))
    _load(desk)
    Office.objects.filter(slug="academics").update(phone="+14144758001")
    made.offices["academics"]["phone"] = "+1 414-475-8002"
    made.offices["parks"] = made.offices.pop("recreation") | {"name": "Office of Parks"}
    del made.offices["staff"]
    _upload(desk, _file(tmp_path, made))
    _is_in_order(desk)

    for label in ("Have Office of Staff taken off the site", "Office of Recreation → Office of Parks"):
        desk.get_by_label(label).focus()
        desk.keyboard.press("Space")
    desk.get_by_label("Keep the draft’s 414-475-8001").focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowRight")  # to the file's
    desk.get_by_role("button", name="Read again").focus()
    desk.keyboard.press("Enter")
    desk.get_by_text("has a new address: recreation → parks").wait_for()
    desk.get_by_label("This one is meant to be taken off the site").focus()  # one of three is more than a tenth
    desk.keyboard.press("Space")
    _load(desk)
    assert [(one.slug, str(one.phone)) for one in Office.objects.kept().filter(school_year__label="2025-26")] == [
        ("academics", "+1 414-475-8002"),
        ("parks", ""),
    ]
    assert Office.objects.filter(school_year__label="2025-26").count() == 3


@pytest.mark.exhaustive
def test_problems_fit_a_phone_and_the_button_is_pressed_once(desk, live_server, tmp_path):
    made = edition(**{f"office-{n}": {"phone": "call us", "email": "nobody"} for n in range(15)})
    desk.goto(f"{live_server.url}/admin/departments/load/add/")
    desk.set_input_files("#id_file", _file(tmp_path, made))
    desk.get_by_role("button", name="Read the file").click()
    desk.get_by_text("30 problems to mend").wait_for()
    assert desk.locator(".load-problems tbody tr").count() == 30
    _is_in_order(desk)

    good = edition(academics={})
    desk.set_input_files("#id_file", _file(tmp_path, good))
    desk.get_by_role("button", name="Read the file").click()
    desk.wait_for_url("**/plan/**")
    sent = []
    desk.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    desk.get_by_role("button", name="Load into the drafts").dblclick()
    desk.wait_for_url("**/change/")
    assert (len(sent), Load.objects.count()) == (1, 1)
