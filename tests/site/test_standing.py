"""What visitors, editors and those who watch are told while the database is really gone, locked or silent."""

import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import requests
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from whitenoise.middleware import WhiteNoiseMiddleware

from mpsdir.redis_or_nothing import RedisOrNothing
from mpsdir.standing import ASK, Standing, be_impatient
from mpsdir.static_files import CollectedFiles
from mpsdir.versions import Gone
from scripts.with_postgres import find_programs, private_server
from tests.processes import GONE, in_time, run, served

MADE = """
import django
django.setup()
from tests.making import make_district, make_office, make_year
make_year()
make_district()
make_office("academics", publish=True)
"""


@pytest.fixture
def site(migrated_url, tmp_path):
    """The address of a real server that has read the district, and the file or the address of its database."""
    run(MADE, migrated_url)
    with served(migrated_url, MPSDIR_VAR=str(tmp_path)) as address:
        _warm(address)
        yield address, migrated_url


def _warm(address):
    for _ in range(20):  # each of its processes
        assert requests.get(f"{address}/offices/academics/", timeout=30).status_code == 200


@contextmanager
def _silent(folder, stopped, again):
    """All of PostgreSQL in `folder` gets the signal `stopped`, then `again`; or it is shut down, and started."""
    first = int((folder / "postmaster.pid").read_text().split()[0])
    if not stopped:
        programs, account = Path(f"/proc/{first}/exe").resolve().parent, folder.stat().st_uid
        begins = Path(f"/proc/{first}/cmdline").read_bytes().split(b"\0")[:-1]
        as_owner = {"user": account} if os.geteuid() == 0 else {}
        subprocess.run([programs / "pg_ctl", "stop", "-m", "immediate", "-D", folder], check=True, **as_owner)
        yield
        log, options = folder / "again.log", shlex.join(map(os.fsdecode, begins[1:]))
        subprocess.run([programs / "pg_ctl", "start", "-D", folder, "-l", log, "-o", options], check=True, **as_owner)
        return
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    for process in (first, *map(int, children)):
        os.kill(process, stopped)
    try:
        yield
    finally:
        for process in (*map(int, children), first):
            os.kill(process, again)


@contextmanager
def _missing(url):
    path = Path(url.removeprefix("sqlite:///"))
    away = [one.rename(one.with_name(f"away-{one.name}")) for one in path.parent.glob(f"{path.name}*")]
    yield
    assert not path.exists()  # nor made anew
    for one in away:
        one.rename(one.with_name(one.name.removeprefix("away-")))


def _ask(address, path, method="GET", *, within, **more):
    return in_time(lambda: requests.request(method, f"{address}{path}", timeout=30, **more), within)


of_a_file = pytest.mark.skipif(connection.vendor != "sqlite", reason="A file is locked, or goes.")


@pytest.mark.exhaustive
@of_a_file
def test_a_file_that_is_gone_is_told_of_and_not_made_anew(site):
    address, url = site
    with _missing(url):
        _kept_page_is_given(address)
        _tells_of_it(address)
    _heals(address)


@pytest.mark.exhaustive
@of_a_file
def test_a_file_that_is_locked_when_the_server_starts(site, tmp_path):
    """A server that has never read the district tells the number that another has kept."""
    _, url = site
    alone = tmp_path / "alone.sqlite3"
    shutil.copyfile(url.removeprefix("sqlite:///"), alone)
    locking = sqlite3.connect(alone, isolation_level=None)
    for line in ("PRAGMA journal_mode=DELETE", "BEGIN EXCLUSIVE"):
        locking.execute(line)
    with served(f"sqlite:///{alone}", MPSDIR_VAR=str(tmp_path)) as address:
        _tells_of_it(address)
        locking.execute("ROLLBACK")
        _heals(address)


@pytest.mark.exhaustive
@of_a_file
def test_visitors_read_on_while_somebody_writes(site):
    address, url = site
    locking = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    locking.execute("BEGIN EXCLUSIVE")
    answer = _ask(address, "/a-z/", within=3)
    assert answer.status_code == 200 and "as of" not in answer.text
    locking.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("fault", "status"),
    [(OperationalError("database is locked"), 503), (InterfaceError("closed"), 503), (KeyError, None)],
)
def test_a_database_that_goes_while_it_is_asked(rf, fault, status):
    standing = Standing(lambda request: None)
    answer = standing.process_exception(rf.post("/admin/", **{ASK: lambda: (1, "a")}), fault)
    assert getattr(answer, "status_code", None) == status
    assert not answer or b"Go back: what you typed is still there" in answer.content
    assert standing.process_exception(rf.post("/admin/"), fault) is None  # a test, or another server


def test_a_form_of_ours_can_be_sent_again_from_the_page_that_refused_it(rf):
    def gone():
        raise Gone

    typed = {"_opened_by": "ann", "hours": ["Weekdays", "<8>"], "image": SimpleUploadedFile("desk.png", b"x")}
    standing = Standing(lambda request: None)

    def answer(posted, **headers):
        return standing(rf.post("/admin/?a=1", posted, **{ASK: gone} | headers)).content.decode()

    ours = answer(typed, headers={"Origin": "http://testserver"})
    assert '<form method="post" action="/admin/?a=1">' in ours and "Send it again</button>" in ours
    assert re.findall(r'name="hours" value="([^"]*)"', ours) == ["Weekdays", "&lt;8&gt;"]
    assert "Choose desk.png again" in ours
    others = [answer(typed), answer(typed, headers={"Origin": "http://elsewhere.example.org"}), answer({"hours": "8"})]
    assert ["<form" in page for page in others] == [False] * 3


def test_who_serves_people_waits_three_seconds():
    of_a_file, of_a_server = {"timeout": 20}, {"pool": {"timeout": 20}}
    be_impatient(of_a_file), be_impatient(of_a_server)
    assert of_a_file == {"timeout": 3}
    assert of_a_server == {"pool": {"timeout": 2}, "connect_timeout": 2, "options": "-c lock_timeout=3s"}


@pytest.mark.thorough
@pytest.mark.skipif(connection.vendor != "postgresql", reason="A server is stopped.")
@pytest.mark.parametrize(("stopped", "again"), [(signal.SIGSTOP, signal.SIGCONT), (None, None)], ids=["still", "shut"])
@pytest.mark.parametrize("gone", [None, *(pytest.param(one, marks=pytest.mark.exhaustive) for one in GONE)])
def test_a_server_that_stands_still_or_is_shut_down(tmp_path, stopped, again, gone):
    with private_server(find_programs(os.environ.get("MPSDIR_TEST_POSTGRES"))) as url:
        run("import django; django.setup(); django.core.management.call_command('migrate', verbosity=0)", url)
        run(MADE, url)
        with served(url, MPSDIR_VAR=str(tmp_path), **GONE.get(gone, {})) as address, psycopg.connect(url) as asking:
            folder = Path(asking.execute("SHOW data_directory").fetchone()[0])
            asking.close()
            _warm(address)
            with _silent(folder, stopped, again):
                _kept_page_is_given(address)
                _tells_of_it(address)
            _heals(address)


def _kept_page_is_given(address):
    kept = _ask(address, "/offices/academics/", within=3)
    assert kept.status_code == 200 and "This page is as of" in kept.text


def _tells_of_it(address):
    for path, more in (
        ("/a-z/", {}),
        ("/search/?q=arts", {}),
        ("/offices/academics/", {"cookies": {"sessionid": "x" * 32}}),
        ("/admin/", {}),
    ):
        answer = _ask(address, path, within=3, **more)
        assert (path, answer.status_code) == (path, 503)
        assert '<a href="tel:+14144758393">414-475-8393</a>' in answer.text and answer.headers["Retry-After"]
        assert answer.headers["Content-Security-Policy"]
    sent = _ask(address, "/admin/login/", "POST", data={"username": "x"}, within=3)
    assert sent.status_code == 503 and "Go back: what you typed is still there" in sent.text
    assert _ask(address, "/health/live/", within=0.1).status_code == 200
    ready = _ask(address, "/health/ready/", within=2)
    told = ["The database does not answer. Start it, or mend DATABASE_URL."]
    assert (ready.status_code, ready.json()["problems"]) == (503, told)


def _heals(address):
    time.sleep(5)
    for path in ("/a-z/", "/health/ready/", "/admin/login/") * 4:
        assert requests.get(f"{address}{path}", timeout=30).status_code == 200


def test_no_page_needs_collected_static_files(tmp_path, settings, caplog):
    settings.STATIC_ROOT = tmp_path
    files = CollectedFiles()
    assert [files.stored_name("departments/base.css") for _ in range(2)] == ["departments/base.css"] * 2
    assert [record.message for record in caplog.records] == [
        "The static file departments/base.css was not collected: run manage.py collectstatic, and restart."
    ]


def test_collected_static_files_named_by_their_contents_are_kept_by_browsers(tmp_path, settings, monkeypatch):
    """WhiteNoise alone takes jquery.min.js for one of them, and asks where jquery.js is."""
    monkeypatch.setattr(WhiteNoiseMiddleware, "get_static_url", pytest.fail)
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = tmp_path, False
    for name in ("jquery.min.js", "base.css", "base.0123456789ab.css"):
        (tmp_path / name).write_text("")
    files = WhiteNoiseMiddleware(lambda request: None).files
    kept = {name.rpartition("/")[2] for name, file in files.items() if "immutable" in str(file.alternatives)}
    assert kept == {"base.0123456789ab.css"}


def test_a_cache_that_is_gone_is_said_once(caplog, monkeypatch):
    monkeypatch.setattr(RedisOrNothing, "_is_gone", False)  # of the process
    cache = RedisOrNothing("redis://127.0.0.1:1/0", {})  # nobody listens there
    assert (cache.get("a"), cache.get("a", 7), cache.set("a", 1), cache.delete("a")) == (None, 7, None, False)
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "The cache does not answer, and the site goes on without it"
    ]
