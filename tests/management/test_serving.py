"""Whether visitors can read, and what the site does without: of each part that breaks, in time, and to everybody."""

import socket
import threading
from collections import namedtuple

import psycopg
import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from departments.management import serving
from departments.page.storage import store
from mpsdir.redis_or_nothing import RedisOrNothing
from tests.making import make_year
from tests.processes import in_time, served

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "free")


@pytest.fixture
def ready(client, monkeypatch):
    """Ask whether the site is ready: what it does without where it is, and why not where it is not."""
    monkeypatch.setattr(serving, "_asked", {})
    client.get("/health/live/")  # reads all addresses

    def asked():
        answer = in_time(lambda: client.get("/health/ready/"), within=2)
        told = answer.json()
        assert (answer.status_code, told["ready"]) == ((503, False) if told["problems"] else (200, True))
        return told["problems"], told["remarks"]

    return asked


@pytest.fixture
def silence():
    """The port of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


class GoneStorage(FileSystemStorage):
    def exists(self, name):
        raise ConnectionError("no route to 10.0.0.9")


class SilentStorage(FileSystemStorage):
    may_answer = threading.Event()
    asked = 0

    def exists(self, name):
        type(self).asked += 1
        self.may_answer.wait(10)
        return False


def test_a_site_that_is_well_or_new_is_ready(ready):
    assert ready() == ([], [])
    make_year()
    assert ready() == ([], [])


def test_tables_of_another_release_are_a_problem(ready):
    last = MigrationRecorder.Migration.objects.filter(app="departments").order_by("name").last()
    last.delete()
    assert ready() == (["1 database migrations wait to be applied: run manage.py migrate."], [])


def test_styles_that_were_not_collected_are_a_problem(ready, settings):
    where = "mpsdir.static_files.CollectedFiles"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": where}}
    settings.STATIC_ROOT, settings.DEBUG = "/nowhere", False
    assert ready() == (["Styles and scripts are missing: run manage.py collectstatic, and restart."], [])


def test_a_database_without_the_years_whose_pictures_are_kept_is_a_problem(ready):
    name = store().save("images/kept.jpg", ContentFile(b"a picture"))
    told = "There is no school year, though pictures of one are kept."
    assert ready() == ([f"{told} Name the database of this site in DATABASE_URL, or restore a backup."], [])
    make_year()
    assert ready() == ([], [])
    store().delete(name)


def test_a_cache_that_is_silent_is_a_remark(ready, settings, monkeypatch, silence):
    monkeypatch.setattr(RedisOrNothing, "_is_gone", False)  # it says so once in each process
    options = {"socket_timeout": 0.1, "socket_connect_timeout": 0.1}
    cache = {"BACKEND": "mpsdir.redis_or_nothing.RedisOrNothing", "OPTIONS": options}
    settings.CACHES = {**settings.CACHES, "default": cache | {"LOCATION": f"redis://127.0.0.1:{silence}"}}
    assert ready() == ([], ["The cache keeps nothing. Start it, give it memory, or mend CACHE_URL."])


def test_a_store_that_is_gone_is_a_remark_without_where_it_is(ready, settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.GoneStorage"}}
    make_year()
    assert ready() == ([], ["The store of pictures does not answer. Start it, or mend MPSDIR_MEDIA."])


def test_a_store_that_is_silent_is_told_in_time_and_not_asked_once_more(ready, settings, monkeypatch):
    monkeypatch.setattr(serving, "IN_TIME", 0.1)
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.SilentStorage"}}
    make_year()
    told = ["The store of pictures does not answer. Run manage.py status to see why."]
    assert [ready(), ready()] == [([], told)] * 2
    assert SilentStorage.asked == 1
    SilentStorage.may_answer.set()
    assert [heard.result(5) for heard in serving._asked.values()] == ["", "", ""]
    assert ready() == ([], [])


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (
            ("shutil.disk_usage", Usage(300 * 1024**2)),
            "Little space is left. Remove old backups, or give it a larger disk.",
        ),
        (("os.access", False), "A folder cannot be written to. Give it to the account of this site, or mend its disk."),
        (("shutil.disk_usage", None), "The disk does not answer. Run manage.py status to see why."),
    ],
    ids=["full", "read-only", "gone"],
)
def test_a_disk_that_is_not_well_is_a_remark(ready, monkeypatch, broken, told):
    monkeypatch.setattr(broken[0], lambda *arguments: broken[1])
    assert ready() == ([], [told])


@pytest.mark.thorough
@pytest.mark.skipif(connection.vendor != "postgresql", reason="Who reads a file waits for nobody.")
def test_a_table_that_is_locked_is_told_in_time(migrated_url):
    with served(migrated_url) as address, psycopg.connect(migrated_url) as locking:
        requests.get(f"{address}/health/ready/", timeout=30)
        locking.execute("LOCK TABLE departments_schoolyear")
        told = in_time(lambda: requests.get(f"{address}/health/ready/", timeout=30), within=2).json()
        assert told["problems"] == ["The database does not answer. Start it, or mend DATABASE_URL."]
