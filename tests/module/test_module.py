"""The directory in a site that has its own accounts, base template, admin, middleware and stores: under a prefix."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SITE = Path(__file__).parent / "intranet"


@pytest.fixture
def run(tmp_path, database_url):
    """Runs Python in a folder of its own that has the site, and knows of this repository only where it is installed."""
    site = tmp_path / "site"
    shutil.copytree(SITE, site)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MPSDIR_")} | {
        "DJANGO_SETTINGS_MODULE": "intranet_settings",
        "DATABASE_URL": database_url,
        "PYTHONPATH": os.pathsep.join([str(site), str(settings.BASE_DIR)]),
    }

    def run(*command):
        command = [sys.executable, "-W", "error", *map(str, command)]
        done = subprocess.run(command, cwd=site, env=environment, text=True, capture_output=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("-m", "django", "makemigrations", "people", "--verbosity", "0")
    return run


@pytest.mark.exhaustive
def test_every_address_of_the_directory_stands_in_the_site_that_mounts_it(run):
    found = json.loads(run("-m", "tests.module.visiting", settings.BASE_DIR / "fixtures"))
    pages, screens = found.pop("read")
    assert pages > 30 and screens > 100
    assert found == {
        "put back": [302, True, True],
        "worked on": [False, [302, 302, 409, 302], "8 to 4", True],
        "taken out": [True, True, 0],
        "wrong": {},
        "wrong in the admin": {},
        "without the site's frame": [],
        "visitors": {"rooms": ["/", "/assets", "/directory"], "no such file": [], "dead": []},
        "editors": {"rooms": ["/", "/assets", "/directory", "/staff"], "no such file": [], "dead": []},
    }
