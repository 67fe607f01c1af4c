"""A sheet for a year without drafts empties nothing: what it does not speak of goes on from the year before."""

import csv
import io

import pytest
from django.core.management import call_command

from departments.models import Department, Load, Office, SchoolYear
from departments.school_years import spreadsheet
from departments.school_years.any_file import read
from departments.school_years.edition import of_drafts
from departments.school_years.loading import Undecided, load
from departments.school_years.plan import Decisions, make
from departments.school_years.plan_in_words import continued, lines
from departments.school_years.undo import undo
from tests.making import make_contact, make_department, make_office, make_picture, make_year

pytestmark = pytest.mark.django_db
BRIEF = [["Office", "Department", "Name"], ["Academics", "", "Joe Poe"], ["Academics", "Arts", ""]]


@pytest.fixture
def last_year():
    year = make_year("2024-25")
    picture = {"image": make_picture(), "image_alt": "A school"}
    said = {"body": "<p>What we do</p>", "fax": "414-475-8003", "lead_title": "Chief", "lead_name": "Ann Roe"}
    academics = make_office("academics", year=year, name="Academics", confirmed_on="2024-09-03", **picture, **said)
    make_contact(academics, role="Desk")
    arts = make_department(academics, "arts", name="Arts", body="<p>Of arts</p>", position=1)
    make_department(academics, "music", name="Music", parent=arts, position=2)
    make_department(academics, "closed", name="Closed", retired_at="2024-09-01T12:00:00Z")
    staff = make_office("staff", year=year, name="Staff", summary="One.\nTwo.", position=2, body="<p>Us</p>")
    make_department(staff, "payroll", name="Payroll")
    return year


def _sheet(tmp_path, rows, label="2025-26"):
    path = tmp_path / f"{label}.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _load(path, **decisions):
    bundle = read(path)
    return load(bundle.edition, decisions=Decisions(**decisions), **bundle.origin)


def _office(slug):
    return Office.objects.get(school_year__label="2025-26", slug=slug)


def test_texts_pictures_lines_and_columns_that_are_missing_come_from_the_year_before(last_year, tmp_path):
    _load(_sheet(tmp_path, BRIEF))
    old, new = Office.objects.get(school_year=last_year, slug="academics"), _office("academics")
    assert (new.lead_name, new.lead_title, new.body, str(new.fax)) == ("Joe Poe", "Chief", old.body, str(old.fax))
    assert (new.image, new.image_alt, new.contacts.get().role) == (old.image, "A school", "Desk")
    assert (new.confirmed_on, old.lead_name) == (None, "Ann Roe")
    assert Department.objects.get(office=new, slug="arts").body == "<p>Of arts</p>"


def test_units_go_along_with_a_department_that_has_moved(last_year, tmp_path):
    moved = [["Office", "Department"], ["Academics", ""], ["Staff", ""], ["Staff", "Arts"]]
    bundle = read(_sheet(tmp_path, moved))
    assert "  Music comes here from Academics" in list(lines(make(bundle.edition), bundle))
    _load(_sheet(tmp_path, moved))
    assert {one.slug for one in _office("staff").departments.all()} == {"arts", "music", "payroll"}
    assert Department.objects.get(office=_office("staff"), slug="music").parent.slug == "arts"


def test_an_empty_cell_still_says_that_there_is_nothing(last_year, tmp_path):
    _load(_sheet(tmp_path, [["Office", "Department", "Name", "Fax"], ["Academics", "", "Joe Poe", ""]]))
    assert (str(_office("academics").fax or ""), _office("academics").body) == ("", "<p>What we do</p>")


def test_what_it_does_not_name_goes_on_and_the_plan_says_so(last_year, tmp_path):
    bundle = read(_sheet(tmp_path, BRIEF))
    plan = make(bundle.edition)
    assert list(continued(plan)) == [
        "Texts, pictures, contact lines, and all that the file has no column for, come from 2024-25.",
        "The file does not name 1 office, 2 departments of 2024-25: they go on as drafts, as they were.",
    ]
    text = list(lines(plan, bundle))
    assert "  Staff (office staff): goes on from 2024-25" in text
    assert text[-1] == "Drafts of 2025-26: 5 new, 3 no longer in the file."
    _load(_sheet(tmp_path, BRIEF))
    drafts = of_drafts(SchoolYear.objects.get(label="2025-26")).edition
    assert set(drafts.offices) == {"academics", "staff"}
    assert {slug: one["parent"] for slug, one in drafts.departments.items()} == {
        "arts": None,
        "music": "arts",
        "payroll": None,
    }
    # Again it is the same file, and what it does not name is told each time.
    again = make(read(_sheet(tmp_path, BRIEF)).edition)
    assert again.is_nothing and not again.remembers_more and len(again.gone) == 3
    assert list(continued(again)) == []


def test_the_plan_speaks_of_drafts_and_not_of_what_last_year_replaced(last_year, tmp_path):
    Office.objects.filter(slug="academics").update(succeeds="teaching")
    bundle = read(_sheet(tmp_path, BRIEF))
    ticked = Decisions(retire={("office", "staff"), ("department", "payroll")})
    plan = make(bundle.edition, decisions=ticked)
    assert [line for line in lines(plan, bundle) if "succeeds" in line or "listed" in line] == [
        "  Staff will no longer be listed",
        "  Payroll will no longer be listed (Director: Leon Groce)",
        "In all: 1 office no longer to be listed, 1 department no longer to be listed, 2 changes of lead.",
    ]


def test_what_is_ticked_is_a_draft_that_is_to_be_off_the_site(last_year, tmp_path):
    gone = frozenset({("office", "staff"), ("department", "payroll")})
    with pytest.raises(Undecided):
        _load(_sheet(tmp_path, BRIEF), retire=gone)
    done = _load(_sheet(tmp_path, BRIEF), retire=gone, confirmed=2)
    assert (done.counts["new"], done.counts["changed"], done.counts["retired"]) == (5, 0, 2)
    assert _office("staff").retired_at and not _office("academics").retired_at


@pytest.mark.parametrize("says", ["the sheet", "a tick"])
@pytest.mark.parametrize("headings", [["Office", "Department", "Replaces"], ["Office", "Department"]])
def test_what_has_a_new_name_goes_on_under_its_new_address(last_year, tmp_path, says, headings):
    row = ["Office of People", "", "staff" if says == "the sheet" else ""][: len(headings)]
    same = {("office", "people"): "staff"} if says == "a tick" or len(row) == 2 else {}
    path = _sheet(tmp_path, [headings, ["Academics", "", ""][: len(headings)], row])
    _load(path, same=same)
    new = _office("people")
    assert (new.name, new.body, new.succeeds) == ("Office of People", "<p>Us</p>", "staff")
    assert new.departments.get().slug == "payroll"
    assert not Office.objects.filter(school_year=new.school_year, slug="staff").exists()


def test_last_years_own_sheet_under_a_new_name_changes_no_word(last_year, tmp_path):
    before = of_drafts(last_year).edition
    path = tmp_path / "2025-26.xlsx"
    path.write_bytes(spreadsheet.write(before))
    _load(path)
    after = of_drafts(SchoolYear.objects.get(label="2025-26")).edition
    for kind, slug, values in before.each():
        if not values["retired_at"]:
            assert after.entries(kind)[slug] | {"confirmed_on": None} == values | {"confirmed_on": None}


def test_it_is_taken_back_as_a_whole(last_year, tmp_path):
    _load(_sheet(tmp_path, BRIEF))
    undo(Load.objects.get())
    assert Office.objects.filter(school_year=last_year).count() == Office.objects.count() == 2


def test_a_second_sheet_names_what_went_on_without_a_question(last_year, tmp_path):
    _load(_sheet(tmp_path, BRIEF))
    _load(_sheet(tmp_path, [*BRIEF, ["Staff", "", "Jo Doe"]]))
    assert (_office("staff").lead_name, _office("staff").body) == ("Jo Doe", "<p>Us</p>")


def test_a_bundle_is_whole_and_takes_nothing_from_the_year_before(last_year, tmp_path):
    call_command("dump_school_year", "2024-25", str(tmp_path / "out"), stdout=io.StringIO())
    text = (tmp_path / "out" / "directory.json").read_text().replace("2024-25", "2025-26").replace("2024-07", "2025-07")
    (tmp_path / "out" / "directory.json").write_text(text.replace("2025-06-30", "2026-06-30"))
    plan = make(read(tmp_path / "out").edition)
    assert list(continued(plan)) == [] and plan.gone == []
