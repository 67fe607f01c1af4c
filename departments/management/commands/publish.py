"""`manage.py publish`: publish every draft that differs from what visitors see."""

from django.core.management.base import BaseCommand, CommandError

from departments import publishing
from departments.management import typed_moments
from departments.management.year_commands import year_called
from departments.models import Office, SchoolYear
from departments.words.days import moment


class Command(BaseCommand):
    help = (
        "Publishes drafts that differ from what is live. Offices are reported one by one; "
        "one that fails leaves the others published."
    )

    def add_arguments(self, parser):
        parser.add_argument("--year", metavar="LABEL", help="of this school year (the current one)")
        parser.add_argument("--office", metavar="SLUG", help="only the office with this address")
        parser.add_argument(
            "--at",
            metavar="MOMENT",
            type=typed_moments.moment,
            help="from this moment on, as 2025-07-01 or 2025-07-01T06:00 (now)",
        )

    def handle(self, *, year, office, at, **options):
        failed = 0
        for row in self.offices(year, office):
            try:
                publication = publishing.publish(row, by=None, at=at, note="manage.py publish")
            except publishing.NothingToPublish as reason:
                self.stdout.write(str(reason))
            except publishing.PublishRefused as reason:
                failed += 1
                self.stderr.write(self.style.ERROR(str(reason)))
            else:
                begins = moment(publication.live_from)
                self.stdout.write(f"{row}: published as no. {publication.number}, live from {begins}.")
                for sentence in publication.left_out:
                    self.stderr.write(self.style.WARNING(f"  {sentence}"))
        if failed:
            raise CommandError(f"{failed} could not be published; see above. All others were.")

    def offices(self, label, slug):
        year = self.year(label)
        offices = Office.objects.kept().filter(school_year=year)
        if slug:
            offices = Office.objects.filter(school_year=year, slug=slug)
        if not offices:
            wanted = f"office with the address {slug}" if slug else "office"
            raise CommandError(f"The school year {year} has no {wanted}. Nothing was published.")
        return offices

    def year(self, label):
        if label is None:
            year = SchoolYear.objects.current()
            if year is None:
                raise CommandError("No school year is open. Say which one to publish: --year 2024-25")
            return year
        return year_called(label)
