"""A school year as a spreadsheet: what an HR office sends, however its program wrote it."""

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.management import call_command

from departments.models import Department, Office, SchoolYear
from departments.school_years import spreadsheet
from departments.school_years.any_file import read
from departments.school_years.edition import of_drafts
from departments.school_years.loading import load
from departments.school_years.plan import make
from departments.school_years.problems import Refused
from departments.school_years.spreadsheet import ReadAs
from tests.making import make_contact, make_department, make_office, make_year

pytestmark = pytest.mark.django_db
HEADINGS = ["Office", "Department", "Unit of", "Title", "Name", "Standing", "Phone"]
ROWS = [
    ["Office of the Chief of Staff", "", "", "Chief of Staff", "Paulette Chambers", "", "414-475-8393"],
    ["Office of the Chief of Staff", "Restorative Practices", "", "Director", "Leon Groce", "acting", "4142520221"],
    ["Office of the Chief of Staff", "Circles", "Restorative Practices", "", "", "", "(414) 252-0221 x12"],
]


def _csv(tmp_path, rows, *, name="2025-26.csv", encoding="utf-8-sig", delimiter=","):
    path = tmp_path / name
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def _xlsx(tmp_path, rows, name="2025-26.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


def _problems(path):
    with pytest.raises(Refused) as refused:
        read(path)
    return [(one.record, one.field, one.sentence) for one in refused.value.problems]


@pytest.mark.parametrize("write", [_csv, _xlsx])
def test_rows_become_offices_departments_and_units(tmp_path, write):
    edition = read(write(tmp_path, [HEADINGS, *ROWS])).edition
    assert (edition.label, edition.year["starts_on"]) == ("2025-26", "2025-07-01")
    assert edition.offices == {
        "chief-of-staff": {
            "name": "Office of the Chief of Staff",
            "lead_title": "Chief of Staff",
            "lead_name": "Paulette Chambers",
            "lead_standing": "appointed",
            "phone": "+1 414-475-8393",
            "position": 1,
        }
    }
    below = edition.departments
    assert (below["restorative-practices"]["lead_standing"], below["restorative-practices"]["phone"]) == (
        "acting",
        "+1 414-252-0221",
    )
    assert (below["circles"]["parent"], below["circles"]["phone"]) == (
        "restorative-practices",
        "+1 414-252-0221 ext. 12",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_may_be_written_by_any_program(tmp_path, delimiter):
    assert "circles" in read(_csv(tmp_path, [HEADINGS, *ROWS], delimiter=delimiter)).edition.departments


@pytest.mark.parametrize("number", [4144758393, 14144758393, 4144758393.0, "4144758393.0", "(414) 475-8393"])
def test_a_number_typed_as_a_number_is_a_phone_number(tmp_path, number):
    rows = [["Office", "Department", "Phone"], ["Office of Academics", "", number]]
    for path in (_xlsx(tmp_path, rows), _csv(tmp_path, [[str(cell) for cell in row] for row in rows])):
        assert read(path).edition.offices["academics"]["phone"] == "+1 414-475-8393"


@pytest.mark.parametrize("number", ["475-8393 fax", "438-3450 Ann", 5550113])
def test_a_number_that_has_to_be_guessed_is_refused_with_its_row(tmp_path, number):
    path = _xlsx(tmp_path, [["Office", "Department", "Phone"], ["Office of Academics", "", number]])
    with pytest.raises(Refused) as refused:
        read(path)
    (problem,) = refused.value.problems
    assert (problem.record, problem.field) == ("row 2", "Phone")
    assert problem.sentence.startswith(f"“{number}” has ")


def test_every_problem_is_told_with_its_row_and_column(tmp_path):
    rows = [
        HEADINGS,
        ["Office of Academics", "", "", "", "", "sometimes", "12"],
        ["Office of Nothing", "Arts", "", "", "", "", ""],
        ["Office of Academics", "Maths", "Sciences", "", "", "", ""],
        ["", "", "", "Director", "", "", ""],
        ["Office of Academics", "Dance", "", "", "=1+1", "", ""],
    ]
    found = _problems(_csv(tmp_path, rows))
    assert [(record, field) for record, field, _ in found] == [
        ("row 2", "Standing"),
        ("row 2", "Phone"),
        ("row 5", "Office"),
        ("row 6", "Name"),
        ("row 4", "Unit of"),
    ]


def test_an_office_without_a_row_of_its_own_is_made_from_its_departments_unless_refused(tmp_path):
    path = _csv(tmp_path, [["Office", "Department"], ["Office of Nothing", "Arts"]])
    found = read(path)
    assert found.edition.offices == {"nothing": {"name": "Office of Nothing", "position": 1}}
    assert found.notes == ["Office of Nothing: the office has no row of its own: it is made from its departments."]
    with pytest.raises(Refused) as refused:
        read(path, read_as=ReadAs(refused=["office/Office of Nothing"]))
    sentence = "“Office of Nothing” has no row of its own. Add one with the Department cell left empty."
    assert [str(problem) for problem in refused.value.problems] == [f"2025-26.csv, row 2, Office: {sentence}"]


def test_without_its_headings_no_row_is_read(tmp_path):
    sentence = "there is no such heading. Use the template's, or say which column the offices are in."
    assert _problems(_csv(tmp_path, [["Place", "Colour"], *ROWS])) == [("row 1", "Office", sentence)]


def test_what_is_no_text_is_told_cell_by_cell(tmp_path):
    office, says = ROWS[0][0], "is no text. Format the cell as text and type it again."
    rows = [
        [office, date(2025, 7, 1), *[""] * 5],
        [office, "Circles", *[""] * 4, True],
        [office, "Arts", *[""] * 4, 1.5],
    ]
    assert _problems(_xlsx(tmp_path, [HEADINGS, ROWS[0], *rows])) == [
        ("row 3", "Department", f"“2025-07-01 00:00:00” {says}"),
        ("row 4", "Phone", f"“True” {says}"),
        ("row 5", "Phone", f"“1.5” {says}"),
    ]


def test_a_formula_in_a_workbook_is_refused(tmp_path):
    path = _xlsx(tmp_path, [["Office", "Department"], ["=CONCAT(A1)", ""]])
    assert _problems(path) == [
        ("row 2", "Office", "it holds a formula. Copy the cell and paste it as a value."),
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("directory.csv", b"Office,Department\n", "does not say the school year"),
        ("2025-26.csv", b"", "no such heading"),
        ("2025-26.csv", b"Office,Department\n", "no row below them"),
        ("2025-26.csv", b"Office,Department\nB\x81ro,\n", "is not UTF-8"),
        ("2025-26.csv", b'Office,Department\n"open', "no CSV from line"),
        ("2025-26.xlsx", b"PK\x03\x04 no workbook", "no workbook we can read"),
        ("2025-26.xlsx", b"<html>", "no workbook we can read"),
    ],
)
def test_what_is_no_spreadsheet_gives_a_sentence(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    assert sentence in " ".join(problem[2] for problem in _problems(tmp_path / name))


@pytest.mark.parametrize("place", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("entity", ['SYSTEM "file:///etc/hostname"', '"words"'])
def test_a_workbook_that_names_entities_is_refused_unread(tmp_path, place, entity):
    path = _xlsx(tmp_path, [["Office", "Department"], ["Academics", ""]])
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[place] = f"<!DOCTYPE a [<!ENTITY a {entity}>]>".encode() + parts[place].partition(b"?>")[2] or parts[place]
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert "no workbook we can read" in " ".join(problem[2] for problem in _problems(path))


def test_texts_and_contact_lines_stay_where_a_spreadsheet_says_nothing(tmp_path):
    office = make_office("academics", year=make_year("2025-26", opened=False), body="<p>Words.</p>", phone="")
    make_contact(office, role="Secretary")
    path = _csv(tmp_path, [["Office", "Department", "Phone"], [office.name, "", "414-475-8393"]])
    call_command("load_school_year", str(path), stdout=io.StringIO())
    office.refresh_from_db()
    assert (str(office.phone), office.body, office.contacts.count()) == ("+1 414-475-8393", "<p>Words.</p>", 1)


def test_names_keep_the_address_that_the_year_before_gave_them(tmp_path):
    make_department(make_office("staff", name="Office of the Chief of Staff"), "circles-2", name="Circles")
    edition = read(_csv(tmp_path, [HEADINGS, *ROWS])).edition
    assert "staff" in edition.offices and "circles-2" in edition.departments


RECORDS = [
    ["Office", "Department"],
    ["Finance", ""],
    ["Transportation", ""],
    ["Finance", "Records Desk"],
    ["Transportation", "Records Desk"],
]


def _departments(edition):
    return {slug: (values["office"], values["name"]) for slug, values in edition.departments.items()}


def test_a_name_that_two_offices_have_gets_an_address_in_each_and_keeps_it(tmp_path):
    addresses = {
        "records-desk": ("finance", "Records Desk"),
        "records-desk-transportation": ("transportation", "Records Desk"),
    }
    path = _csv(tmp_path, RECORDS)
    assert _departments(read(path).edition) == addresses
    call_command("load_school_year", str(path), stdout=io.StringIO())
    assert dict(Department.objects.values_list("slug", "office__slug")) == {
        "records-desk": "finance",
        "records-desk-transportation": "transportation",
    }
    # The next file has them the other way round, and one more before both.
    again = [RECORDS[0], ["Academics", ""], *RECORDS[1:3], ["Academics", "Records Desk"], RECORDS[4], RECORDS[3]]
    assert _departments(read(_csv(tmp_path, again)).edition) == addresses | {
        "records-desk-academics": ("academics", "Records Desk")
    }


def test_a_department_that_stands_twice_in_one_office_is_refused(tmp_path):
    problems = _problems(_csv(tmp_path, [*RECORDS, RECORDS[4]]))
    mend = "Remove one of them, or give each an Address where they are two."
    assert problems == [("row 6", "Department", f"“Records Desk” is the name of row 5 as well. {mend}")]


def test_what_was_written_reads_back_the_same(tmp_path):
    year = make_year("2025-26", opened=False)
    office = make_office(
        "academics", year=year, position=1, also_known_as="A\nB", phone="414-475-8393 ext. 12", summary="=Not, one"
    )
    make_department(office, "arts", lead_standing="vacant", lead_name="", position=1)
    (tmp_path / "2025-26.xlsx").write_bytes(spreadsheet.write(of_drafts(year).edition))
    said = io.StringIO()
    call_command("load_school_year", str(tmp_path / "2025-26.xlsx"), stdout=said)
    assert "Nothing to change in 2025-26." in said.getvalue()
    assert (Office.objects.count(), Department.objects.count(), SchoolYear.objects.count()) == (1, 1, 1)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "name", ["Office\u00a0of Arts", "Office of  Arts", "Office_x000D_ of Arts", "Office\u2003of Arts"]
)
@pytest.mark.parametrize("was_loaded", [False, True])
def test_a_name_that_no_cell_can_say_is_no_change(tmp_path, name, was_loaded):
    year = make_year("2025-26", opened=False)
    office = make_office("arts", year=year, name=name)
    make_department(office, "choirs", name=f"{name} 1")
    make_department(office, "bands", name=f"{name} 2")
    if was_loaded:
        load(of_drafts(year).edition, source="2025-26.json")
    (tmp_path / "2025-26.xlsx").write_bytes(spreadsheet.write(of_drafts(year).edition))
    plan = make(read(tmp_path / "2025-26.xlsx").edition)
    assert (plan.is_nothing, plan.conflicts) == (True, [])


def test_a_name_in_a_cell_has_single_spaces_as_other_cells_have(tmp_path):
    edition = read(_csv(tmp_path, [HEADINGS, ["Office  of\u00a0 Arts", "", "", "Chief  of Arts", "", "", ""]])).edition
    assert edition.offices["arts"]["name"] == "Office of Arts"
    assert edition.offices["arts"]["lead_title"] == "Chief of Arts"


def test_a_unit_stays_where_two_departments_have_the_name_of_its_own(tmp_path):
    office = make_office("arts", year=make_year("2025-26", opened=False))
    first, second = (make_department(office, slug, name="Desk", position=place) for place, slug in [(1, "a"), (4, "b")])
    make_department(office, "one", parent=first, position=2)
    make_department(office, "two", parent=second, position=5)
    away = make_department(office, "away", position=6, retired_at="2025-08-01T12:00:00Z")
    make_department(office, "three", parent=away, position=7)
    (tmp_path / "2025-26.xlsx").write_bytes(spreadsheet.write(of_drafts(office.school_year).edition))
    edition = read(tmp_path / "2025-26.xlsx").edition
    parents = {slug: values["parent"] for slug, values in edition.departments.items()}
    assert parents == {"a": None, "one": "a", "b": None, "two": "b", "three": "away"}


def test_the_template_has_every_column_and_says_how_to_fill_it_in():
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet.write()))
    assert [cell.value for cell in book["Directory"][1]] == [column.heading for column in spreadsheet.COLUMNS]
    assert book["How to fill it in"]["A2"].value == "Office"


def _names_and_notes(tmp_path, *names):
    rows = [["Office", "Department", "Name"], ["Office of Lakeside", "", ""]]
    found = read(_csv(tmp_path, rows + [["Office of Lakeside", f"D{n}", name] for n, name in enumerate(names)]))
    return [one["lead_name"] for one in found.edition.departments.values()], found.notes


def test_names_with_the_surname_first_are_turned_and_told_where_the_column_has_more_of_them(tmp_path):
    typed = ("Quill, Marta", "Pruitt, Odell Jr.", "Ann Roe, Ed.D.", "Al Roy and Kim Ode", "Moss, Lee (Acting)")
    assert _names_and_notes(tmp_path, *typed) == (
        ["Marta Quill", "Odell Pruitt Jr.", "Ann Roe, Ed.D.", "Al Roy and Kim Ode", "Lee Moss"],
        [
            "D0: “Quill, Marta” was read as: “Marta Quill”.",
            "D1: “Pruitt, Odell Jr.” was read as: “Odell Pruitt Jr.”.",
            "D3: “Al Roy and Kim Ode” may name more than one person, and is kept as it was typed.",
            "D4: “Moss, Lee (Acting)” was read as: acting, Moss, Lee.",
            "D4: “Moss, Lee” was read as: “Lee Moss”.",
        ],
    )


def test_a_single_one_is_kept_and_told(tmp_path):
    note = "D0: “Quill, Marta” is kept as it was typed, not as “Marta Quill”."
    assert _names_and_notes(tmp_path, "Quill, Marta", "Ann Roe, Ed.D.") == (["Quill, Marta", "Ann Roe, Ed.D."], [note])


def test_a_name_that_says_more_than_a_standing_is_refused_with_its_row(tmp_path):
    rows = [["Office", "Department", "Name"], ["Office of Lakeside", "", "Jane Doe or TBD"]]
    ((record, field, sentence),) = _problems(_csv(tmp_path, rows))
    assert (record, field) == ("row 2", "Name")
    assert sentence.startswith("“Jane Doe or TBD” says more than one thing.")


def test_a_standing_in_a_title_or_a_name_is_understood_and_told(tmp_path):
    rows = [
        ["Office", "Department", "Title", "Name", "Standing"],
        ["Office of Lakeside", "", "Chief", "Marta Quill", ""],
        ["Office of Lakeside", "Gardens", "Interim Director", "Odell Pruitt", ""],
        ["Office of Lakeside", "Boats", "Director", "TBD", ""],
        ["Office of Lakeside", "Ropes", "Director", "Lee Moss (Acting)", ""],
    ]
    found = read(_csv(tmp_path, rows))
    leads = {s: (v["lead_title"], v["lead_name"], v["lead_standing"]) for s, v in found.edition.departments.items()}
    assert leads == {
        "gardens": ("Director", "Odell Pruitt", "interim"),
        "boats": ("Director", "", "vacant"),
        "ropes": ("Director", "Lee Moss", "acting"),
    }
    assert found.notes == [
        "Gardens: “Interim Director” was read as: interim, Director.",
        "Boats: “TBD” was read as: vacant.",
        "Ropes: “Lee Moss (Acting)” was read as: acting, Lee Moss.",
    ]


def test_a_sheet_without_titles_and_standings_says_only_who_and_that_nobody_is(tmp_path):
    rows = [
        ["Office", "Department", "Name"],
        ["Office of Lakeside", "", "Ann Roe"],
        ["Office of Lakeside", "Boats", "TBD"],
    ]
    edition = read(_csv(tmp_path, rows)).edition
    assert "lead_title" not in edition.offices["lakeside"] and "lead_standing" not in edition.offices["lakeside"]
    assert {n: v for n, v in edition.departments["boats"].items() if n.startswith("lead")} == {
        "lead_name": "",
        "lead_standing": "vacant",
    }


def test_a_vacant_post_with_a_name_is_refused_with_its_row(tmp_path):
    rows = [["Office", "Department", "Name", "Standing"], ["Office of Lakeside", "", "Ann Roe", "vacant"]]
    with pytest.raises(Refused) as refused:
        read(_csv(tmp_path, rows))
    assert [str(problem) for problem in refused.value.problems] == [
        "2025-26.csv, row 2, Name: the post is vacant and led by “Ann Roe”. "
        "Clear the name, or choose another standing.",
    ]
