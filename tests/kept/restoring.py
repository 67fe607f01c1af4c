"""A directory as a release left it, in a new database: restored with its own tables, and not yet migrated."""

import gzip
import json
import shutil
from datetime import datetime
from pathlib import Path

import psycopg

KEPT = Path(__file__).parent
RELEASES = sorted(path.parent.name for path in KEPT.glob("*/kept.json"))


def moment_of(release: str) -> datetime:
    """When it was kept: the moment at which its links open, and at which what it scheduled is still to come."""
    return datetime.fromisoformat(json.loads((KEPT / release / "kept.json").read_text())["at"])


def restore(release: str, url: str, var: Path) -> None:
    """Restore the database of `release` to the empty one at `url`, and its pictures to the folder MPSDIR_VAR."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).write_bytes(_unpacked(release, "database.sqlite3.gz"))
    else:
        with psycopg.connect(url) as connection:
            connection.execute(_unpacked(release, "postgresql.sql.gz"))
    for folder in (KEPT / release / "bundle", KEPT / release / "media"):
        shutil.copytree(folder / "images", var / "media" / "images", dirs_exist_ok=True)


def payloads_of(release: str) -> list[dict]:
    """Each publication as `{"school_year", "office", "number", "digest", "payload"}`."""
    return json.loads((KEPT / release / "payloads.json").read_text())


def _unpacked(release, name):
    return gzip.decompress((KEPT / release / name).read_bytes())
