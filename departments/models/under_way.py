"""
What takes long and has everybody else wait who saves, told beside the database: there nobody sees it before its end.

A file says it, which is locked as long as whoever does it lives.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from django.core.files import locks

from . import directory_settings

_FOLDER = "under-way"


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
            print(sentence, file=file, end="", flush=True)
        yield


def what_is() -> str:
    """What is under way, in a sentence; "" where nobody says so."""
    for path in (directory_settings.folder() / _FOLDER).glob("*"):
        with suppress(OSError), path.open() as file:
            if not locks.lock(file, locks.LOCK_SH | locks.LOCK_NB):
                return file.read()
            path.unlink()  # whoever wrote it was killed
    return ""
