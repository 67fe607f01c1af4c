"""Several processes write at once, and nothing is lost. Real processes, a real database file or server."""

import pytest
from django.conf import settings
from django.db import connection

from tests.processes import run, start

PROCESSES, SAVES = 6, 15
WRITER = """
import django
django.setup()
from django.db import transaction
from departments.models import Office

for turn in range({saves}):
    with transaction.atomic():
        office = Office.objects.select_for_update(of=("self",)).get(slug="academics")
        office.position += 1   # read, then write: what fails without IMMEDIATE
        office.save()
    Office.objects.create(school_year_id=office.school_year_id, slug=f"office-{name}-{{turn}}", name="New")
"""
SET_UP = """
import django
django.setup()
from departments.models import Office, SchoolYear
year = SchoolYear.objects.create(label="2024-25", starts_on="2024-07-01", ends_on="2025-06-30")
Office.objects.create(school_year=year, slug="academics", name="Academics")
"""
COUNTER = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from django.db.models import Sum
from departments.models import written_soon
from departments.search import missed_searches
from departments.models import MissedSearch
written_soon._PATIENCE = 20_000  # milliseconds: nothing is given up here

def search(_):
    for turn in range({searches}):
        missed_searches.count("payrol")
        missed_searches.count(f"payrol {{turn}}")
    connection.close()

with ThreadPoolExecutor({visitors}) as visitors:
    list(visitors.map(search, range({visitors})))
rows = MissedSearch.objects.all()
print(rows.get(words="payrol").count, rows.count(), rows.aggregate(Sum("count"))["count__sum"])
"""
BEHIND_A_LONG_SAVE = """
import django, sqlite3, time
django.setup()
from django.db import connection
from departments.search.missed_searches import count
from departments.models import MissedSearch
saving = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
saving.execute("BEGIN IMMEDIATE")
started = time.monotonic()
count("payrol")
print(time.monotonic() - started < 5, MissedSearch.objects.count())
saving.execute("ROLLBACK")
count("payrol")
print(MissedSearch.objects.count(), connection.cursor().execute("PRAGMA busy_timeout").fetchone()[0])
"""
# An editor saves when a load has read the drafts and is about to write.
MEANWHILE = """
import django, importlib, threading
django.setup()
from django.db import connection, transaction
from departments.models import Office
from departments.school_years.edition import Edition
loading = importlib.import_module("departments.school_years.loading")
make = loading.make

def save():
    with transaction.atomic():
        office = Office.objects.select_for_update(of=("self",)).get(slug="academics")
        office.summary = f"{office.summary} Mended."
        office.save()
    connection.close()

def planned(*arguments, **options):
    plan = make(*arguments, **options)
    editor.start()
    editor.join(1)  # done by then, if nothing holds it up
    return plan

editor, loading.make = threading.Thread(target=save), planned
values = {"name": "Academics", "summary": "From the file."}
days = {"starts_on": "2024-07-01", "ends_on": "2025-06-30"}
loading.load(Edition("2024-25", days, {"academics": values}, {}), source="test")
editor.join()
print(*Office.objects.get(slug="academics").summary.split())
"""
# Two do the same, and meet where they have read and are about to write; who waits for the other longer gives up.
AT_ONCE = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from django.db import connection
from django.utils import timezone
from departments.drafts import history
from departments.drafts.history import putting_back
from departments.models import Load, Office, Publication, SchoolYear
from departments.publishing import call_off, publish, publish_again, withdraw
from departments.school_years import undo, year
from departments.school_years.edition import Edition
from departments.school_years.loading import load
from tests.making import make_office, make_year

def met(write):
    def waiting(*arguments, **options):
        with suppress(BrokenBarrierError):
            barrier.wait(1)
        return write(*arguments, **options)
    return waiting

def told(do, *arguments, **options):
    try:
        done = do(*arguments, by=None, **options)
        return "done" if getattr(done, "changed", True) and getattr(done, "changes", True) else "nothing to do"
    except Exception as error:
        return type(error).__name__
    finally:
        connection.close()

def draft(slug, summary="new"):
    office = make_office(slug, publish=True)
    office.summary = summary
    office.save()
    return office

edited = make_office("edited", summary="old")
with history.recording(by=None, why="Test"):
    history.watch(edited.pk)
    Office.objects.filter(pk=edited.pk).update(summary="new")
days = {"starts_on": "2030-07-01", "ends_on": "2031-06-30"}
load(Edition("2030-31", days, {"staff": {"name": "Staff"}}, {}), source="test")
tomorrow = timezone.now() + timedelta(days=1)
earlier = draft("again").publications.get()
publish(earlier.office, by=None)
acts = [
    (publish, draft("publish")),
    (publish_again, earlier),
    (withdraw, draft("withdraw")),
    (call_off, publish(draft("call-off"), by=None, at=tomorrow)),
    (year.open_year, make_year("2025-26", opened=False)),
    (year.close_year, make_year("2023-24")),
    (history.put_back, edited, history.versions(edited)[-1]),
    (undo.undo, Load.objects.get()),
]
Publication.end, SchoolYear.save = met(Publication.end), met(SchoolYear.save)
putting_back.write, undo._put_back = met(putting_back.write), met(undo._put_back)
for act in acts:
    barrier = Barrier(2)
    with ThreadPoolExecutor(2) as two:
        print(act[0].__name__, *sorted(two.map(lambda _: told(*act), range(2))), sep=", ")
"""
READ = """
import django
django.setup()
from django.db import connection
from departments.models import Office
print(Office.objects.get(slug="academics").position, Office.objects.count())
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        print(*cursor.execute("PRAGMA journal_mode").fetchone(), *cursor.execute("PRAGMA synchronous").fetchone())
"""


@pytest.mark.exhaustive
def test_six_processes_saving_at_once_lose_nothing(migrated_url):
    run(SET_UP, migrated_url)
    writers = [start(WRITER.format(saves=SAVES, name=name), migrated_url) for name in range(PROCESSES)]
    for writer in writers:
        writer.communicate(timeout=120)

    assert [writer.returncode for writer in writers] == [0] * PROCESSES
    position, count, *modes = run(READ, migrated_url).split()
    assert (int(position), int(count)) == (PROCESSES * SAVES, PROCESSES * SAVES + 1)
    assert modes == (["wal", "2"] if connection.vendor == "sqlite" else [])


@pytest.mark.exhaustive
def test_who_saves_while_a_school_year_is_loaded_comes_after_it(migrated_url):
    run(SET_UP, migrated_url)
    assert run(MEANWHILE, migrated_url).split() == ["From", "the", "file.", "Mended."]


@pytest.mark.exhaustive
def test_of_two_who_do_the_same_at_once_the_second_is_told_what_the_first_did(migrated_url):
    run(SET_UP, migrated_url)
    assert run(AT_ONCE, migrated_url).splitlines() == [
        "publish, NothingToPublish, done",
        "publish_again, NothingToPublish, done",
        "withdraw, PublishRefused, done",
        "call_off, PublishRefused, done",
        "open_year, done, nothing to do",
        "close_year, done, nothing to do",
        "put_back, done, nothing to do",
        "undo, Refused, done",
    ]


@pytest.mark.exhaustive
def test_searches_that_find_nothing_at_once_are_all_counted(migrated_url):
    run(SET_UP, migrated_url)
    counted = run(COUNTER.format(visitors=PROCESSES, searches=SAVES), migrated_url).split()
    assert [int(number) for number in counted] == [PROCESSES * SAVES, SAVES + 1, 2 * PROCESSES * SAVES]


@pytest.mark.exhaustive
def test_a_search_does_not_wait_for_somebody_elses_long_save(migrated_url):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only: it has one writer at a time")
    run(SET_UP, migrated_url)
    assert run(BEHIND_A_LONG_SAVE, migrated_url).split() == ["True", "0", "1", "20000"]


def test_the_settings_of_sqlite_are_those_that_lose_nothing():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings.DATABASES["default"]["OPTIONS"]["timeout"] == 20
    assert not settings.DATABASES["default"]["ATOMIC_REQUESTS"]
