"""`manage.py sweep_pictures`: what uploads that were killed left in the store of pictures."""

import re
from datetime import timedelta

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from departments.management.year_commands import DirectoryCommand
from departments.page.storage import UNFINISHED, kept_files, store

# Of a picture's files it comes last itself, and may be on its way. No upload takes that long.
_AT_WORK = timedelta(hours=1)
_SMALLER = re.compile(r"-w\d+\.\w+$")  # as pictures.rendition() names them


class Command(DirectoryCommand):
    help = (
        "Lists what uploads that were killed left in the store: smaller files without their picture, and half files. "
        "Nothing shows them. What is younger than an hour is left alone."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--remove", action="store_true", help="remove them as well")

    def handle(self, *, remove, **options) -> None:
        files, size = store(), 0
        names = _left(files)
        for name in names:
            own = files.size(name)
            self.stdout.write(f"{name}  {filesizeformat(own)}")
            size += own
            if remove:
                files.delete(name)
        told = f"{len(names):,} file{'' if len(names) == 1 else 's'} without a picture, {filesizeformat(size)}"
        then = ": removed." if remove else ". To remove them, say --remove."
        self.stdout.write(f"{told}{then}" if names else "Every file belongs to a picture that is there.")


def _left(files):
    """The names of those that belong to no whole picture, but for those that may be on their way."""
    names = kept_files(whole=False)
    there, since = {*names}, timezone.now() - _AT_WORK
    lost = [name for name in names if UNFINISHED in name or _SMALLER.sub(".webp", name) not in there]
    return [name for name in lost if files.get_modified_time(name) < since]
