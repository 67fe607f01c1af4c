"""
A backup: a folder with the whole database, the files of all pictures, and a manifest with the checksum of each.

It is written beside its place and put there when it is whole. It has in it what the database has, also what nobody but
its owner should read.
"""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ...models.directory_settings import MANIFEST
from ...page.storage import kept_files, store
from ...school_years.problems import refused
from ...school_years.replacing import replacing
from ...words.release import RELEASE
from .whole_database import database

FORM = 1


def write(path: Path) -> dict[str, Any]:
    """Make a backup in the new folder `path`, while people save, and return its manifest. Raises Refused."""
    if path.exists():
        raise refused(str(path), "there is something already. Name a new folder, for example by today's date.")
    kind = database()
    with replacing(path, make_parents=True) as folder:
        folder.mkdir(mode=0o700)
        (folder / "images").mkdir()
        kind.write(folder / kind.file)
        files = [kind.file]
        # After the database: a picture is in the store before a row names it.
        for name in kept_files():
            try:
                with store().open(name) as source, (folder / name).open("wb") as file:
                    shutil.copyfileobj(source, file)
                files.append(name)
            except FileNotFoundError:  # taken out of the store meanwhile
                (folder / name).unlink(missing_ok=True)
            except Exception as reason:  # a store raises whatever it likes
                raise refused(name, f"it could not be copied ({reason}).") from reason
        manifest = {
            "form": FORM,
            "release": RELEASE,
            "made_at": timezone.now().isoformat(),
            "database": kind.name,
            "migrations": sorted(map(".".join, MigrationRecorder(connection).applied_migrations())),
            "files": {name: [(folder / name).stat().st_size, _checksum(folder / name)] for name in files},
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return manifest


def read(path: Path) -> dict[str, Any]:
    """The manifest of the backup at `path`, every file of which is as it was written. Raises Refused."""
    try:
        manifest = json.loads((path / MANIFEST).read_text())
        files = manifest["files"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as reason:
        sentence = f"it is no backup, or one that was never finished: it has no {MANIFEST} that can be read."
        raise refused(str(path), f"{sentence} Choose another one.") from reason
    if manifest.get("form") != FORM:
        raise refused(str(path), f"it was made by release {manifest.get('release')}. Restore it with that one.")
    for name, (size, checksum) in files:
        file = path / name
        if not file.is_file() or file.stat().st_size != size or _checksum(file) != checksum:
            raise refused(str(path), f"its file {name} is missing or damaged. Choose another backup.")
    return manifest


def _checksum(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
