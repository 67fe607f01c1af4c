"""`manage.py backup`: the database and the pictures in a folder, while people save."""

from contextlib import suppress
from pathlib import Path

from django.db import DatabaseError

from departments.management.copies import backup
from departments.management.year_commands import DirectoryCommand, refusals
from departments.models import Removal
from departments.removal import taken_out


class Command(DirectoryCommand):
    help = "Writes the database, all pictures and their checksums to a new folder, while people save."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path, help="a new folder; keep it where only its owner reads")

    def handle(self, *, path, **options) -> None:
        with refusals(" Nothing was written."):
            manifest = backup.write(path.absolute())
            with suppress(DatabaseError):  # release 0.1 has no such table: a backup comes before its upgrade
                taken_out.note(path.absolute().parent, Removal.objects.order_by("pk"))
        size = sum(size for size, _ in manifest["files"].values())
        self.stdout.write(
            f"Wrote {path}: the database and {len(manifest['files']) - 1} files of pictures, {size:,} bytes."
        )
