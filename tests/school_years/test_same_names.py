"""What a file names otherwise than the directory does is still the same office or department, and stands there once."""

import csv
import json

import pytest

from departments.models import Department, Load, Office, SchoolYear
from departments.school_years.any_file import read
from departments.school_years.edition import Edition, of_drafts
from departments.school_years.loading import load
from departments.school_years.plan import Decisions, make
from departments.school_years.plan_in_words import conflicts, gone, likenesses, lines
from departments.school_years.problems import Refused
from departments.school_years.same_names import finder, pairs
from tests.making import make_department, make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
HEADINGS = ["Office", "Department", "Address"]
SAFETY, ADDRESS = "School Safety & Security", "school-safety-and-security"


@pytest.fixture
def last_year():
    year = make_year("2024-25")
    make_office("academics", year=year, name="Office of Academics", position=1)
    schools = make_office("schools", year=year, name="Office of School Administration", position=2)
    make_department(schools, ADDRESS, name=SAFETY, position=1, body="<p>Us</p>")
    return year


def _read(tmp_path, *rows, label="2025-26"):
    path = tmp_path / f"{label}.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return read(path)


def _in(office, name=SAFETY, address=""):
    return [[office, "", ""], [office, name, address]]


ROWS = {
    "the name": _in("Office of School Administration"),
    "and for &": _in("Office of School Administration", "School Safety and Security"),
    "case and punctuation": _in("office of school administration", "SCHOOL SAFETY/SECURITY"),
    "a small word": _in("School Administration", "Department of School Safety & Security"),
    "its address in another form": _in("Office of School Administration", address="school-safety-security"),
    "another office": [["Office of School Administration", "", ""], *_in("Academics")],
    "another office, and its own not named": _in("Academics"),
    "another office, and its address in another form": _in("Office of Academics", address="school-safety-security"),
}


@pytest.mark.parametrize("label", ["2024-25", "2025-26"])
@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_a_name_has_the_address_that_the_directory_has_for_it(last_year, tmp_path, rows, label):
    bundle = _read(tmp_path, *rows, label=label)
    load(bundle.edition, decisions=Decisions(conflicts="take"), **bundle.origin)
    drafts = of_drafts(SchoolYear.objects.get(label=label)).edition
    assert (set(drafts.offices), set(drafts.departments)) == ({"academics", "schools"}, {ADDRESS})
    safety = drafts.departments[ADDRESS]
    moved = "academics" if rows[-1][0] in ("Academics", "Office of Academics") else "schools"
    assert (safety["name"], safety["office"], safety["body"]) == (rows[-1][1], moved, "<p>Us</p>")
    # And the same file again is nothing new.
    assert make(_read(tmp_path, *rows, label=label).edition).is_nothing


def test_an_address_that_is_read_as_another_is_told(last_year, tmp_path):
    bundle = _read(tmp_path, *ROWS["its address in another form"])
    assert bundle.notes == [f"{SAFETY}: “school-safety-security” is read as {ADDRESS}, its address here."]


def test_an_address_that_is_no_text_is_told_with_its_row(last_year, tmp_path):
    with pytest.raises(Refused) as refused:
        _read(tmp_path, *_in("Office of School Administration", address="=A1"))
    assert [(one.record, one.field) for one in refused.value.problems] == [("row 3", "Address")]


@pytest.mark.parametrize("label", ["2024-25", "2025-26"])
def test_an_address_of_other_words_is_a_new_address_of_the_same(last_year, tmp_path, label):
    bundle = _read(tmp_path, *_in("Office of School Administration", address="safety"), label=label)
    done = load(bundle.edition, decisions=Decisions(conflicts="take"), **bundle.origin)
    assert list(likenesses(done)) == []
    (safety,) = Department.objects.filter(school_year__label=label)
    assert (safety.slug, safety.body) == ("safety", "<p>Us</p>")
    assert safety.succeeds == (ADDRESS if label == "2025-26" else "")


def test_its_old_address_leads_on_where_the_sheet_has_a_column_for_that(last_year, tmp_path):
    path = tmp_path / "2025-26.csv"
    path.write_text(
        f"Office,Department,Address,Replaces\nSchool Administration\nSchool Administration,{SAFETY},safety,"
    )
    load(read(path).edition, source="2025-26.csv")
    assert Department.objects.get(slug="safety").succeeds == ADDRESS


def test_a_bundle_names_what_is_there_by_another_form_of_its_address(last_year):
    edition = Edition("2024-25", offices={"schools": {"name": "Office of School Administration"}})
    edition.departments["school-safety-security"] = {"name": SAFETY, "office": "schools", "fax": "+1 414-475-8003"}
    for _ in range(2):
        load(edition, source="2024-25.zip")
        assert [(one.slug, str(one.fax)) for one in Department.objects.all()] == [(ADDRESS, "+1 414-475-8003")]


@pytest.mark.parametrize("label", ["2024-25", "2025-26"])
def test_where_two_could_be_meant_the_plan_asks(last_year, tmp_path, label):
    make_office("finance", year=last_year, name="Finance", position=3)
    for office in Office.objects.exclude(slug="finance"):
        make_department(office, f"desk-{office.slug}", name="Records Desk")
    rows = [["Academics", "", ""], ["School Administration", "", ""], *_in("Finance", "The Records Desk")]
    bundle = _read(tmp_path, *rows, label=label)
    names, why = "Records Desk → The Records Desk", "close names, it was in Office of"
    assert list(likenesses(make(bundle.edition))) == [
        f"{names}: {why} Academics (department/desk-academics=the-records-desk)",
        f"{names}: {why} School Administration (department/desk-schools=the-records-desk)",
    ]
    same = Decisions(same={("department", "the-records-desk"): "desk-schools"}, conflicts="take")
    load(bundle.edition, decisions=same, **bundle.origin)
    desks = Department.objects.filter(name__endswith="Records Desk", school_year__label=label)
    assert set(desks.values_list("slug", "office__slug")) == {
        ("desk-academics", "academics"),
        ("the-records-desk", "finance"),
    }


def test_words_as_they_stand_come_before_those_that_are_alike():
    there = {1: ("a", "Arts"), 2: ("a", "Department of Arts"), 3: ("b", "Music"), 4: ("c", "Sports")}
    said = {"x": ("a", "arts"), "y": ("b", "Sports"), "z": ("b", "Music")}
    assert pairs(said, there) == {"x": 1, "y": 4, "z": 3}
    assert pairs({"x": ("b", "Arts")}, there) == {}
    assert pairs({"x": ("b", "Sports"), "y": ("d", "Sports")}, there) == {}


def test_a_name_is_found_as_it_stands_or_else_by_what_is_alike_in_its_office():
    found = finder({1: ("a", "Arts"), 2: ("a", "Department of Arts"), 3: ("b", "Office of Music"), 4: ("c", "Sports")})
    asked = [("a", "ARTS"), ("a", "department of arts"), ("b", "Music"), ("a", "The Arts"), ("b", "Sports")]
    assert [found(*one) for one in asked] == [1, 2, 3, None, None]


ART, DEPARTMENT_OF_ART = "Arts & Music", "Department of Arts and Music"


def _told(tmp_path, *rows, label="2025-26"):
    with pytest.raises(Refused) as refused:
        make(_read(tmp_path, *rows, label=label).edition)
    return [(one.record, one.field, one.sentence) for one in refused.value.problems]


@pytest.mark.parametrize("there", ["", "arts"])
def test_two_rows_of_one_name_are_told_apart_before_anything_is_made_of_them(last_year, tmp_path, there):
    if there:
        make_department(last_year.offices.get(slug="academics"), there, name=ART)
    head, *rows = [["Academics", "", ""], ["Academics", ART, ""], ["Academics", DEPARTMENT_OF_ART, ""]]
    mend = "Remove one of them, or give each an Address where they are two."
    for one, other in (rows, rows[::-1]):
        said = f"“{other[1]}” is the name of row 3 as well. {mend}"
        assert _told(tmp_path, head, one, other) == [("row 4", "Department", said)]
    rows[1][2] = "department-of-arts"
    if not there:
        assert [one[:2] for one in _told(tmp_path, head, *rows)] == [("row 4", "Department")]
        rows[0][2] = "arts-music"
    for one, other in (rows, rows[::-1]):
        found = _read(tmp_path, head, one, other).edition.departments
        assert set(found) == {there or "arts-music", "department-of-arts"}


def test_two_rows_of_one_name_are_two_where_the_directory_has_two(last_year, tmp_path):
    academics = last_year.offices.get(slug="academics")
    for position, name in enumerate((ART, DEPARTMENT_OF_ART), 1):
        make_department(academics, f"arts-{position}", name=name, position=position)
    rows = [["Academics", "", ""], ["Academics", DEPARTMENT_OF_ART, ""], ["Academics", ART, ""]]
    found = _read(tmp_path, *rows).edition.departments
    assert {slug: one["name"] for slug, one in found.items()} == {"arts-1": ART, "arts-2": DEPARTMENT_OF_ART}
    rows.append(["Academics", "Dept. of Arts & Music", ""])
    assert [(record, field) for record, field, _ in _told(tmp_path, *rows)] == [("row 5", "Department")]


def test_two_offices_of_one_name_are_told_apart_too(last_year, tmp_path):
    (told,) = _told(tmp_path, ["Academics", "", ""], ["Office of Academics", "", ""])
    assert told[:2] == ("row 3", "Office") and told[2].startswith("“Office of Academics” is the name of row 2 as")


def test_an_office_and_a_department_are_named_in_any_form(last_year, tmp_path):
    path = tmp_path / "2025-26.csv"
    rows = [["School Administration", "", ""], ["office of school administration", "Dept. of Student Services", ""]]
    rows.append(["Office of the School Administration", "Equity", "Student Services"])
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["Office", "Department", "Unit of"], *rows])
    found = read(path).edition.departments
    assert {slug: (one["office"], one["parent"]) for slug, one in found.items()} == {
        "dept-of-student-services": ("schools", None),
        "equity": ("schools", "dept-of-student-services"),
    }


# What moved, and what the file does not name.


def test_a_move_is_no_conflict_where_nobody_edited_it(last_year, tmp_path):
    plan = make(_read(tmp_path, *ROWS["another office"], label="2024-25").edition)
    assert [one.field for one in plan.conflicts] == ["name"]  # of the office, which the file calls Academics
    assert [item.sentence for office in plan.changes for item in office.items] == [
        "School Safety & Security comes here from Office of School Administration"
    ]


def test_a_move_from_an_office_that_an_editor_gave_another_address_is_no_conflict(last_year, tmp_path):
    bundle = _read(tmp_path, *ROWS["the name"], *_in("Academics")[:1])
    load(bundle.edition, **bundle.origin)
    Office.objects.filter(slug="schools", school_year__label="2025-26").update(slug="administration")
    plan = make(_read(tmp_path, *_in("Academics")).edition)
    assert (list(conflicts(plan)), plan.after.departments[ADDRESS]["office"]) == ([], "academics")


def test_a_move_from_an_office_that_a_file_gave_another_address_is_no_conflict(last_year, tmp_path):
    bundle = _read(tmp_path, *ROWS["the name"], *_in("Academics")[:1])
    load(bundle.edition, **bundle.origin)
    bundle = _read(tmp_path, ["Administration", "", "administration"], *_in("Academics")[:1])
    same = {("office", "administration"): "schools"}
    load(bundle.edition, decisions=Decisions(same=same), **bundle.origin)
    plan = make(_read(tmp_path, ["Administration", "", "administration"], *_in("Academics")).edition)
    assert (list(conflicts(plan)), plan.after.departments[ADDRESS]["office"]) == ([], "academics")


def test_where_an_editor_put_a_new_department_is_asked_about(last_year, tmp_path):
    rows = [["Office of School Administration", "", ""], *_in("Academics")]
    bundle = _read(tmp_path, *rows[:2])
    load(bundle.edition, **bundle.origin)
    academics = Office.objects.get(slug="academics", school_year__label="2025-26")
    make_department(academics, "arts", name="Arts", lead_title="", lead_name="", phone="")
    plan = make(_read(tmp_path, *rows[:2], ["Office of School Administration", "Arts", ""]).edition)
    assert [(one.slug, one.field) for one in plan.conflicts] == [("arts", "home")]


def test_an_editors_own_move_is_asked_about(last_year, tmp_path):
    rows = [*ROWS["the name"], ["Academics", "", ""], ["Finance", "", ""]]
    bundle = _read(tmp_path, *rows)
    load(bundle.edition, **bundle.origin)
    academics = Office.objects.get(slug="academics", school_year__label="2025-26")
    Department.objects.filter(school_year__label="2025-26").update(office=academics)
    rows[1] = ["Finance", SAFETY, ""]
    assert [one.field for one in make(_read(tmp_path, *rows).edition).conflicts] == ["home"]


def test_what_the_file_does_not_name_is_listed_where_nothing_was_loaded_before(last_year, tmp_path):
    stays = [f"{SAFETY} (department {ADDRESS}): stays"]
    bundle = _read(tmp_path, *_in("Office of Academics")[:1], label="2024-25")
    schools = "Office of School Administration (office schools): stays"
    assert list(gone(make(bundle.edition))) == [schools, *stays]
    load(bundle.edition, **bundle.origin)
    assert list(gone(make(bundle.edition))) == [schools, *stays]  # and each time after that
    # What an editor adds from now on is the editor's own.
    make_office("finance", year=last_year, name="Finance")
    assert list(gone(make(bundle.edition))) == [schools, *stays]


def test_what_nothing_was_loaded_of_and_is_deleted_comes_with_the_file(last_year, tmp_path):
    bundle = _read(tmp_path, *_in("Office of Academics")[:1], label="2024-25")
    load(bundle.edition, **bundle.origin)
    Department.objects.all().delete()
    bundle = _read(tmp_path, *_in("Office of School Administration", address=ADDRESS), label="2024-25")
    done = load(bundle.edition, **bundle.origin)
    assert (done.conflicts, Department.objects.get().name) == ([], SAFETY)


# What an earlier load said, damaged.


@pytest.mark.parametrize("content", [b"", b"no gzip", b"{}", "cut"], ids=repr)
def test_a_damaged_load_costs_itself_and_not_the_plan(last_year, tmp_path, content):
    for phone in ("414-475-8001", "414-475-8002"):
        rows = [["Office", "Department", "Phone"], ["Office of Academics", "", phone]]
        path = tmp_path / "2025-26.csv"
        path.write_text("\n".join(map(",".join, rows)))
        bundle = read(path)
        load(bundle.edition, **bundle.origin)
    last, first = Load.objects.all()
    assert not make(bundle.edition).remembers_more
    last.content = bytes(last.content)[:-20] if content == "cut" else content
    last.save()
    plan = make(bundle.edition)
    assert (plan.is_nothing, plan.remembers_more) == (True, True)
    told = "What 2025-26.csv said when it was loaded is damaged: this is compared with what was loaded before."
    assert f"  {told}" in list(lines(plan, bundle))
    # With it goes only what it said: of a value that it brought nobody knows any more who did.
    path.write_text("Office,Department,Phone\nOffice of Academics,,414-475-8003")
    assert [one.field for one in make(read(path).edition).conflicts] == ["phone"]
    first.content = content if content != "cut" else b"x"
    first.save()
    assert len(list(make(read(path).edition).conflicts)) == 1


def test_a_bundle_whose_load_is_damaged_is_read_again(tmp_path):
    path = tmp_path / "2024-25.json"
    path.write_text(
        json.dumps(
            [
                {"model": "departments.schoolyear", "fields": {"label": "2024-25"}},
                {"model": "departments.office", "fields": {"school_year": ["2024-25"], "slug": "a", "name": "A"}},
            ]
        )
    )
    load(read(path).edition, **read(path).origin)
    assert read(path).notes[0].startswith("It is the file that was loaded last")
    Load.objects.update(content=b"")
    assert (read(path).notes, make(read(path).edition).is_nothing) == ([], True)
