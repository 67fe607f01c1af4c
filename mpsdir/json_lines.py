"""The log as lines of JSON, each with its request. Read before Django is set up, so it leans on nothing of it."""

import json
import logging
import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType

# Of the request that is being answered: its number as "request" and, where Django has it, the request as "asked".
of_now: ContextVar[Mapping] = ContextVar("of_now", default=MappingProxyType({}))
_encoded = json.JSONEncoder(ensure_ascii=False, default=str).encode  # made once: each request is a line
_OF_A_RECORD = vars(logging.makeLogRecord({})).keys() | {"message", "asctime", "request", "server_time"}
# Whoever knows these addresses may come in by them.
_KEY = re.compile(r"(/preview/|/rehearsal/|/account/reset/)(?!sent/|done/)[^/]+")


class JsonLines(logging.Formatter):
    """A line of JSON: at, level, logger, message, request, by, error, and whatever else was given with `extra`."""

    def format(self, record) -> str:
        now = of_now.get()
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if "request" in now:
            line["request"] = now["request"]
        # Not asked for here: the database may be what is told of.
        user = getattr(now.get("asked"), "_cached_user", None)
        if user and user.is_authenticated:
            line["by"] = user.get_username()
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        line |= {name: value for name, value in vars(record).items() if name not in _OF_A_RECORD}
        return _encoded(line)


def without_keys(address: str) -> str:
    """`address` without what would let its reader in: the key of a preview, a rehearsal or a new password."""
    return _KEY.sub(r"\1…", address)


def sent_without_keys(event, hint):
    """`event` as Sentry takes it, likewise."""
    if url := event.get("request", {}).get("url"):
        event["request"]["url"] = without_keys(url)
    return event
