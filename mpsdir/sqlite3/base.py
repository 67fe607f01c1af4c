"""`ENGINE` of the settings: Django's own, and where a disk is read-only what can still be read."""

import sqlite3
from pathlib import Path

from django.db.backends.sqlite3 import base

from .read_only import address


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to a file that nobody can write ends with its request, so that the next sees a disk that is well."""

    is_immutable = False

    def get_new_connection(self, conn_params) -> base.Database.Connection:
        self.is_immutable = False
        try:
            return super().get_new_connection(conn_params)
        except sqlite3.OperationalError:
            alone = address(Path(conn_params["database"]))
            if alone is None:
                raise
            self.is_immutable = True
            return super().get_new_connection({**conn_params, "database": alone, "uri": True})

    def close_if_unusable_or_obsolete(self) -> None:
        super().close_if_unusable_or_obsolete()
        if self.is_immutable and not self.in_atomic_block:
            self.close()
