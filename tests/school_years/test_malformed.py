"""Broken bundles: sentences, exit 1, and nothing written. Each is made by `malformed.py`."""

import io
import zipfile
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from reversion.models import Revision

from departments.models import Contact, Department, Load, Office, SchoolYear
from departments.school_years import fixture
from departments.school_years.any_file import read
from departments.school_years.container import open_container
from departments.school_years.problems import Refused
from tests.making import picture_file
from tests.school_years import malformed

BROKEN = malformed.every()


def _files():
    return sorted(default_storage.listdir("images")[1]) if default_storage.exists("images") else []


@pytest.mark.django_db
def test_the_whole_one_that_they_are_made_of_loads(tmp_path):
    call_command("load_school_year", malformed.write(tmp_path, malformed.whole()), stdout=io.StringIO())
    assert (Office.objects.count(), Department.objects.count(), Contact.objects.count()) == (1, 2, 2)


@pytest.mark.django_db
def test_what_programs_leave_beside_a_bundle_is_passed_over(tmp_path):
    litter = {"__MACOSX/._directory.json": b"x", "images/.DS_Store": b"x", "Thumbs.db": b"x"}
    files = malformed.whole() | litter | {"read me.txt": b"x", "images/other.png": picture_file().getvalue()}
    (tmp_path / "year.zip").write_bytes(malformed.zipped(files))
    (tmp_path / "year").mkdir()
    zipped, folder = read(tmp_path / "year.zip"), read(malformed.write(tmp_path / "year", files))
    unnamed = "images/other.png: no record names this picture, so it was passed over."
    assert zipped.notes == ["read me.txt is no part of a bundle and was passed over.", unnamed]
    assert (folder.notes, len(folder.pictures), len(zipped.pictures)) == ([unnamed], 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("slash", ["/", "\\"])
@pytest.mark.parametrize("folder", ["2025-26/", ""])
def test_a_zip_may_have_backslashes_and_a_note_beside_the_folder(tmp_path, folder, slash):
    files = {(folder + name).replace("/", slash): data for name, data in malformed.whole().items()}
    (tmp_path / "year.zip").write_bytes(malformed.zipped(files | {"readme.txt": b"x"}))
    found = read(tmp_path / "year.zip")
    assert found.notes == ["readme.txt is no part of a bundle and was passed over."]
    assert len(found.pictures) == 1 and found.edition.label == "2025-26"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["readme.txt", "2025/directory.json", "2024/directory.json"], "2024/directory.json and 2025/directory.json"),
        (["readme.txt", "all/2025/directory.json"], "all/2025/directory.json"),
        (["Directory.JSON"], "Directory.JSON"),
    ],
)
def test_a_fixture_that_is_elsewhere_or_called_nearly_so_is_named(tmp_path, names, told):
    (tmp_path / "year.zip").write_bytes(malformed.zipped(dict.fromkeys(names, b"[]")))
    with pytest.raises(Refused) as refused:
        open_container(tmp_path / "year.zip")
    sentence = f"the .zip has no directory.json at its top, but {told}. Zip the folder that has it as directory.json."
    assert str(refused.value) == f"year.zip: {sentence}"


def test_a_folder_beside_a_note_is_named(tmp_path):
    malformed.write(tmp_path / "sent" / "2025-26", {"directory.json": b"[]"})
    (tmp_path / "sent" / "readme.txt").write_text("x")
    with pytest.raises(Refused) as refused:
        open_container(tmp_path / "sent")
    sentence = "the folder has no directory.json at its top, but 2025-26/directory.json."
    assert str(refused.value) == f"sent: {sentence} Choose the folder that has it as directory.json."


def test_a_zip_is_opened_once_however_many_files_it_has(tmp_path):
    (tmp_path / "year.zip").write_bytes(malformed.zipped({"directory.json": b"[]", "images/a": b"", "images/b": b""}))
    with patch("zipfile.ZipFile", wraps=zipfile.ZipFile) as opened:
        open_container(tmp_path / "year.zip").checksum()
    assert opened.call_count == 1


@pytest.mark.django_db
def test_a_line_without_a_right_owner_is_told_in_one_sentence(tmp_path):
    records = malformed.records()
    records[-1]["fields"]["department"] = "science"
    with pytest.raises(Refused) as refused:
        read(malformed.write(tmp_path, malformed.whole() | {"directory.json": malformed.text(records)}))
    assert [problem.sentence for problem in refused.value.problems] == [
        '“science” is no address in this file. Write ["2025-26", "address"].'
    ]


def test_there_are_at_least_200_of_them():
    assert len(BROKEN) >= 200


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_bundle_gives_sentences_and_nothing_else(what, tmp_path):
    before, told = _files(), io.StringIO()
    path = malformed.write(tmp_path, BROKEN[what])
    with pytest.raises(CommandError) as refused:
        call_command("load_school_year", path, "--yes", stdout=io.StringIO(), stderr=told)
    assert refused.value.returncode == 1
    sentences = told.getvalue().strip().splitlines()
    assert sentences
    for sentence in sentences:
        assert ": " in sentence and sentence.removesuffix("\x1b[0m").endswith((".", ".”")), sentence
        assert "Traceback" not in sentence and "Error(" not in sentence and "object at 0x" not in sentence
    for model in (SchoolYear, Office, Department, Contact, Load, Revision):
        assert not model.objects.exists()
    assert _files() == before


def test_half_a_character_in_the_name_of_a_field_is_told_as_that():
    problems = fixture.read(b'[{"model": "departments.office", "fields": {"slug": "a", "\\ud800name": "A"}}]').problems
    assert (
        "directory.json, office a, �name: the name of the field is damaged: "
        "it has half a character in it, from a damaged file. Write it anew."
    ) in map(str, problems)


@pytest.mark.django_db
def test_the_true_reason_is_told_of_a_comment_and_of_a_picture_under_another_name(tmp_path):
    files = malformed.whole()
    name = next(name for name in files if name.startswith("images/"))
    moved = {one.replace(name, name.upper().replace("IMAGES", "images")): data for one, data in files.items()}
    with pytest.raises(Refused) as refused:
        read(malformed.write(tmp_path / "picture", moved))
    assert "write the name that it has." in str(refused.value)
    slashed = files | {
        "directory.json": files["directory.json"].replace(name.encode(), name.replace("/", "\\\\").encode())
    }
    with pytest.raises(Refused, match=f"is not in the bundle, where “{name}” is: write the name that it has"):
        read(malformed.write(tmp_path / "slashed", slashed))
    comma = files | {"directory.json": files["directory.json"].rstrip().removesuffix(b"]") + b",]"}
    with pytest.raises(Refused, match=r"it has a comma too many before line \d+, column \d+\. Remove it\."):
        read(malformed.write(tmp_path / "comma", comma))
    commented = files | {"directory.json": b"[\n  // of 2025-26\n" + files["directory.json"].lstrip()[1:]}
    with pytest.raises(Refused, match=r"it has a comment in line 2, column 3, which JSON does not know\. Remove it\."):
        read(malformed.write(tmp_path / "comment", commented))
