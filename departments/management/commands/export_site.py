"""`manage.py export_site`: the published directory as plain files."""

from pathlib import Path

from departments.management.copies.plain_files import export
from departments.management.year_commands import DirectoryCommand, refusals


class Command(DirectoryCommand):
    help = "Writes what visitors see now as plain files, which any web server shows, or a browser from a folder."

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="a new folder, or one with an earlier copy")

    def handle(self, *, folder, **options) -> None:
        with refusals(" Nothing was written."):
            count, broken = export(folder.absolute())
        self.stderr.writelines(f"{address} cannot be shown and is missing.\n" for address in broken)
        self.stdout.write(f"Wrote {count} pages and files to {folder}. Open index.html there.")
