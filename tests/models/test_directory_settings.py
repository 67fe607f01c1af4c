"""What a site may set of the directory: its own value where that is usable, a default where not."""

from pathlib import Path

import pytest

from departments.models import directory_settings


def test_a_site_need_set_nothing(settings):
    for name in directory_settings.SETTINGS:
        delattr(settings, name) if hasattr(settings, name) else None
    values = {name: directory_settings.value(name) for name in directory_settings.SETTINGS}
    assert values == {
        "DIRECTORY_INDEXED": False,
        "DIRECTORY_SECOND_PERSON": False,
        "DIRECTORY_API_RATE": "600/m",
        "DIRECTORY_DIAL": {"+1": "1", "+": "011"},
        "DIRECTORY_CALLED": {},
        "DIRECTORY_PICTURES": "default",
        "DIRECTORY_FOLDER": None,
        "DIRECTORY_BACKUPS": None,
    }


@pytest.mark.parametrize(("given", "expected"), [("60/m", "60/m"), ("often", "600/m"), (None, "600/m")])
def test_what_a_site_sets_counts_if_it_can_be_used(settings, given, expected):
    settings.DIRECTORY_API_RATE = given
    assert directory_settings.value("DIRECTORY_API_RATE") == expected


def test_the_folder_is_the_sites_or_one_nobody_can_guess(settings, tmp_path):
    settings.DIRECTORY_FOLDER = str(tmp_path)
    assert directory_settings.folder() == tmp_path
    settings.DIRECTORY_FOLDER = None
    first = directory_settings.folder()
    assert first.is_absolute() and first != Path(first.anchor)
    settings.SECRET_KEY = "another"
    assert directory_settings.folder() != first
