"""What is written only where nobody has to wait for it: notes beside what a person came for."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_PATIENCE = 100  # milliseconds


@contextmanager
def soon() -> Iterator[None]:
    """A transaction that does not wait for somebody's long save: SQLite has one writer at a time."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    connection.ensure_connection()
    file = connection.connection
    [usual] = file.execute("PRAGMA busy_timeout").fetchone()
    file.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    try:
        with transaction.atomic():
            yield
    finally:
        file.execute(f"PRAGMA busy_timeout = {usual}")
