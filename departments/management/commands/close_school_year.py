"""`manage.py close_school_year`: take a school year out of visitors' sight from a day on."""

from django.core.management.base import BaseCommand, CommandError

from departments.management.moments import moment
from departments.management.years import year_called
from departments.school_years.problems import Refused
from departments.school_years.year import close_year


class Command(BaseCommand):
    help = "Takes a whole school year out of visitors' sight; open_school_year brings it back."

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
            closed = close_year(year_called(label), at=on)
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        for sentence in closed.sentences:
            self.stdout.write(sentence)
