"""`manage.py close_school_year`: take a school year out of visitors' sight from a day on."""

from departments.management.year_commands import YearOnADay
from departments.school_years.year import close_year


class Command(YearOnADay):
    help = "Takes a whole school year out of visitors' sight; open_school_year brings it back."

    def handle(self, *, label, on, **options) -> None:
        self.turned(close_year, label, on)
