"""`manage.py roll_over`: next year's drafts from this year's."""

from departments.management.year_commands import DirectoryCommand, year_called
from departments.school_years.rolling import roll_over


class Command(DirectoryCommand):
    help = (
        "Copies the drafts of a school year into a later one, which is made where it is missing. Run again, it brings "
        "what changed since and keeps what editors changed in the later year. undo_load takes it back."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("source", metavar="FROM", help="the school year to copy, as 2024-25")
        parser.add_argument("target", metavar="TO", help="the later school year, as 2025-26")

    def handle(self, *, source, target, **options) -> None:
        rolled = roll_over(year_called(source), target)
        self.stdout.write("\n".join(rolled.sentences))
