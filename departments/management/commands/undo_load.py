"""`manage.py undo_load`: take back what was last loaded into a school year."""

from django.core.management.base import BaseCommand, CommandError

from departments.management.year_commands import tell_problems, year_called
from departments.school_years.problems import Refused
from departments.school_years.undo import undo


class Command(BaseCommand):
    help = "Takes back the last load, or roll-over, of a school year: all of it, or nothing and why."

    def add_arguments(self, parser):
        parser.add_argument("label", metavar="LABEL", help="the school year, as 2025-26")

    def handle(self, *, label, **options):
        load = year_called(label).loads.standing().first()
        if load is None:
            raise CommandError(f"{label} has no load that could be taken back.")
        try:
            count = undo(load)
        except Refused as reason:
            tell_problems(self, reason)
            raise CommandError(f"{load.source} was not taken back; see above. Nothing was changed.") from reason
        entries = f"{count} entr{'y is' if count == 1 else 'ies are'}"
        self.stdout.write(f"{load.source} was taken back: {entries} in {label} as before it.")
