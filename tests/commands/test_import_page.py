"""`manage.py import_page`."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from departments.models import Office, OldAddress, SchoolYear
from tests.making import make_office, make_year

SAMPLE = Path(__file__).parent.parent / "old_site" / "old_pages" / "chief-of-staff.txt"


def _import(path=SAMPLE, *arguments, year="2025-26"):
    out = StringIO()
    call_command("import_page", str(path), "--year", year, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_report_ends_with_what_was_written_and_where_to_go_on():
    told = _import()
    office = Office.objects.get()
    assert told.startswith(
        "Understood: 29 lines\n  line 6, “Office of the Chief of Staff” → the name of the office\n"
        "  line 10, “Teacher with StudentsChief of Staff: Paulette Chambers” → the lead of Office of the Chief of Staff"
    )
    assert "\n\nLeft out: 6 lines\n  line 1, “An error (Object reference" in told
    assert told.endswith(
        "New department: Restorative Practices (restorative-practices).\n"
        "\n"
        "Not taken over, or left to you\n"
        "  Office of the Chief of Staff: the picture is not in the text. Upload it, and see whether “Teacher with "
        "Students” fits it.\n"
        "\n"
        f"Check the draft, and publish it, at /admin/departments/office/{office.pk}/change/\n"
    )
    assert (
        "\n\nEverything is in the draft already. Nothing was changed.\n\nNot taken over, or left to you\n" in _import()
    )


@pytest.mark.django_db
def test_where_the_page_stood_leads_to_its_office():
    address = "https://www.example.org/en/District/Departments/Office-of-the-Chief-of-Staff.htm"
    path = "/en/district/departments/office-of-the-chief-of-staff.htm"
    assert f"The old address {path} leads to offices/chief-of-staff.\n" in _import(SAMPLE, "--address", address)
    assert "The old address" not in _import(SAMPLE, "--address", address)
    assert [(one.path, one.leads_to) for one in OldAddress.objects.all()] == [(path, "offices/chief-of-staff")]


@pytest.mark.django_db
def test_where_no_page_can_have_stood_is_refused_and_nothing_is_written():
    with pytest.raises(CommandError, match="write more than the first page"):
        _import(SAMPLE, "--address", "https://www.example.org/")
    assert not Office.objects.exists()


@pytest.mark.django_db
def test_a_dry_run_writes_nothing():
    assert _import(SAMPLE, "--dry-run").endswith("\n\nThis was a trial: nothing was written.\n")
    assert not SchoolYear.objects.exists()


@pytest.mark.django_db
def test_an_office_that_is_there_keeps_what_it_has():
    make_office(year=make_year("2025-26"), lead_title="Chief of Staff", lead_name="Ann Roe")
    told = _import()
    assert "\nOffice of the Chief Of Staff: filled in phone, summary, text, picture in words.\n" in told
    assert (
        "  Office of the Chief of Staff: lead stays “Chief of Staff Ann Roe”; "
        "the page says “Chief of Staff Paulette Chambers”.\n"
    ) in told


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        "Office of Operations\r\n\r\nDirector: José Roe\r\n".encode(),
        "\ufeffOffice of Operations\n\nDirector: José Roe\n".encode(),
        "\ufeffOffice of Operations\n\nDirector: José Roe\n".encode("utf-16-le"),
        "Office of Operations\n\nDirector: José Roe\n".encode("utf-16"),
        "Office of Operations\n\nDirector: José Roe\n".encode("cp1252"),
    ],
)
def test_text_is_read_as_windows_saves_it_too(tmp_path, data):
    (tmp_path / "page.txt").write_bytes(data)
    _import(tmp_path / "page.txt")
    assert Office.objects.get().lead_name == "José Roe"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no line names an office"),
        (b"Milwaukee Public Schools\n", "no line names an office"),
        (b"<!DOCTYPE html><html><body><nav>Office of Operations</nav></body></html>", "no line names an office"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\x00\x01Office of Operations", "it is no plain text"),
        (b"\x89PNG\r\n\x1a\n Office of Operations", "it is no plain text"),
        (b"PK\x03\x04 Office of Operations", "it is no plain text"),
        (b"\xff\xfeO", "it is no plain text"),
        (b"\x81\x8d\x8f Office of Operations", "it is no plain text"),
        (b"Office of Operations\n" + b"x" * 100_000, "it is larger than a page of the old site"),
        (b"<p>Office of Operations</p>" + b"<br>" * 500_000, "it is larger than a page of the old site"),
    ],
)
def test_what_is_no_page_is_refused_in_a_sentence(tmp_path, data, sentence):
    (tmp_path / "page.txt").write_bytes(data)
    with pytest.raises(CommandError, match=rf"\Apage.txt: {sentence}.*\nNothing was written\.\Z") as refused:
        _import(tmp_path / "page.txt")
    assert refused.value.returncode == 1
    assert not SchoolYear.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing.txt", r"missing\.txt: it cannot be read \(No such file or directory\)"),
        (".", r"it cannot be read \(Is a directory\)"),
        ("a\0b", "it cannot be read"),
        ("x" * 300, "it cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, name, sentence):
    with pytest.raises(CommandError, match=sentence):
        _import(tmp_path / name)


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["2024-2025", "2024-26", "next year", ""])
def test_a_label_that_is_none_is_told(label):
    with pytest.raises(
        CommandError, match=r"label: write two years that follow, such as 2025-26\.\nNothing was written"
    ):
        _import(year=label)
    assert not SchoolYear.objects.exists()


@pytest.mark.django_db
def test_several_pages_are_read_and_one_that_is_refused_stops_no_other(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Office of Arts\n")
    (tmp_path / "b.txt").write_text("Nothing\n")
    (tmp_path / "c.html").write_text("<h1>Office of Crafts</h1>")
    with pytest.raises(CommandError, match=r"\Ab\.txt: no line names an office\..*\nNothing was written\.\Z"):
        call_command("import_page", *(str(tmp_path / name) for name in ("a.txt", "b.txt", "c.html")), year="2025-26")
    assert {*Office.objects.values_list("name", flat=True)} == {"Office of Arts", "Office of Crafts"}
    with pytest.raises(CommandError, match="--office and --address are about one page"):
        call_command("import_page", "a.txt", "c.html", year="2025-26", office="arts")


@pytest.mark.django_db
def test_a_page_that_names_no_office_is_that_of_the_one_that_is_said(tmp_path):
    office = make_office("crafts", year=make_year("2025-26"), name="Crafts")
    (tmp_path / "page.txt").write_text("Director: Ann Roe\nPhone: 414-475-8393\n\nWe weave.\n")
    call_command("import_page", str(tmp_path / "page.txt"), year="2025-26", office="crafts")
    office.refresh_from_db()
    assert (office.lead_name, str(office.phone), office.summary) == ("Ann Roe", "+1 414-475-8393", "We weave.")
    with pytest.raises(CommandError, match=r"no line names an office, and 2025-26 has none at arts\."):
        call_command("import_page", str(tmp_path / "page.txt"), year="2025-26", office="arts")
    (tmp_path / "page.txt").write_text("Office of Weaving\n\nFax: 414-475-8394\n")
    call_command("import_page", str(tmp_path / "page.txt"), year="2025-26", office="crafts")
    office.refresh_from_db()
    assert (str(office.fax), office.name, Office.objects.count()) == ("+1 414-475-8394", "Crafts", 1)


@pytest.mark.thorough
def test_a_database_without_tables_is_told_in_a_sentence(tmp_path):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "MPSDIR_VAR": str(tmp_path)}
    command = [sys.executable, "manage.py", "import_page", str(SAMPLE), "--year", "2025-26"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.endswith(
        "CommandError: The database did not take it (no such table: departments_schoolyear). "
        "Where tables are missing, run manage.py migrate first.\nNothing was written.\n"
    )
    assert "Traceback" not in done.stderr
