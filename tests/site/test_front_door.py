"""The front door: what it keeps, for how long, for whom, and in which form it is given."""

import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
import time_machine
from django.utils import translation

from mpsdir import front_door
from mpsdir.front_door import TOLD, FrontDoor
from mpsdir.versions import Gone
from tests import made_up

NOW = 1_780_000_000.0
PAGE = b"<html><body><main id=m>" + b"Arts " * 200 + b"</main></body></html>"


class _Site:
    """A site of one page behind a door: `version` and `page` may be changed, `asked` counts what Django answered."""

    def __init__(self, most=1_000_000):
        self.version, self.page, self.asked = (1, "a"), PAGE, 0
        self.status, self.headers, self.until, self.meanwhile = "200 OK", [], NOW + 60, None
        self.kind = "text/html; charset=utf-8"
        self.door = FrontDoor(self._django, most, self._tell)

    def _tell(self):
        if self.version is Gone:
            raise Gone
        return self.version

    def _django(self, environ, start_response):
        self.asked += 1
        if TOLD in environ and self.until:
            environ[TOLD].update(version=self.version, since=NOW - 60, until=self.until)
        if self.meanwhile:
            self.version = self.meanwhile
        start_response(self.status, [("Content-Type", self.kind), *self.headers])
        return [self.page[:10], self.page[10:]]

    def get(self, path="/", method="GET", query="", host="directory.example.org", **headers):
        """Status, headers by name in small letters, and body."""
        heard = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.url_scheme": "http"}
        environ |= {"HTTP_HOST": host} | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        pieces = self.door(environ, lambda status, headers, exc_info=None: heard.append((status, headers)))
        body = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
        ((status, given),) = heard
        return int(status[:3]), {name.lower(): value for name, value in given}, body


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def site():
    return _Site()


def test_a_page_is_made_once_while_nothing_changes(site):
    assert [site.get() for _ in range(3)] == [site.get()] * 3
    assert site.asked == 1
    assert site.get()[2] == PAGE


def test_of_many_who_ask_at_once_one_has_it_made(site):
    begun, may_end = threading.Event(), threading.Event()

    def slowly(environ, start_response, django=site.door._django):
        begun.set()
        may_end.wait(10)
        return django(environ, start_response)

    site.door._django = slowly
    with ThreadPoolExecutor(4) as people:
        asking = [people.submit(site.get)]
        assert begun.wait(10)
        asking += [people.submit(site.get) for _ in range(3)]
        time.sleep(0.1)  # they wait by now
        may_end.set()
        assert [one.result(10)[2] for one in asking] == [PAGE] * 4
    assert site.asked == 1


def test_nobody_waits_long_for_another(site, monkeypatch):
    monkeypatch.setattr(front_door, "_PATIENCE", 0.05)
    with site.door._alone(_key_of(site)):
        assert site.get()[2] == PAGE


def _key_of(site):
    site.get("/other/")
    (key,) = site.door._kept
    return (*key[:3], "/", "")


def test_another_version_is_made_anew_at_the_next_request(site):
    site.get()
    site.version, site.page = (2, "b"), b"New"
    assert site.get()[2] == b"New"
    site.version, site.page = (1, "a"), b"Restored"  # the same number of another name, and the same again
    assert site.get()[2] == b"Restored"


def test_what_changed_while_it_was_made_is_given_and_not_kept(site):
    site.meanwhile = (2, "b")
    site.get()
    site.meanwhile = None
    site.get(), site.get()
    assert site.asked == 2


def test_it_ends_at_its_moment(site, clock):
    site.get()
    clock.shift(59)
    site.get()
    assert site.asked == 1
    clock.shift(1)
    site.get()
    assert site.asked == 2


def test_addresses_hosts_and_queries_are_kept_apart(site):
    for one in ({"path": "/a/"}, {"path": "/b/"}, {"path": "/a/", "query": "q=1"}, {"path": "/a/", "host": "other"}):
        site.get(**one), site.get(**one)
    assert site.asked == 4


def test_behind_a_proxy_http_and_https_are_kept_apart(site, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for told in ("https", "http", "https"):
        site.get(x_forwarded_proto=told)
    assert site.asked == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "POST"},
        {"cookie": "a=b; sessionid=x"},
        {"authorization": "Bearer x"},
        {"range": "bytes=0-9"},
    ],
    ids=str,
)
def test_who_may_be_somebody_is_answered_by_django_as_it_answers(site, asked):
    site.get()
    status, headers, body = site.get(**asked)
    assert (status, body, site.asked) == (200, PAGE, 2)
    assert "etag" not in headers and "vary" not in headers
    site.get()
    assert site.asked == 2


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "csrftoken=x"),
        ("Vary", "Cookie"),
        ("Cache-Control", "private, no-store"),
        ("Vary", "accept, cookie"),
    ],
)
def test_what_speaks_of_one_person_is_neither_kept_nor_given_a_tag(site, header):
    site.headers = [header]
    assert "etag" not in site.get()[1]
    site.get()
    assert site.asked == 2


def test_what_django_does_not_tell_of_is_given_a_tag_and_not_kept(site):
    site.until = None
    tag = site.get()[1]["etag"]
    assert site.get(if_none_match=tag)[0] == 304
    assert site.asked == 2


@pytest.mark.parametrize(("status", "asked"), [("200 OK", 1), ("410 Gone", 1), ("404 Not Found", 2), ("500 Oh", 2)])
def test_an_error_is_not_kept(site, status, asked):
    site.status = status
    assert site.get()[0] == site.get()[0] == int(status[:3])
    assert site.asked == asked


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip, *;q=0", "gzip"),
        ("identity", ""),
        ("BR", "br"),
        ("br;q=x", ""),
        (",;,=", ""),
    ],
)
def test_it_is_compressed_as_the_browser_likes_best(site, accepted, encoding):
    for _ in range(2):
        _, headers, body = site.get(accept_encoding=accepted)
        assert headers.get("content-encoding", "") == encoding and headers["vary"] == "Accept-Encoding"
        assert int(headers["content-length"]) == len(body)
        assert {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}[encoding](body) == PAGE
    assert site.asked == 1


def test_each_encoding_has_a_tag_of_its_own(site):
    tags = {site.get(accept_encoding=accepted)[1]["etag"] for accepted in ("", "gzip", "br")}
    assert len(tags) == 3


def test_what_is_compressed_already_or_short_is_left_as_it_is(site):
    site.page = b"short"
    assert "content-encoding" not in site.get(accept_encoding="gzip")[1]
    site.version, site.page, site.kind = (2, "b"), PAGE, "application/zip"
    assert "content-encoding" not in site.get(accept_encoding="gzip")[1]


@pytest.mark.parametrize(
    ("given", "status"),
    [("{}", 304), ("W/{}", 304), ('"x", {}', 304), ("*", 304), ('"x"', 200), ("", 200), ("{}x", 200)],
)
def test_who_has_it_is_told_so(site, given, status):
    tag = site.get()[1]["etag"]
    answered, headers, body = site.get(if_none_match=given.format(tag))
    assert (answered, headers["etag"]) == (status, tag)
    if status == 304:
        assert body == b"" and not {"content-type", "content-length"} & set(headers) and headers["vary"]


def test_a_head_is_the_answer_without_its_body(site):
    _, headers, body = site.get(method="HEAD")
    assert body == b"" and site.get()[1] == headers and site.asked == 1
    assert site.get(method="HEAD")[2] == b""


def test_no_more_than_its_bytes_are_kept_and_what_was_asked_for_last_stays():
    site = _Site(most=20_000)  # four pages
    for path in ("/a/", "/b/", "/c/", "/d/", "/a/", "/e/"):
        site.get(path)
    assert site.asked == 5 and site.door._bytes <= 20_000
    site.get("/a/")
    assert site.asked == 5
    site.get("/b/")
    assert site.asked == 6


def test_a_long_answer_goes_through_as_it_comes(site, monkeypatch):
    monkeypatch.setattr(front_door, "LARGEST", 100)
    status, headers, body = site.get()
    assert (status, body) == (200, PAGE) and "etag" not in headers
    assert site.get(method="HEAD")[2] == b""


def test_where_the_database_is_gone_a_kept_page_says_of_when_it_is(site):
    site.get()
    site.version = Gone
    status, headers, body = site.get()
    assert (status, site.asked) == (200, 1)
    assert b'<main id=m><div class="alert' in body and b"The directory cannot be asked just now." in body
    assert b"This page is as of May 28, 2026, 3:26 PM." in body and int(headers["content-length"]) == len(body)
    site.get("/other/"), site.get("/other/")
    assert site.asked == 3
    site.version = (1, "a")
    assert site.get()[2] == PAGE and site.asked == 3


def test_a_kept_page_says_so_in_the_language_of_the_site(site):
    site.get()
    site.version = Gone
    with made_up.spoken(), translation.override(made_up.CODE):
        body = site.get()[2].decode()
    begins = made_up.told("The directory cannot be asked just now. This page is as of {moment}.").partition("{")[0]
    assert begins in body and "{" not in body
