"""
What is sent to this site and by it: how much, how many at once. docs/limits.md has the same numbers.

A server has few threads, and one is held as long as a body comes or a long answer goes. So two of them take no bodies,
one more takes those of accounts alone, and a body is there as a whole before anything is done with it. What is too much
is refused unread, in a sentence. How long a body may take is for a proxy to say: here nothing can stop a `read`.
"""

import io
import logging
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore, Condition
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError
from django.http import HttpResponse, parse_cookie
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from departments.page.public_urls import is_in_admin
from departments.views.errors import refused
from departments.words.news import is_news

from .front_door import Rest, close, held
from .standing import ASK, logged_already
from .versions import Gone

KEPT_FREE = 2  # threads
LARGEST, LARGEST_OF_NOBODY = 110 * 2**20, 25 * 2**20  # bytes: a school year of 100 MB; a form with its picture
IN_MEMORY, PIECE = 2**20, 2**16  # bytes
WAITS, A_MINUTE = 2, 60  # seconds for others who save; between two lines in the log
REFUSED = "mpsdir.bodies"  # in the environ: what `Refuses` answers
log = logging.getLogger(__name__)


class Refusal(NamedTuple):
    status: int
    heading: str
    sentence: str
    retry_after: int = 0  # seconds
    most: int = 0  # MB


BUSY = Refusal(
    503,
    _("Too much is being sent at once"),
    _("Nothing was saved. What you typed is still in your browser: go back and send it again in a few seconds."),
    2,
)
CUT_OFF = Refusal(
    400,
    _("It did not come through to its end"),
    _("Nothing was saved. What you typed is still in your browser: go back and send it again."),
)
UNMEASURED = Refusal(
    411, _("We could not read what was sent"), _("It does not say how long it is. Send it from a browser.")
)
GOING_OUT = Refusal(503, _("Another long download is going out"), _("It begins by itself in a few seconds."), 5)
TOO_LARGE = Refusal(
    413,
    _("That is too large to be sent"),
    _("It has more than {most} MB, which is the most. Nothing was saved. Send smaller pictures, or fewer at once."),
    most=LARGEST // 2**20,
)
TOO_LARGE_FOR_NOBODY = Refusal(
    413,
    _("That is too large to be sent"),
    _(
        "It has more than {most} MB, which is the most. Nothing was saved. Sign in first: what you typed is still in "
        "your browser."
    ),
    most=LARGEST_OF_NOBODY // 2**20,
)


class Bounds:
    """
    The WSGI application that asks `application` for what is within bounds, in a server of so many threads. `ask` tells
    the directory's version, or that the database is gone.
    """

    def __init__(self, application: Callable, ask: Callable, threads: int):
        self._application, self._ask = application, ask
        self._places = _Places(max(1, threads - KEPT_FREE))
        self._long = BoundedSemaphore(1)

    def __call__(self, environ, start_response) -> Iterable[bytes]:
        environ[ASK] = self._ask
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and not _length(environ):
            return self._answer(environ, start_response)
        is_somebody = _is_somebody(environ, self._ask)
        if refusal := _beyond(environ, is_somebody):
            return self._refuse(refusal, environ, start_response)
        if not self._places.take(is_somebody):
            if is_news("too many bodies", A_MINUTE):
                log.warning("More is being sent at once than there are threads to take it: what came last was refused.")
            return self._refuse(BUSY, environ, start_response)
        try:
            try:
                body = _whole(environ)
            finally:
                self._places.is_there(is_somebody)
            with body:
                if body.tell() < _length(environ):
                    return self._refuse(CUT_OFF, environ, start_response)
                body.seek(0)
                return self._answer(environ | {"wsgi.input": body}, start_response)
        finally:
            self._places.leave()

    def _answer(self, environ, start_response):
        """What the server need not wait for is given as a whole; of longer answers one goes out at a time."""
        told: list[tuple] = []
        pieces = self._application(environ, lambda *status_and_headers: told.append(status_and_headers))
        if not isinstance(pieces, list | tuple):
            begun, rest = held(pieces)
            if rest is None:
                pieces = [b"".join(begun)]
            elif self._long.acquire(blocking=False):
                pieces = Rest(begun, rest, self._long.release, partial(close, pieces))
            else:
                close(pieces)
                return self._refuse(GOING_OUT, environ, start_response)
        start_response(*told[-1])
        return pieces

    def _refuse(self, refusal, environ, start_response):
        nothing = {"wsgi.input": io.BytesIO(), "CONTENT_LENGTH": "0", REFUSED: refusal}
        return self._application(environ | nothing, start_response)


class Refuses:
    """Middleware that answers what `Bounds` refused; before it stand those that give every answer its headers."""

    def __init__(self, get_response):
        self.get_response = get_response
        self._pages = {}

    def __call__(self, request):
        refusal = request.META.get(REFUSED)
        if refusal is None:
            return self.get_response(request)
        key = refusal, is_in_admin(request)
        if key not in self._pages:  # hundreds may be refused at once
            heading, sentence = gettext(refusal.heading), gettext(refusal.sentence).format(most=refusal.most)
            answer = refused(request, heading, sentence, status=refusal.status)
            self._pages[key] = answer.content
        response = HttpResponse(self._pages[key], status=refusal.status)
        if refusal.retry_after:
            response.headers["Retry-After"] = str(refusal.retry_after)
        if refusal is GOING_OUT:
            response.headers["Refresh"] = str(refusal.retry_after)
        return logged_already(response)  # `Bounds` says it


def _length(environ) -> int:
    return int(environ.get("CONTENT_LENGTH") or 0)


def _is_somebody(environ, ask):
    """Whether somebody is signed in; nobody is where that cannot be asked."""
    key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    try:
        return bool(key and ask()) and SESSION_KEY in import_module(settings.SESSION_ENGINE).SessionStore(key)
    except (Gone, DatabaseError):
        return False


def _beyond(environ, is_somebody):
    """The refusal of what need not be read; None where it may come."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return UNMEASURED
    if _length(environ) > LARGEST:
        return TOO_LARGE
    return TOO_LARGE_FOR_NOBODY if _length(environ) > LARGEST_OF_NOBODY and not is_somebody else None


def _whole(environ):
    """The body in a file, at its end: shorter than it was to be where its sender has gone."""
    body, source, left = SpooledTemporaryFile(IN_MEMORY), environ["wsgi.input"], _length(environ)  # noqa: SIM115
    while left > 0 and (piece := source.read(min(PIECE, left))):
        body.write(piece)
        left -= len(piece)
    return body


class _Places:
    """
    Where requests with a body are. The bodies of nobody that still come leave one place free.

    Where one of those before is being answered, and not waited for, the next waits a little.
    """

    def __init__(self, most):
        self._most, self._taken, self._coming, self._waits = most, 0, {True: 0, False: 0}, False
        self._changed = Condition()

    def take(self, is_somebody: bool) -> bool:
        with self._changed:
            if self._taken == self._most > sum(self._coming.values()) and not self._waits:
                self._waits = True
                self._changed.wait_for(lambda: self._taken < self._most, WAITS)
                self._waits = False
            is_kept = not is_somebody and self._coming[False] >= max(1, self._most - 1)
            if self._taken == self._most or is_kept:
                return False
            self._taken += 1
            self._coming[is_somebody] += 1
            return True

    def is_there(self, is_somebody: bool) -> None:
        """The body of one of them is not waited for any more."""
        with self._changed:
            self._coming[is_somebody] -= 1

    def leave(self) -> None:
        with self._changed:
            self._taken -= 1
            self._changed.notify_all()
