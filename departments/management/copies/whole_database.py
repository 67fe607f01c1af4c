"""
The whole database as one file, taken while people save; and such a file as the database, all of it or nothing.

What is restored stands beside its place until everything is done with it: a file of another name on SQLite, a schema
of another name on PostgreSQL. Until then visitors and other processes find the place as empty as it was.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction

from ...school_years.problems import refused
from ...school_years.replacing import on_disk

_BESIDE = "being_restored"


class SQLite:
    name, file = "SQLite", "database.sqlite3"

    def write(self, path: Path) -> None:
        """The database as it is at one moment, to the new file `path`."""
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, to be opened by itself
        except sqlite3.Error as reason:
            raise refused(self.file, f"it could not be copied ({reason}).") from reason

    def has_tables(self) -> bool:
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
            return bool(database.execute("SELECT 1 FROM sqlite_master").fetchone())

    @contextmanager
    def beside(self, path: Path) -> Iterator[None]:
        """The database is what `path` holds, for this process; for all others once this ends, unless it raises."""
        place, given = Path(connection.settings_dict["NAME"]), connection.settings_dict["NAME"]
        fresh = place.with_name(f".{place.name}-{_BESIDE}")
        for left in place.parent.glob(f"{fresh.name}*"):
            left.unlink()
        connection.close()
        shutil.copyfile(path, fresh)
        connection.settings_dict["NAME"] = str(fresh)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = given
        on_disk(fresh)
        fresh.replace(place)
        on_disk(place.parent)


class PostgreSQL:
    name, file = "PostgreSQL", "database.pgdump"

    def write(self, path: Path) -> None:
        """The database as it is at one moment, to the new file `path`."""
        self._call("pg_dump", "--format=custom", *_PLAIN, f"--exclude-schema={_BESIDE}", f"--file={path}")

    def has_tables(self) -> bool:
        return bool(connection.introspection.table_names())

    @contextmanager
    def beside(self, path: Path) -> Iterator[None]:
        """The database is what `path` holds, for this process; for all others once this ends, unless it raises."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {_BESIDE} CASCADE")  # of a restore that was killed
        aside = f"ALTER SCHEMA public RENAME TO {_BESIDE}; CREATE SCHEMA public"
        with TemporaryDirectory() as folder:
            statements = f"{folder}/statements.sql"  # whole before the first of them is run
            _run(["pg_restore", *_PLAIN, f"--file={statements}", str(path)])
            quietly = ["--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1", "--single-transaction"]
            self._call("psql", *quietly, f"--file={statements}", f"--command={aside}")
        options = connection.settings_dict["OPTIONS"]
        self._connect(options | {"options": f"{options.get('options', '')} -c search_path={_BESIDE}"})
        try:
            yield
        finally:
            self._connect(options)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA public; ALTER SCHEMA {_BESIDE} RENAME TO public")

    def _connect(self, options):
        connection.close()
        connection.close_pool()
        connection.settings_dict["OPTIONS"] = options

    def _call(self, program, *arguments):
        (_, *where), secrets = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
        _run([program, *arguments, *where], secrets)


_PLAIN = ("--no-owner", "--no-acl")
_WHY = re.compile(r"(?:error|detail|ERROR|DETAIL|FATAL): +(.*)")


def _run(command, secrets=None):
    try:
        subprocess.run(command, env=os.environ | (secrets or {}), check=True, capture_output=True, text=True)
    except FileNotFoundError as reason:
        sentence = "it is not installed here. Install PostgreSQL's client, as new as the server: postgresql-client."
        raise refused(command[0], sentence) from reason
    except subprocess.CalledProcessError as reason:
        why = "; ".join(_WHY.findall(reason.stderr)) or reason.stderr.strip()
        if "version" in why:
            why += f". Install a {command[0]} as new as the server, and as the one that made the backup."
        raise refused(command[0], why) from reason


def database() -> SQLite | PostgreSQL:
    """That of the site, of whichever kind it is."""
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor]()
