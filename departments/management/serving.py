"""
Whether visitors can read, told within two seconds whatever waits: sentences that say what to do, and that all may know.

Nothing can stop who waits for a silent store, so what is no database is asked in threads beside.
"""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread

from django.db import connections

from .wellbeing import DONE_WITHOUT, IN_TIME, NotWell, database, never_had_one, static_files, years

_being_asked: dict[Callable, Future] = {}


def problems_and_remarks() -> tuple[list[str], list[str]]:
    """What keeps visitors from reading here, and what the site does without just now."""
    remarks = _begun(DONE_WITHOUT)
    try:
        database(), static_files()
        problems = {} if years() else _begun({"The store of pictures": never_had_one})
    except NotWell as reason:
        return [reason.openly], []
    wait([*problems.values(), *remarks.values()], IN_TIME / 2)
    return _heard(problems), _heard(remarks)


def _begun(parts):
    """What will be heard of each; one that is still silent is not asked once more."""
    for name, ask in parts.items():
        if ask not in _being_asked or _being_asked[ask].done():
            _being_asked[ask] = Future()
            Thread(target=_ask, args=(ask, _being_asked[ask], name), daemon=True).start()
    return {name: _being_asked[ask] for name, ask in parts.items()}


def _ask(ask, heard, name):
    try:
        ask()
        heard.set_result("")
    except Exception as reason:
        heard.set_result(getattr(reason, "openly", _silent(name)))
    finally:
        connections.close_all()  # of this thread


def _heard(parts):
    told = [heard.result() if heard.done() else _silent(name) for name, heard in parts.items()]
    return [sentence for sentence in told if sentence]


def _silent(name):
    return f"{name} does not answer. Run manage.py status to see why."
