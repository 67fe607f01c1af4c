"""The CSV file and the workbook: the same rows, none of them a formula."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.utils import translation

from departments.exports import delimited, workbook
from departments.exports.columns import COLUMNS, HEADINGS
from departments.exports.table import rows
from tests.exports.making import department, line, published
from tests.made_up import CODE, spoken

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", '=HYPERLINK("http://example.org","x")']


def _csv(*pages):
    """The file as a strict reader reads it, a dictionary a row; only what is not empty."""
    data = b"".join(delimited.stream(rows(pages)))
    table = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [{heading: value for heading, value in row.items() if value} for row in table]


def _sheet(*pages):
    file = io.BytesIO()
    workbook.write(rows(pages), file)
    return openpyxl.load_workbook(file).active


@pytest.fixture
def page():
    secretary = line("Secretary", "Ann Roe", "+1 414-475-8466 ext. 34", email="ar@example.org", note="mornings")
    return published(
        department(
            lead_title="Director",
            lead_standing="vacant",
            phone="+1 414-252-0221",
            contacts=(secretary, line("TTY", phone="+1 888-814-4026", kind="tty")),
        ),
        department("circles", name="Circles", parent="restorative-practices"),
        lead_title="Superintendent",
        lead_name="Eduardo Galván",
        lead_standing="acting",
        phone="+1 414-475-8393 ext. 12",
        fax="+1 414-475-8457",
        email="cos@example.org",
        location="Central Services - Room 230",
        hours="8 to 4",
        confirmed_on=date(2024, 9, 30),
    )


def test_an_office_a_department_a_unit_and_each_contact_line_has_a_row(page):
    address = "https://directory.example.org/offices/chief-of-staff/"
    office = {"School year": "2024-25", "Office": "Office of the Chief of Staff"}
    below = office | {"Department": "Restorative Practices", "Page": f"{address}#restorative-practices"}
    assert _csv(page) == [
        office
        | {
            "Kind": "Office",
            "Title": "Superintendent",
            "Name": "Eduardo Galván",
            "Standing": "Acting",
            "Phone": "414-475-8393",
            "Extension": "12",
            "Number is": "Phone",
            "Fax": "414-475-8457",
            "E-mail": "cos@example.org",
            "Location": "Central Services - Room 230",
            "Hours": "8 to 4",
            "Page": address,
            "Checked on": "2024-09-30",
        },
        below
        | {
            "Kind": "Department",
            "Title": "Director",
            "Standing": "Vacant",
            "Phone": "414-252-0221",
            "Number is": "Phone",
        },
        below
        | {
            "Kind": "Person",
            "Title": "Secretary",
            "Name": "Ann Roe",
            "Phone": "414-475-8466",
            "Extension": "34",
            "Number is": "Phone",
            "E-mail": "ar@example.org",
            "Note": "mornings",
        },
        below | {"Kind": "Line", "Title": "TTY", "Phone": "888-814-4026", "Number is": "TTY"},
        office
        | {
            "Kind": "Unit",
            "Department": "Circles",
            "Unit of": "Restorative Practices",
            "Page": f"{address}#circles",
            "Call instead": "Office’s main number 414-475-8393 ext. 12",
        },
    ]


def test_the_workbook_has_the_same_cells(page):
    sheet = _sheet(page)
    assert [cell.value for cell in sheet[1]] == HEADINGS
    table = [dict(zip(HEADINGS, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [{heading: value for heading, value in row.items() if value} for row in table] == _csv(page)


def test_the_file_is_what_excel_takes_for_utf_8_with_the_ends_of_lines_of_rfc_4180(page):
    data = b"".join(delimited.stream(rows([page])))
    assert data.startswith(b'\xef\xbb\xbf"School year","Kind","Office"')
    assert data.count(b"\r\n") == data.count(b"\n") == 6
    assert data.endswith(b"\r\n")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text):
    (row, _) = _csv(published(department(), name=text))
    assert row["Office"] == f"'{text}".replace("\r", "\n")
    cell = _sheet(published(name=text)).cell(2, HEADINGS.index("Office") + 1)
    assert (cell.data_type, cell.value) == ("s", text.replace("\r", "\n"))


def test_quotes_commas_semicolons_and_lines_stay_in_their_cell():
    name = 'Equity, "Access";=1\nand Inclusion'
    assert _csv(published(name=name))[0]["Office"] == name


def test_what_xml_and_utf_8_refuse_is_left_out():
    page = published(name="Bell\x07, half \ud83d and \ufffe")
    assert _csv(page)[0]["Office"] == _sheet(page)["C2"].value == "Bell, half  and "


def test_numbers_are_as_people_write_them_and_what_is_none_is_left_as_it_is():
    numbers = ["+44 20 7946 0958", "+1 414-475-8393", "ask inside"]
    found = _csv(published(contacts=tuple(line(phone=number, role="Desk") for number in numbers)))
    assert [row.get("Phone") for row in found] == [None, "'+44 20 7946 0958", "414-475-8393", "ask inside"]


def test_the_workbook_filters_stays_in_sight_and_holds_nothing_but_text(page):
    sheet = _sheet(page)
    assert (sheet.title, sheet.auto_filter.ref, sheet.freeze_panes) == ("Directory", "A1:V6", "A2")
    assert [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]] == [c.width for c in COLUMNS]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_the_workbook_prints_a_page_wide_with_its_headings_on_each(page):
    sheet = _sheet(page)
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert (sheet.print_area, sheet.print_title_rows) == ("'Directory'!$C$1:$K$6", "$1:$1")
    printed = [cell for row in sheet["C1:K6"] for cell in row if cell.value]
    assert all(cell.alignment.wrap_text for cell in printed) and not sheet["Q2"].alignment.wrap_text
    assert (sheet["C1"].font.bold, sheet["C2"].font.bold) == (True, False)


def test_the_documented_columns_are_those_of_the_files():
    documented = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", Path(settings.BASE_DIR, "docs/exports.md").read_text(), re.M)
    assert [(c.heading, c.what) for c in COLUMNS] == [row for row in documented if row[0] in HEADINGS]


def test_a_number_has_its_form_whatever_language_the_site_speaks():
    with spoken(), translation.override(CODE):
        (row,) = _csv(published(fax="+1 414-475-8457 ext. 5"))
    assert row["Fax"] == "414-475-8457 ext. 5"
