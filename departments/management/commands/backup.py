"""`manage.py backup`: the database and the pictures in a folder, while people save."""

from pathlib import Path

from departments.copies import backup
from departments.management.year_commands import DirectoryCommand, refusals
from departments.removal import taken_out


class Command(DirectoryCommand):
    help = "Writes the database, all pictures and their checksums to a new folder, while people save."
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path, help="a new folder; keep it where only its owner reads")

    def handle(self, *, path, **options) -> None:
        with refusals(" Nothing was written."):
            manifest = backup.write(path.absolute())
            taken_out.note_all(path.absolute().parent)
        size = sum(size for size, _ in manifest["files"].values())
        self.stdout.write(
            f"Wrote {path}: the database and {len(manifest['files']) - 1} files of pictures, {size:,} bytes."
        )
