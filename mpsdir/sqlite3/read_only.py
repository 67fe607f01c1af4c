"""How a database file is read while its disk is read-only. Knows nothing of Django: the front door reads it as well."""

import os
from pathlib import Path


def address(path: Path) -> str | None:
    """
    The URI by which SQLite reads `path` where nothing beside it can be written; None where something can.

    Readers of a file in WAL mode write to its -shm. `immutable` reads without (sqlite.org/wal.html#readonly), and
    passes over a -wal: where one was left with changes in it, the file alone is not the truth, and is not read.
    """
    folder, changes = path.absolute().parent, path.with_name(f"{path.name}-wal")
    if os.access(folder, os.W_OK) or not path.exists() or (changes.exists() and changes.stat().st_size):
        return None
    return f"{path.absolute().as_uri()}?immutable=1"
