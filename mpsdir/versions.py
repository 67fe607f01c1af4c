"""The directory's version, learnt for each request on a connection that each thread keeps for it."""

import os
import select
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, local

from .sqlite3 import read_only

with suppress(ImportError):  # an extra: without it the settings take no PostgreSQL
    import psycopg

Version = tuple[int, str]
# The row of the version alone: others are notes of transactions that are not done.
_ASKED = "SELECT number, name FROM departments_directoryversion WHERE id = 1"
_PATIENCE = 1  # seconds that a visitor waits for it, and that nobody asks once it was silent
_PATIENCE_FOR_A_FILE = 0.05  # readers are never locked out of it by writers: who locks it does so for long


class Gone(Exception):
    """The database does not tell."""


def reader(database: dict) -> Callable[[], Version | None]:
    """What tells the version that `database`, one of DATABASES, has now; None where there is none. Raises Gone."""
    return _Rested((_OfSqlite if database["ENGINE"].endswith("sqlite3") else _OfPostgresql)(database))


class _Rested:
    """While the database is gone, one thread asks once in a while, and all others need not wait for what it hears."""

    def __init__(self, ask):
        self._ask, self._silent_until, self._why, self._asking = ask, 0.0, None, Lock()

    def __call__(self):
        if not self._silent_until:
            return self._heard()
        if time.monotonic() < self._silent_until or not self._asking.acquire(blocking=False):
            raise Gone from self._why
        try:
            return self._heard()
        finally:
            self._asking.release()

    def _heard(self):
        try:
            version = self._ask()
        except Gone as gone:
            self._why = gone.__cause__
            self._silent_until = time.monotonic() + _PATIENCE
            raise
        self._silent_until = 0.0
        return version


class _OfSqlite(local):
    """`PRAGMA data_version` is another number after any commit of another connection, and costs microseconds."""

    def __init__(self, database):
        self._path, self._connection, self._seen = Path(database["NAME"]), None, None

    def __call__(self):
        try:
            file = os.stat(self._path).st_ino
            if self._connection is None or file != self._file:  # another may have been put in its place
                self._forget()
                alone = read_only.address(self._path)
                address = alone or f"{self._path.absolute().as_uri()}?mode=ro"
                self._connection = sqlite3.connect(
                    address, uri=True, timeout=_PATIENCE_FOR_A_FILE, isolation_level=None
                )
                # Of a disk that nobody can write, asked about anew: it tells of nothing that is written meanwhile.
                self._file = None if alone else file
            seen = self._connection.execute("PRAGMA data_version").fetchone()
            if seen != self._seen:
                self._version = self._connection.execute(_ASKED).fetchone()
                self._seen = seen
            return self._version
        except (sqlite3.Error, OSError) as error:
            self._forget()
            raise Gone from error

    def _forget(self):
        if self._connection:
            self._connection.close()
        self._connection = self._seen = None


class _OfPostgresql(local):
    """One statement, which the server prepared once for each connection."""

    def __init__(self, database):
        self._options = {
            "dbname": database["NAME"],
            "user": database["USER"],
            "password": database["PASSWORD"],
            "host": database["HOST"],
            "port": database["PORT"],
        }
        self._connection = None

    def __call__(self):
        # A kept connection may have been closed by a restart of the server or of what stands between.
        for again in (True, False) if self._connection else (False,):
            try:
                return self._ask()
            except (psycopg.Error, TimeoutError) as error:
                self._forget()
                if not again or isinstance(error, TimeoutError):
                    raise Gone from error

    def _ask(self):
        if self._connection is None:
            options = {name: value for name, value in self._options.items() if value}
            self._connection = psycopg.connect(
                **options, autocommit=True, connect_timeout=2, options=f"-c statement_timeout={_PATIENCE}s"
            )
            self._prepared = self._connection.pgconn
            self._prepared.prepare(b"version", _ASKED.encode())
        found = self._answered()
        if found.status != psycopg.pq.ExecStatus.TUPLES_OK:
            raise psycopg.OperationalError(found.get_error_message())
        if not found.ntuples:
            return None
        return int(found.get_value(0, 0)), found.get_value(0, 1).decode()

    def _answered(self):
        """Not waited for by the library, which waits for ever where the server stands still."""
        self._prepared.send_query_prepared(b"version", [])
        self._prepared.flush()
        while self._prepared.is_busy():
            if not select.select([self._prepared.socket], [], [], _PATIENCE)[0]:
                raise TimeoutError("PostgreSQL is silent")
            self._prepared.consume_input()
        found = self._prepared.get_result()
        while self._prepared.get_result():
            pass
        return found

    def _forget(self):
        if self._connection:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None
