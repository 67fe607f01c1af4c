"""The way back: the whole directory as it was, into an empty place and no other."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from departments.removal import taken_out
from tests.copies.places import Place
from tests.kept.restoring import RELEASES, restore
from tests.removal.story import NAME

pytestmark = pytest.mark.exhaustive
VERSION = """
import django
django.setup()
from departments.models import DirectoryVersion
print(len(DirectoryVersion.objects.current()[1]), DirectoryVersion.objects.current())
"""


@pytest.mark.exhaustive
def test_everything_comes_back(told, empty):
    said = empty.manage("restore", told.backups / "one")
    assert empty.everything() == told.everything()
    assert empty.run(VERSION) != told.run(VERSION)  # so that nothing that was kept is taken for today's
    opened, broken = re.search(r"(\d+) pages opened, (\d+) of them could not be shown", said).groups()
    assert (int(opened) > 20, broken) == (True, "0")
    if empty.url.startswith("sqlite"):
        place = Path(empty.url.removeprefix("sqlite:///"))
        assert [path.name for path in place.parent.glob("*sqlite3*")] == [place.name]
        with sqlite3.connect(place) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()


@pytest.mark.exhaustive
def test_a_database_that_is_not_empty_is_refused(told):
    before = told.everything()
    said = told.manage("restore", told.backups / "one", fails=True)
    assert "is not empty. Name an empty one" in said and "Nothing was restored." in said
    assert told.everything() == before


@pytest.mark.exhaustive
def test_a_store_that_has_other_pictures_is_refused(told, empty):
    other = empty.var / "media/images/0.webp"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"of somebody else")
    said = empty.manage("restore", told.backups / "one", fails=True)
    assert "the store has images/0.webp, which is not in the backup" in said
    assert empty.everything() == [{}, {"0.webp": 16}]


@pytest.mark.exhaustive
def test_pictures_that_are_there_already_are_no_hindrance(told, empty):
    shutil.copytree(told.var / "media", empty.var / "media")
    empty.manage("restore", told.backups / "one")
    assert empty.everything() == told.everything()


@pytest.mark.exhaustive
def test_the_other_kind_of_database_is_refused(told, empty, saying):
    other = "SQLite" if told.url.startswith("postgres") else "PostgreSQL"
    said = empty.manage("restore", saying(database=other), fails=True)
    assert f"it is of {other}, and DATABASE_URL names" in said


@pytest.mark.exhaustive
def test_a_backup_of_a_later_release_is_refused(empty, saying):
    said = empty.manage("restore", saying(migrations=["departments.9999_later"], release="9.1"), fails=True)
    assert "it was made by release 9.1, which has departments.9999_later. Restore it with that release." in said


@pytest.mark.exhaustive
@pytest.mark.parametrize("release", RELEASES)
def test_a_backup_of_an_earlier_release_is_brought_to_todays_form(release, empty, database_url, tmp_path):
    """Made with today's code before the upgrade: its tables are those of then."""
    old = Place(database_url, tmp_path / "old", tmp_path / "backups")
    old.var.mkdir()
    restore(release, database_url, old.var)
    old.manage("backup", old.backups / "one")
    said = empty.manage("restore", old.backups / "one")
    assert " 0 of them could not be shown" in said
    assert "[ ]" not in empty.manage("showmigrations")


# --- who was taken out since ---------------------------------------------------------------------------------------

TAKE_OUT = f"""
import django
django.setup()
from departments.removal import Wanted, find, take_out
wanted = Wanted(name="{NAME}", email="ann.roe@example.org", number="414-475-8457 ext. 12")
found = find(wanted)
take_out(wanted, set(found.places), by=None, shown=found.shown)
"""
LEFT = """
import django, json
django.setup()
from tests.removal.story import standing_in
print(json.dumps(sorted(standing_in("Ann Roe ", 'Ann Roe"', "Ann Roe.", "ann roe |", "ann.roe", "475-8457"))))
"""


@pytest.mark.exhaustive
def test_who_was_taken_out_since_is_taken_out_again(copied, empty):
    assert json.loads(copied.run(LEFT)) != []
    copied.run(TAKE_OUT)
    assert json.loads(copied.run(LEFT)) == []
    noted = (copied.backups / taken_out.FILE).read_text()
    said = empty.manage("restore", copied.backups / "one")
    assert "Noted beside the backups as taken out: 2; not yet out of this one: 1." in said
    assert ", and now again: " in said
    assert json.loads(empty.run(LEFT)) == []
    assert _marks(empty) == _marks(copied)
    # What is noted says nothing of her.
    for value in ("Ann", "Roe", "ann.roe", "475", "8457"):
        assert value.casefold() not in re.sub(r'"[0-9a-f]{32}"', "", noted).casefold()


def _marks(place):
    return {row["marks"] for key, row in place.everything()[0].items() if key.startswith("departments_removal ")}


@pytest.mark.exhaustive
def test_a_later_backup_notes_who_was_taken_out(copied, tmp_path):
    copied.run(TAKE_OUT)
    copied.manage("backup", tmp_path / "elsewhere/two")
    noted = [(folder / taken_out.FILE).read_text().split("\n") for folder in (tmp_path / "elsewhere", copied.backups)]
    assert {*noted[0]} == {*noted[1]}


@pytest.mark.exhaustive
def test_marks_of_another_secret_are_a_question(copied, empty):
    copied.run(TAKE_OUT)
    other = {"MPSDIR_SECRET_KEY": "another"}
    said = empty.manage("restore", copied.backups / "one", fails=True, **other)
    assert "under another SECRET_KEY" in said and "--without-removals" in said
    assert empty.everything()[0] == {}
    empty.manage("restore", copied.backups / "one", "--without-removals", **other)
    assert json.loads(empty.run(LEFT)) != []


# --- PostgreSQL's own programs -------------------------------------------------------------------------------------


def _only_postgresql(place):
    if not place.url.startswith("postgres"):
        pytest.skip("SQLite needs no program beside Python")


def test_without_pg_dump_it_is_said_what_to_install(told, tmp_path):
    _only_postgresql(told)
    said = told.manage("backup", tmp_path / "two", fails=True, PATH=str(tmp_path))
    assert "pg_dump: it is not installed here. Install PostgreSQL's client" in said
    assert [*tmp_path.iterdir()] == []


def test_an_older_pg_dump_is_a_sentence(told, tmp_path):
    _only_postgresql(told)
    (tmp_path / "pg_dump").write_text(
        "#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2\n"
        "echo 'pg_dump: detail: server version: 17.2; pg_dump version: 15.18' >&2\nexit 1\n"
    )
    (tmp_path / "pg_dump").chmod(0o755)
    said = told.manage("backup", tmp_path / "two", fails=True, PATH=f"{tmp_path}:/usr/bin:/bin")
    assert "server version: 17.2; pg_dump version: 15.18. Install a pg_dump as new as the server" in said


def test_statements_that_fail_leave_the_database_empty(told, empty):
    _only_postgresql(told)
    empty.run(
        "import django; django.setup(); from django.db import connection as c; "
        "c.cursor().execute('CREATE TYPE departments_office AS ENUM ()')"
    )
    said = empty.manage("restore", told.backups / "one", fails=True)
    assert "psql: " in said and "already exists" in said
    assert empty.everything()[0] == {}
