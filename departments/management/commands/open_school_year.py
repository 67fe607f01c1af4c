"""`manage.py open_school_year`: let visitors see a school year from a day on."""

from departments.management.year_commands import YearOnADay
from departments.school_years.readiness import told
from departments.school_years.year import open_year

SHOWN = 20


class Command(YearOnADay):
    help = (
        "Makes a school year the current one; earlier ones stay open as the archive. Opening an earlier year again is "
        "the way back: later ones are closed. Says what the year lacks, and opens it all the same."
    )

    def handle(self, *, label, on, **options) -> None:
        opened = self.turned(open_year, label, on)
        if opened.missed:
            names = ", ".join(one.publication.name for one in opened.missed)
            sentence = f"Offices of today that {label} does not have published ({len(opened.missed)}): {names}."
            self.stderr.write(self.style.WARNING(sentence))
        for one in opened.missing[:SHOWN]:
            self.stderr.write(self.style.WARNING(f"  {one.sentence}"))
        if opened.missing:
            shown = f"; the first {SHOWN} are above" if len(opened.missing) > SHOWN else ""
            self.stderr.write(self.style.WARNING(f"{told(len(opened.missing))}{shown}."))
