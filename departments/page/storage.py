"""Where pictures are kept on a disk: a file is there whole or not at all, whenever the process is killed."""

import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage

UNFINISHED = ".unfinished-"


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
