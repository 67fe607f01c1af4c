"""
What a site may set of the directory. All have defaults: a site needs to set none.

A wrong value is told by the system checks (`checks.py`) and stands for the default meanwhile, so that the check is
what people read, and not an error in the middle of something else.
"""

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.crypto import salted_hmac

_RATE = re.compile(r"[1-9]\d*/(\d*[smhd]|sec|min|hour|day)")
_DIALLED = re.compile(r"(\+\d*|ext)=[\d*#]*", re.ASCII)


def _is_no_folder_or_can_be_one(given):
    return given is None or (isinstance(given, str | Path) and _can_be_a_folder(Path(given)))


def _can_be_a_folder(path):
    there = next((place for place in (path, *path.parents) if os.path.lexists(place)), None)
    return path.is_absolute() and os.path.isdir(there)


class Setting(NamedTuple):
    default: object
    accepts: Callable[[object], bool]  # a value of any type
    says: str


MANIFEST = "manifest.json"  # in each backup of DIRECTORY_BACKUPS: what is in it

SETTINGS = {
    "DIRECTORY_INDEXED": Setting(
        False, lambda given: isinstance(given, bool), "whether search engines may list the public pages: True or False"
    ),
    "DIRECTORY_API_RATE": Setting(
        "600/m", lambda given: bool(_RATE.fullmatch(str(given))), 'how often one address may ask the API, as "600/m"'
    ),
    "DIRECTORY_DIAL": Setting(
        {"+1": "1", "+": "011"},
        lambda given: isinstance(given, dict) and all(_DIALLED.fullmatch(f"{key}={given[key]}") for key in given),
        'what desk phones dial in place of how a number begins: a table as {"+1414475": "5", "+1": "91", "ext": ""}',
    ),
    "DIRECTORY_SECOND_PERSON": Setting(
        False,
        lambda given: isinstance(given, bool),
        "whether somebody else publishes a draft than who changed it last: True or False",
    ),
    "DIRECTORY_PICTURES": Setting(
        "default", lambda given: given in list(settings.STORAGES), "where pictures are kept: a name in STORAGES"
    ),
    "DIRECTORY_FOLDER": Setting(
        None,
        _is_no_folder_or_can_be_one,
        "where files lie that somebody is about to load: the full path of a private folder, one for all servers",
    ),
    "DIRECTORY_BACKUPS": Setting(
        None,
        _is_no_folder_or_can_be_one,
        "where backups lie: the full path of a private folder, best on another disk",
    ),
    "DIRECTORY_CALLED": Setting(
        {},
        lambda given: isinstance(given, dict) and all(isinstance(one, str) for one in [*given, *given.values()]),
        'what who keeps the site sets instead of a setting of Django’s: as {"CACHES": "CACHE_URL"}',
    ),
}


def value(name: str) -> Any:
    """What the site sets for `name`, a key of SETTINGS; the default where it sets nothing, or nothing usable."""
    default, accepts, _ = SETTINGS[name]
    given = getattr(settings, name, default)
    return given if accepts(given) else default


def called(setting: str) -> str:
    """What who keeps this site knows Django's `setting` as."""
    return value("DIRECTORY_CALLED").get(setting, setting)


def folder() -> Path:
    """
    DIRECTORY_FOLDER; without one a folder among the temporary ones, whose name nobody who lacks SECRET_KEY can tell
    beforehand and take. It need not exist.
    """
    name = salted_hmac("departments.folder", "").hexdigest()[:20]
    return Path(value("DIRECTORY_FOLDER") or Path(tempfile.gettempdir(), f"directory-{name}"))


def uploads() -> Path:
    """Where files lie that somebody is about to load, in a folder each; there is such a folder afterwards."""
    uploads = folder() / "uploads"
    uploads.mkdir(mode=0o700, parents=True, exist_ok=True)
    return uploads
