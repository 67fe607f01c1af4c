"""A load that is killed, at every kind of point: the drafts and the pictures are as before, or as after."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.making import picture_file
from tests.school_years import malformed
from tests.school_years.killing import DONE, POINTS


def _bundle(folder, change):
    records = malformed.records()
    change(records)
    folder.mkdir()
    return malformed.write(folder, malformed.whole() | {"directory.json": malformed.text(records)})


@pytest.fixture
def bundles(tmp_path):
    """An earlier bundle, and a later one with another picture, new rows, changed rows and two changed addresses."""
    earlier = _bundle(tmp_path / "earlier", lambda records: None)

    def change(records):
        records[1]["fields"] |= {"name": "Office of Teaching", "image": "images/window.png"}
        records[3]["fields"] |= {"parent": None, "phone": "414-475-8001"}
        records.insert(4, {"model": records[3]["model"], "fields": records[3]["fields"] | {"slug": "chemistry"}})

    later = _bundle(tmp_path / "later", change)
    (later / "images/window.png").write_bytes(picture_file(colour="navy").getvalue())
    return str(earlier), str(later)


@pytest.fixture
def states(bundles, database_url, tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "mpsdir.settings",
        "DATABASE_URL": database_url,
        "MPSDIR_MEDIA": str(tmp_path / "media"),
    }
    command = [sys.executable, "-W", "error", "-m", "tests.school_years.killing", *bundles]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, text=True, capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [tuple(lines[start : start + 4]) for start in range(0, len(lines), 4)]


@pytest.mark.exhaustive
def test_a_killed_load_leaves_everything_as_before_or_as_after(states):
    before, *killed, after = (told for _, *told in states)
    assert [told for told, *_ in states[1:-1]] == [[list(point), True] for point in POINTS]
    assert before != after
    assert [(arrivals, len(files)) for *_, (arrivals, files) in (before, after)] == [(0, 4), (0, 8)]
    for point, found in zip(POINTS, killed, strict=True):
        assert found == (after if point == DONE else before), point
