"""Migrations that were numbered anew after databases had been migrated with them."""

from django.db import migrations
from django.db.migrations.recorder import MigrationRecorder


class Renamed(migrations.Migration):
    """
    Does nothing where the database has it under its `former` name.

    Not `replaces`: Django would then forget that it was applied wherever that was done under today's name.
    """

    former = ""

    def apply(self, project_state, schema_editor, collect_sql=False):
        applied = MigrationRecorder(schema_editor.connection).applied_migrations()
        if (self.app_label, self.former) in applied:
            return self.mutate_state(project_state, preserve=False)
        return super().apply(project_state, schema_editor, collect_sql)
