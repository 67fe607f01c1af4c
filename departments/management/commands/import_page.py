"""`manage.py import_page`: the text of one of the old site's pages becomes a draft."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.urls import reverse

from departments.management.year_commands import refusals
from departments.old_site import import_page, report, text_of


class Command(BaseCommand):
    help = (
        "Reads the text of one of the old site's office pages into a draft, and says line by line what was understood "
        "and what was left out. A draft that is there keeps what it has: only blank fields are filled."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE", help="the page saved as text (.txt)")
        parser.add_argument("--year", required=True, metavar="LABEL", help="the school year, as 2025-26")
        parser.add_argument(
            "--address", metavar="ADDRESS", default="", help="where the page stood: it leads to the office"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what it would do")

    def handle(self, *, file, year, address, dry_run, **options) -> None:
        path = Path(file)
        with refusals("\nNothing was written."):
            done = import_page(text_of(path), year, source=path.name, address=address, dry_run=dry_run)
        self.stdout.writelines(f"{line}\n" for line in report(done))
        self.stdout.write("")
        if dry_run:
            self.stdout.write("This was a trial: nothing was written.")
        else:
            address = reverse("admin:departments_office_change", args=[done.office.pk])
            self.stdout.write(f"Check the draft, and publish it, at {address}")
