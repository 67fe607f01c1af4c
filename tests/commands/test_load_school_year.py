"""`load_school_year`: what it will change in sentences, its exit codes, and what its flags decide."""

import io
import itertools
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from departments.management.commands import load_school_year
from departments.models import Load, Office, Publication, SchoolYear
from departments.page import kept_page
from departments.reading.directory import Directory
from departments.school_years import bundle
from departments.school_years.edition import of_drafts
from tests.making import make_contact, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]  # every one loads whole years with their pictures
FIXTURES = Path(__file__).parents[2] / "fixtures"


def _run(path, *flags):
    said, told = io.StringIO(), io.StringIO()
    call_command("load_school_year", str(path), *flags, stdout=said, stderr=told)
    return said.getvalue()


def _refused(path, *flags):
    """The exit code and the last sentence."""
    with pytest.raises(CommandError) as refused:
        _run(path, *flags)
    return refused.value.returncode, str(refused.value)


@pytest.fixture
def last_year():
    _run(FIXTURES / "2016-17")


@pytest.fixture
def this_year(last_year, tmp_path):
    """2024-25 as drafts, and the path of the bundle they came from, which a test may write again."""
    _run(FIXTURES / "2024-25")
    path = tmp_path / "2024-25.zip"
    bundle.write(_drafts(), path)
    return path


def _drafts():
    return of_drafts(SchoolYear.objects.get(label="2024-25")).edition


def _send_again(path, **office):
    """The same bundle with other values of the office of the chief of staff."""
    edition = bundle.read(path).edition
    edition.offices["chief-of-staff"] |= office
    bundle.write(edition, path)


def test_the_plan_of_next_year_reads_as_what_a_superintendent_asks(last_year):
    said = _run(FIXTURES / "2024-25", "--plan")
    for sentence in (
        "School year 2024-25, from 2024-25, compared with 2016-17",
        "  Office of Academics: Interim Chief Academic Officer: Tonya Adair → Chief Academic Officer: "
        "Jennifer Mims-Howell",
        "  Office of the Chief of Staff: Chief of Staff: Gina Spang, P.E. → Chief of Staff: Paulette Chambers",
        "  Office of Operations will no longer be listed (Chief Operations Officer: Wendell Willis)",
        "  New office: Office of School Administration (Chief School Administration Officer: Katrice Cotton, Ed.D.), "
        "with 5 departments",
        "  Office of Academics: phone 414-777-7806 removed",
        "  Office of the Chief of Staff: phone 414-475-8393 added",
        "In all: 2 new offices, 2 offices no longer to be listed, 5 new departments, 10 departments no longer to be "
        "listed, 2 changes of lead, 2 changes of number, 5 other changes.",
        "Drafts of 2024-25: 15 new.",
    ):
        assert sentence in said.splitlines()


def test_a_plan_writes_nothing(last_year):
    _run(FIXTURES / "2024-25", "--plan")
    assert list(SchoolYear.objects.values_list("label", flat=True)) == ["2016-17"]
    assert Load.objects.count() == 1


def test_a_plan_for_tools_is_json_and_nothing_else(last_year):
    plan = json.loads(_run(FIXTURES / "2024-25", "--plan", "--json"))
    assert (plan["school_year"], plan["compared_with"], plan["counts"]["new"]) == ("2024-25", "2016-17", 15)
    lead = next(one for one in plan["changes"] if one["office"] == "academics" and one["kind"] == "lead")
    assert (lead["field"], lead["after"]) == ("lead", "Chief Academic Officer: Jennifer Mims-Howell")


def test_the_same_bundle_again_has_nothing_to_change(this_year):
    assert _run(this_year).splitlines()[-2:] == ["Nothing to change in 2024-25.", "Nothing to change."]


def test_a_correction_stays_where_the_file_says_what_it_said(this_year):
    Office.objects.filter(school_year__label="2024-25", slug="chief-of-staff").update(lead_name="Paulette M. Chambers")
    _send_again(this_year, location="Room 230")
    assert "1 changed" in _run(this_year)
    office = Office.objects.get(school_year__label="2024-25", slug="chief-of-staff")
    assert (office.lead_name, office.location) == ("Paulette M. Chambers", "Room 230")


@pytest.mark.parametrize(
    ("flags", "kept"),
    [
        (["--conflicts", "keep"], "Paulette M. Chambers"),
        (["--conflicts", "take"], "P. Chambers"),
        (["--take", "office/chief-of-staff/lead_name"], "P. Chambers"),
    ],
)
def test_a_conflict_waits_for_a_flag(this_year, flags, kept):
    drafts = Office.objects.filter(school_year__label="2024-25", slug="chief-of-staff")
    drafts.update(lead_name="Paulette M. Chambers")
    _send_again(this_year, lead_name="P. Chambers")
    code, sentence = _refused(this_year)
    assert (code, sentence[:30]) == (2, "1 conflict needs a decision: -")
    assert _refused(this_year, "--plan")[0] == 2
    assert drafts.get().lead_name == "Paulette M. Chambers"
    said = _run(this_year, *flags)
    assert "of Staff: lead: in the draft “Paulette M. Chambers”, in the file “P. Chambers” (" in said
    assert "1 conflicts" not in said
    assert drafts.get().lead_name == kept
    assert "Nothing to change." in _run(this_year)


@pytest.mark.parametrize(("flag", "note"), [("contacts-1", "Of the file"), (None, "By an editor")])
def test_each_contact_line_is_a_conflict_of_its_own(this_year, flag, note):
    office = Office.objects.get(school_year__label="2024-25", slug="chief-of-staff")
    for place, role in enumerate(["Desk", "Cell"], 1):
        make_contact(office, role=role, position=place)
    bundle.write(_drafts(), this_year)
    _run(this_year)
    office.contacts.update(note="By an editor")
    lines = _drafts().offices["chief-of-staff"]["contacts"]
    _send_again(this_year, contacts=[lines[0] | {"note": "Of the file"}, lines[1] | {"note": ""}])
    assert _refused(this_year)[0] == 2
    said = _run(this_year, *(["--take", f"office/chief-of-staff/{flag}"] if flag else ["--conflicts", "keep"]))
    assert "contact line: in the draft “Desk 414-475-8393, By an editor”, in the file “Desk 414-475-8393, Of" in said
    assert list(office.contacts.values_list("role", "note")) == [("Desk", note), ("Cell", "By an editor")]


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--take", "chief-of-staff"], "--take chief-of-staff is not understood. Write office/chief-of-staff/phone."),
        (
            ["--take", "office/chief-of-staff/phone"],
            "--take office/chief-of-staff/phone: there is no such conflict. --plan lists them.",
        ),
        (["--same", "office/a"], "--same office/a is not understood. Write office/old-address=new-address."),
    ],
)
def test_a_decision_that_means_nothing_is_refused(this_year, flags, sentence):
    assert _refused(this_year, *flags) == (1, sentence)


def test_what_is_the_same_as_last_year_keeps_its_old_address_leading_on(last_year, client):
    call_command("publish", "--year", "2016-17", stdout=io.StringIO())
    same = ["--same", "office/operations=school-administration"]
    said = _run(FIXTURES / "2024-25", *same, "--publish", "--open")
    assert "  Office of Operations is now called Office of School Administration" in said
    assert "Perhaps the same" not in said
    administration = Office.objects.get(school_year__label="2024-25", slug="school-administration")
    assert administration.succeeds == "operations"
    SchoolYear.objects.filter(label="2016-17").update(opened_at=SchoolYear.objects.get(label="2024-25").opened_at)
    assert client.get("/offices/operations/").headers["Location"] == "/offices/school-administration/"
    # The file says nothing of it, and said nothing before: no conflict, and it stays.
    assert "Nothing to change." in _run(FIXTURES / "2024-25")
    administration.refresh_from_db()
    assert administration.succeeds == "operations"


def test_the_same_said_once_more_has_nothing_to_change(last_year):
    same = ["--same", "office/operations=school-administration", "--yes"]
    _run(FIXTURES / "2024-25", *same)
    assert "Nothing to change" in _run(FIXTURES / "2024-25", *same)


def test_what_comes_to_a_year_with_drafts_may_be_the_same_as_what_only_the_year_before_has(last_year, tmp_path):
    edition = bundle.read(FIXTURES / "2024-25").edition
    administration = edition.offices.pop("school-administration")
    for slug in [slug for slug, one in edition.departments.items() if one["office"] == "school-administration"]:
        del edition.departments[slug]
    bundle.write(edition, tmp_path / "2024-25.zip")
    _run(tmp_path / "2024-25.zip")
    edition.offices["school-administration"] = administration
    bundle.write(edition, tmp_path / "2024-25.zip")
    said = _run(tmp_path / "2024-25.zip", "--same", "office/operations=school-administration", "--yes")
    assert "1 new office" in said
    assert Office.objects.get(school_year__label="2024-25", slug="school-administration").succeeds == "operations"


@pytest.mark.parametrize("same", ["office/operations=nowhere", "office/nowhere=academics"])
def test_what_is_not_there_is_the_same_as_nothing(last_year, same):
    assert _refused(FIXTURES / "2024-25", "--same", same) == (1, "1 problem to mend. Nothing was written.")


def test_what_the_file_no_longer_has_stays_unless_a_flag_marks_it(this_year):
    _leave_out(this_year, "restorative-practices")
    gone = SchoolYear.objects.get(label="2024-25").departments.filter(slug="restorative-practices")
    for flags in ([], ["--yes"]):
        assert "(department restorative-practices): stays" in _run(this_year, *flags)
        assert gone.get().retired_at is None
    assert "(department restorative-practices): to be taken off the site" in _run(this_year, "--retire-missing")
    assert gone.get().retired_at is not None


def test_more_than_a_tenth_is_marked_only_where_it_is_said_twice(this_year):
    departments = SchoolYear.objects.get(label="2024-25").departments
    _leave_out(this_year, *departments.values_list("slug", flat=True)[:3])
    many = "The file no longer has 3 departments: more than a tenth of what there was."
    for wrong in ([], ["--yes"]):
        refused = _refused(this_year, "--retire-missing", *wrong)
        assert refused == (2, f"{many} --retire-missing, written twice, says that this is meant. Nothing was written.")
    assert not departments.exclude(retired_at=None).exists()
    assert "3 to be taken off the site" in _run(this_year, "--yes", "--retire-missing", "--retire-missing")
    assert departments.exclude(retired_at=None).count() == 3


@pytest.mark.parametrize(("answers", "marked"), [(["y", "y"], 3), (["y", ""], 0), ([""], 0)])
def test_at_a_terminal_it_asks_once_more(this_year, answers, marked, monkeypatch):
    departments = SchoolYear.objects.get(label="2024-25").departments
    _leave_out(this_year, *departments.values_list("slug", flat=True)[:3])
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True, raising=False)
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or answers[len(asked) - 1])
    if marked:
        _run(this_year, "--retire-missing")
    else:
        assert _refused(this_year, "--retire-missing") == (1, "Nothing was written.")
    assert (len(asked), departments.exclude(retired_at=None).count()) == (len(answers), marked)


def _leave_out(path, *departments):
    edition = bundle.read(path).edition
    for slug in departments:
        del edition.departments[slug]
    bundle.write(edition, path)


def test_it_publishes_and_opens_when_asked(last_year, client):
    said = _run(FIXTURES / "2024-25", "--publish", "--open")
    assert "published as no. 1, live from" in said
    assert Directory.at().year.label == "2024-25"
    assert "Paulette Chambers" in client.get("/offices/chief-of-staff/").content.decode()


def test_it_publishes_no_draft_of_an_office_that_the_file_does_not_name(tmp_path):
    _run(FIXTURES / "2024-25", "--publish", "--open")
    for slug in ("academics", "chief-of-staff"):
        Office.objects.filter(slug=slug).update(hours="Not yet agreed")
    edition = bundle.read(FIXTURES / "2024-25").edition
    edition.offices = {"academics": edition.offices["academics"] | {"phone": "+1 414-777-7800"}}
    edition.departments = {}
    bundle.write(edition, tmp_path / "2024-25.zip")
    told = io.StringIO()
    call_command("load_school_year", tmp_path / "2024-25.zip", "--publish", "--open", stdout=told, stderr=told)
    waits = "Office of the Chief of Staff: its draft waits to be published. The file does not name this office."
    assert waits in told.getvalue().splitlines()
    live = {one.office.slug: kept_page.page_of(one) for one in Publication.objects.live()}
    assert (live["academics"].phone, live["academics"].hours) == ("+1 414-777-7800", "Not yet agreed")
    assert live["chief-of-staff"].hours == ""


def test_it_says_what_cannot_be_published_and_loads_all_the_same(tmp_path):
    edition = bundle.read(FIXTURES / "2024-25").edition
    edition.offices["academics"] |= {"lead_title": "Chief", "lead_name": ""}
    bundle.write(edition, tmp_path / "2024-25.zip")
    code, sentence = _refused(tmp_path / "2024-25.zip", "--publish")
    assert (code, sentence) == (1, "Loaded, but 1 could not be published; see above.")
    assert Office.objects.count() == 4


@pytest.mark.parametrize("flags", [["--publish", "--open"], ["--open"]])
def test_it_opens_no_year_of_which_an_office_is_not_published(tmp_path, flags):
    edition = bundle.read(FIXTURES / "2024-25").edition
    edition.offices["academics"] |= {"lead_title": "Chief", "lead_name": ""}
    bundle.write(edition, tmp_path / "2024-25.zip")
    code, told = _refused(tmp_path / "2024-25.zip", *flags)
    assert code == 2 and "Office of Academics: it is not published. Publish it." in told.splitlines()
    last = "What was published stands. open_school_year opens it all the same."
    assert told.splitlines()[-1] == f"2024-25 was not opened: visitors would miss this. {last}"
    assert SchoolYear.objects.current() is None
    assert Publication.objects.count() == (3 if "--publish" in flags else 0)


def test_a_dump_says_which_years_there_are(tmp_path):
    make_year("2024-25")
    with pytest.raises(CommandError, match=r"There is no school year 2030-31. Known: 2024-25\."):
        call_command("dump_school_year", "2030-31", str(tmp_path / "x"))


def test_what_takes_long_says_each_stage_once_in_two_seconds(monkeypatch, tmp_path):
    """Also where no terminal is; and nothing where it is quick, or is to be quiet."""
    path = tmp_path / "2025-26.csv"
    path.write_text("Office,Department\n" + "".join(f"Lakes,Lake {place}\n" for place in range(600)))

    def told(seconds, *flags):
        monkeypatch.setattr(load_school_year, "monotonic", itertools.count(step=seconds).__next__)
        told = io.StringIO()
        call_command("load_school_year", str(path), "--yes", *flags, stdout=io.StringIO(), stderr=told)
        monkeypatch.undo()
        return told.getvalue().splitlines()

    assert told(3, "--plan") == ["Reading 2025-26.csv …", "Comparing with the drafts …"]
    assert told(0.1, "--plan") == told(3, "--plan", "--verbosity", "0") == []
    assert told(3) == [
        "Reading 2025-26.csv …",
        "Comparing with the drafts …",
        "Comparing with the drafts …",
        "New offices: 0 of 1 done …",
        "New departments: 0 of 600 done …",
        "New departments: 500 of 600 done …",
        "Keeping what each office was …",
    ]
