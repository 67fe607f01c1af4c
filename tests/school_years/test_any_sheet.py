"""Any sheet that an office sends: what is in it is understood, whatever is made of it is told, and can be refused."""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from departments.models import Contact, Load, Office
from departments.school_years import spreadsheet
from departments.school_years.any_file import read
from departments.school_years.problems import Refused
from departments.school_years.spreadsheet import ReadAs
from departments.school_years.spreadsheet.headings import meant
from departments.school_years.spreadsheet.read_as import years_in
from departments.school_years.spreadsheet.sheet_columns import READ_AS
from tests.school_years.sheets import HERE, SAY, said

LAKE = "Office of Lakes"
FORMULA = "it holds a formula. Copy the cell and paste it as a value."


def _understood(tmp_path, *rows, name="2025-26.xlsx", **wanted):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return spreadsheet.understand(tmp_path / name, **wanted)


@pytest.mark.parametrize("name", SAY)
def test_the_shapes_that_offices_send_are_read_right(name):
    found = spreadsheet.understand(HERE / name)
    assert ([str(problem) for problem in found.problems], said(found.edition)) == ([], SAY[name])


@pytest.mark.parametrize("name", SAY)
def test_a_sheet_read_by_the_map_that_it_was_read_by_says_the_same(name):
    found = spreadsheet.understand(HERE / name)
    again = spreadsheet.understand(HERE / name, read_as=ReadAs.of(json.loads(json.dumps(found.map().as_json())), "map"))
    assert ([str(problem) for problem in again.problems], said(again.edition)) == ([], SAY[name])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2025-26 hidden row.xlsx", "row 3: “Office of Demo”: the row is hidden and is left out."),
        ("2025-26 phone in column 73.xlsx", "The column “Note 69” is not known and was passed over."),
        ("synonyms 2025-26.csv", "“Telephone” is read as Phone."),
        (
            "numbers as numbers 2025-26.xlsx",
            "F4: “5550113” is read as 414-555-0113: all other numbers have the area code 414.",
        ),
        ("dates formulas links 2025-26.xlsx", "A3: the formula “=A2” is read as “Office of Lakeside Programs”."),
        (
            "2025-26 two extensions.csv",
            "C2: “414-555-0100 x12/x13” is read as 414-555-0100 x12, and a contact line for 414-555-0100 ext. 13.",
        ),
    ],
)
def test_what_is_made_of_a_sheet_is_told(name, told):
    assert told in spreadsheet.understand(HERE / name).notes


def test_a_word_behind_a_number_names_its_cell():
    found = spreadsheet.understand(HERE / "2025-26 word behind the number.csv")
    assert [(one.record, one.field) for one in found.problems] == [("row 2", "Phone"), ("row 3", "Phone")]


@pytest.mark.parametrize("ending", ["xls", "ods", "pdf", "docx"])
def test_other_files_are_refused_with_what_to_do(tmp_path, ending):
    path = tmp_path / f"2025-26.{ending}"
    path.write_bytes((HERE / "old excel 2025-26.xls").read_bytes())
    with pytest.raises(Refused) as refused:
        read(path)
    (problem,) = refused.value.problems
    assert f"“.{ending}” is not a kind of file that can be loaded." in problem.sentence
    assert ".xlsx" in problem.sentence


@pytest.mark.parametrize(
    ("start", "says"), [(b"%PDF-1.7", "a PDF under another ending"), (b"\xd0\xcf\x11\xe0", "locked with a password")]
)
def test_what_a_file_really_is_is_told(tmp_path, start, says):
    (tmp_path / "2025-26.xlsx").write_bytes(start + b"...")
    with pytest.raises(Refused, match=says):
        spreadsheet.understand(tmp_path / "2025-26.xlsx")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Main Office\nTelephone:", "Phone"),
        ("Dept. Phone No.", "Phone"),
        ("Main Contact", "Name"),
        ("Teléfono de oficina", "Phone"),
        ("FAX #", "Fax"),
        ("Contact E-Mail", "E-mail"),
        ("Director", "Name under its post"),
        ("first name", "First name"),
        ("Old phone", None),
        ("Cell", None),
        ("Office", "Office"),
        ("#", None),
    ],
)
def test_a_heading_is_known_as_people_write_it(heading, column):
    found = meant(heading)
    assert (found and found.heading) == column


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("2025-26.xlsx", {"2025-26"}),
        ("Directory 2025-2026 - Sheet1.csv", {"2025-26"}),
        ("SY25-26 list.csv", {"2025-26"}),
        ("2024–25 and 2025/26.csv", {"2024-25", "2025-26"}),
        ("414-555-0100 2025.csv", set()),
    ],
)
def test_a_school_year_is_read_as_people_write_it(name, labels):
    assert years_in(name) == labels


def test_headings_stand_under_titles_and_the_year_may_be_said_there(tmp_path):
    rows = [["Lakeside Public Schools"], ["Directory 2025-2026"], [], ["Division", "Main #"], [LAKE, "414-555-0100"]]
    found = _understood(tmp_path, *rows, name="directory.xlsx")
    assert (found.problems, found.edition.label) == ([], "2025-26")
    assert said(found.edition) == {"office": {"lakes": {"name": LAKE, "phone": "+1 414-555-0100"}}}
    assert "row 1: “Lakeside Public Schools” stands above the headings and is left out." in found.notes


def test_a_year_that_nothing_says_is_asked_for_and_can_be_given(tmp_path):
    rows = [["Office", "Department"], [LAKE, ""]]
    assert [one.sentence[:46] for one in _understood(tmp_path, *rows, name="a.xlsx").problems] == [
        "the file's name does not say the school year. "
    ]
    assert _understood(tmp_path, *rows, name="a.xlsx", year="2026-27").edition.label == "2026-27"


def test_offices_among_their_departments_in_one_column_are_their_offices(tmp_path):
    rows = [
        ["Office / Department", "Phone"],
        [LAKE, "414-555-0100"],
        ["Boats", "414-555-0101"],
        ["Office of Hills", ""],
    ]
    found = _understood(tmp_path, *rows, ["Paths", "414-555-0102"])
    assert said(found.edition) == {
        "office": {
            "lakes": {"name": LAKE, "phone": "+1 414-555-0100"},
            "hills": {"name": "Office of Hills"},
        },
        "department": {
            "boats": {"name": "Boats", "office": "lakes", "phone": "+1 414-555-0101"},
            "paths": {"name": "Paths", "office": "hills", "phone": "+1 414-555-0102"},
        },
    }


@pytest.mark.parametrize("cell", ["/", "or", ",", "414-555-0100 /", "414-555-0100 or Ann"])
def test_what_is_no_two_numbers_is_kept_for_the_number_s_own_rule(tmp_path, cell):
    found = _understood(tmp_path, ["Office", "Phone"], [LAKE, cell])
    problems = [(one.record, one.field) for one in found.problems]
    assert problems == ([("row 2", "Phone")] if any(map(str.isalpha, cell)) else [])
    assert "contacts" not in found.edition.offices["lakes"]


def test_headings_in_two_rows_are_read_together(tmp_path):
    rows = [["Office", "Department", "Contact", ""], ["", "", "Name", "Phone"], [LAKE, "", "Ann Roe", "414-555-0100"]]
    assert said(_understood(tmp_path, *rows).edition)["office"]["lakes"] == {
        "name": LAKE,
        "lead_name": "Ann Roe",
        "phone": "+1 414-555-0100",
    }


def test_rooms_are_no_offices_and_an_office_with_a_number_is_no_room(tmp_path):
    rows = [["Division", "Office", "Phone"], [LAKE, "230", ""], ["Office of Hills", "B12", ""]]
    found = said(_understood(tmp_path, *rows).edition)["office"]
    assert {slug: one["location"] for slug, one in found.items()} == {"lakes": "230", "hills": "B12"}
    rows = [["Office", "Department"], ["Office of Region 5", ""], ["Office of Region 6", ""]]
    assert list(said(_understood(tmp_path, *rows).edition)["office"]) == ["region-5", "region-6"]


def test_an_extension_that_is_none_is_refused_with_its_cell(tmp_path):
    rows = [["Office", "Phone", "Ext."], [LAKE, "414-555-0100", "ask Ann"], ["Hills", "", "12"]]
    found = [(one.record, one.field) for one in _understood(tmp_path, *rows).problems]
    assert found == [("row 2", "Phone"), ("row 3", "Phone")]


def test_the_office_stands_above_its_rows_in_a_title_in_the_name_of_the_sheet_or_in_a_row_of_its_own(tmp_path):
    rows = [["Dept", "Telephone"], ["Boats", "414-555-0101"]]
    of_lakes = {
        "office": {"lakes": {"name": LAKE}},
        "department": {"boats": {"name": "Boats", "office": "lakes", "phone": "+1 414-555-0101"}},
    }
    assert said(_understood(tmp_path, [LAKE], *rows).edition) == of_lakes
    assert said(_understood(tmp_path, rows[0], [LAKE], rows[1]).edition) == of_lakes
    book = openpyxl.Workbook()
    book.active.title = LAKE
    other = book.create_sheet("Office of Hills")
    for sheet, name in ((book.active, "Boats"), (other, "Paths")):
        sheet.append(["Dept", "Telephone"])
        sheet.append([name, "414-555-0101"])
    book.save(tmp_path / "2025-26.xlsx")
    found = said(spreadsheet.understand(tmp_path / "2025-26.xlsx").edition)
    assert {slug: one["office"] for slug, one in found["department"].items()} == {"boats": "lakes", "paths": "hills"}


def test_an_office_that_stands_once_is_carried_down_unless_that_is_refused(tmp_path):
    rows = [["Office", "Department", "Phone"], [LAKE, "", ""], ["", "Boats", "414-555-0101"]]
    found = _understood(tmp_path, *rows)
    assert said(found.edition)["department"]["boats"]["office"] == "lakes"
    assert "row 3: no office is named: it belongs to “Office of Lakes”, as the row above." in found.notes
    for refusal in ("carried", "carried/row 3"):
        (problem,) = _understood(tmp_path, *rows, read_as=ReadAs(refused=[refusal])).problems
        assert str(problem) == "2025-26.xlsx, row 3, Office: it is empty. Name the office of this row."


def test_names_and_extensions_in_columns_of_their_own_are_put_together(tmp_path):
    rows = [
        ["Office", "First Name", "Last Name", "Building", "Room", "Phone", "Ext."],
        [LAKE, "Ann", "Roe", "Central", "230", "414-555-0100", 12],
    ]
    assert said(_understood(tmp_path, *rows).edition)["office"]["lakes"] == {
        "name": LAKE,
        "lead_name": "Ann Roe",
        "location": "Central, 230",
        "phone": "+1 414-555-0100 ext. 12",
    }
    assert "E2: put together as “Central, 230”." in _understood(tmp_path, *rows).notes
    kept = _understood(tmp_path, *rows, read_as=ReadAs(refused=["put/E2"]))
    assert kept.edition.offices["lakes"]["location"] == "Central"


def test_no_text_is_made_of_why_a_cell_is_refused(tmp_path):
    rows = [
        ["Office", "Title", "Name", "Building", "Room", "Phone", "Ext.", "Hours"],
        [LAKE, "Chief", "Ann Roe", "=A9", "230", "414-555-0100", "=A9", ""],
        [LAKE, "Clerk", "Bo Lee", "Central", "=A9", "", "", "=A9"],
        ["Hills", "Chief", "Cy Moe", "Central", "", "", "", ""],
    ]
    found = _understood(tmp_path, *rows)
    assert [(one.record, one.field, one.sentence) for one in found.problems] == [
        ("row 2", "Phone", FORMULA),
        ("row 2", "Building (D2)", FORMULA),
        ("row 2", "E3", FORMULA),  # a line of the office in row 2
    ]
    assert found.edition.offices["hills"]["location"] == "Central"
    assert [one for one in found.notes if "put together" in one] == []


def test_one_row_a_person_is_a_lead_and_contact_lines(tmp_path):
    rows = [
        ["Office", "Department", "Position", "Employee", "Telephone", "Room"],
        [LAKE, "Boats", "Secretary", "Bo Lee", "414-555-0102", "12"],
        [LAKE, "Boats", "Director", "Ann Roe", "414-555-0101", "14"],
        [LAKE, "Boats", "Assistant", "Cy Moe", "414-555-0103", "14"],
    ]
    found = _understood(tmp_path, *rows)
    boats = found.edition.departments["boats"]
    lines = [(one["role"], one["name"], one["phone"], one["note"]) for one in boats["contacts"]]
    assert (boats["lead_name"], boats["phone"]) == ("Ann Roe", "+1 414-555-0101")
    assert lines == [
        ("Secretary", "Bo Lee", "+1 414-555-0102", "Location: 12"),
        ("Assistant", "Cy Moe", "+1 414-555-0103", ""),
    ]
    assert "row 3, row 2, row 4: “Boats” has 3 people: “Ann Roe” leads it, the others are contact lines." in found.notes
    refused = _understood(tmp_path, *rows, read_as=ReadAs(refused=["people"]))
    assert [problem.record for problem in refused.problems] == ["row 3", "row 4"]


def test_totals_notes_and_headings_once_more_are_left_out_and_a_department_called_total_is_not(tmp_path):
    rows = [
        ["Office", "Department", "Phone"],
        [LAKE, "", "414-555-0100"],
        ["Office", "Department", "Phone"],
        [LAKE, "Total Rewards", ""],
        ["Total: 2", "", ""],
        ["* Updated by HR on August 1"],
    ]
    found = _understood(tmp_path, *rows)
    assert list(said(found.edition)["department"]) == ["total-rewards"]
    assert found.notes == [
        "row 3: the headings once more; they are left out.",
        "row 5: “Total: 2”: a total, which is left out.",
        "row 6: “* Updated by HR on August 1”: a note, which is left out.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_text_is_read_in_any_encoding_and_with_any_separator(tmp_path, encoding, separator):
    text = io.StringIO()
    rows = [["Oficina", "Departamento", "Teléfono", "Resumen"], [LAKE, "Educación", "414-555-0100", "A, b; and c"]]
    csv.writer(text, delimiter=separator).writerows(rows)
    (tmp_path / "2025-26.csv").write_bytes(text.getvalue().encode(encoding))
    assert said(spreadsheet.understand(tmp_path / "2025-26.csv").edition)["department"] == {
        "educacion": {
            "name": "Educación",
            "office": "lakes",
            "phone": "+1 414-555-0100",
            "summary": "A, b; and c",
        }
    }


def test_a_column_is_known_by_what_is_in_it_where_its_heading_says_nothing(tmp_path):
    rows = [
        ["Office", "Department", "", "Reach us", "Old number"],
        [LAKE, "", "a@example.org", "414-555-0100", "414-555-0900"],
        [LAKE, "Boats", "b@example.org", "414-555-0101", "414-555-0901"],
    ]
    found = _understood(tmp_path, *rows)
    office = said(found.edition)["office"]["lakes"]
    assert office == {"name": LAKE, "email": "a@example.org", "phone": "+1 414-555-0100"}
    assert found.notes == [
        "The column without a heading is read as E-mail.",
        "“Reach us” is read as Phone.",
        "The column “Old number” is not known and was passed over.",
    ]


def test_a_person_says_what_a_column_is_which_sheet_is_read_and_where_the_headings_are(tmp_path):
    rows = [["Office", "Old number"], ["Place", "Colour"], [LAKE, "414-555-0100"]]
    read_as = ReadAs(headings={"Sheet": 2}, columns={"place": "Office", "colour": "Phone"})
    found = _understood(tmp_path, *rows, read_as=read_as)
    assert said(found.edition) == {"office": {"lakes": {"name": LAKE, "phone": "+1 414-555-0100"}}}
    nothing = _understood(tmp_path, *rows, read_as=ReadAs(sheets={"Sheet": False}))
    assert [one.field for one in nothing.problems] == ["Office"]


def test_tables_side_by_side_are_read_one_below_the_other_unless_that_is_refused(tmp_path):
    rows = [
        ["Department", "Phone", "", "Department", "Phone"],
        ["Boats", "414-555-0101", "", "Docks", "414-555-0103"],
        ["Knots", "414-555-0102", "", "Ropes", "ask Bo"],
    ]
    found = _understood(tmp_path, *rows)
    assert list(found.edition.offices) == ["boats", "knots", "docks", "ropes"]
    assert [(one.record, one.field) for one in found.problems] == [("row 3 from D on", "Phone (E3)")]
    told = "D: the columns from here on have the same headings again, and are read as rows below."
    assert told in found.notes and found.cells["office", "docks"]["phone"] == "E2"
    refused = _understood(tmp_path, *rows, read_as=ReadAs(refused=["put/D"]))
    assert "two columns have this heading. Remove one of them." in {one.sentence for one in refused.problems}


@pytest.mark.parametrize("in_one_cell", [True, False])
def test_labels_one_below_the_other_are_read_as_a_row_for_each(tmp_path, in_one_cell):
    said_of = [
        *[("Office", LAKE), ("Director", "Ann Roe"), ("Phone", "414-555-0100"), ("Phone", "414-555-0109")],
        *[("Department", "Boats"), ("Phone", "414-555-0101"), ("Department", "Docks"), ("Fax", "414-555-0102")],
        *[("Office", "Hills"), ("Phone", "ask Bo")],
    ]
    rows = [[f"{label}: {value}"] if in_one_cell else [f"{label}:", value] for label, value in said_of]
    found = _understood(tmp_path, *rows[:8], ["Draft"], *rows[8:])
    assert said(found.edition) == {
        "office": {
            "lakes": {
                "name": LAKE,
                "lead_title": "Director",
                "lead_name": "Ann Roe",
                "phone": "+1 414-555-0100",
                "contacts": ["+1 414-555-0109"],
            },
            "hills": {"name": "Hills"},
        },
        "department": {
            "boats": {"name": "Boats", "office": "lakes", "phone": "+1 414-555-0101"},
            "docks": {"name": "Docks", "office": "lakes", "fax": "+1 414-555-0102"},
        },
    }
    assert [(one.record, one.field) for one in found.problems] == [
        ("row 10", f"Phone ({'A' if in_one_cell else 'B'}11)")
    ]
    assert found.cells["department", "boats"]["phone"] == ("A6" if in_one_cell else "B6")
    assert "Sheet: it says one below the other, label by label, and is read as a row for each." in found.notes


def test_a_post_beside_a_name_becomes_the_title_and_several_names_in_a_cell_are_refused(tmp_path):
    cells = ["Ann Roe, Ph.D., Director", "Bo Lee\nManager", "Director of Tides: Cy Moe", "Dee Wu (Chief of Boats)"]
    rows = [
        [f"Place {number}", cell] for number, cell in enumerate([*cells, "Principal - Eve Oaks", "Gil Ode\nKim Ode"])
    ]
    found = _understood(tmp_path, ["Office", "Contact"], *rows)
    offices = said(found.edition)["office"].values()
    assert [(one.get("lead_title", ""), one["lead_name"]) for one in offices if "lead_name" in one] == [
        ("Director", "Ann Roe, Ph.D."),
        ("Manager", "Bo Lee"),
        ("", "Director of Tides: Cy Moe"),
        ("Chief of Boats", "Dee Wu"),
        ("Principal", "Eve Oaks"),
    ]
    assert [(one.record, one.field) for one in found.problems] == [("row 7", "Contact (B7)")]
    assert "B2: “Ann Roe, Ph.D., Director” is read as Ann Roe, Ph.D., with the title Director." in found.notes


def test_what_only_says_that_it_is_the_same_is_what_stands_above_unless_that_is_refused(tmp_path):
    rows = [["Office", "Department", "Phone"], [LAKE, "n/a", "414-555-0100"], ['"', "Boats", "ditto"], ["", "-", "''"]]
    found = _understood(tmp_path, *rows[:3])
    assert said(found.edition) == {
        "office": {"lakes": {"name": LAKE, "phone": "+1 414-555-0100"}},
        "department": {"boats": {"name": "Boats", "office": "lakes", "phone": "+1 414-555-0100"}},
    }
    assert 'A3: “"” stands for what is above, “Office of Lakes”.' in found.notes
    assert "B2: “n/a” names none, and is read as empty." in found.notes
    refused = _understood(tmp_path, *rows[:3], read_as=ReadAs(refused=["carried/A3"]))
    assert [(one.record, one.field) for one in refused.problems] == [("row 3", "Office")]
    found = _understood(tmp_path, rows[0], rows[3])
    assert [(one.record, one.field) for one in found.problems] == [("row 2", "Office")]


def test_what_is_struck_out_is_left_out_unless_that_is_refused(tmp_path):
    book, path = openpyxl.Workbook(), tmp_path / "2025-26.xlsx"
    for row in (["Office", "Name", "Phone"], [LAKE, "Ann Roe", "414-555-0100"], ["Office of Ponds", "Bo Poe", ""]):
        book.active.append(row)
    for cell in ("C2", "A3", "B3"):
        book.active[cell].font = Font(strike=True)
    book.save(path)
    found = spreadsheet.understand(path)
    assert said(found.edition) == {"office": {"lakes": {"name": LAKE, "lead_name": "Ann Roe"}}}
    assert "C2: “414-555-0100” is struck out and is left out." in found.notes
    assert "row 3: “Office of Ponds”: the row is struck out and is left out." in found.notes
    kept = spreadsheet.understand(path, read_as=ReadAs(refused=["left/C2", "left/row 3"]))
    assert said(kept.edition)["office"]["lakes"]["phone"] == "+1 414-555-0100"
    assert said(kept.edition)["office"]["ponds"]["lead_name"] == "Bo Poe"


def _with_shared_texts(path):
    """The workbook as Excel writes it: each text in a part of its own, for all cells."""
    with zipfile.ZipFile(path) as book:
        parts, texts = {name: book.read(name).decode() for name in book.namelist()}, []

    def shared(cell):
        texts.append(cell[2])
        return f"<c{cell[1].replace('inlineStr', 's')}><v>{len(texts) - 1}</v></c>"

    sheet, kind = "xl/worksheets/sheet1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts[sheet] = re.sub(r'<c( [^>]*t="inlineStr"[^>]*)><is>(.*?)</is></c>', shared, parts[sheet])
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}"><si>{"</si><si>".join(texts)}</si></sst>'
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", named)
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)


def _struck(words):
    return TextBlock(InlineFont(strike=True), words)


@pytest.mark.parametrize("is_shared", [False, True])
def test_words_of_a_cell_that_are_struck_out_are_left_out_and_told(tmp_path, is_shared):
    book, path = openpyxl.Workbook(), tmp_path / "2025-26.xlsx"
    plain = TextBlock(InlineFont(b=True), "New Name")
    book.active.append(["Office", CellRichText(_struck("Lead "), "Name"), "Phone"])
    book.active.append(
        [LAKE, CellRichText(_struck("Old Name"), " ", plain), CellRichText(_struck("414-555-0100"), " ")]
    )
    book.active.append([CellRichText("Office of ", _struck("Old "), "Ponds"), CellRichText("Bo ", plain), ""])
    book.active["B3"].font = Font(strike=True)  # but words with a font of their own do not have the cell's
    book.save(path)
    if is_shared:
        _with_shared_texts(path)
    found = spreadsheet.understand(path)
    ponds = {"name": "Office of Ponds", "lead_name": "New Name"}
    assert said(found.edition) == {"office": {"lakes": {"name": LAKE, "lead_name": "New Name"}, "ponds": ponds}}
    assert found.notes == [
        "B1: “Lead” is struck out and is left out; “Name” stays.",
        "B2: “Old Name” is struck out and is left out; “New Name” stays.",
        "C2: “414-555-0100” is struck out and is left out.",
        "A3: “Old” is struck out and is left out; “Office of Ponds” stays.",
        "B3: “Bo” is struck out and is left out; “New Name” stays.",
    ]
    kept = spreadsheet.understand(path, read_as=ReadAs(refused=["left"]))
    assert said(kept.edition)["office"]["lakes"]["lead_name"] == "Old Name New Name"


POND, OUT = "Office of Ponds", "so the row is left out."
UNDER = "which is struck out, and is left out."


@pytest.mark.parametrize(
    ("rows", "struck", "departments", "told"),
    [
        ([[LAKE, "", ""], [POND, "Puddles", "Bo"], ["", "Drops", ""], [LAKE, "Bays", ""]], ["A3"], {"bays": "lakes"},
         [f"row 3: “{POND}” is struck out, {OUT}", f"row 4: “Drops” stands under “{POND}”, {UNDER}"]),
        ([[LAKE, "", ""], [POND, "", "Bo"], ["", "Drops", ""], ["ditto", "Bays", ""]], ["A3", "C3"], {},
         [f"row 3: “{POND}”: the row is struck out and is left out.", f"row 4: “Drops” stands under “{POND}”, {UNDER}",
          f"row 5: “ditto” stands under “{POND}”, {UNDER}"]),
        ([[LAKE, "", ""], [LAKE, "Puddles", "Bo"], ["", "", "Cy"], ["", "Bays", ""]], ["B3"], {"bays": "lakes"},
         [f"row 3: “Puddles” is struck out, {OUT}", f"row 4: “Cy” stands under “Puddles”, {UNDER}",
          f"row 5: no office is named: it belongs to “{LAKE}”, as the row above."]),
        ([[LAKE, "", ""], [POND, "Puddles", ""], ["", "Bays", ""], [POND, "", ""]], ["B3"], {"bays": "ponds"},
         [f"row 3: “Puddles” is struck out, {OUT}",
          f"row 4: no office is named: it belongs to “{POND}”, as the row above."]),
    ],
)  # fmt: skip
def test_a_row_whose_office_or_department_is_struck_out_is_left_out_with_what_stands_under_it(
    tmp_path, rows, struck, departments, told
):
    book, path = openpyxl.Workbook(), tmp_path / "2025-26.xlsx"
    for row in (["Office", "Department", "Name"], *rows):
        book.active.append(row)
    for cell in struck:
        book.active[cell].font = Font(strike=True)
    book.save(path)
    found = spreadsheet.understand(path)
    assert (found.problems, found.notes) == ([], told)
    assert {slug: one["office"] for slug, one in found.edition.departments.items()} == departments
    kept = spreadsheet.understand(path, read_as=ReadAs(refused=["left/row 3"]))
    assert not any(one.startswith("row 3: ") for one in kept.notes)


def test_an_office_that_is_struck_out_over_its_rows_or_joined_over_them_leaves_them_out(tmp_path):
    book, path = openpyxl.Workbook(), tmp_path / "2025-26.xlsx"
    over, joined = book.active, book.create_sheet("Joined")
    over.title = "Over"
    for row in ([LAKE], ["Department", "Name"], ["Bays", "Ann"], [POND], ["Drops", "Bo"], [POND], ["Tides", "Cy"]):
        over.append(row)
    for row in (["Office", "Department"], ["Office of Seas", ""], [POND, "Dews"], ["", "Mists"]):
        joined.append(row)
    joined.merge_cells("A3:A4")
    for cell in (over["A1"], over["A4"], joined["A3"]):
        cell.font = Font(strike=True)
    book.save(path)
    found = spreadsheet.understand(path)
    places = {slug: one["office"] for slug, one in found.edition.departments.items()}
    assert (found.problems, places) == ([], {"bays": "over", "tides": "ponds"})
    assert [one for one in found.notes if "struck out" in one] == [
        f"Over!A1: “{LAKE}” is struck out and is left out.",
        f"Over, row 4: “{POND}” is struck out, {OUT}",
        f"Over, row 5: “Drops” stands under “{POND}”, {UNDER}",
        f"Joined, row 3: “{POND}” is struck out, {OUT}",
        f"Joined, row 4: “{POND}” is struck out, {OUT}",
    ]


def test_what_is_struck_out_in_a_list_of_labels_is_left_out(tmp_path):
    book, path = openpyxl.Workbook(), tmp_path / "2025-26.xlsx"
    for name, person in ((LAKE, "Ann Roe"), (POND, "Bo Poe"), ("Office of Seas", "Cy Low")):
        for row in (["Office", name], ["Name", person], ["Phone", "414-555-0100"]):
            book.active.append(row)
    for cell in ("B3", "B4"):
        book.active[cell].font = Font(strike=True)
    book.save(path)
    offices = said(spreadsheet.understand(path).edition)["office"]
    assert {slug: sorted(one) for slug, one in offices.items()} == {
        "lakes": ["lead_name", "name"],
        "seas": ["lead_name", "name", "phone"],
    }


def test_a_unit_without_a_department_or_an_office_is_one_of_the_department_above(tmp_path):
    rows = [
        ["Office", "Department", "Section"],
        [LAKE, "", ""],
        ["", "Boats", ""],
        ["", "", "Canoes"],
        ["", "", "Rafts"],
    ]
    found = _understood(tmp_path, *rows)
    assert {slug: one["parent"] for slug, one in found.edition.departments.items() if one.get("parent")} == {
        "canoes": "boats",
        "rafts": "boats",
    }
    assert "row 5: no office is named: it belongs to “Boats”, as the row above." in found.notes


def test_a_number_is_read_also_where_another_cell_has_it_or_the_heading_says_its_area_code(tmp_path):
    rows = [["Office", "Phone (414)", "Fax"], [LAKE, "555-0100", "414-555-0109"], ["Hills", "555-0101", "=C2"]]
    assert said(_understood(tmp_path, *rows).edition)["office"]["hills"] == {
        "name": "Hills",
        "phone": "+1 414-555-0101",
        "fax": "+1 414-555-0109",
    }


def test_lists_of_people_in_a_sheet_for_each_office_are_that_office_with_its_people(tmp_path):
    book = openpyxl.Workbook()
    for name, people in {"Lakes": ["Bo Lee", "Ann Roe"], "Hills": ["Cy Moe"]}.items():
        sheet = book.create_sheet(name)
        sheet.append(["Name", "Title", "Phone"])
        for number, one in enumerate(people):
            sheet.append([one, "Director" if one == "Ann Roe" else "Clerk", f"414-555-010{number}"])
    book.save(tmp_path / "2025-26.xlsx")
    found = spreadsheet.understand(tmp_path / "2025-26.xlsx")
    assert said(found.edition)["office"] == {
        "lakes": {
            "name": "Lakes",
            "lead_title": "Director",
            "lead_name": "Ann Roe",
            "phone": "+1 414-555-0101",
            "contacts": ["+1 414-555-0100"],
        },
        "hills": {"name": "Hills", "lead_title": "Clerk", "lead_name": "Cy Moe", "phone": "+1 414-555-0100"},
    }
    assert "Lakes: the name of the sheet is the office of its rows." in found.notes


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (42, "0000", "+1 414-555-0800 ext. 0042"),
        (4142, '"x"0000', "+1 414-555-0800 ext. 4142"),
        (42, "General", "+1 414-555-0800 ext. 42"),
        (42, "0.00", "+1 414-555-0800 ext. 42"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(tmp_path, number, form, shown):
    book = openpyxl.Workbook()
    for row in (["Office", "Phone", "Ext."], [LAKE, "414-555-0800", number]):
        book.active.append(row)
    book.active["C2"].number_format = form
    book.save(tmp_path / "2025-26.xlsx")
    found = spreadsheet.understand(tmp_path / "2025-26.xlsx")
    assert said(found.edition)["office"]["lakes"]["phone"] == shown


# Loaded


def _load(path, *options):
    told = io.StringIO()
    call_command("load_school_year", str(path), "--yes", *options, stdout=told)
    return told.getvalue()


@pytest.mark.django_db
def test_lines_of_a_sheet_are_added_and_stay_as_an_editor_has_them(tmp_path):
    path = tmp_path / "2025-26.csv"
    path.write_text("Office,Department,Phone\nLakes,,414-555-0100 / 0101\n")
    _load(path)
    Contact.objects.create(office=Office.objects.get(), role="Desk", position=5)
    assert "Nothing to change" in _load(path)
    Contact.objects.filter(phone__contains="0101").update(note="after five")
    assert "Nothing to change" in _load(path)
    path.write_text("Office,Department,Phone\nLakes,,414-555-0100 / 0101 / 0102\n")
    _load(path)
    lines = [(one.role, str(one.phone or ""), one.note) for one in Contact.objects.order_by("position")]
    assert sorted(lines) == [
        ("", "+1 414-555-0101", "after five"),
        ("", "+1 414-555-0102", ""),
        ("Desk", "", ""),
    ]


@pytest.mark.django_db
def test_a_line_that_a_later_sheet_does_not_say_stays(tmp_path):
    path = tmp_path / "2025-26.csv"
    for others in ("0101", "0102"):
        path.write_text(f"Office,Department,Phone\nLakes,,414-555-0100 / {others}\n")
        _load(path)
    assert sorted(str(one.phone) for one in Contact.objects.all()) == ["+1 414-555-0101", "+1 414-555-0102"]


@pytest.mark.django_db
def test_the_command_takes_a_year_and_a_map_and_writes_one_to_be_changed(tmp_path):
    path, saved = tmp_path / "hr.csv", tmp_path / "map.json"
    path.write_text("Office,Dept,Reach us\nLakes,,414-555-0100\n")
    _load(path, "--year", "2025-26", "--plan", "--write-map", str(saved))
    said = json.loads(saved.read_text())
    assert (said["year"], said["columns"]) == ("2025-26", {"office": "Office", "dept": "Department", "reach us": ""})
    assert "The column “Reach us” was passed over." in _load(path, "--plan", "--map", str(saved))
    saved.write_text(json.dumps(said | {"columns": said["columns"] | {"reach us": "Phone"}}))
    _load(path, "--map", str(saved))
    assert str(Office.objects.get().phone) == "+1 414-555-0100"


@pytest.mark.django_db
def test_the_next_sheet_of_a_shape_is_read_as_the_last_one_that_was_loaded(tmp_path):
    path, saved = tmp_path / "2025-26.csv", tmp_path / "map.json"
    path.write_text("Office,Dept,Reach us\nLakes,,414-555-0100\n")
    saved.write_text(json.dumps({"columns": {"reach us": "Phone"}}))
    _load(path, "--map", str(saved))
    assert Load.objects.get().read_as["map"]["columns"] == {"reach us": "Phone"}
    path.write_text("Office,Dept,Reach us\nLakes,,414-555-0177\n")
    assert "It is read as 2025-26.csv was, by its headings." in _load(path)
    assert str(Office.objects.get().phone) == "+1 414-555-0177"
    # A column that a later release does not know any more costs the memory alone.
    Load.objects.update(read_as={"shape": Load.objects.first().read_as["shape"], "map": {"columns": {"a": "Gone"}}})
    assert "The column “Reach us” is not known and was passed over." in _load(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "it is no map of a sheet."),
        ("[]", "it is no map of a sheet."),
        ('{"colums": {}}', "it is no map of a sheet."),
        ('{"columns": {"a": 1}}', "“columns” is not as a map has it."),
        ('{"refused": "all"}', "“refused” is not as a map has it."),
        ('{"columns": {"a": "Telephone"}}', f"“Telephone” is no column. Write one of {', '.join(READ_AS)}"),
    ],
)
def test_a_map_that_says_something_else_is_refused_in_a_sentence(tmp_path, text, says):
    (tmp_path / "map.json").write_text(text)
    with pytest.raises(Refused, match=r"map\.json"):
        ReadAs.from_file(tmp_path / "map.json")
    with pytest.raises(CommandError) as refused:
        call_command(
            "load_school_year", str(HERE / "tabs 2025-26.tsv"), map=tmp_path / "map.json", stdout=io.StringIO()
        )
    assert says in str(refused.value.__cause__)


def test_a_map_is_for_sheets_alone(tmp_path):
    with pytest.raises(CommandError, match=r"--year is for spreadsheets: a\.json is a bundle"):
        call_command("load_school_year", str(tmp_path / "a.json"), year="2025-26", stdout=io.StringIO())


@pytest.mark.parametrize(
    ("cell", "phone", "fax"),
    [
        ("414-475-8000 / 414-475-8001", "+1 414-475-8000", "+1 414-475-8001"),
        ("414-475-8000/8001", "+1 414-475-8000", "+1 414-475-8001"),
        ("P: 414-475-8000 F: 414-475-8001", "+1 414-475-8000", "+1 414-475-8001"),
        ("414-475-8000 (fax 414-475-8001)", "+1 414-475-8000", "+1 414-475-8001"),
        ("Fax: 414-475-8001; Phone: 414-475-8000 x12", "+1 414-475-8000 ext. 12", "+1 414-475-8001"),
        ("414-475-8001 (fax) / 414-475-8000", "+1 414-475-8000", "+1 414-475-8001"),
        ("414-475-8000", "+1 414-475-8000", ""),
        ("Fax 414-475-8001", "", "+1 414-475-8001"),
        ("- / 414-475-8001", "", "+1 414-475-8001"),
        ("414-475-8000 / N/A", "+1 414-475-8000", ""),
        ("", "", ""),
    ],
)
@pytest.mark.parametrize("heading", ["Phone / Fax", "Telephone & Fax #"])
def test_a_column_of_phones_and_faxes_is_read_as_both(tmp_path, heading, cell, phone, fax):
    found = _understood(tmp_path, ["Office", "Room", heading], [LAKE, "Room 1", cell])
    (office,) = found.edition.offices.values()
    assert [str(problem) for problem in found.problems] == []
    assert (office.get("phone", ""), office.get("fax", "")) == (phone, fax)
    said = " and ".join(f"{what} {typed}" for what, typed in (("phone", phone), ("fax", fax)) if typed)
    notes = [note for note in found.notes if note.startswith("C2: ")]
    assert len(notes) == bool(cell) and (not said or ("phone" in notes[0]) == bool(phone))


def test_a_cell_of_phone_and_fax_that_is_refused_or_none_is_told(tmp_path):
    rows = ["Office", "Phone / Fax"], [LAKE, "414-475-8000 / 414-475-8001"]
    found = _understood(tmp_path, *rows)
    assert "B2: “414-475-8000 / 414-475-8001” is read as phone 414-475-8000 and fax 414-475-8001." in found.notes
    found = _understood(tmp_path, *rows, read_as=ReadAs(refused=["put", "lines"]))
    assert [(one.record, one.field) for one in found.problems] == [("row 2", "Phone / Fax (B2)")]
    found = _understood(tmp_path, rows[0], [LAKE, "ask Ann / 414-475-8001"])
    assert [(one.record, one.field) for one in found.problems] == [("row 2", "Phone / Fax (B2)")]


def _garbled(tmp_path):
    """A text whose letters and separator are guessed wrong: of the DOS, and with more commas than bars."""
    path = tmp_path / "2025-26.csv"
    path.write_bytes("Office|Name|Room\nJardín, Uno, Dos|Pérez|A, B, C\nPeña, X, Y|Núñez|A, B, C\n".encode("cp850"))
    return path


def test_a_text_is_read_with_the_encoding_and_separator_that_are_said(tmp_path):
    path = _garbled(tmp_path)
    assert "Pérez" not in str(spreadsheet.understand(path).edition)
    found = spreadsheet.understand(path, read_as=ReadAs(encoding="CP850", separator="bar"))
    said = [(one["name"], one["lead_name"]) for one in found.edition.offices.values()]
    assert said == [("Jardín, Uno, Dos", "Pérez"), ("Peña, X, Y", "Núñez")]
    again = spreadsheet.understand(path, read_as=ReadAs.of(found.map().as_json(), "map"))
    assert (again.edition, again.problems) == (found.edition, [])
    with pytest.raises(Refused, match=r"it is not UTF-16\. Save it as “CSV UTF-8”\."):
        spreadsheet.understand(path, read_as=ReadAs(encoding="UTF-16", separator="bar"))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            {"encoding": "rot13"},
            "“rot13” is no encoding. Write one of UTF-8, UTF-16, Windows-1252, Mac-Roman, CP850, or nothing.",
        ),
        ({"separator": ";"}, "“;” is no separator. Write one of comma, semicolon, tab, bar, or nothing."),
        ({"encoding": 8}, "“encoding” is not as a map has it."),
    ],
)
def test_a_map_with_another_encoding_or_separator_is_refused(said, sentence):
    with pytest.raises(Refused) as refused:
        ReadAs.of(said, "map.json")
    assert sentence in str(refused.value)


@pytest.mark.django_db
def test_the_command_takes_encoding_and_separator(tmp_path):
    path = str(_garbled(tmp_path))
    call_command("load_school_year", path, "--yes", "--encoding=CP850", "--separator=bar", stdout=io.StringIO())
    assert sorted(Office.objects.values_list("lead_name", flat=True)) == ["Núñez", "Pérez"]
    # The next of its shape is read so by itself.
    call_command("load_school_year", path, "--yes", "--year=2026-27", stdout=io.StringIO())
    assert Office.objects.filter(lead_name="Pérez").count() == 2
    with pytest.raises(CommandError, match="--encoding is for spreadsheets"):
        call_command("load_school_year", str(tmp_path), "--encoding=UTF-8")
