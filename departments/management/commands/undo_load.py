"""`manage.py undo_load`: take back what was last loaded into a school year."""

from django.core.management.base import CommandError

from departments.management.year_commands import YearCommand, tell_problems, year_called
from departments.school_years.problems import Refused
from departments.school_years.undo import undo


class Command(YearCommand):
    help = "Takes back the last load, or roll-over, of a school year: all of it, or nothing and why."

    def handle(self, *, label, **options) -> None:
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
