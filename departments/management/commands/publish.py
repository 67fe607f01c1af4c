"""`manage.py publish`: publish every draft that differs from what visitors see."""

from django.core.management.base import CommandError

from departments.management.year_commands import DirectoryCommand, add_moment, publish_each, year_called


class Command(DirectoryCommand):
    help = (
        "Publishes drafts that differ from what is live. Offices are reported one by one; "
        "one that fails leaves the others published."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--year", metavar="LABEL", help="of this school year (the current one)")
        parser.add_argument("--office", metavar="SLUG", help="only the office with this address")
        add_moment(parser, "--at", "MOMENT")

    def handle(self, *, year, office, at, **options) -> None:
        row = year_called(year, to="publish")
        offices = row.offices.filter(slug=office) if office else row.offices.kept()
        if not offices:
            wanted = f"office with the address {office}" if office else "office"
            raise CommandError(f"The school year {row} has no {wanted}. Nothing was published.")
        failed = publish_each(self, offices, at=at, note="manage.py publish")
        if failed:
            raise CommandError(f"{failed} could not be published; see above. All others were.")
