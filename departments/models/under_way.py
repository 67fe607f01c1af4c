"""
What takes long and has everybody else wait who saves, told beside the database: there nobody sees it before its end.

A file says it, which is locked as long as whoever does it lives.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from . import directory_settings

with suppress(ImportError):  # not on Windows: there nobody is told
    import fcntl

_FOLDER = "under-way"


@contextmanager
def under_way(sentence: str) -> Iterator[None]:
    """`sentence` is told meanwhile, without a name: everybody who saves reads it. For functions too."""
    with ExitStack() as told:
        with suppress(OSError, NameError):  # a disk that is full, or no such locks
            folder = directory_settings.folder() / _FOLDER
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = told.enter_context(tempfile.NamedTemporaryFile("w", dir=folder, delete=False))
            told.callback(_unlink, Path(file.name))
            fcntl.flock(file, fcntl.LOCK_EX)
            print(sentence, file=file, end="", flush=True)
        yield


def _unlink(path):
    with suppress(OSError):  # nobody fails for it
        path.unlink()


def what_is() -> str:
    """What is under way, in a sentence; "" where nobody says so."""
    for path in (directory_settings.folder() / _FOLDER).glob("*"):
        with suppress(OSError, NameError), path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                _unlink(path)  # whoever wrote it was killed
            except BlockingIOError:
                return file.read()
    return ""
