"""A load that is killed, at several points: afterwards the drafts and the pictures are as before, or as after."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.school_years import malformed
from tests.test_concurrency import database_url  # noqa: F401  a database of its own, of either kind

PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
# Dies like a machine that lost its power: at the nth call of a function on the way, without a word to anybody.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
{imports}
left = [{turn}]
def dying(do):
    def done(*args, **options):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return do(*args, **options)
    return done
{patched} = dying({patched})
call_command("load_school_year", {path!r}, "--yes")
"""
LOAD = """
import django
django.setup()
from django.core.management import call_command
call_command("load_school_year", {path!r}, "--yes")
"""
DUMP = """
import django
django.setup()
from departments.models import Arrival, SchoolYear
from departments.school_years.edition import of_drafts
year = SchoolYear.objects.first()
print(of_drafts(year).edition.checksum if year else "nothing", Arrival.objects.count())
"""
POINTS = [
    ("import os", "os.replace", 1),  # the first rendition, written and not yet in its place
    ("import os", "os.replace", 4),  # the master
    ("import os", "os.fsync", 2),  # in the middle of a picture
    ("from departments.school_years import load", "load.make", 1),  # the pictures are there, the drafts are not
    ("from departments.school_years import rows", "rows._write_entries", 2),  # half of the rows
    ("from departments.school_years import rows", "rows._write_lines", 1),
    ("from departments import history", "history.record", 1),
    ("from departments.models import Load", "Load.objects.create", 1),  # everything but the load itself
    ("from departments.models import Arrival", "Arrival.delete", 1),  # and the last thing before the commit
]


def _run(code, url, media, *, kill=False):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "mpsdir.settings",
        "DATABASE_URL": url,
        "MPSDIR_MEDIA": str(media),
    }
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, text=True, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == (-signal.SIGKILL if kill else 0), done.stderr
    return done.stdout.split()


def _files(media):
    return sorted(path.name for path in Path(media).rglob("*") if path.is_file())


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "2025-26"
    folder.mkdir()
    return str(malformed.write(folder, malformed.whole()))


def test_a_killed_load_leaves_everything_as_before(database_url, path, tmp_path):  # noqa: F811
    media = tmp_path / "media"
    _run(PREPARE, database_url, media)
    for imports, patched, turn in POINTS:
        _run(KILLED.format(imports=imports, patched=patched, turn=turn, path=path), database_url, media, kill=True)
        found, _ = _run(DUMP, database_url, media)
        assert found == "nothing", patched
    # The next load finds what the last one left, removes it, and is as if there had been none.
    _run(LOAD.format(path=path), database_url, media)
    assert _run(DUMP, database_url, media)[1] == "0"
    files = _files(media)
    assert len(files) == 4 and not [name for name in files if name.startswith(".")]


def test_what_a_killed_load_stored_is_gone_before_the_next_reads_its_file(database_url, path, tmp_path):  # noqa: F811
    media = tmp_path / "media"
    _run(PREPARE, database_url, media)
    imports, patched, turn = POINTS[3]
    _run(KILLED.format(imports=imports, patched=patched, turn=turn, path=path), database_url, media, kill=True)
    assert len(_files(media)) == 4
    other = tmp_path / "2026-27.json"
    other.write_bytes(malformed.text([malformed.records()[0]]))
    _run(LOAD.format(path=str(other)), database_url, media)
    assert _files(media) == []
