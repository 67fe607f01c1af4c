"""`manage.py restore`: a backup becomes the site's database and pictures, where there are none."""

from pathlib import Path

from departments.management.copies.restore import restore
from departments.management.year_commands import DirectoryCommand, refusals


class Command(DirectoryCommand):
    help = (
        "Brings back what backup wrote, into an empty database and an empty store of pictures, and opens every page. "
        "Whoever was taken out since is taken out again. Backups of earlier releases are brought to today's form."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path, help="the folder that backup wrote")
        what = "do not take out again who was taken out since: for one who will do it by hand"
        parser.add_argument("--without-removals", action="store_true", help=what)

    def handle(self, *, path, without_removals, **options) -> None:
        with refusals(" Nothing was restored."):
            for sentence in restore(path.absolute(), without_removals=without_removals):
                self.stdout.write(sentence)
