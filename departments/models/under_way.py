"""
What takes long and has everybody else wait who saves, told beside the database: there nobody sees it before its end.

A file says it, which is locked as long as whoever does it lives; its second line says how far it is.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from django.core.files import locks

from . import directory_settings

_FOLDER = "under-way"
_here: ContextVar[tuple[IO[str], str] | None] = ContextVar("the file, and what it says", default=None)
_hears: ContextVar[Callable[[str], None] | None] = ContextVar("who hears of each stage", default=None)


@contextmanager
def under_way(sentence: str) -> Iterator[None]:
    """`sentence` is told meanwhile, without a name: everybody who saves reads it. For functions too."""
    with ExitStack() as told:
        with suppress(OSError):  # nobody fails for it
            folder = directory_settings.folder() / _FOLDER
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = told.enter_context(tempfile.NamedTemporaryFile("w", dir=folder, delete=False))
            told.callback(Path(file.name).unlink, missing_ok=True)
            locks.lock(file, locks.LOCK_EX)
            print(sentence, file=file, flush=True)
            told.callback(_here.reset, _here.set((file, sentence)))
        yield


def reached(stage: str) -> None:
    """Say of what this thread does how far it is: to whom `heard_by` names, and in the file."""
    if here := _here.get():
        file, sentence = here
        with suppress(OSError):
            file.seek(0)
            print(sentence, stage, sep="\n", end="", file=file)
            file.truncate()  # and written at once
    if hear := _hears.get():
        hear(stage)


def counted(places: range, sentence: str) -> Iterator[int]:
    """`places`, saying before each in a `sentence` how many are {done} of {all}."""
    for place in places:
        reached(sentence.format(done=f"{place:,}", all=f"{places.stop:,}"))
        yield place


@contextmanager
def heard_by(hear: Callable[[str], None]) -> Iterator[None]:
    """`hear` is told of each stage that is reached meanwhile."""
    token = _hears.set(hear)
    try:
        yield
    finally:
        _hears.reset(token)


def what_is() -> str:
    """What is under way, in a sentence; "" where nobody says so."""
    return what_and_how_far()[0]


def what_and_how_far() -> tuple[str, str]:
    """The same, and the stage that it reached."""
    for path in (directory_settings.folder() / _FOLDER).glob("*"):
        with suppress(OSError), path.open() as file:
            if not locks.lock(file, locks.LOCK_SH | locks.LOCK_NB):
                sentence, _, stage = file.read().partition("\n")
                return sentence, stage
            path.unlink()  # whoever wrote it was killed
    return "", ""
