"""`manage.py check_drafts`: the checks before publishing, over a whole school year."""

from django.core.management.base import CommandError

from departments.drafts.state import states
from departments.management.year_commands import DirectoryCommand, year_called
from departments.publishing.checking import Level
from departments.school_years import corrections


class Command(DirectoryCommand):
    help = "Says what stands in the way of publishing each office of a school year. Exit 1 where there are errors."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--year", metavar="LABEL", help="this school year (the current one)")

    def handle(self, *, year, **options) -> None:
        row = year_called(year, to="check")
        errors, corrected = 0, corrections.offered(row, row.offices.all())
        for state in states(row.offices.kept().select_related("school_year"), together=True).values():
            for problem in state.draft.problems:
                errors += problem.level == Level.ERROR
                self.stdout.write(f"{state.office}: {problem.level}: {problem.sentence}")
            for sentence in corrections.brought_back(corrected, state):
                self.stdout.write(f"{state.office}: {Level.WARNING}: {sentence}")
        if errors:
            raise CommandError(f"{errors} error{'s' if errors > 1 else ''} to mend before publishing.")
        self.stdout.write(f"No errors in the drafts of {row}.")
