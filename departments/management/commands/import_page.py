"""`manage.py import_page`: pages of the old site become drafts."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from departments.management.year_commands import refusals
from departments.old_site import import_page, report, text_of


class Command(BaseCommand):
    help = (
        "Reads each of the old site's office pages into a draft, and says line by line what was understood and what "
        "was left out. A draft that is there keeps what it has: only blank fields are filled. A page that is refused "
        "stops no other."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", help="a page saved as text (.txt) or as HTML")
        parser.add_argument("--year", required=True, metavar="LABEL", help="the school year, as 2025-26")
        what = "the address of the office that the page is about, where its text does not tell: of one FILE"
        parser.add_argument("--office", default="", metavar="SLUG", help=what)
        what = "where the page stood, which leads to the office from then on: of one FILE"
        parser.add_argument("--address", default="", metavar="ADDRESS", help=what)
        parser.add_argument("--dry-run", action="store_true", help="only say what it would do")

    def handle(self, *, files, year, office, address, dry_run, **options) -> None:
        if (office or address) and len(files) > 1:
            raise CommandError("--office and --address are about one page. Name one file.\nNothing was written.")
        how, refused = {"office": office, "address": address, "dry_run": dry_run}, []
        for path in map(Path, files):
            try:
                self._import(path, year, **how)
            except CommandError as reason:
                refused.append(str(reason))
        if refused:
            raise CommandError("\n".join(refused))

    def _import(self, path, year, *, dry_run, **how):
        with refusals("\nNothing was written."):
            done = import_page(text_of(path), year, source=path.name, dry_run=dry_run, **how)
        self.stdout.writelines(f"{line}\n" for line in report(done))
        self.stdout.write("")
        if dry_run:
            self.stdout.write("This was a trial: nothing was written.")
        else:
            address = reverse("admin:departments_office_change", args=[done.office.pk])
            self.stdout.write(f"Check the draft, and publish it, at {address}")
