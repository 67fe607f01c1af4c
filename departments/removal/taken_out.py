"""
Who was taken out, noted beside the backups: for what is restored from one that was made before.

A line for each removal: when, and the marks of the person, which are codes. Nothing anybody could read of a person is
kept (decision 0024).
"""

import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path

from django.db import DatabaseError
from django.utils.dateparse import parse_datetime

from ..models import Removal, directory_settings
from ..models.removal import secret_mark

FILE = "taken-out.jsonl"
log = logging.getLogger(__name__)


def note(removal: Removal) -> None:
    """
    Note `removal`, before it is committed, where the site has backups. A disk that does not take it is no reason to
    keep somebody in the directory: the next backup notes what is missing.
    """
    if folder := directory_settings.value("DIRECTORY_BACKUPS"):
        try:
            _add(Path(folder), [removal])
        except OSError:
            log.exception("Who was taken out could not be noted in %s.", folder)


def note_all(folder: Path) -> None:
    """Note in `folder` all that the database knows of: none where it has no such table yet, as in release 0.1."""
    try:
        _add(folder, list(Removal.objects.order_by("pk")))
    except DatabaseError:
        log.info("The database has no removals yet.")


def known(*folders: Path) -> list[Removal]:
    """What is noted in any of `folders`, unsaved and in order; `is_ours` says whether our SECRET_KEY made it."""
    found = {}
    for line in (line for folder in set(folders) for line in _lines(folder)):
        removal = Removal(at=parse_datetime(line["at"]), marks=line["marks"])
        removal.is_ours = line["key"] == secret_mark()
        found[removal.at] = removal
    return [found[at] for at in sorted(found)]


def _lines(folder):
    """Those that were written to their end."""
    for line in (folder / FILE).read_text().splitlines() if (folder / FILE).exists() else ():
        try:
            yield json.loads(line)
        except ValueError:
            log.warning("A line of %s is damaged and was passed over.", folder / FILE)


def _add(folder: Path, removals: Iterable[Removal]) -> None:
    noted = {line["at"] for line in _lines(folder)}
    lines = [
        json.dumps({"at": one.at.isoformat(), "key": secret_mark(), "marks": one.marks})
        for one in removals
        if one.at.isoformat() not in noted
    ]
    if lines:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(folder / FILE, "a", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            # After a line that was cut off, a new one begins.
            file.write("\n" + "\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
