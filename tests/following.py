"""
Programs for processes of their own: one that follows what visitors see happen, and those who let it happen. For tests.

`python -m tests.following FOLDER` loads, publishes and opens one school year after the other, and changes the one that
is open; each time once in a process that is killed at one of POINTS, and once undisturbed. Prints after each, as JSON:
the year, the point, whether it died there, the current year, how many pages it has, and how many with the new phone.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
from pathlib import Path

from tests.school_years.killing import die_at, step

# Says so when it has begun; reads what is new, in parts, until its input ends; then prints each event that it was told.
FOLLOWER = """
import django, json, select, sys
django.setup()
from departments.reading.cursor import Cursor, read_on
told, cursor, more, is_last = [], "0.0", False, False
print("ready", flush=True)
while not is_last or more:
    is_last = is_last or bool(select.select([sys.stdin], [], [], 0 if more else 0.01)[0])
    _, events, following, more = read_on(Cursor.read(cursor), offset=0, limit=2)
    cursor = str(following)
    told += [event.key for event in events]
print(json.dumps(told))
"""
HAPPENED = """
import django, json
django.setup()
from departments.reading.directory import Directory
from departments.reading.events import Events
print(json.dumps([event.key for event in Events(Directory.at())[:9999]]))
"""
# For each line: the draft is changed, and told is what somebody who looks at it has seen.
EDITOR = """
import django, sys
django.setup()
from django.utils import timezone
from departments.models import Happening
from departments.publishing import draft_of
from tests.making import make_office, make_person
office = make_office("academics", publish=True)
make_person("maria"), make_person("jo")
for phone in sys.stdin:
    office.phone = phone.strip()
    office.save()
    print(Happening.objects.latest_number(), draft_of(office, at=timezone.now()).digest, flush=True)
"""
# For each line, which says what was seen: published, and after how many seconds it could be seen; or why not.
PUBLISHER = """
import django, sys
django.setup()
from django.contrib.auth import get_user_model
from django.utils import timezone
from departments.models import Office
from departments.publishing import PublishRefused, publish
from departments.publishing.meanwhile import Seen
office, me = Office.objects.get(), get_user_model().objects.get(username="{name}")
print("ready", flush=True)
for line in sys.stdin:
    number, draft = line.split()
    try:
        publication = publish(office, by=me, seen=Seen(int(number), draft))
        late = timezone.now() - publication.live_from
        print("{name}", publication.number, late.total_seconds(), flush=True)
    except PublishRefused as reason:
        print(reason, flush=True)
"""
# Told to, publishes a new office, and commits it once its input ends.
HELD_UP = """
import django, sys
django.setup()
from django.db import transaction
from tests.making import make_office
print("ready", flush=True)
sys.stdin.readline()
with transaction.atomic():
    make_office("{name}", publish=True)
    print("written", flush=True)
    sys.stdin.read()
"""

_YEAR, _MODELS = "departments.school_years.year", "departments.models"
_MANY = "departments.publishing.many_offices"
_COMMIT = ("django.db.backends.base.base", "BaseDatabaseWrapper._commit")
# (module, what of it is called, at which call, whether before or after it has done its work)
POINTS = [
    (*_COMMIT, 1, "before"),  # of the load
    (*_COMMIT, 1, "after"),
    (_MANY, "our_turn", 1, "before"),
    (_MANY, "our_turn", 1, "after"),
    (_MANY, "windows.end_each", 1, "after"),
    (_MODELS, "Publication.objects.bulk_create", 1, "after"),
    (_MODELS, "Listing.objects.insert", 1, "after"),
    (_MODELS, "Happening.objects.bulk_create", 1, "after"),
    (*_COMMIT, 2, "before"),  # of the pages
]
OPENING = [
    (*_COMMIT, 2, "after"),
    (_YEAR, "our_turn", 1, "after"),
    (_MODELS, "SchoolYear.save", 2, "after"),  # its first is the load's
    (_MODELS, "Happening.objects.create", 1, "after"),
    (*_COMMIT, 3, "before"),
    (*_COMMIT, 3, "after"),
]


def main(folder):
    import django

    django.setup()
    importlib.import_module("departments.management.commands.load_school_year")
    years = [f"{start}-{(start + 1) % 100:02}" for start in range(1990, 2020)]
    label, phones = years.pop(0), iter(range(1000, 2000))
    step(_load, folder, label, next(phones))
    # In turn a year that is opened, and the open one with other numbers.
    for turn, point in enumerate([*POINTS, *OPENING]):
        if point in OPENING or turn % 2:
            label = years.pop(0)
        phone = next(phones)
        died = step(_load, folder, label, phone, point) == -signal.SIGKILL
        step(_look, phone, label, point, died)
        step(_load, folder, label, phone)
        step(_look, phone, label, "undisturbed", False)


def _load(folder, label, phone, point=None):
    from django.core.management import call_command

    start = int(label[:4])
    year = {"label": label, "starts_on": f"{start}-07-01", "ends_on": f"{start + 1}-06-30"}
    records = [{"model": "departments.schoolyear", "fields": year}]
    for slug in ("academics", "operations", "staff"):
        office = {"school_year": [label], "slug": slug, "name": slug.title(), "phone": f"+1 414-475-{phone}"}
        records.append({"model": "departments.office", "fields": office})
    path = Path(folder, f"{label}-{phone}.json")
    path.write_text(json.dumps(records))
    if point:
        die_at(*point)
    with contextlib.redirect_stdout(None), open(os.devnull, "w") as nowhere:
        call_command("load_school_year", str(path), "--yes", "--publish", "--open", stdout=nowhere)


def _look(phone, label, point, died):
    from departments.models import Publication, SchoolYear
    from departments.page.kept_page import page_of

    current = SchoolYear.objects.current()
    live = Publication.objects.live().filter(school_year=current)
    of_the_round = sum(page_of(one).phone.endswith(str(phone)) for one in live)
    print(json.dumps([label, point, died, current.label, len(live), of_the_round]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
