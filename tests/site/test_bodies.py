"""What is sent to the site and by it: how much, and how many at once."""

import http.client
import io
import socket
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from mpsdir import bodies
from mpsdir.bodies import Bounds
from mpsdir.versions import Gone
from tests.making import make_person
from tests.processes import in_time, served

MB = 2**20
UNFINISHED = (
    b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nx"
)


class Coming:
    """A body that comes once it is let."""

    def __init__(self):
        self.is_asked, self.may_come = threading.Event(), threading.Event()

    def read(self, size):
        self.is_asked.set()
        self.may_come.wait(10)
        return b"x" * size


class Unread:
    def read(self, size):
        raise AssertionError("It was to be refused unread.")


@pytest.fixture
def ask(monkeypatch):
    """Ask a site of four threads for something: what it answers, or what it refused with."""
    monkeypatch.setattr(bodies, "_is_somebody", lambda environ, ask: environ.get("HTTP_COOKIE") == "editor")
    monkeypatch.setattr(bodies, "WAITS", 0.05)

    def application(environ, start_response):
        start_response("200 OK", [])
        if bodies.REFUSED in environ:
            return [environ[bodies.REFUSED]]
        return environ.get("answers") or [environ["wsgi.input"].read()]

    bounds = Bounds(application, None, threads=4)

    def asked(body=b"", length=None, method="POST", **more):
        source = io.BytesIO(body) if isinstance(body, bytes) else body
        environ = {"REQUEST_METHOD": method, "wsgi.input": source, "CONTENT_LENGTH": str(length or len(body))}
        return bounds(environ | more, lambda status, headers: None)

    return asked


@contextmanager
def _coming(ask, *cookies):
    """Bodies that are still coming, of whom the cookies are."""
    coming = [Coming() for _ in cookies]
    threads = [
        threading.Thread(target=ask, args=(body, 10), kwargs={"HTTP_COOKIE": cookie})
        for body, cookie in zip(coming, cookies, strict=True)
    ]
    for thread, body in zip(threads, coming, strict=True):
        thread.start()
        assert body.is_asked.wait(5)
    yield
    for body in coming:
        body.may_come.set()
    for thread in threads:
        thread.join()


def test_a_body_is_there_as_a_whole(ask):
    assert ask(b"a=b" * 50_000) == [b"a=b" * 50_000]


def test_two_threads_take_no_bodies(ask):
    with _coming(ask, "editor", "editor"):
        assert ask(b"a=b", HTTP_COOKIE="editor") == [bodies.BUSY]
        assert ask(b"", HTTP_COOKIE="editor") == [bodies.BUSY]  # it may be a write
        assert ask(method="GET") == [b""]
    assert ask(b"a=b") == [b"a=b"]


def test_what_nobody_sends_keeps_no_editor_from_saving(ask):
    with _coming(ask, ""):
        assert ask(b"a=b") == [bodies.BUSY]
        assert ask(b"a=b", HTTP_COOKIE="editor") == [b"a=b"]


def test_where_others_are_answered_the_next_waits_a_little(ask, monkeypatch):
    monkeypatch.setattr(bodies, "WAITS", 10)
    with _answered(ask) as one, _answered(ask):
        waiting, got = threading.Event(), []
        monkeypatch.setattr(bodies, "_whole", lambda environ, whole=bodies._whole: waiting.set() or whole(environ))
        third = threading.Thread(target=lambda: got.append(ask(b"third")))
        third.start()
        assert not waiting.wait(0.05)
        assert ask(b"fourth") == [bodies.BUSY]  # one of the threads that take no bodies is left
        one.set()
        third.join()
    assert got == [[b"third"]]


@contextmanager
def _answered(ask):
    """Something sent that is there and being answered until the event is set."""
    begun, done = threading.Event(), threading.Event()

    def pieces():
        begun.set()
        done.wait(10)
        yield b"done"

    thread = threading.Thread(target=ask, kwargs={"answers": pieces()})
    thread.start()
    assert begun.wait(5)
    yield done
    done.set()
    thread.join()


@pytest.mark.parametrize(
    ("cookie", "size", "refusal"),
    [
        ("editor", 111 * MB, bodies.TOO_LARGE),
        ("", 111 * MB, bodies.TOO_LARGE),
        ("", 26 * MB, bodies.TOO_LARGE_FOR_NOBODY),
    ],
)
def test_what_is_too_large_is_refused_unread(ask, cookie, size, refusal):
    assert ask(Unread(), size, HTTP_COOKIE=cookie) == [refusal]


def test_what_does_not_say_how_long_it_is_is_refused_unread(ask):
    assert ask(Unread(), "0", HTTP_TRANSFER_ENCODING="chunked") == [bodies.UNMEASURED]


def test_what_is_cut_off_is_not_taken(ask):
    assert ask(b"a=", 3) == [bodies.CUT_OFF]


def test_one_long_answer_goes_out_at_a_time_and_others_go_as_a_whole(ask):
    long, closed = [b"x" * MB] * 10, []
    first = ask(method="GET", answers=Pieces(long, closed))
    assert ask(method="GET", answers=Pieces(long, closed)) == [bodies.GOING_OUT]
    assert ask(method="GET", answers=Pieces(long[:8], closed)) == [b"x" * 8 * MB]
    assert closed == [10, 8]
    assert list(first) == long
    first.close()
    ask(method="GET", answers=Pieces(long, closed)).close()
    assert closed == [10, 8, 10, 10]


class Pieces:
    """An answer that is made piece by piece."""

    def __init__(self, pieces, closed):
        self._pieces, self._closed = pieces, closed

    def __iter__(self):
        return iter(self._pieces)

    def close(self):
        self._closed.append(len(self._pieces))


def test_who_is_signed_in_is_known_by_the_session(client, db):
    def gone():
        raise Gone

    client.force_login(make_person("editor", "Editors"))
    cookie = {"HTTP_COOKIE": f"a=b; sessionid={client.cookies['sessionid'].value}"}
    assert bodies._is_somebody(cookie, lambda: "a version")
    assert not bodies._is_somebody({}, lambda: "a version")
    assert not bodies._is_somebody({"HTTP_COOKIE": "sessionid=forged"}, lambda: "a version")
    assert not bodies._is_somebody(cookie, gone)


@pytest.mark.parametrize(
    ("refusal", "status", "after", "sentence"),
    [
        (bodies.BUSY, 503, "2", "What you typed is still in your browser: go back and send it again in a few seconds."),
        (bodies.TOO_LARGE, 413, None, "It has more than 110 MB, which is the most. Nothing was saved."),
        (bodies.CUT_OFF, 400, None, "Nothing was saved."),
        (bodies.UNMEASURED, 411, None, "It does not say how long it is."),
        (bodies.GOING_OUT, 503, "5", "It begins by itself in a few seconds."),
    ],
)
def test_a_refusal_is_a_page_with_every_header_and_asks_no_database(client, refusal, status, after, sentence):
    response = client.post("/admin/login/", **{bodies.REFUSED: refusal})
    assert (response.status_code, response.headers.get("Retry-After")) == (status, after)
    assert sentence in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.exhaustive
@pytest.mark.parametrize("connections", [20, pytest.param(200, marks=pytest.mark.exhaustive)])
def test_unfinished_bodies_stop_nobody_from_reading(migrated_url, connections):
    with served(migrated_url) as site:
        for _ in range(8):  # each process has answered before
            _ask(site, "/health/live/"), _ask(site, "/people/"), _ask(site, "/admin/login/")
        address = urlsplit(site)
        attack = [socket.create_connection((address.hostname, address.port)) for _ in range(connections)]
        for one in attack:
            one.sendall(UNFINISHED)
        for _ in range(10):
            assert _ask(site, "/health/live/", within=0.1) == (200, None)
            assert _ask(site, "/people/", within=1) == (200, None)
            assert _ask(site, "/admin/login/", within=1) == (200, None)
            assert _ask(site, "/admin/login/", b"username=a", within=1) == (503, "2")
        for one in attack:
            one.close()


def _ask(site, path, body=None, within=60):
    return in_time(lambda: _asked(site, path, body), within)


def _asked(site, path, body):
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request("POST" if body else "GET", path, body, headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers.get("Retry-After")
