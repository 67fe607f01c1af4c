"""
The front door: finished answers of public GETs, given before Django is asked.

An answer is kept under the version that the directory had before and after it was made, and given only while the
directory has that version: it is learnt anew for each request, so that no process shows an old page (decision 0027).
It ends where something that visitors see begins or ends, or with the district's day.

The door knows no account. A request with a session cookie goes to Django, and what speaks of an account, takes a form
or counts something (searches, the API's rate) is not kept. What is answered through the door has an ETag and is
compressed, kept or not.
"""

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from threading import Lock
from weakref import WeakValueDictionary

import brotli
from django.conf import settings
from django.utils.translation import gettext

from .room_for_frames import with_room
from .versions import Gone, Version

TOLD = "mpsdir.front_door"  # in the environ: where `Tells` writes how long an answer may be kept
LARGEST = 8 * 2**20  # bytes of an answer that is held to be given an ETag; a longer one goes through as it comes
_PATIENCE = 1  # second that a request waits for another to make what both asked for
SHORTEST = 256  # bytes: below, compressing saves nothing
_COMPRESSED = ("text/", "application/json", "application/xml", "application/atom+xml", "application/javascript")
_OF_A_BODY = ("content-length", "content-type", "content-encoding", "content-disposition")
_KEPT = {200, 301, 302, 410}
# What counts or is about one person, by the names of addresses.
_NOT_KEPT = {"search", "archive-search", "preview", "health-live", "health-ready", "picture"}


@dataclass
class Answer:
    """A finished answer: `bodies` by encoding, "" for the plain one; `since` and `until` in seconds of the epoch."""

    status: str
    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]
    tag: str
    version: Version | None = None
    since: float = 0.0
    until: float = 0.0
    made: float = field(default_factory=time.time)

    @property
    def is_compressible(self) -> bool:
        kind = next((value for name, value in self.headers if name.lower() == "content-type"), "")
        return kind.startswith(_COMPRESSED) and len(self.bodies[""]) >= SHORTEST

    def size(self) -> int:
        return 2 * len(self.bodies[""]) + 2_000  # with its headers and the compressed bodies that may come

    def is_good(self, version: Version, now: float) -> bool:
        return self.version == version and self.since <= now < self.until


class Tells:
    """Middleware that tells the door how long an answer may be kept: not at all unless it is one for all visitors."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        told, match = request.META.get(TOLD), request.resolver_match
        if told is not None and match and match.namespaces == ["departments"] and _may_be_kept(match.url_name):
            # Imported where Django stands: this module is read before.
            from django.utils import timezone

            from departments.reading.span import span_at

            if span := span_at(timezone.now()):
                told.update(version=span.version, since=span.since.timestamp(), until=span.until.timestamp())
        return response


class FrontDoor:
    """The WSGI application that answers from what it keeps, at most `most` bytes, and else asks `django`."""

    def __init__(self, django: Callable, most: int, ask: Callable[[], Version | None]):
        self._django, self._most = django, most
        self._kept: OrderedDict[tuple, Answer] = OrderedDict()
        self._bytes, self._lock = 0, Lock()
        self._making: WeakValueDictionary[tuple, Lock] = WeakValueDictionary()
        self._version = ask

    def __call__(self, environ, start_response) -> Iterable[bytes]:
        if not _is_public(environ):
            return self._django(environ, start_response)
        key = _key(environ)
        version, answer = self._found(key)
        if answer is None:
            with self._alone(key) as has_waited:
                if has_waited:
                    version, answer = self._found(key)
                if answer is None:
                    return self._make(key, version, environ, start_response)
        return self._give(answer, environ, start_response)

    def _found(self, key):
        """The directory's version, or None where nobody tells it; and what is kept for it, or without one at all."""
        answer = self._kept.get(key)
        try:
            version = self._version()
        except Gone:
            return None, answer and _as_of(answer)
        if not (answer and version and answer.is_good(version, time.time())):
            return version, None
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
        return version, answer

    @contextmanager
    def _alone(self, key):
        """One makes an answer and others wait for it, but not for long: whether this one has waited."""
        with self._lock:
            making = self._making.setdefault(key, Lock())
        is_mine = making.acquire(blocking=False)
        has_waited = not is_mine
        is_mine = is_mine or making.acquire(timeout=_PATIENCE)
        try:
            yield has_waited
        finally:
            if is_mine:
                making.release()

    def _make(self, key, before, environ, start_response):
        told, begun, heard = {}, time.time(), []
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        asked = environ | {TOLD: told, "REQUEST_METHOD": "GET"}  # what is kept answers both

        def hear(status, headers, exc_info=None):
            heard[:] = [status, headers, exc_info]

        pieces = self._django(asked, hear)
        body, rest = held(pieces)
        status, headers, exc_info = heard
        if rest is not None or not _is_for_all(headers):
            start_response(status, headers, *([exc_info] if exc_info else []))
            body = [] if is_head else body
            return body if rest is None else Rest(body, () if is_head else rest, partial(close, pieces))
        answer = _finished(status, headers, b"".join(body))
        if int(status[:3]) in _KEPT and before and told.get("version") == before and told["since"] <= begun:
            answer.version, answer.since, answer.until = before, told["since"], told["until"]
            self._keep(key, answer)
        return self._give(answer, environ, start_response)

    def _keep(self, key, answer):
        try:
            if self._version() != answer.version or answer.size() > self._most // 4:
                return
        except Gone:
            return
        with self._lock:
            if old := self._kept.pop(key, None):
                self._bytes -= old.size()
            self._kept[key] = answer
            self._bytes += answer.size()
            while self._bytes > self._most:
                self._bytes -= self._kept.popitem(last=False)[1].size()

    def _give(self, answer, environ, start_response):
        encoding = _encoding(answer, environ.get("HTTP_ACCEPT_ENCODING", ""))
        tag = f'"{answer.tag}{"-" if encoding else ""}{encoding}"'
        headers = [*answer.headers, ("ETag", tag)] if answer.status[:3] == "200" else list(answer.headers)
        if answer.status[:3] == "200" and _knows(environ.get("HTTP_IF_NONE_MATCH", ""), tag):
            start_response("304 Not Modified", [one for one in headers if one[0].lower() not in _OF_A_BODY])
            return []
        body = self._body(answer, encoding)
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response(answer.status, [*headers, ("Content-Length", str(len(body)))])
        # A list, and no other iterable: the server then sends it in one piece.
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _body(self, answer, encoding):
        if (body := answer.bodies.get(encoding)) is None:
            plain = answer.bodies[""]
            if encoding == "br":
                body = brotli.compress(plain, quality=9 if answer.version else 4)
            else:
                body = gzip.compress(plain, compresslevel=9 if answer.version else 4, mtime=0)
            answer.bodies[encoding] = body
        return body


@with_room
def held(pieces: Iterable[bytes]) -> tuple[list[bytes], Iterator[bytes] | None]:
    """All of an answer, and None; of one that is longer than LARGEST what was taken of it, and what gives the rest."""
    begun, size, rest = [], 0, iter(pieces)
    try:
        for piece in rest:
            begun.append(piece)
            if (size := size + len(piece)) > LARGEST:
                return begun, rest
    except BaseException:
        close(pieces)
        raise
    close(pieces)
    return begun, None


class Rest:
    """What was taken of a long answer and what is still to come, closed as WSGI asks (PEP 3333)."""

    def __init__(self, begun: Iterable[bytes], rest: Iterable[bytes], *closing: Callable):
        self._parts, self._closing = (begun, rest), closing

    def __iter__(self):
        for part in self._parts:
            yield from part

    def close(self):
        closing, self._closing = self._closing, ()
        for one in closing:
            one()


def close(pieces: Iterable[bytes]) -> None:
    """Close an answer that can be closed."""
    if hasattr(pieces, "close"):
        pieces.close()


def _may_be_kept(name) -> bool:
    return name not in _NOT_KEPT and not name.startswith("rehearsal-")


def _is_public(environ) -> bool:
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ or "HTTP_RANGE" in environ:
        return False
    if environ["PATH_INFO"].startswith("/health/"):
        return False  # never waits
    return f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")


def _key(environ) -> tuple:
    scheme, (header, https) = environ["wsgi.url_scheme"], settings.SECURE_PROXY_SSL_HEADER or ("", "")
    if header:
        scheme = "https" if environ.get(header, "").partition(",")[0].strip() == https else "http"
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return scheme, host, environ.get("SCRIPT_NAME", ""), environ["PATH_INFO"], environ.get("QUERY_STRING", "")


def _is_for_all(headers) -> bool:
    """Whether nothing in an answer speaks of who asked."""
    values = {name.lower(): value.lower() for name, value in headers}
    control = values.get("cache-control", "")
    is_own = "set-cookie" in values or "cookie" in values.get("vary", "")
    return not (is_own or "no-store" in control or "content-encoding" in values or "content-range" in values)


def _as_of(answer) -> Answer:
    """The answer where the database does not tell whether it is still true: a page says of when it is."""
    from departments.words.days import moment

    body = answer.bodies[""]
    before, main, after = body.partition(b"<main")
    if not main:
        return answer
    made = moment(datetime.fromtimestamp(answer.made, UTC))
    told = gettext("The directory cannot be asked just now. This page is as of {moment}.").format(moment=made)
    tag, end, text = after.partition(b">")
    notice = f'<div class="alert is-warning" role="status"><div class="wrap"><p>{told}</p></div></div>'
    body = b"".join([before, main, tag, end, notice.encode(), text])
    return _finished(answer.status, answer.headers, body)


def _finished(status, headers, body) -> Answer:
    """The answer with what the door adds to every encoding of it, and without what it says itself."""
    tag = sha256(body).hexdigest()[:24]
    headers = [(name, value) for name, value in headers if name.lower() not in ("etag", "content-length", "vary")] + [
        ("Vary", ", ".join([*(value for name, value in headers if name.lower() == "vary"), "Accept-Encoding"]))
    ]
    return Answer(status, headers, {"": body}, tag)


def _encoding(answer, accepted) -> str:
    """The best of "br", "gzip" and "" that Accept-Encoding allows (RFC 9110, 12.5.3)."""
    if not accepted or not answer.is_compressible:
        return ""
    weights = {}
    for one in accepted.lower().split(","):
        name, _, weight = one.partition(";")
        try:
            weights[name.strip()] = float(weight.partition("=")[2]) if "=" in weight else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    best = max(("br", "gzip"), key=lambda name: weights.get(name, weights.get("*", 0.0)))
    return best if weights.get(best, weights.get("*", 0.0)) > 0 else ""


def _knows(given, tag) -> bool:
    """Whether If-None-Match has this tag (RFC 9110, 13.1.2, compared weakly)."""
    return given.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in given.split(","))
