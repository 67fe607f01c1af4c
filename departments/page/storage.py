"""Where pictures are kept on a disk: a file is there whole or not at all, whenever the process is killed."""

import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage, Storage, storages

from ..models import directory_settings

UNFINISHED = ".unfinished-"


def store() -> Storage:
    """The storage that DIRECTORY_PICTURES names; Django's own on a disk becomes one that keeps whole files."""
    given = storages[directory_settings.value("DIRECTORY_PICTURES")]
    if type(given) is not FileSystemStorage:
        return given
    return WholeFileStorage(given.location, file_permissions_mode=given.file_permissions_mode)


def kept_files(*, whole=True) -> list[str]:
    """The names of all files of pictures in the store, but for those whose writing was not ended, unless asked for."""
    try:
        names = store().listdir("images")[1]
    except FileNotFoundError:  # no picture was ever kept there
        return []
    return [f"images/{name}" for name in sorted(names) if not (whole and name.startswith(UNFINISHED))]


class WholeFileStorage(FileSystemStorage):
    """
    Django's storage on a disk, but for a new file being written beside its place and put there when it is complete.

    Django writes in place: a process killed meanwhile leaves half a picture under a name that says what is in it.
    """

    def _save(self, name, content):
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(prefix=UNFINISHED, dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            mode = self.file_permissions_mode
            os.chmod(unfinished, 0o644 if mode is None else mode)
            os.replace(unfinished, place)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
        return name
