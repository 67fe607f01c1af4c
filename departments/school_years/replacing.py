"""A file or folder that is written beside its place and put there when it is whole, whenever the process is killed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from .problems import refused


@contextmanager
def replacing(target: Path, *, make_parents: bool) -> Iterator[Path]:
    """
    The path of a file or folder to be written, which takes the place of `target` when everything is in it, and on the
    disk. Raises Refused where nothing can be written there.
    """
    try:
        if make_parents:
            target.parent.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as reason:
        words = _("it cannot be written there ({reason}). Choose another path.")
        raise refused(target.name, words.format(reason=reason.strerror)) from reason
    fresh, old = room / target.name, room / "old"
    try:
        yield fresh
        for path in (*fresh.rglob("*"), fresh):
            on_disk(path)
        if fresh.is_dir() and target.exists():
            target.rename(old)
        fresh.replace(target)
        on_disk(target.parent)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(room, ignore_errors=True)


def on_disk(path: Path) -> None:
    """What was written to the file, or which names the folder has, outlives a power cut from now on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
