"""A place with a directory and a backup of it, made once; and an empty place."""

import json
import shutil

import pytest

from tests.conftest import _database
from tests.copies.places import STORY, Place


@pytest.fixture(scope="session")
def told(_migrated_url, tmp_path_factory):
    """Only read: what changes it takes `copied`."""
    folder = tmp_path_factory.mktemp("told")
    with _database(folder, like=_migrated_url) as url:
        place = Place(url, folder, folder / "backups")
        place.run(STORY)
        place.manage("backup", place.backups / "one")
        yield place


@pytest.fixture
def copied(told, tmp_path):
    """The same for a test alone."""
    folder = tmp_path / "copied"
    shutil.copytree(told.var, folder, ignore=shutil.ignore_patterns("*sqlite3*", "one"))
    shutil.copytree(told.backups, folder / "backups", dirs_exist_ok=True)
    with _database(folder, like=told.url) as url:
        yield Place(url, folder, folder / "backups")


@pytest.fixture
def empty(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    with _database(folder) as url:
        yield Place(url, folder, tmp_path / "other-backups")


@pytest.fixture
def saying(told, tmp_path):
    """The backup of `told`, with other values in its manifest."""

    def edited(**values):
        shutil.copytree(told.backups / "one", tmp_path / "edited")
        manifest = tmp_path / "edited/manifest.json"
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | values))
        return manifest.parent

    return edited
