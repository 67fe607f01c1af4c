"""A backup: what is in it, and what is no backup."""

import io
import json
import sqlite3
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from departments.management.copies import backup
from departments.page.storage import kept_files, store
from departments.removal import taken_out
from departments.school_years.problems import Refused
from departments.words.release import RELEASE
from tests.making import make_office, make_picture

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="test_restore.py opens what pg_dump writes")


@pytest.fixture
def picture():
    return make_picture()


@pytest.fixture(autouse=True)
def database_file(request, monkeypatch):
    """What is not about the database gets any bytes for it: the test's own transaction would keep it locked."""

    class AnyBytes:
        name, file = "SQLite", "database.sqlite3"

        def write(self, path):
            path.write_bytes(b"all of it")

    if "transactional_db" not in request.fixturenames:
        monkeypatch.setattr(backup, "database", AnyBytes)


@pytest.fixture
def made(tmp_path, picture):
    make_office(publish=True, image=picture, image_alt="The front door")
    call_command("backup", str(tmp_path / "backups/one"), stdout=io.StringIO())
    return tmp_path / "backups/one"


@on_sqlite
def test_a_backup_has_the_database_and_every_picture(transactional_db, made, picture):
    with sqlite3.connect(made / "database.sqlite3") as database:
        assert database.execute("SELECT slug FROM departments_publication").fetchall() == [("chief-of-staff",)]
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    with store().open(picture) as file:
        assert (made / picture).read_bytes() == file.read()
    manifest = json.loads((made / "manifest.json").read_text())
    assert [*manifest["files"]] == ["database.sqlite3", *kept_files()]
    assert (manifest["release"], manifest["database"]) == (RELEASE, "SQLite")
    assert "departments.0001_initial" in manifest["migrations"]
    assert backup.read(made) == manifest


def test_only_its_owner_reads_a_backup(made):
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_nothing_is_written_over(made):
    before = sorted(made.rglob("*"))
    with pytest.raises(CommandError, match=r"there is something already\. Name a new folder.*Nothing was written"):
        call_command("backup", str(made))
    assert sorted(made.rglob("*")) == before


def test_a_backup_that_breaks_off_is_none(tmp_path, picture, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup.shutil, "copyfileobj", full)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", str(tmp_path / "one"))
    assert [*tmp_path.iterdir()] == []


def test_a_picture_taken_out_meanwhile_is_no_fault(tmp_path, picture, monkeypatch):
    monkeypatch.setattr(backup, "kept_files", lambda: ["images/gone.webp", *kept_files()])
    manifest = backup.write(tmp_path / "one")
    assert [*manifest["files"]][1:] == kept_files()


def test_a_backup_of_a_database_without_tables_for_removals(tmp_path, monkeypatch):
    """As before an upgrade from 0.1."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE departments_removal")
    call_command("backup", str(tmp_path / "one"), stdout=io.StringIO())
    assert not (tmp_path / taken_out.FILE).exists()


def _cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def _change(path):
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


@pytest.mark.thorough
@pytest.mark.parametrize("harm", [_cut, _change, Path.unlink])
@pytest.mark.parametrize("which", [0, 1, -1])
def test_a_damaged_file_is_named(made, harm, which):
    name = [*backup.read(made)["files"]][which]
    harm(made / name)
    with pytest.raises(Refused, match=f"its file {name} is missing or damaged"):
        backup.read(made)


@pytest.mark.parametrize("manifest", [None, "", "{", "[]", '{"files": 1}', '"x"'])
def test_a_folder_without_a_whole_manifest_is_no_backup(tmp_path, manifest):
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(Refused, match="it is no backup, or one that was never finished"):
        backup.read(tmp_path)


def test_a_later_form_is_refused(made):
    manifest = json.loads((made / "manifest.json").read_text())
    (made / "manifest.json").write_text(json.dumps(manifest | {"form": 2, "release": "9.1"}))
    with pytest.raises(Refused, match=r"it was made by release 9\.1\. Restore it with that one\."):
        backup.read(made)
