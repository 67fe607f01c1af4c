"""Backups and restores that die without a word, and people who save meanwhile: all of it, or nothing, is there."""

import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from departments.management.copies import backup
from tests.copies.places import EVERYTHING
from tests.every import times
from tests.processes import start

pytestmark = pytest.mark.exhaustive
exhaustive = pytest.mark.exhaustive
FILES, PLACE = "departments.management.copies.whole_database", "departments.management.copies.restore"
DYING = """
import django
django.setup()
from django.core.management import call_command
from tests.school_years.killing import die_at
die_at(*{point!r})
call_command({command!r}, {path!r})
"""
DIES_IN_BACKUPS = [
    ("departments.management.copies.backup", "shutil.copyfileobj", 2, "before"),
    *(
        pytest.param(point, marks=exhaustive)
        for point in [
            ("pathlib", "Path.replace", 1, "after"),
            ("departments.management.copies.backup", "database", 1, "after"),
            ("departments.management.copies.backup", "kept_files", 1, "before"),
            ("departments.management.copies.backup", "shutil.copyfileobj", 4, "after"),
            ("departments.management.copies.backup", "json.dumps", 1, "after"),
            ("os", "fsync", 1, "before"),
            ("os", "fsync", 3, "after"),
            ("pathlib", "Path.replace", 1, "before"),
        ]
    ),
]
DIES_IN_RESTORES = [
    (PLACE, "own_pages.followed", 1, "before"),
    *(
        pytest.param(point, marks=exhaustive)
        for point in [
            (PLACE, "_refuse_unless_it_fits", 1, "after"),
            ("os", "replace", 1, "before"),
            ("os", "replace", 2, "after"),
            (FILES, "shutil.copyfile", 1, "after"),
            (FILES, "subprocess.run", 1, "after"),
            (FILES, "subprocess.run", 2, "before"),
            (FILES, "subprocess.run", 2, "after"),
            (FILES, "PostgreSQL._connect", 1, "before"),
            (FILES, "PostgreSQL._connect", 1, "after"),
            (FILES, "PostgreSQL._connect", 2, "before"),
            (FILES, "PostgreSQL._connect", 2, "after"),
            (PLACE, "call_command", 1, "before"),
            (PLACE, "call_command", 1, "after"),
            (PLACE, "search_index.forget", 1, "before"),
            (FILES, "on_disk", 1, "before"),
            (FILES, "on_disk", 1, "after"),
            (FILES, "Path.replace", 1, "after"),
            (FILES, "on_disk", 2, "after"),
        ]
    ),
]


def _die(place, point, command, path):
    """Whether it died there; what does not happen on this kind of database is no death."""
    code = DYING.format(point=point, command=command, path=str(path))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=place.environment(), capture_output=True, text=True
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def _is_whole_or_nothing(told, path):
    if path.exists():
        backup.read(path)
    else:
        told.manage("backup", path)
    return backup.read(path)["files"]


@pytest.mark.parametrize("point", DIES_IN_BACKUPS)
def test_a_killed_backup_is_whole_or_not_there(told, tmp_path, point):
    assert _die(told, point, "backup", tmp_path / "two")
    assert (tmp_path / "two").exists() == (point[1:] == ("Path.replace", 1, "after"))
    assert len(_is_whole_or_nothing(told, tmp_path / "two")) == len(backup.read(told.backups / "one")["files"])


@exhaustive
@pytest.mark.parametrize("point", DIES_IN_RESTORES)
def test_a_killed_restore_leaves_the_place_empty_or_whole(told, empty, point):
    died = _die(empty, point, "restore", told.backups / "one")
    _is_empty_or_whole(told, empty, must_be_empty=died and point[1] not in ("Path.replace", "on_disk"))


def _is_empty_or_whole(told, empty, *, must_be_empty=False):
    rows = empty.everything()[0]
    if must_be_empty or rows == {}:
        assert rows == {}
        empty.manage("restore", told.backups / "one")
    assert empty.everything() == told.everything()


@exhaustive
@pytest.mark.parametrize("seed", range(times(6, 2)))
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_killed_at_any_moment(told, empty, tmp_path, command, seed):
    place, path = (told, tmp_path / "two") if command == "backup" else (empty, told.backups / "one")
    process = subprocess.Popen(
        [sys.executable, "manage.py", command, path],
        cwd=settings.BASE_DIR,
        env=place.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(random.Random(seed).uniform(0.3, 4))
    process.kill()
    process.wait()
    if command == "backup":
        _is_whole_or_nothing(told, path)
    else:
        _is_empty_or_whole(told, empty)


SAVING = """
import sys, time
import django
django.setup()
from django.db import transaction
from departments.models import Department, Office
office = Office.objects.get(slug="academics")
slowest = count = 0
print("saving", flush=True)
while True:
    began = time.monotonic()
    with transaction.atomic():
        count += 1
        Office.objects.filter(pk=office.pk).update(hours=str(count))
        Department.objects.filter(office=office).update(hours=str(count))
    slowest = max(slowest, time.monotonic() - began)
    print(count, round(slowest, 2), flush=True)
"""
HOURS = """
import django
django.setup()
from departments.models import Department, Office
print({*Office.objects.filter(slug="academics").values_list("hours", flat=True)}
    | {*Department.objects.filter(office__slug="academics").values_list("hours", flat=True)})
"""


@exhaustive
@pytest.mark.parametrize("run", range(times(6, 2)))
def test_who_saves_meanwhile_goes_on_and_is_in_it_as_a_whole(copied, empty, tmp_path, run):
    saving = start(SAVING, copied.url)
    assert saving.stdout.readline() == "saving\n"
    copied.manage("backup", tmp_path / f"run-{run}")
    saving.kill()
    *_, last = saving.communicate()[0].splitlines()[:-1]
    count, slowest = last.split()
    assert (int(count) > 20, float(slowest) < 3) == (True, True), last
    empty.manage("restore", tmp_path / f"run-{run}")
    assert len(eval(empty.run(HOURS))) == 1


def test_what_is_compared_is_there(told):
    """Otherwise the tests above would compare nothing with nothing."""
    rows, files = told.everything()
    assert len(rows) > 100 and len(files) == 4 and EVERYTHING
