"""
What a site may set of the directory. All have defaults: a site needs to set none.

A wrong value is told by the system checks (`checks.py`) and stands for the default meanwhile, so that the check is
what people read, and not an error in the middle of something else.
"""

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Setting:
    """What it is where nothing is set, which values are `right`, and what it says, in words."""

    default: object
    right: Callable[[object], bool]
    says: str

    def accepts(self, given) -> bool:
        """Whether the site may set it to `given`, which may be of any type."""
        try:
            return self.right(given)
        except TypeError:
            return False


SETTINGS = {
    "DIRECTORY_INDEXED": Setting(
        False,
        lambda value: isinstance(value, bool),
        "whether search engines may list the public pages: True or False",
    ),
    "DIRECTORY_API_RATE": Setting(
        "600/m",
        lambda value: bool(re.fullmatch(r"[1-9]\d*/(\d*[smhd]|sec|min|hour|day)", str(value))),
        'how often one address may ask the API, as "600/m"',
    ),
    "DIRECTORY_PICTURES": Setting(
        "default",
        lambda value: value in settings.STORAGES,
        "where pictures are kept: a name in STORAGES",
    ),
    "DIRECTORY_FOLDER": Setting(
        None,
        lambda value: value is None or Path(value).is_absolute(),
        "where files lie that somebody is about to load: the full path of a private folder, one for all servers",
    ),
}


def value(name: str):
    """What the site sets for `name`, a key of SETTINGS; the default where it sets nothing, or nothing usable."""
    setting = SETTINGS[name]
    given = getattr(settings, name, setting.default)
    return given if setting.accepts(given) else setting.default


def folder() -> Path:
    """
    DIRECTORY_FOLDER; without one a folder among the temporary ones, whose name nobody who lacks SECRET_KEY can tell
    beforehand and take. It need not exist.
    """
    name = salted_hmac("departments.folder", "").hexdigest()[:20]
    return Path(value("DIRECTORY_FOLDER") or Path(tempfile.gettempdir()) / f"directory-{name}")
