"""School years as commands name them."""

from django.core.management.base import BaseCommand, CommandError

from departments.models import SchoolYear
from departments.school_years.problems import Refused

from .typed_moments import moment


def year_called(label: str) -> SchoolYear:
    """The school year `label`. Raises CommandError, with the years there are."""
    try:
        return SchoolYear.objects.get(label=label)
    except SchoolYear.DoesNotExist as error:
        known = ", ".join(SchoolYear.objects.values_list("label", flat=True)) or "none yet"
        raise CommandError(f"There is no school year {label}. Known: {known}.") from error


class YearOnADay(BaseCommand):
    """A command that turns one school year from a day on."""

    def add_arguments(self, parser):
        parser.add_argument("label", metavar="LABEL", help="the school year, as 2025-26")
        parser.add_argument(
            "--on",
            metavar="DATE",
            type=moment,
            help="from this day or moment on, as 2025-07-01 or 2025-07-01T06:00 (now)",
        )

    def turned(self, turn, label, on):
        """What `turn(year, at=…)` comes to; its sentences are printed. Raises CommandError."""
        try:
            done = turn(year_called(label), at=on)
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        for sentence in done.sentences:
            self.stdout.write(sentence)
        return done
