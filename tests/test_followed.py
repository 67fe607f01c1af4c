"""Publishers race, and loads are killed, while somebody follows what happens with a cursor: nothing is missed."""

import json
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from django.conf import settings

from tests.following import EDITOR, FOLLOWER, HAPPENED, HELD_UP, OPENING, POINTS, PUBLISHER
from tests.processes import environment, run, start


@pytest.fixture
def follower(migrated_url):
    """Follows from the beginning; asked for, what it was told and what had happened, in the end."""
    process = start(FOLLOWER, migrated_url)
    assert process.stdout.readline() == "ready\n"

    def told():
        output, _ = process.communicate(timeout=120)
        return sorted(json.loads(output)), sorted(json.loads(run(HAPPENED, migrated_url)))

    yield told
    process.kill()
    process.communicate()


def _ask(process, line):
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "races", [pytest.param(4, marks=pytest.mark.thorough), pytest.param(20, marks=pytest.mark.exhaustive)]
)
def test_of_two_who_publish_at_once_the_second_is_told_and_who_follows_hears_of_each(migrated_url, follower, races):
    editor = start(EDITOR, migrated_url)
    _ask(editor, "414-475-8000")
    editor.stdout.readline()
    publishers = [start(PUBLISHER.format(name=name), migrated_url) for name in ("maria", "jo")]
    assert [one.stdout.readline() for one in publishers] == ["ready\n"] * 2
    for race in range(races):
        _ask(editor, f"414-475-{8001 + race}")
        seen = editor.stdout.readline().strip()
        for one in publishers:
            _ask(one, seen)
        told, done = sorted((one.stdout.readline() for one in publishers), key=len, reverse=True)
        name, number, late = done.split()
        assert int(number) == race + 2
        assert told.startswith(f"{name} published Office of the Academics, no. {number} on ")
        assert f"phone 414-475-{8000 + race}" in told or race == 0
        assert float(late) < 1
    for process in (editor, *publishers):
        process.communicate(timeout=60)
        assert process.returncode == 0
    told, happened = follower()
    assert told == happened and len(told) == races + 2


@pytest.mark.exhaustive
def test_what_is_written_first_and_committed_last_is_told(migrated_url, follower):
    run("import django; django.setup(); from tests.making import make_year; make_year()", migrated_url)
    first, second = (start(HELD_UP.format(name=name), migrated_url) for name in ("first", "second"))
    assert first.stdout.readline() == second.stdout.readline() == "ready\n"
    _ask(first, "go")
    assert first.stdout.readline() == "written\n"
    _ask(second, "go")
    second.stdin.close()
    with suppress(subprocess.TimeoutExpired):  # it waits for its turn; without one, the follower reads it now
        second.wait(1.5)
        time.sleep(1)
    for process in (first, second):
        process.stdin.close()
        process.stdin = None  # communicate() would write to it
        process.communicate(timeout=60)
        assert process.returncode == 0
    told, happened = follower()
    assert told == happened == ["opened/2024-25", "published/1", "published/2"]


@pytest.mark.exhaustive
def test_whatever_is_killed_no_half_year_is_seen_and_who_follows_misses_nothing(migrated_url, follower, tmp_path):
    command = [sys.executable, "-W", "error", "-m", "tests.following", str(tmp_path)]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment(migrated_url), text=True, capture_output=True, timeout=300
    )
    assert (done.returncode, done.stderr) == (0, "")
    killed, undisturbed = (list(map(json.loads, done.stdout.splitlines()[first::2])) for first in (0, 1))
    assert [(point, died) for _, point, died, *_ in killed] == [(list(point), True) for point in (*POINTS, *OPENING)]
    for (label, point, *_, current, live, new), (before, *_) in zip(killed, [killed[0], *undisturbed], strict=False):
        # A new year is seen with all its pages or not at all; the open one page by page.
        assert live == 3 and current in (before, label), point
        assert new in ({0, 3} if label != before else range(4)), point
    assert [(label, current, live, new) for label, _, _, current, live, new in undisturbed] == [
        (label, label, 3, 3) for label, *_ in killed
    ]
    told, happened = follower()
    assert told == happened
