"""
Loads that die like a machine that lost its power: at a point on the way, without a word to anybody. For tests.

`python -m tests.school_years.killing EARLIER LATER` loads the bundle EARLIER and then, once for each of POINTS, LATER
in a process that is killed there. Prints what was found as four lines of JSON each time, first as it was before, last
as it is when LATER was loaded undisturbed: [point, whether it died]; the drafts; the drafts and then the pictures when
the next load, which has nothing to change, has come across what was left. Each step is a process of its own.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
import traceback
from pathlib import Path

# (module, what of it is called, at which call, whether before or after it has done its work)
POINTS = [
    ("departments.school_years.bundle", "open_container", 1, "after"),
    ("departments.school_years.fixture", "faults", 3, "before"),  # in the middle of reading
    ("departments.page.pictures", "examine", 1, "after"),
    ("departments.models", "Arrival.objects.create", 1, "before"),
    ("departments.models", "Arrival.objects.create", 1, "after"),  # the pictures are named and none is there
    ("os", "replace", 1, "before"),  # the first rendition, written and not yet in its place
    ("os", "replace", 2, "after"),
    ("os", "fsync", 2, "before"),  # in the middle of a picture
    ("os", "replace", 4, "before"),  # the master
    ("departments.page.pictures", "accept", 1, "after"),
    ("departments.school_years.loading", "make", 1, "before"),  # the pictures are there, the drafts are not
    ("departments.school_years.loading", "make", 1, "after"),
    ("departments.school_years.draft_rows", "_free_addresses", 1, "after"),
    ("departments.school_years.draft_rows", "_write_entries", 2, "before"),  # half of the rows
    ("departments.school_years.draft_rows", "_write_lines", 1, "before"),
    ("departments.school_years.draft_rows", "_write_lines", 1, "after"),
    ("departments.drafts.history.recording", "_write", 1, "before"),
    ("departments.drafts.history.recording", "_write", 1, "after"),  # everything but the load itself
    ("departments.models", "Load.objects.create", 1, "after"),
    ("departments.models", "Arrival.delete", 1, "after"),
    ("django.db.backends.base.base", "BaseDatabaseWrapper._commit", 1, "before"),
    ("django.db.backends.base.base", "BaseDatabaseWrapper._commit", 1, "after"),
]
# All of it is done there. It comes last: from then on there is nothing left to load.
DONE = POINTS[-1]


def main(earlier, later):
    import django

    django.setup()
    # Everything that a step needs, once: a step is a fork. None may share a connection, so here there is none.
    importlib.import_module("departments.management.commands.load_school_year")
    step(_migrate)
    step(_load, earlier)
    _tell("before", False, earlier)
    for point in POINTS:
        died = step(_load, later, point) == -signal.SIGKILL
        _tell(point, died, later if point == DONE else earlier)
    step(_load, later)
    _tell("undisturbed", False, later)


def step(do, *arguments) -> int:
    """Do it in a process of its own; returns its exit code, negative where a signal ended it."""
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        code = 1
        try:
            do(*arguments)
            code = 0
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _migrate():
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _load(path, point=None):
    from django.core.management import call_command

    if point:
        die_at(*point)
    with contextlib.redirect_stdout(None), open(os.devnull, "w") as nowhere:
        call_command("load_school_year", path, "--yes", stdout=nowhere)


def die_at(module, name, turn, when) -> None:
    """From now on this process dies at that call of `name`, before or after it has done its work."""
    *owners, name = name.split(".")
    owner = importlib.import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    do, calls = getattr(owner, name), []

    def dying(*arguments, **options):
        calls.append(1)
        is_the_one = len(calls) == turn
        if is_the_one and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = do(*arguments, **options)
        if is_the_one:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(owner, name, dying)


def _tell(point, died, loaded):
    print(json.dumps([point, died]))
    step(_look, loaded)


def _look(loaded):
    """Tell what is there, before and after a load that has nothing to change comes across whatever was left."""
    _print_drafts()
    _load(loaded)
    _print_drafts()
    _print_pictures()


def _print_drafts():
    from reversion.models import Version

    from departments.models import Load, SchoolYear
    from departments.school_years.edition import of_drafts

    checksum = of_drafts(SchoolYear.objects.get()).edition.checksum
    print(json.dumps([checksum, Version.objects.count(), Load.objects.count()]))


def _print_pictures():
    from django.conf import settings

    from departments.models import Arrival

    files = sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    print(json.dumps([Arrival.objects.count(), files]))


if __name__ == "__main__":
    main(*sys.argv[1:])
