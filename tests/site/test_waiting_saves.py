"""A save that cannot be written now: its form comes back with all that was typed, says what runs, and is sent again."""

import errno
import json
import os
import re
import sqlite3
import time
from contextlib import contextmanager
from html import unescape
from itertools import combinations

import psycopg
import pytest
import requests
from django.db import InternalError, OperationalError, connection
from django.utils import timezone

from departments.models.under_way import under_way, what_is
from departments.publishing import publish
from departments.school_years.loading import load
from mpsdir.standing import ASK
from tests.admin.test_office import _posted
from tests.making import make_office, make_person
from tests.processes import DESK, GONE, in_time, run, served, start

# Somebody has the form of an office open: where, with which cookies, and what it sends.
OPENED = f"""{DESK}
import json
from tests.making import make_office, make_person
office = make_office("academics", publish=True)
desk.force_login(make_person("publisher", "Publishers"))
page = desk.get(_address(office))
context = page.context
tokens = {{"csrfmiddlewaretoken": context["csrf_token"], "_opened_by": context["typing"]["token"]}}
tokens["_seen"] = context["seen"]
cookies = {{name: cookie.value for name, cookie in desk.cookies.items()}}
print(json.dumps([_address(office), cookies, _posted(page) | tokens], default=str))
"""


@contextmanager
def _others_write(url):
    """Somebody else writes for long: has the file, or all offices."""
    if connection.vendor == "sqlite":
        writing = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        writing.execute("BEGIN IMMEDIATE")
    else:
        writing = psycopg.connect(url)
        writing.execute("SELECT * FROM departments_office FOR UPDATE")
    yield
    writing.close()


@contextmanager
def _form(url, folder, **services):
    """The form of an office, open at a real site: a browser, its address and what it sends."""
    path, cookies, data = json.loads(run(OPENED, url))
    with served(url, MPSDIR_VAR=str(folder), **services) as address, requests.Session() as browser:
        browser.headers["Origin"] = address
        browser.cookies.update(cookies)
        yield browser, address + path, data


@pytest.mark.exhaustive
@pytest.mark.parametrize("gone", GONE)
def test_a_save_that_waits_too_long_gets_its_form_back_and_is_saved_when_sent_again(migrated_url, tmp_path, gone):
    with _form(migrated_url, tmp_path, **GONE[gone]) as (browser, form, data):
        with _others_write(migrated_url):
            began = time.monotonic()
            back = browser.post(form, data | {"hours": "Weekdays 8 to 4"})
            assert (back.status_code, back.headers["Retry-After"]) == (503, "5")
            assert 2.5 < time.monotonic() - began < 8
            assert "<dt>Hours</dt><dd>Weekdays 8 to 4</dd>" in back.text
            assert "Nothing of yours is saved yet, and nothing is lost.</strong> Somebody else is saving" in back.text
            # Who only looks waits for nobody.
            assert in_time(lambda: browser.get(form), within=2.5).status_code == 200
        again = {name: unescape(value) for name, value in re.findall(HIDDEN, back.text)}
        assert browser.post(form, again, allow_redirects=False).status_code == 302
        assert 'value="Weekdays 8 to 4"' in browser.get(form).text


@pytest.mark.exhaustive
@pytest.mark.parametrize("gone", list(combinations(GONE, 2)), ids="+".join)
def test_what_is_saved_and_read_needs_nothing_beside_the_database(migrated_url, tmp_path, gone):
    with _form(migrated_url, tmp_path, **GONE[gone[0]], **GONE[gone[1]]) as (browser, form, data):
        assert browser.post(form, data | {"hours": "Weekdays 8 to 4"}, allow_redirects=False).status_code == 302
        assert 'value="Weekdays 8 to 4"' in browser.get(form).text
        site = form.partition("/admin/")[0]
        for page in ("/offices/academics/", "/a-z/", "/search/?q=nothing", "/health/ready/"):
            assert (page, requests.get(site + page, timeout=30).status_code) == (page, 200)


@pytest.mark.thorough
@pytest.mark.django_db
class TestWhoIsGivenTheFormBack:
    @pytest.fixture
    def post(self, client, monkeypatch):
        """Post an office's form of a person, who is signed in, and have it fail; the page that is given."""
        office, client.raise_request_exception = make_office("academics"), False
        client.force_login(make_person("publisher", "Publishers"))

        def posted(fault, data=None, origin="http://testserver", account=None):
            def fail(*arguments, **options):
                raise fault

            monkeypatch.setattr("departments.admin.office.OfficeAdmin.save_model", fail)
            path = f"/admin/departments/office/{office.pk}/change/"
            page = client.get(path)
            data = data or _posted(page) | {"_opened_by": page.context["typing"]["token"], "hours": "Weekdays 8 to 4"}
            if account:
                client.force_login(account)
            return client.post(path, data, headers={"Origin": origin}, **{ASK: lambda: (1, "a")})

        return posted

    @pytest.mark.parametrize(
        ("fault", "told"),
        [
            (OperationalError("database is locked"), "Somebody else is saving just now."),
            (OperationalError("canceling statement due to lock timeout"), "Somebody else is saving just now."),
            (OperationalError("deadlock detected"), "Somebody else is saving just now."),
            (OperationalError("database or disk is full"), "The disk is full. The people who look after"),
            (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "The disk is full. The people who look after"),
            (OSError(errno.EFBIG, os.strerror(errno.EFBIG)), "The disk is full. The people who look after"),
            (OperationalError("attempt to write a readonly database"), "Nothing can be written just now. The people"),
            (InternalError("cannot execute UPDATE in a read-only transaction"), "Nothing can be written just now."),
            (OSError(errno.EROFS, os.strerror(errno.EROFS)), "Nothing can be written just now. The people who"),
        ],
        ids=str,
    )
    def test_whoever_typed_it_with_the_reason(self, post, fault, told):
        page = post(fault)
        assert (page.status_code, page.headers["Retry-After"], page.headers["Cache-Control"]) == (503, "5", "no-store")
        assert f"nothing is lost.</strong> {told}" in page.text
        assert "<dt>Hours</dt><dd>Weekdays 8 to 4</dd>" in page.text
        assert bool(re.search("<form[^>]*data-again", page.text)) == ("Somebody else" in told)

    def test_nobody_else(self, post):
        locked = OperationalError("database is locked")
        forged, others = post(locked, origin="http://elsewhere.example.org"), post(locked, account=make_person("ann"))
        assert (forged.status_code, others.status_code) == (503, 403)
        assert "Weekdays 8 to 4" not in forged.text + others.text
        assert "Somebody else is saving just now. Nothing was saved. Go back" in forged.text

    def test_a_mistake_of_ours_is_none_of_this(self, post):
        for fault in (ValueError("locked"), FileNotFoundError("away"), OSError("no route to host")):
            assert post(fault).status_code == 500

    def test_what_runs_is_told(self, post):
        with under_way("A school year is being loaded."):
            page = post(OperationalError("database is locked"))
        assert "A school year is being loaded. What you typed" in page.text


def test_what_was_under_way_is_not_told_any_more(tmp_path, settings):
    settings.DIRECTORY_FOLDER = tmp_path
    assert what_is() == ""
    with under_way("One."), under_way("Two."):
        assert what_is() in ("One.", "Two.")
    assert (what_is(), list(tmp_path.rglob("*.*"))) == ("", [])


@pytest.mark.thorough
def test_what_was_under_way_of_who_was_killed_is_not_told(tmp_path, settings):
    settings.DIRECTORY_FOLDER = tmp_path
    killed = start(KILLED, "sqlite://", MPSDIR_VAR=str(tmp_path))
    assert killed.stdout.readline() == "begun\n"
    assert what_is() == "Three."
    killed.kill()
    killed.communicate(timeout=30)
    assert (what_is(), len(list((tmp_path / "under-way").iterdir()))) == ("", 0)


KILLED = """
import django
django.setup()
from departments.models.under_way import under_way
with under_way("Three."):
    print("begun", flush=True)
    input()
"""


def test_nothing_fails_because_it_cannot_be_told(tmp_path, settings):
    settings.DIRECTORY_FOLDER = tmp_path
    (tmp_path / "under-way").touch()
    with under_way("One."):
        assert what_is() == ""


@pytest.mark.django_db
def test_who_loads_or_publishes_says_so(monkeypatch):
    told = []
    monkeypatch.setattr("departments.publishing.verbs.our_turn", lambda: told.append(what_is()) or timezone.now())
    publish(make_office(), by=None)
    monkeypatch.setattr("departments.school_years.loading._load", lambda *arguments: told.append(what_is()))
    load(None, source="a.xlsx")
    assert told == [
        "An office is being published or taken off the site just now.",
        "A school year is being loaded just now.",
    ]


HIDDEN = r'<input type="hidden" name="([^"]+)" value="([^"]*)"'
