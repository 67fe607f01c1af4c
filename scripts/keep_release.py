"""
Keep what a release leaves behind, so that later code is tried with it: databases, payloads, a bundle, a spreadsheet.

    python scripts/keep_release.py VERSION [--checkout FOLDER] [--at MOMENT]

Run once for each release, when it is tagged; tests/kept/README.md says more. The story of tests/kept/story.py is told
by the code in FOLDER (this checkout) in its development environment, once on SQLite and once on a PostgreSQL of its
own, as if it were MOMENT (now). What comes of it is written to tests/kept/VERSION/, which must not be there yet.
"""

import argparse
import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from with_postgres import find_programs, private_server

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "kept"
STORY_PICTURES = "-60x40"  # the story's own, some bytes each; all forms of the sample's are 3 MB
# What pg_dump writes for psql alone, or for servers of its own age and later.
NOT_FOR_EVERYONE = re.compile(r"^(\\(un)?restrict .*|SET transaction_timeout = .*)\n", re.MULTILINE)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version")
    parser.add_argument("--checkout", type=lambda given: Path(given).absolute(), default=ROOT, metavar="FOLDER")
    parser.add_argument("--at", type=datetime.fromisoformat, default=datetime.now().astimezone(), metavar="MOMENT")
    options = parser.parse_args()
    target, at = KEPT / options.version, options.at.replace(microsecond=0).isoformat()
    programs = find_programs()
    if target.exists():
        sys.exit(f"{target.relative_to(ROOT)} is there already: what a release left behind does not change.")
    if programs is None:
        sys.exit("There is no PostgreSQL here. scripts/install-system-packages installs it.")
    with TemporaryDirectory() as name:
        made, folder = Path(name) / "made", Path(name)
        made.mkdir()
        tell(options.checkout, folder / "var", made, at, f"sqlite:///{folder / 'db.sqlite3'}")
        keep_sqlite(folder / "db.sqlite3", made / "database.sqlite3.gz")
        keep_pictures(folder / "var" / "media" / "images", made / "media" / "images")
        shutil.rmtree(made / "sent")
        with private_server(programs) as url:
            tell(options.checkout, folder / "other-var", folder / "told-again", at, url)
            keep_postgresql(programs, url, made / "postgresql.sql.gz")
        (made / "kept.json").write_text(json.dumps({"version": options.version, "at": at}, indent=1) + "\n")
        shutil.move(made, target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"Kept {options.version} in {target.relative_to(ROOT)}: {size // 1024} KB.")


def tell(checkout, var, folder, at, url):
    """Tell the story to the database `url`."""
    var.mkdir()
    folder.mkdir(exist_ok=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MPSDIR_")}
    environment |= {"MPSDIR_VAR": str(var), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "mpsdir.settings"}
    own_python = checkout / ".venv" / "bin" / "python"
    command = [own_python if own_python.exists() else sys.executable, KEPT / "story.py", folder, at]
    subprocess.run(command, cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)


def keep_sqlite(database, target):
    with sqlite3.connect(database, isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    connection.close()
    target.write_bytes(gzip.compress(database.read_bytes(), mtime=0))


def keep_postgresql(programs, url, target):
    """As statements that any client can run, and not the rows that only psql reads."""
    command = [programs / "pg_dump", "--no-owner", "--no-acl", "--inserts", "--rows-per-insert=500", url]
    sql = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    target.write_bytes(gzip.compress(NOT_FOR_EVERYONE.sub("", sql).encode(), mtime=0))


def keep_pictures(images, target):
    target.mkdir(parents=True)
    for path in images.glob(f"*{STORY_PICTURES}*"):
        shutil.copyfile(path, target / path.name)


if __name__ == "__main__":
    main()
