"""`manage.py open_school_year`: let visitors see a school year from a day on."""

from django.core.management.base import BaseCommand, CommandError

from departments.management.moments import moment
from departments.management.years import year_called
from departments.school_years.problems import Refused
from departments.school_years.readiness import told
from departments.school_years.year import open_year

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Makes a school year the current one; earlier ones stay open as the archive. Opening an earlier year again is "
        "the way back: later ones are closed. Says what the year lacks, and opens it all the same."
    )

    def add_arguments(self, parser):
        parser.add_argument("label", metavar="LABEL", help="the school year, as 2025-26")
        parser.add_argument(
            "--on",
            metavar="DATE",
            type=moment,
            help="from this day or moment on, as 2025-07-01 or 2025-07-01T06:00 (now)",
        )

    def handle(self, *, label, on, **options):
        try:
            opened = open_year(year_called(label), at=on)
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        for sentence in opened.sentences:
            self.stdout.write(sentence)
        for one in opened.missing[:SHOWN]:
            self.stderr.write(self.style.WARNING(f"  {one.sentence}"))
        if opened.missing:
            self.stderr.write(self.style.WARNING(_count(len(opened.missing))))


def _count(count):
    shown = f"; the first {SHOWN} are above" if count > SHOWN else ""
    return f"{told(count)}{shown}."
