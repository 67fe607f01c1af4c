"""The upload: read at once, every problem shown, nothing written and nothing kept of what cannot be read."""

import io
import os
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from reversion.models import Revision

from departments.admin.loading import kept, uploading
from departments.models import Contact, Department, Load, Office, SchoolYear
from tests.making import make_person, make_year
from tests.school_years import malformed

from .walking import edition, file, press, problems, told, upload

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
BROKEN = malformed.every()


def _one_file(files):
    """The broken bundle as one file that a browser can send."""
    if len(files) == 1:
        ((name, data),) = files.items()
        return SimpleUploadedFile(name, data)
    return SimpleUploadedFile("2025-26.zip", malformed.zipped(files))


def _pictures():
    return sorted(default_storage.listdir("images")[1]) if default_storage.exists("images") else []


def _kept():
    folder = Path(settings.DIRECTORY_FOLDER) / "uploads"
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DIRECTORY_FOLDER = tmp_path


def test_the_whole_one_that_they_are_made_of_is_loaded(client, publisher):
    press(client, upload(client, _one_file(malformed.whole())), "_load")
    assert (Office.objects.count(), Department.objects.count(), Contact.objects.count()) == (1, 2, 2)


# Every eighth of each family, and all that are about the container.
SAMPLE = sorted({*list(BROKEN)[::8], *(what for what in BROKEN if what.startswith(".zip") and "cut" not in what)})


def test_the_sample_is_large_enough():
    assert len(SAMPLE) >= 40


@pytest.mark.thorough
@pytest.mark.parametrize("what", SAMPLE)
def test_a_broken_file_gives_sentences_and_nothing_else(client, publisher, what):
    before = _pictures()
    page = upload(client, _one_file(BROKEN[what]))
    assert page.status_code == 200
    sentences = [one["sentence"] for one in page.context["problems"]["shown"]]
    sentences += [error for errors in page.context["form"].errors.values() for error in errors]
    assert sentences
    for sentence in sentences:
        assert sentence.endswith((".", ".”")) and "Traceback" not in sentence and "object at 0x" not in sentence
    for model in (SchoolYear, Office, Department, Contact, Load, Revision):
        assert not model.objects.exists()
    assert (_pictures(), _kept()) == (before, [])


def test_all_problems_are_shown_at_once_by_file_record_and_field(client, publisher):
    book = openpyxl.Workbook()
    book.active.append(["Office", "Department", "Phone", "E-mail"])
    book.active.append(["Office of Academics", "", "call us", "ask Ann"])
    book.active.append(["Office of Academics", "Science", "414-475-8393", ""])
    book.active.append(["Office of Staff", "Payroll", "12", ""])
    data = io.BytesIO()
    book.save(data)
    page = upload(client, SimpleUploadedFile("2025-26.xlsx", data.getvalue()))
    assert problems(page) == [
        "2025-26.xlsx · row 2 · Phone",
        "2025-26.xlsx · row 2 · E-mail",
        "2025-26.xlsx · row 4 · Phone",
    ]
    html = page.content.decode()
    assert "2025-26.xlsx: 3 problems to mend" in html and "Nothing was written." in html
    assert "“call us” is no phone number." in html


def test_so_many_problems_that_no_page_shows_them_are_counted(client, publisher, monkeypatch):
    monkeypatch.setattr("departments.admin.loading.problem_rows.SHOWN", 2)
    made = edition(**{f"office-{n}": {"phone": "call us"} for n in range(5)})
    page = upload(client, file(made))
    assert len(problems(page)) == 2 and "And 3 more." in page.content.decode()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("template.csv", "the file’s name does not say the school year."),
        ("2025-26 and 2026-27.csv", "the file’s name does not say the school year."),
        ("2025-27.csv", "write two years that follow, such as 2025-26."),
        ("2025-26.xls", "is not a kind of file that can be loaded."),
        ("directory", "is not a kind of file that can be loaded."),
        ("2025-26.gz", "is not a kind of file that can be loaded."),
    ],
)
def test_a_name_that_says_too_little_is_told(client, publisher, name, said):
    html = upload(client, SimpleUploadedFile(name, b"Office,Department\nStaff,\n")).content.decode()
    assert said.casefold() in html.replace("&#x27;", "’").casefold()


def test_a_file_that_is_too_large_is_told(client, publisher, monkeypatch):
    monkeypatch.setattr(uploading, "MAX_MB", 0)
    html = upload(client, file(edition(academics={}))).content.decode()
    assert "is larger than 0 MB. Save its pictures smaller, or have it loaded on the server" in html
    assert _kept() == []


@pytest.mark.parametrize("sent", [{}, {"file": ""}, {"file": SimpleUploadedFile("2025-26.json", b"")}])
def test_no_file_is_told(client, publisher, sent):
    page = client.post(reverse("admin:departments_load_add"), sent)
    assert page.context["form"].errors["file"][0] in ("Choose a file first.", "The file is empty. Send it again.")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("2025-26 Ämter.csv", "2025-26 Ämter.csv"),
        ("..2025-26.csv", "2025-26.csv"),
        ('2025-26 "a" <b>?.csv', "2025-26 -a- -b--.csv"),
        (f"2025-26{'ä' * 180}.csv", None),
    ],
)
def test_a_file_is_kept_under_its_name(client, publisher, given, name):
    page = upload(client, SimpleUploadedFile(given, b"Office,Department\nStaff,\n"))
    (path,) = _kept()
    assert "plan" in page.context and (path.name == name or (name is None and len(path.name.encode()) <= 180))
    press(client, page, "_load")
    assert (Load.objects.get().source, _kept()) == (path.name, [])


def test_what_is_kept_is_private_and_for_its_account(client, publisher):
    page = upload(client, file(edition(academics={})))
    (path,) = _kept()
    assert {oct(folder.stat().st_mode)[-3:] for folder in (path.parent, path.parent.parent)} == {"700"}
    stranger = Client()
    stranger.force_login(make_person("another", "Publishers"))
    away = stranger.get(page.request["PATH_INFO"], follow=True)
    assert told(away)[0].startswith("This upload is not there any more")
    assert _kept() == [path]
    client.logout()
    client.force_login(publisher)  # their session ended while they looked
    assert client.get(page.request["PATH_INFO"]).context["plan"] is not None


def test_what_nobody_loads_is_gone_after_a_day(client, publisher):
    page = upload(client, file(edition(academics={})))
    (path,) = _kept()
    os.utime(path.parent, (time.time() - kept.KEPT_FOR.total_seconds() - 5,) * 2)
    assert told(client.get(page.request["PATH_INFO"], follow=True))[0].startswith("This upload is not there any more")
    assert _kept() == []


@pytest.mark.parametrize("token", ["x", "0" * 32, f"{'0' * 32}-{'0' * 16}", "-"])
def test_an_address_nobody_was_given_leads_to_the_upload(client, publisher, token):
    away = client.get(reverse("admin:departments_load_plan", args=[token]))
    assert (away.status_code, away.headers["Location"]) == (302, reverse("admin:departments_load_add"))


def test_a_file_that_no_longer_reads_is_told_on_the_page_of_its_plan(client, publisher):
    page = upload(client, file(edition(academics={})))
    (path,) = _kept()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", "y")
    html = client.get(page.request["PATH_INFO"]).content.decode()
    assert "1 problem to mend" in html and "has no directory.json" in html


def test_days_of_another_year_are_refused_on_the_page_of_the_plan(client, publisher):
    make_year("2024-25")
    made = edition(academics={})
    made.year["starts_on"] = "2024-07-01"
    page = upload(client, file(made))
    assert "2024-25 begins on July 1, 2024 already." in page.content.decode()
    assert press(client, page, "_load").status_code == 200
    assert not Load.objects.exists()


@pytest.mark.parametrize("address", ["add", "plan"])
def test_a_post_without_its_token_is_refused(publisher, address):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(publisher)
    args = ["x"] if address == "plan" else []
    assert careful.post(reverse(f"admin:departments_load_{address}", args=args), {"_load": "1"}).status_code == 403
