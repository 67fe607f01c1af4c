"""`manage.py dump_school_year`: the drafts of a school year as a bundle."""

from departments.management.year_commands import YearCommand, refusals, year_called
from departments.school_years import bundle
from departments.school_years.edition import of_drafts


class Command(YearCommand):
    help = (
        "Writes the drafts of a school year to a folder, a .zip, a .json or a .json.gz, which load_school_year reads. "
        "The same drafts are the same bytes."
    )

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.add_argument("path", metavar="PATH", help="where to; what stood there is replaced")

    def handle(self, *, label, path, **options) -> None:
        edition = of_drafts(year_called(label)).edition
        with refusals(" Nothing was written."):
            notes = bundle.write(edition, path)
        for note in notes:
            self.stderr.write(self.style.WARNING(note))
        offices, departments = len(edition.offices), len(edition.departments)
        self.stdout.write(f"Wrote {label} to {path}: {offices} offices, {departments} departments.")
