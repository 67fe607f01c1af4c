"""`manage.py import_page`: the text of one of the old site's pages becomes a draft."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from departments.school_years.importing import import_page, report
from departments.school_years.problems import Refused

# A page of the old site has a few thousand characters; this much is another file.
_MOST_BYTES = 200_000


class Command(BaseCommand):
    help = (
        "Reads the text of one of the old site's office pages into a draft, and says line by line what was understood "
        "and what was left out. A draft that is there keeps what it has: only blank fields are filled."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the page saved as text (.txt)")
        parser.add_argument("--year", required=True, metavar="LABEL", help="the school year, as 2025-26")
        parser.add_argument("--dry-run", action="store_true", help="only say what it would do")

    def handle(self, *, file, year, dry_run, **options):
        path = Path(file)
        try:
            done = import_page(_text(path), year, source=path.name, dry_run=dry_run)
        except Refused as reason:
            raise CommandError(f"{reason} Nothing was written.") from reason
        self.stdout.writelines(f"{line}\n" for line in report(done))
        if dry_run:
            self.stdout.write("\nThis was a trial: nothing was written.")


def _text(path):
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as reason:
        why = getattr(reason, "strerror", None) or "no file can have that name"
        raise CommandError(f"{path.name} cannot be read ({why}). Choose a text file.") from reason
    if len(data) > _MOST_BYTES:
        raise CommandError(f"{path.name} is larger than a page of the old site. Save the text of one page.")
    if b"\0" in data:
        raise CommandError(f"{path.name} is not text as UTF-8. Save the page as plain text in UTF-8.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.lstrip()[:14].lower().startswith(("<!doctype html", "<html")):
            raise CommandError(f"{path.name} is HTML. Open it in a browser and save the page as text.")
        return text
    raise CommandError(f"{path.name} is not text as UTF-8. Save the page as plain text in UTF-8.")
