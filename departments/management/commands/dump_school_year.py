"""`manage.py dump_school_year`: the drafts of a school year as a bundle."""

from django.core.management.base import BaseCommand, CommandError

from departments.models import SchoolYear
from departments.school_years import bundle
from departments.school_years.edition import of_drafts
from departments.school_years.problems import Refused


class Command(BaseCommand):
    help = (
        "Writes the drafts of a school year to a folder, a .zip, a .json or a .json.gz, which load_school_year reads. "
        "The same drafts are the same bytes."
    )

    def add_arguments(self, parser):
        parser.add_argument("label", metavar="LABEL", help="the school year, as 2025-26")
        parser.add_argument("path", metavar="PATH", help="where to; what stood there is replaced")

    def handle(self, *, label, path, **options):
        year = SchoolYear.objects.filter(label=label).first()
        if year is None:
            known = ", ".join(SchoolYear.objects.values_list("label", flat=True)) or "none"
            raise CommandError(f"There is no school year {label}. There are: {known}.")
        edition = of_drafts(year).edition
        try:
            notes = bundle.write(edition, path)
        except Refused as refused:
            raise CommandError(f"{refused} Nothing was written.") from refused
        for note in notes:
            self.stderr.write(self.style.WARNING(note))
        offices, departments = len(edition.offices), len(edition.departments)
        self.stdout.write(f"Wrote {label} to {path}: {offices} offices, {departments} departments.")
