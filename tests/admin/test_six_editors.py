"""Six people save one office at the same time, over HTTP, to a real server: nobody is asked without need."""

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import requests
from bs4 import BeautifulSoup

from tests.processes import environment, run

# None of them makes sense only together with another.
FIELDS = ["hours", "location", "fax", "lead_title", "departments-1-lead_name", "contacts-0-note"]
SET_UP = """
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.making import make_contact, make_office, make_person
office = make_office("academics", departments=3)
make_contact(office)
for number in range(6):
    person, session = make_person(f"person-{number}", "Editors"), SessionStore()
    person.offices.add(office)
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    print(session.session_key)
"""


@pytest.fixture
def desks(migrated_url):
    """The six, signed in at a server of two processes."""
    keys = run(SET_UP, migrated_url).split()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--interface wsgi --workers 2 --blocking-threads 4 --log-level error --port {port}"
    command = [Path(sys.executable).with_name("granian"), *options.split(), "mpsdir.wsgi:application"]
    server = subprocess.Popen(command, env=environment(migrated_url))
    try:
        yield [_Desk(f"http://127.0.0.1:{port}", key) for key in keys]
    finally:
        server.terminate()
        server.wait(30)


class _Desk:
    def __init__(self, site, key):
        self.address = f"{site}/admin/departments/office/1/change/"
        self.browser = requests.Session()
        self.browser.cookies.set("sessionid", key)
        self.asked = 0
        for _ in range(100):
            try:
                return self.browser.get(f"{site}/health/live/").raise_for_status()
            except requests.ConnectionError:
                time.sleep(0.2)

    def opened(self):
        """What a browser would post from the form, opened now."""
        return _posted(self.browser.get(self.address).text, "#office_form")

    def save(self, typed):
        answer = self.browser.post(self.address, typed, allow_redirects=False)
        while answer.status_code == 409:
            self.asked += 1
            posted = _posted(answer.text, ".conflict form")
            keys = {radio["name"] for radio in BeautifulSoup(answer.text, "html.parser").select("[type=radio]")}
            answer = self.browser.post(self.address, posted | dict.fromkeys(keys, "mine"), allow_redirects=False)
        assert answer.status_code == 302


def _posted(page, form):
    inputs = BeautifulSoup(page, "html.parser").select_one(form).select("input, textarea, select")
    posted = {}
    for field in inputs:
        kind = field.get("type", field.name)
        if kind == "select":
            posted[field["name"]] = [option["value"] for option in field.select("option[selected]")]
        elif kind == "textarea":
            posted[field["name"]] = field.text.removeprefix("\n")
        elif kind not in ("submit", "file", "button", "radio") and (kind != "checkbox" or field.has_attr("checked")):
            posted[field["name"]] = field.get("value", "")
    return posted


def _save_at_once(desks, fields, rounds):
    """Each types into the field of its own, and all save at the same moment, this many times."""
    together, kept = Barrier(len(desks)), []

    def work(desk, field):
        for turn in range(rounds):
            typed = desk.opened() | {field: _typed(field, turn, desk)}
            together.wait(120)
            desk.save(typed)
            together.wait(120)
            if desk is desks[0]:
                now = desk.opened()
                kept.append([now[name] for name in dict.fromkeys(fields)])
            together.wait(120)

    with ThreadPoolExecutor(len(desks)) as people:
        list(people.map(work, desks, fields))
    return kept


def _typed(field, turn, desk=None):
    return f"414-475-83{turn:02}" if field == "fax" else f"Round {turn}"


@pytest.mark.thorough
@pytest.mark.parametrize("rounds", [3, pytest.param(15, marks=pytest.mark.exhaustive)])
def test_six_who_save_different_fields_at_once_are_all_accepted_and_nothing_is_lost(desks, rounds):
    kept = _save_at_once(desks, FIELDS, rounds)
    assert [desk.asked for desk in desks] == [0] * 6
    assert kept == [[_typed(field, turn) for field in FIELDS] for turn in range(rounds)]
