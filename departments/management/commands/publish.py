"""`manage.py publish`: publish every draft that differs from what visitors see."""

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from departments.management.year_commands import add_moment, publish_each, year_called


class Command(BaseCommand):
    help = (
        "Publishes drafts that differ from what is live. Offices are reported one by one; "
        "one that fails leaves the others published."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--year", metavar="LABEL", help="of this school year (the current one)")
        parser.add_argument("--office", metavar="SLUG", help="only the office with this address")
        add_moment(parser, "--at", "MOMENT")

    def handle(self, *, year, office, at, **options) -> None:
        failed = publish_each(
            self, self.offices(year_called(year, to="publish"), office), at=at, note="manage.py publish"
        )
        if failed:
            raise CommandError(f"{failed} could not be published; see above. All others were.")

    def offices(self, year, slug) -> QuerySet:
        offices = year.offices.filter(slug=slug) if slug else year.offices.kept()
        if not offices:
            wanted = f"office with the address {slug}" if slug else "office"
            raise CommandError(f"The school year {year} has no {wanted}. Nothing was published.")
        return offices
