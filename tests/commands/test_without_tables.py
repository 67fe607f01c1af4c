"""Before `migrate`, or with a database that does not answer, every command says so in a sentence."""

import pkgutil

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from departments.management import commands

ASKED = {
    "check_drafts": [],
    "close_school_year": ["2024-25"],
    "demo": [],
    "dump_school_year": ["2024-25", "out"],
    "export_site": ["out"],
    "import_page": ["tests/old_site/old_pages/academics-2016-windows.txt", "--year", "2024-25"],
    "load_school_year": ["fixtures/2024-25/directory.json"],
    "loaddata": ["fixtures/district.json"],
    "open_school_year": ["2024-25"],
    "publish": [],
    "rebuild_listings": [],
    "roles": [],
    "roll_over": ["2024-25", "2025-26"],
    "undo_load": ["2024-25"],
}


# These two are for a database without today's tables, or without any: tests/copies.
COMMANDS = {module.name for module in pkgutil.iter_modules(commands.__path__)} - {"backup", "restore"}
COMMANDS -= {"status"}  # tells of it, and goes on with the rest: tests/management
COMMANDS -= {"sweep_pictures"}  # asks the store alone


def _no_table(execute, sql, *arguments):
    raise OperationalError("no such table: departments_office\nLINE 1: SELECT")


@pytest.mark.django_db
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_before_migrate_ends_in_a_sentence(command):
    with pytest.raises(CommandError) as refused, connection.execute_wrapper(_no_table):
        call_command(command, *ASKED[command])
    assert str(refused.value).removesuffix("Nothing was written.").rstrip() == (
        "The database did not take it (no such table: departments_office). "
        "Where tables are missing, run manage.py migrate first."
    )
