"""
Triggers that make the directory's version another one at any change of a table that visitors read from.

PostgreSQL counts once for each transaction, when it ends: whoever else publishes waits for no long load. The first
statement that changes such a table notes a row of its own beside the one of the version; the deferred trigger on that
row puts itself off once more, and so counts behind all other checks of the transaction: these may wait for somebody
who waits to count. SQLite, which has one writer at a time, counts every row.

SQLite forgets triggers when a migration makes a table anew. So what is missing is made after each `migrate`, and a
system check tells of it until then.
"""

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, router

_VERSION = "departments_directoryversion"

_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION departments_note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF coalesce(current_setting('departments.is_noted', true), '') = '' THEN
        PERFORM set_config('departments.is_noted', 'yes', true);
        INSERT INTO {_VERSION} (id, number, name) VALUES (-txid_current(), 0, '') ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION departments_count_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE {_VERSION} SET number = 1 WHERE id = NEW.id;
    ELSE
        PERFORM set_config('departments.is_noted', '', true);
        DELETE FROM {_VERSION} WHERE id = NEW.id;
        INSERT INTO {_VERSION} AS kept (id, number, name) VALUES (1, 1, replace(gen_random_uuid()::text, '-', ''))
        ON CONFLICT (id) DO UPDATE SET number = kept.number + 1, name = excluded.name;
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS {_VERSION}_count ON {_VERSION};
CREATE CONSTRAINT TRIGGER {_VERSION}_count AFTER INSERT OR UPDATE ON {_VERSION} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.id < 0) EXECUTE FUNCTION departments_count_change();
INSERT INTO {_VERSION} (id, number, name) VALUES (1, 0, replace(gen_random_uuid()::text, '-', ''))
    ON CONFLICT DO NOTHING;
"""
_ON_POSTGRESQL = """
DROP TRIGGER IF EXISTS {table}_is_seen ON {table};
CREATE TRIGGER {table}_is_seen AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION departments_note_change()
"""
_SQLITE = f"""
INSERT INTO {_VERSION} (id, number, name)
    SELECT 1, 0, lower(hex(randomblob(16))) WHERE NOT EXISTS (SELECT 1 FROM {_VERSION} WHERE id = 1)
"""
_ON_SQLITE = f"""
CREATE TRIGGER {{table}}_is_seen_{{event}} AFTER {{event}} ON {{table}} BEGIN
    {_SQLITE.strip()};
    UPDATE {_VERSION} SET number = number + 1, name = lower(hex(randomblob(16))) WHERE id = 1;
END
"""


def missing(connection, tables) -> dict[str, str]:
    """The statement that makes each trigger that one of `tables` lacks, by name; none for what is yet to be migrated."""
    there = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND pg_table_is_visible(tgrelid)"
    there = there if connection.vendor == "postgresql" else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        made = set(connection.introspection.table_names(cursor))
        cursor.execute(there)
        found = {name for (name,) in cursor.fetchall()}
    wanted = {}
    for table in made.intersection(tables) if _VERSION in made else ():
        if connection.vendor == "postgresql":
            wanted[f"{table}_is_seen"] = _ON_POSTGRESQL.format(table=table)
        else:
            for event in ("insert", "update", "delete"):
                wanted[f"{table}_is_seen_{event}"] = _ON_SQLITE.format(table=table, event=event)
    return {name: statement for name, statement in wanted.items() if name not in found}


def watch(connection, tables) -> None:
    """Afterwards there is a version, and each of `tables` has its triggers."""
    if not (statements := missing(connection, tables)):
        return
    with connection.cursor() as cursor:
        for statement in (_POSTGRESQL if connection.vendor == "postgresql" else _SQLITE, *statements.values()):
            cursor.execute(statement)


def forget(connection, tables) -> None:
    """Afterwards none has: the version may go."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER {_VERSION}_count ON {_VERSION}")
            cursor.execute("DROP FUNCTION departments_note_change, departments_count_change CASCADE")
            return
        for table in tables:
            for event in ("insert", "update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_is_seen_{event}")


def tables() -> list[str]:
    """Those that visitors read from today."""
    seen = apps.get_model("departments.DirectoryVersion").SEEN
    return [apps.get_model("departments", name)._meta.db_table for name in seen]


def after_migrate(using: str, **kwargs) -> None:
    """Make what is missing, on the database that was just migrated."""
    if router.allow_migrate(using, "departments"):
        watch(connections[using], tables())


@register(Tags.database)
def faults(app_configs, databases=None, **kwargs) -> list[CheckMessage]:
    """Says so where visitors would be shown what was kept before a change: `check --database default`."""
    hint = "Run manage.py migrate: it makes them again."
    return [
        Error(f"The database “{using}” has no trigger {name}.", hint=hint, id="departments.E014")
        for using in databases or ()
        if router.allow_migrate(using, "departments")
        for name in missing(connections[using], tables())
    ]
