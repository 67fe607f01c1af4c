"""
Windows of one office never overlap, kept by the database itself.

PostgreSQL has exclusion constraints. The office is compared as a range of one, because comparing plain integers that
way needs an extension. SQLite gets triggers. It forgets them when a later migration remakes the table (AddField and
the like on Publication): call `apply_operation` again there. A test fails when that was forgotten.
"""

from django.db import migrations

POSTGRESQL = """
ALTER TABLE departments_publication ADD CONSTRAINT publications_of_an_office_do_not_overlap EXCLUDE USING gist (
    int8range(office_id, office_id, '[]') WITH &&, tstzrange(live_from, live_until, '[)') WITH &&
)
"""
SQLITE_CONDITION = """
FOR EACH ROW WHEN (NEW.live_until IS NULL OR NEW.live_until > NEW.live_from) AND EXISTS (
    SELECT 1 FROM departments_publication AS other
    WHERE other.office_id = NEW.office_id AND other.id IS NOT NEW.id
    AND (other.live_until IS NULL OR other.live_until > other.live_from)
    AND (other.live_until IS NULL OR other.live_until > NEW.live_from)
    AND (NEW.live_until IS NULL OR NEW.live_until > other.live_from)
) BEGIN SELECT RAISE(ABORT, 'publications_of_an_office_do_not_overlap'); END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE OF office_id, live_from, live_until"}


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for name, event in EVENTS.items():
        schema_editor.execute(
            f"CREATE TRIGGER publications_do_not_overlap_on_{name} BEFORE {event} ON departments_publication"
            + SQLITE_CONDITION
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE departments_publication DROP CONSTRAINT publications_of_an_office_do_not_overlap"
        )
        return
    for name in EVENTS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS publications_do_not_overlap_on_{name}")


def apply_operation():
    return migrations.RunPython(create, drop)


class Migration(migrations.Migration):
    dependencies = [("departments", "0001_initial")]
    operations = [apply_operation()]
