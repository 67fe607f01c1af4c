"""
What is logged of requests: each of them, and who signed in.

`logged` goes round everything else, also what is kept; `Asking` lets the lines in between say who asks.
"""

import logging
import os
import re
import secrets
import time
from itertools import count

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from .fence import client_address
from .json_lines import of_now, without_keys

log = logging.getLogger(__name__)
requests = logging.getLogger("mpsdir.requests")

_TOLD_BY_A_PROXY = re.compile(r"[\w.-]{8,64}")
_started, _counted = secrets.token_hex(4), count(1)


def logged(application):
    """The WSGI application that gives each request a number, or takes that of our proxy, and logs it when answered."""
    if not log.isEnabledFor(logging.INFO):
        return application  # for people at a terminal

    def answer(environ, start_response):
        began, told = time.perf_counter(), {}
        token = of_now.set({"request": _number(environ)})

        def start(status, headers, *error):
            told["status"] = int(status[:3])
            return start_response(status, headers, *error)

        try:
            return application(environ, start)
        finally:
            if requests.isEnabledFor(logging.INFO):
                _log_request(environ, told | {"ms": round((time.perf_counter() - began) * 1000, 1)})
            of_now.reset(token)

    return answer


def _log_request(environ, told):
    path = without_keys(environ.get("PATH_INFO", ""))
    extra = told | {"address": str(client_address(environ) or "")}
    requests.info("%s %s", environ["REQUEST_METHOD"], path, extra=extra)


def _number(environ):
    given = environ.get("HTTP_X_REQUEST_ID", "") if settings.MPSDIR_PROXIES else ""
    # Counted, as chance costs a kept answer as much as all else.
    return given if _TOLD_BY_A_PROXY.fullmatch(given) else f"{_started}-{os.getpid():x}-{next(_counted):x}"


class Asking:
    """Lets the lines of a request say whose it is, once somebody had to know."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        of_now.set({**of_now.get(), "asked": request})
        return self.get_response(request)


@receiver(user_logged_in)
def signed_in(user, **kwargs) -> None:
    log.info("%s signed in", user.get_username())


@receiver(user_logged_out)
def signed_out(user, **kwargs) -> None:
    if user:
        log.info("%s signed out", user.get_username())


@receiver(user_login_failed)
def not_let_in(request=None, **kwargs) -> None:
    """Not by which name: people type their password there."""
    log.warning("Somebody was not let in", extra={"address": str((request and client_address(request.META)) or "")})
