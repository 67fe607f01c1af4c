"""What is taken away comes back: the template, a year as a spreadsheet and as a bundle."""

import io

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils.http import content_disposition_header

from departments.models import Contact, Department, Load, Office, SchoolYear
from departments.page import pictures
from departments.school_years import spreadsheet
from departments.school_years.edition import of_drafts
from tests.making import make_contact, make_department, make_office, make_picture, make_year

from .walking import press, told, upload

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def _get(client, page):
    of_a_year = page in ("bundle", "spreadsheet")
    args = [SchoolYear.objects.get().pk] if of_a_year else []
    return client.get(reverse(f"admin:departments_load_{page}", args=args))


@pytest.fixture
def year():
    """Two offices with a picture each, a department, its unit, contact lines, and one retired."""
    academics = make_office(
        "academics",
        phone="414-475-8393 ext. 12",
        lead_standing="acting",
        lead_title="Chief",
        also_known_as="Teaching\r\nSchool things",
        summary="= what we teach.\r\nAnd how.",
        hours="7 to  9",
        body="<p>Hello</p>",
        image=make_picture(colour="red"),
        image_alt="A door",
        position=3,
    )
    science = make_department(
        academics, "science", position=4, image=make_picture(colour="blue"), image_decorative=True
    )
    make_department(academics, "physics", parent=science, position=2, fax="414-475-8394")
    alchemy = make_department(academics, "alchemy", position=1, retired_at="2024-09-01T12:00:00Z")
    make_department(academics, "gold", parent=alchemy, position=9)
    make_contact(academics, position=1)
    make_contact(science, position=1, role="TTY", kind="tty", phone="414-475-8457")
    make_office("staff", position=7, succeeds="personnel", confirmed_on="2024-08-01")
    return make_year()


def _empty_everything():
    for model in (Contact, Load, Department, Department, Office, SchoolYear):
        rows = model.objects.all()
        if model is Department:
            rows = rows.filter(parent__isnull=False) if rows.filter(parent__isnull=False).exists() else rows
        rows.delete()
    for name in {name.split("-w")[0].removesuffix(".webp") for name in default_storage.listdir("images")[1]}:
        pictures.discard(f"images/{name}.webp")
    assert default_storage.listdir("images")[1] == []


@pytest.mark.thorough
def test_dumped_zipped_loaded_through_the_admin_and_dumped_again_it_is_the_same_bytes(
    client, publisher, year, tmp_path
):
    bundle = _get(client, "bundle")
    call_command("dump_school_year", "2024-25", tmp_path / "2024-25.zip", stdout=io.StringIO())
    assert bundle.content == (tmp_path / "2024-25.zip").read_bytes()
    assert bundle.headers["Content-Disposition"] == 'attachment; filename="2024-25.zip"'
    _empty_everything()
    press(client, upload(client, SimpleUploadedFile("2024-25.zip", bundle.content)), "_load")
    assert all(pictures.is_stored(name) for name in of_drafts(SchoolYear.objects.get()).edition.pictures)
    assert _get(client, "bundle").content == bundle.content
    _empty_everything()
    call_command("load_school_year", tmp_path / "2024-25.zip", stdout=io.StringIO())
    assert _get(client, "bundle").content == bundle.content


@pytest.mark.thorough
def test_a_picture_that_is_missing_from_the_store_is_told_on_the_next_page(client, publisher, year):
    pictures.discard(Office.objects.get(slug="academics").image)
    assert _get(client, "bundle").status_code == 200
    assert "is missing from the store, so the bundle lacks it." in told(_get(client, "changelist"))[0]


def test_a_year_as_a_spreadsheet_read_again_changes_nothing(client, publisher, year):
    sheet = _get(client, "spreadsheet")
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="2024-25.xlsx"'
    page = upload(client, SimpleUploadedFile("2024-25.xlsx", sheet.content))
    assert "Nothing to change in 2024-25." in page.content.decode()


def test_the_template_has_the_columns_and_says_what_to_write(client, publisher):
    book = openpyxl.load_workbook(io.BytesIO(_get(client, "template").content))
    sheet, help_sheet = book.worksheets
    headings = [column.heading for column in spreadsheet.COLUMNS]
    assert [cell.value for cell in sheet[1]] == headings and sheet.max_row == 1
    assert [cell.value for cell in help_sheet["A"][1:]][: len(headings)] == headings


@pytest.mark.parametrize("page", ["bundle", "spreadsheet"])
def test_a_year_that_is_not_there_is_not_found(client, publisher, page):
    assert client.get(reverse(f"admin:departments_load_{page}", args=[0])).status_code == 404


@pytest.mark.parametrize("label", ["٢٠٢٥-٢٦", "２０２５-２６"])
def test_a_year_kept_with_other_digits_is_offered_and_taken_away(client, publisher, label):
    year = make_year(label, opened=False)
    make_office(year=year, name="Office of Lakeside")
    offered = client.get(reverse("admin:departments_load_add"))
    for page, ending in [("bundle", "zip"), ("spreadsheet", "xlsx")]:
        assert reverse(f"admin:departments_load_{page}", args=[year.pk]) in offered.content.decode()
        assert _get(client, page).headers["Content-Disposition"] == content_disposition_header(
            True, f"{label}.{ending}"
        )
