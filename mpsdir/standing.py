"""
What is answered while the database is gone or locked: at once, and with the district's number.

The door gives what it kept before this is asked. What is not kept is never begun: it would hold a thread for as long
as the database is silent, and a file that is missing would be made anew, empty.
"""

import json
import logging
import re
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import DatabaseError, Error, InterfaceError, OperationalError
from django.http import HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from departments.admin.opened_by import FIELD
from departments.admin.sent_again import came_from_us, not_taken
from departments.management.wellbeing import does_not_answer
from departments.models import DistrictLine, under_way
from departments.views import plumbing
from departments.words import phones

from .fence import is_closed, is_inside
from .versions import Gone

log = logging.getLogger(__name__)
ASK = "mpsdir.version"  # in the environ: what tells the directory's version
SAVES_WAIT = 3  # seconds for another that writes
GONE = OperationalError, InterfaceError
WAITED = _("Somebody else is saving just now.")
WHY_NOT = {  # by what SQLite, PostgreSQL and the system say
    "database is locked|lock timeout|deadlock detected": WAITED,
    "disk is full|disk I/O error|No space left|quota exceeded|File too large": _(
        "The disk is full. The people who look after the directory have been told."
    ),
    "readonly database|[Rr]ead-only|Permission denied": _(
        "Nothing can be written just now. The people who look after the directory have been told."
    ),
}


def be_impatient(options: dict) -> None:
    """`options` of a database, for who serves people: commands wait longer."""
    if "pool" in options:
        options["pool"]["timeout"] = options["connect_timeout"] = 2
        options["options"] = f"-c lock_timeout={SAVES_WAIT}s"
    else:
        options["timeout"] = SAVES_WAIT


class Standing:
    """Middleware that answers 503 where the database does not tell the version, and for what it failed meanwhile."""

    def __init__(self, get_response):
        self.get_response = get_response
        self._seen, self._is_gone = None, False
        self._file = Path(settings.DIRECTORY_FOLDER) / "district-number.json"
        self._line = None
        with suppress(OSError, ValueError):
            self._line = json.loads(self._file.read_text())

    def __call__(self, request):
        path, ask = request.path_info, request.META.get(ASK)
        if ask is None or path == "/health/live/" or path.startswith(settings.MEDIA_URL):
            return self.get_response(request)
        try:
            version = ask()
        except Gone as gone:
            if not self._is_gone:
                self._is_gone = True
                log.error("The database does not answer: %s", gone.__cause__)
            if path == "/health/ready/":
                return logged_already(plumbing.readiness([does_not_answer("The database", "DATABASES")], []))
            return self._unavailable(request)
        if self._is_gone:
            self._is_gone = False
            log.warning("The database answers again.")
        if version != self._seen:
            self._note_line(version)
        return self.get_response(request)

    def process_exception(self, request, exception):
        """
        The page for a database that went while it was asked, or could not be written to: a form comes back with all
        that was typed. Django tells of every other error.
        """
        why = next((told for pattern, told in WHY_NOT.items() if re.search(pattern, str(exception))), "")
        if ASK not in request.META or not isinstance(exception, (DatabaseError, OSError) if why else GONE):
            return None
        got_request_exception.send(type(self), request=request)
        log.error("%s could not be answered: %s", request.path, exception)
        if is_over_soon := why == WAITED:
            why = under_way.what_is() or why
        with suppress(Error):
            if response := why and not_taken(request, why, is_over_soon=is_over_soon):
                return _later(response)
        return self._unavailable(request, why)

    def _note_line(self, version):
        with suppress(DatabaseError, OSError):
            first = DistrictLine.objects.first()
            line = first and [first.label, phones.display(first.number), phones.link(first.number)]
            if line != self._line:
                self._line = line
                unfinished = self._file.with_suffix(".unfinished")
                unfinished.write_text(json.dumps(line))
                unfinished.replace(self._file)
            self._seen = version

    def _unavailable(self, request, why=""):
        line = None if is_closed() and not is_inside(request.META) else self._line
        told = {"was_sent": request.method == "POST", "why": gettext(why), "again": _again(request)}
        return _later(HttpResponse(render_to_string("503.html", {"line": line, **told}), status=503))


def _later(response):
    response.headers["Retry-After"], response.headers["Cache-Control"] = "5", "no-store"
    return logged_already(response)


def _again(request):
    """Where a form of the admin's is sent once more, and what it held; None where it came from another site."""
    with suppress(MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        if request.method == "POST" and FIELD in request.POST and came_from_us(request):
            values = [(name, value) for name, values in request.POST.lists() for value in values]
            return {"to": request.get_full_path(), "values": values, "files": [*map(str, request.FILES.values())]}
    return None


def logged_already(response: HttpResponse) -> HttpResponse:
    """`response`, of which Django says nothing in the log."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # else Django says it at every request
    return response
