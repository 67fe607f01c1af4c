"""
Whether visitors can read, told within two seconds whatever waits: sentences that say what to do, and that all may know.

Nothing can stop who waits for a silent store, so what is no database is asked in threads beside.
"""

from concurrent.futures import Future, wait
from threading import Thread

from django.db import connections

from .wellbeing import DONE_WITHOUT, IN_TIME, NotWell, database, static_files

_asked: dict[str, Future] = {}  # by the name of the part: who is still silent is not asked once more


def problems_and_remarks() -> tuple[list[str], list[str]]:
    """What keeps visitors from reading here, and what the site does without just now."""
    for name, ask in DONE_WITHOUT.items():
        if name not in _asked or _asked[name].done():
            _asked[name] = Future()
            Thread(target=_tell, args=(_asked[name], ask, _silent(name)), daemon=True).start()
    try:
        database(), static_files()
    except NotWell as reason:
        return [reason.openly], []
    wait(_asked.values(), IN_TIME / 2)
    told = [heard.result() if heard.done() else _silent(name) for name, heard in _asked.items()]
    return [], [sentence for sentence in told if sentence]


def _tell(heard, ask, silent):
    try:
        ask()
        heard.set_result("")
    except Exception as reason:
        heard.set_result(getattr(reason, "openly", silent))
    finally:
        connections.close_all()  # of this thread


def _silent(name):
    return f"{name} does not answer. Run manage.py status to see why."
