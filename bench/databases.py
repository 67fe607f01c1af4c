"""Databases for one measurement each: new ones on the server that DATABASE_URL names, or files of SQLite."""

import os
import secrets
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def databases():
    """A room for measurements, with a folder for their files. All that was made in it is gone afterwards."""
    with TemporaryDirectory(prefix="mpsdir-bench-") as name:
        kind = _OnServer if os.environ.get("DATABASE_URL", "").startswith("postgres") else _InFiles
        room = kind(Path(name))
        try:
            room.prepare()
            yield room
        finally:
            room.clear_up()


class _Room:
    def __init__(self, folder):
        self.folder, self.count = folder, 0

    def prepare(self):
        """Migrate one database, of which the others are copies."""
        self.template = self._new()
        self.run(self.template, "-m", "django", "migrate", "--verbosity=0")

    def empty(self) -> str:
        """The URL of a database that nobody has used: migrated, and without a row."""
        return self._new(self.template)

    def environment(self, url) -> dict[str, str]:
        """The settings of production, on the database `url`."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "mpsdir.settings",
            # In development Django keeps every query in memory, which is no part of what is measured.
            "MPSDIR_DEBUG": "0",
            "MPSDIR_SECRET_KEY": secrets.token_hex(),
            "MPSDIR_ALLOWED_HOSTS": "localhost",
            "MPSDIR_HTTPS": "0",
            "MPSDIR_VAR": str(self.folder),
            "DATABASE_URL": url,
        }

    def run(self, url, *arguments, **environment) -> str:
        """What Python prints with these arguments, in these settings and what else the environment is to have."""
        command = [sys.executable, *map(str, arguments)]
        environment = {"MPSDIR_LOG": "lines"} | {name: str(value) for name, value in environment.items()}
        environment = self.environment(url) | environment
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout


class _InFiles(_Room):
    name = "SQLite"

    def _new(self, template=None):
        self.count += 1
        path = self.folder / f"{self.count}.sqlite3"
        if template:
            shutil.copyfile(template.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"

    def clear_up(self):
        """Nothing: the files go with the folder."""


class _OnServer(_Room):
    name = "PostgreSQL"

    def prepare(self):
        self.server = os.environ["DATABASE_URL"]
        self.prefix, self.made = f"bench_{os.getpid()}", []
        super().prepare()

    def _new(self, template=None):
        self.count += 1
        name = f"{self.prefix}_{self.count}"
        copied = f" TEMPLATE {template.rpartition('/')[2]}" if template else ""
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{copied}")
        self.made.append(name)
        return f"{self.server.rpartition('/')[0]}/{name}"

    def clear_up(self):
        with psycopg.connect(self.server, autocommit=True) as connection:
            for name in self.made:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
