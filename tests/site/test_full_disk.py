"""A disk that is really full or takes no writes, and something else gone: all read on, and saves come back."""

import json
import os
import re
import shutil
import subprocess
from contextlib import ExitStack, contextmanager, suppress
from html import unescape

import pytest
import requests
from django.db import connection

from tests.processes import GONE, run, served
from tests.site.test_waiting_saves import HIDDEN, OPENED

PAGES = ("/offices/academics/", "/a-z/", "/people/", "/search/?q=nothing", "/directory.csv")
pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="The database lies on the small disk."),
    pytest.mark.skipif(os.geteuid() != 0, reason="Only root makes a small disk."),
]


@pytest.fixture
def disk(tmp_path):
    """A disk of 32 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("No disk may be made here.")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


@contextmanager
def _full(disk):
    with suppress(OSError), (disk / "filling").open("wb", buffering=0) as filling:
        while filling.write(bytes(4096)):
            pass
    yield
    (disk / "filling").unlink()


@pytest.fixture
def opened(migrated_url, disk):
    """The database on the disk, and a form that somebody opened: its address, cookies and what it sends."""
    database = disk / "db.sqlite3"
    form = json.loads(run(OPENED, migrated_url))
    shutil.copyfile(migrated_url.removeprefix("sqlite:///"), database)
    return database, *form


@contextmanager
def _only_read(disk):
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)


@pytest.mark.parametrize("gone", GONE)
def test_a_server_that_starts_on_a_disk_that_takes_no_writes_reads_on_and_heals(opened, disk, gone):
    database, path, cookies, data = opened
    with ExitStack() as running:
        with _only_read(disk):
            address = running.enter_context(served(f"sqlite:///{database}", MPSDIR_VAR=str(disk), **GONE[gone]))
            browser = running.enter_context(requests.Session())
            browser.headers["Origin"] = address
            browser.cookies.update(cookies)
            for page in PAGES * 3:
                assert (page, requests.get(address + page, timeout=30).status_code) == (page, 200)
            assert browser.get(address + path).status_code == 200
            back = browser.post(address + path, data | {"hours": "Weekdays 8 to 4"})
            assert (back.status_code, "Nothing can be written just now." in back.text) == (503, True)
            assert "<dt>Hours</dt><dd>Weekdays 8 to 4</dd>" in back.text
        again = {name: unescape(value) for name, value in re.findall(HIDDEN, back.text)}
        assert browser.post(address + path, again, allow_redirects=False).status_code == 302
        assert 'value="Weekdays 8 to 4"' in browser.get(address + path).text


@pytest.mark.parametrize("gone", GONE)
def test_visitors_read_on_and_a_save_comes_back_as_it_was_sent(opened, disk, gone):
    database, path, cookies, data = opened
    with served(f"sqlite:///{database}", MPSDIR_VAR=str(disk), **GONE[gone]) as address, requests.Session() as browser:
        browser.headers["Origin"] = address
        browser.cookies.update(cookies)
        for _ in range(20):  # each of its processes
            assert requests.get(f"{address}/offices/academics/", timeout=30).status_code == 200
        with _full(disk):
            for page in PAGES * 3:
                assert (page, requests.get(address + page, timeout=30).status_code) == (page, 200)
            ready = requests.get(f"{address}/health/ready/", timeout=30)
            told = 1 if gone == "mail" else 2  # of the disk, and of what visitors may miss
            assert (ready.status_code, len(ready.json()["remarks"])) == (200, told)
            back = browser.post(address + path, data | {"hours": "Weekdays 8 to 4", "body": "<p>Words</p>" * 500})
            assert (back.status_code, "The disk is full." in back.text) == (503, True)
            assert "<dt>Hours</dt><dd>Weekdays 8 to 4</dd>" in back.text
            assert browser.get(address + path).status_code == 200
        again = {name: unescape(value) for name, value in re.findall(HIDDEN, back.text)}
        assert browser.post(address + path, again, allow_redirects=False).status_code == 302
        assert 'value="Weekdays 8 to 4"' in browser.get(address + path).text
