"""Whether this process can serve: the database answers and its tables are those of this code."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def problems() -> list[str]:
    """Sentences about what is missing; empty when all is well."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ["The database does not answer."]
    if waiting:
        return [f"{len(waiting)} database migrations wait to be applied: run manage.py migrate."]
    return []
