"""The log: a line of JSON for each request, and for who did what, with the number of the request."""

import json
import logging

import pytest

from departments.publishing import publish
from departments.words.days import moment
from mpsdir.json_lines import JsonLines, of_now
from mpsdir.request_log import logged
from tests.making import make_office, make_person

NUMBER = "4f2a9c1e7b3d"


@pytest.fixture
def lines(caplog, monkeypatch):
    """What was logged since, as the lines would be read again."""
    for name in ("mpsdir", "mpsdir.requests", "departments"):
        caplog.set_level(logging.INFO, logger=name)
    written, write = [], JsonLines().format
    # pytest has one handler for all tests.
    monkeypatch.setattr(caplog.handler, "format", lambda record: written.append(json.loads(write(record))) or "")
    token = of_now.set({})
    yield written
    of_now.reset(token)


@pytest.fixture
def ask(lines):
    """Ask an application that is logged for an address, and return its line but for the time."""

    def asked(path, application=None, **environ):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "REMOTE_ADDR": "10.1.2.3"} | environ
        logged(application or _answering)(environ, lambda status, headers: None)
        return {name: value for name, value in lines[-1].items() if name not in ("at", "ms")}

    return asked


def _answering(environ, start_response):
    start_response("200 OK", [])
    return []


def test_each_request_is_a_line(ask, lines, settings):
    settings.MPSDIR_PROXIES = 0
    line = ask("/offices/academics/", HTTP_X_REQUEST_ID=NUMBER)
    assert line.pop("request") not in ("", NUMBER)  # anybody may have written that header
    expected = {"level": "INFO", "logger": "mpsdir.requests", "message": "GET /offices/academics/"}
    assert line == expected | {"status": 200, "address": "10.1.2.3"}
    assert 0 <= lines[-1]["ms"] < 60_000 and lines[-1]["at"].endswith("+00:00")


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [(NUMBER, True), ("", False), ("short", False), ('a"b{}\n12345678', False), ("a" * 65, False)],
)
def test_our_proxys_number_is_taken_where_it_is_one(ask, settings, given, is_taken):
    settings.MPSDIR_PROXIES = 1
    line = ask("/", HTTP_X_REQUEST_ID=given, HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert ((line["request"] == given), line["address"]) == (is_taken, "203.0.113.9")


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/preview/abc:def:123/", "/preview/…/"),
        ("/rehearsal/abc.def/offices/arts/", "/rehearsal/…/offices/arts/"),
        ("/preview/abc:def:123/card.vcf", "/preview/…/card.vcf"),
        ("/account/reset/1-c9x-abcdef/", "/account/reset/…/"),
        ("/account/reset/sent/", "/account/reset/sent/"),
        ("/account/reset/", "/account/reset/"),
    ],
)
def test_an_address_that_lets_somebody_in_is_not_written_down(ask, path, written):
    assert ask(path)["message"] == f"GET {written}"


def test_a_request_that_fails_is_a_line_too(ask, lines):
    def failing(environ, start_response):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask("/", failing)
    assert lines[-1]["message"] == "GET /"


def test_what_is_logged_meanwhile_has_the_number_and_nothing_after_it(ask, lines):
    def telling(environ, start_response):
        logging.getLogger("departments").info("Said")
        return _answering(environ, start_response)

    number = ask("/", telling)["request"]
    assert [(line["message"], line["request"]) for line in lines] == [("Said", number), ("GET /", number)]
    logging.getLogger("departments").info("Later")
    assert "request" not in lines[-1]


@pytest.mark.django_db
def test_who_published_and_who_signed_in_is_told(client, lines):
    publisher, office = make_person("publisher", "Publishers"), make_office()
    publisher.set_password("a long password of theirs")
    publisher.save()
    for password in ("wrong", "a long password of theirs"):
        client.post("/admin/login/", {"username": "publisher", "password": password})
    publication = publish(office, by=publisher)
    assert [(line["level"], line["message"]) for line in lines] == [
        ("WARNING", "Somebody was not let in"),
        ("INFO", "publisher signed in"),
        ("INFO", f"Published {publication} for {moment(publication.live_from)}, by publisher"),
    ]


@pytest.mark.django_db
def test_a_line_says_whose_request_it_belongs_to(client, lines):
    client.get("/nowhere/")
    client.force_login(make_person("publisher", "Publishers"))
    client.get("/admin/nowhere/")
    assert [(line["message"], line.get("by")) for line in lines if line["logger"] == "django.request"] == [
        ("Not Found: /nowhere/", None),
        ("Not Found: /admin/nowhere/", "publisher"),
    ]


def test_an_error_is_told_with_its_traceback(lines):
    try:
        raise ValueError("no such thing")
    except ValueError:
        logging.getLogger("departments").exception("It broke")
    assert lines[-1]["error"].endswith("ValueError: no such thing")
    assert "\n" in lines[-1]["error"]
