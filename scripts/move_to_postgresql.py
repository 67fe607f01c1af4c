"""
Copy the directory as it stands from a file of SQLite to the empty PostgreSQL of DATABASE_URL, rows under their numbers.

    python scripts/move_to_postgresql.py /var/lib/mpsdir/db.sqlite3

Run it with the application stopped, after `manage.py migrate` of both. All or nothing; the file is only read.
"""

import os
import sys
import tempfile
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mpsdir.settings")
django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.management.commands import loaddata  # noqa: E402
from django.db import connections  # noqa: E402

MADE_BY_MIGRATE = ["contenttypes", "auth.permission"]  # under other numbers, but the same names


def main(file):
    if connections["default"].vendor != "postgresql":
        sys.exit("DATABASE_URL names no PostgreSQL. Set it to the new database.")
    if not file.is_file():
        sys.exit(f"There is no file {file}.")
    if User.objects.exists() or apps.get_model("departments", "office").objects.exists():
        sys.exit("There is a directory in this PostgreSQL already. Make a new database and name it in DATABASE_URL.")
    # Read as it is: what sets up a connection of the site would write to it.
    old = {**connections["default"].settings_dict, "ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}
    connections.databases["old"] = old | {"NAME": f"file:{file.resolve()}?mode=ro"}
    with tempfile.TemporaryDirectory() as folder:
        rows = f"{folder}/rows.json"
        call_command("dumpdata", database="old", exclude=MADE_BY_MIGRATE, use_natural_foreign_keys=True, output=rows)
        # Django's own: ours judges what it loads, and keeps it as a version of its own.
        call_command(loaddata.Command(), rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    main(Path(sys.argv[1]))
