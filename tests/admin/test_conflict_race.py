"""Two processes save the same form at the same moment: one goes through, the other is asked. Nothing is lost."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROUNDS = 4
SET_UP = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.making import make_office, make_person
office = make_office("academics", departments=30)
make_person("mary", "Publishers")
make_person("ben", "Publishers")
"""
# Each opens the form, says so, waits for the word, and saves.
EDITOR = """
import sys
import django
django.setup()
settings = django.conf.settings
settings.STORAGES["staticfiles"] = {{"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
settings.WHITENOISE_AUTOREFRESH = True
settings.ALLOWED_HOSTS = ["testserver"]
from django.contrib.auth import get_user_model
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from departments.models import Office
from tests.admin.test_office import _address, _posted
desk = Client()
desk.force_login(get_user_model().objects.get(username="{name}"))
address = _address(Office.objects.get())
for turn in range({rounds}):
    posted = _posted(desk.get(address)) | {{"{field}": f"{name} {{turn}}"}}
    print("open", flush=True)
    sys.stdin.readline()
    print(desk.post(address, posted).status_code, flush=True)
    sys.stdin.readline()
"""
READ = """
import django
django.setup()
from departments.models import Office
print(Office.objects.get().hours)
print(Office.objects.get().location)
"""


def _start(code, url):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "mpsdir.settings", "DATABASE_URL": url}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, text=True, **pipes)


def _run(code, url):
    process = _start(code, url)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return output.splitlines()


@pytest.fixture
def database_url(tmp_path, django_db_blocker):
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'shared.sqlite3'}"
        return
    name = f"conflict_{os.getpid()}"
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.thorough
def test_of_two_saves_at_the_same_moment_exactly_one_is_refused(database_url):
    _run(SET_UP, database_url)
    # Different fields: a check that came too early would let both through, and the later whole row undo the earlier.
    editors = [
        _start(EDITOR.format(name=name, field=field, rounds=ROUNDS), database_url)
        for name, field in [("mary", "hours"), ("ben", "location")]
    ]
    for turn in range(ROUNDS):
        assert [editor.stdout.readline() for editor in editors] == ["open\n"] * 2
        _say_go(editors)
        answers = [int(editor.stdout.readline()) for editor in editors]
        assert sorted(answers) == [302, 409]
        hours, location = _run(READ, database_url)
        saved = [hours == f"mary {turn}", location == f"ben {turn}"]
        assert saved == [answer == 302 for answer in answers]
        _say_go(editors)
    for editor in editors:
        editor.communicate(timeout=120)
    assert [editor.returncode for editor in editors] == [0, 0]


def _say_go(editors):
    for editor in editors:
        editor.stdin.write("\n")
    for editor in editors:
        editor.stdin.flush()
