"""
Who was taken out, noted beside the backups: for what is restored from one that was made before.

A line for each removal: when, and the marks of the person, which are codes. Nothing anybody could read of a person is
kept (decision 0026).
"""

import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path

from django.utils.dateparse import parse_datetime

from ..models import Removal
from ..models.removal import secret_mark

FILE = "taken-out.jsonl"
log = logging.getLogger(__name__)


def note(folder: Path, removals: Iterable[Removal]) -> None:
    """Note `removals` in `folder`, where they are not noted there yet. They are on the disk then. Raises OSError."""
    noted = {one.at for one in known(folder)}
    lines = [
        json.dumps({"at": one.at.isoformat(), "key": secret_mark(), "marks": one.marks})
        for one in removals
        if one.at not in noted
    ]
    if lines:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(folder / FILE, "a", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write("\n".join(["", *lines, ""]))  # a line that was cut off ends here
            file.flush()
            os.fsync(file.fileno())


def known(*folders: Path) -> list[Removal]:
    """What is noted in any of `folders`, unsaved and in order; `is_ours` says whether our SECRET_KEY made the marks."""
    found = {}
    for file in {folder / FILE for folder in folders}:
        for line in file.read_text().splitlines() if file.exists() else ():
            try:
                said = json.loads(line or "{}")
            except ValueError:
                log.warning("A line of %s was cut off and is passed over.", file)
                continue
            if said:
                removal = Removal(at=parse_datetime(said["at"]), marks=said["marks"])
                removal.is_ours = said["key"] == secret_mark()
                found[removal.at] = removal
    return [found[at] for at in sorted(found)]
