"""The directory's version is another one after any change of what visitors may see, whoever makes it and however."""

import json
import re
import threading
import time
from datetime import datetime, timedelta
from itertools import pairwise

import psycopg
import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from departments.migrations._seen_tables import missing, tables
from departments.models import Alert, DirectoryVersion, MissedSearch, Office, Publication
from departments.reading.span import span_at
from tests.making import make_department, make_district, make_office, make_year
from tests.test_leaks import _leaks, drafts_beside_publications  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="What PostgreSQL alone can do.")
# What a public page asks of, and shows nothing of: who is signed in, what was sought in vain, links to drafts.
NOT_SHOWN = {"django_session", "departments_missedsearch", "departments_removal", "departments_previewlink"}


def _version():
    connection.check_constraints()  # what PostgreSQL does at the end of a transaction
    return DirectoryVersion.objects.current()


@pytest.fixture
def one_of_each():
    make_district()
    office = make_office("academics", departments=2, publish=True)
    Alert.objects.create(message="<p>Closed today.</p>")
    apps.get_model("departments.OldAddress").objects.create(path="/a", leads_to="offices/academics")
    apps.get_model("departments.EverydayWords").objects.create(words="bus", means="Rides")
    taken = office.departments.first()
    publication = office.publications.get()
    apps.get_model("departments.TakenOff").objects.create(publication=publication, department=taken, slug=taken.slug)


@pytest.mark.thorough
@pytest.mark.parametrize("name", DirectoryVersion.SEEN)
def test_any_write_counts(one_of_each, name):
    model, versions = apps.get_model("departments", name), [_version()]
    row, table, key = model.objects.first(), model._meta.db_table, model._meta.pk.column

    def counted(sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            assert cursor.rowcount == 1
        versions.append(_noted())

    counted(f"UPDATE {table} SET {key} = {key} WHERE {key} = {row.pk}")
    counted(f"DELETE FROM {table} WHERE {key} = {row.pk}")
    row.save_base(raw=True, force_insert=True)
    versions.append(_version())
    assert None not in versions and len(set(versions)) == 4


def _noted():
    """The version; on PostgreSQL, where no check may be made with a row gone, something new if a change is noted."""
    if connection.vendor == "sqlite":
        return DirectoryVersion.objects.current()
    assert DirectoryVersion.objects.current() is None
    assert DirectoryVersion.objects.filter(pk__lt=0).delete()[0] == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('departments.is_noted', '', true)")
    return object()


def test_a_table_that_an_upgrade_is_about_to_make_lacks_no_trigger():
    assert missing(connection, ["departments_made_next_year"]) == {}


def test_a_transaction_that_is_taken_back_leaves_the_version_and_its_name_comes_never_again():
    make_year()
    first, seen = _version(), set()
    for _ in range(3):
        with transaction.atomic():
            Alert.objects.create(message="<p>Closed today.</p>")
            seen.add(_version())
            transaction.set_rollback(True)
        assert _version() == first
    assert len(seen - {first, None}) == 3


def test_what_visitors_do_not_see_counts_nothing():
    office = make_office("academics", departments=1, publish=True)
    first = _version()
    make_department(office, "arts")
    office.save()
    MissedSearch.objects.create(words="x", typed="x", first_on=timezone.localdate(), last_on=timezone.localdate())
    assert _version() == first


@pytest.mark.exhaustive
def test_every_table_that_a_public_address_reads_is_seen(client, drafts_beside_publications):  # noqa: F811
    with CaptureQueriesContext(connection) as asked:
        assert _leaks(client) == []
    read = {name for query in asked for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    read -= {"departments_directoryversion", "django_migrations"}
    assert read - NOT_SHOWN == set(tables())


def test_a_trigger_that_is_missing_is_told_and_made_again():
    name = "departments_alert_is_seen"
    if connection.vendor == "sqlite":
        name += "_update"
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON departments_alert"
        cursor.execute(f"DROP TRIGGER {name}{on}")

    def said():
        return [fault.msg for fault in run_checks(tags=["database"], databases=["default"])]

    assert said() == [f"The database “default” has no trigger {name}."]
    call_command("migrate", verbosity=0, skip_checks=True)
    assert said() == []


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_another_version():
    Alert.objects.create(message="<p>Closed today.</p>")
    first = DirectoryVersion.objects.current()
    call_command("flush", interactive=False, verbosity=0)
    Alert.objects.create(message="<p>Closed today.</p>")
    assert DirectoryVersion.objects.current() not in (first, None)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_transaction_counts_once_when_it_ends_and_nobody_waits_for_it():
    number, _ = DirectoryVersion.objects.current()
    with psycopg.connect(_address(), autocommit=True) as other, transaction.atomic():
        for _ in range(3):
            Alert.objects.create(message="<p>Closed today.</p>")
        other.execute("SET lock_timeout = '2s'")
        other.execute("TRUNCATE departments_districtline")
        assert _read(other) == number + 1
    assert (_read_here(), DirectoryVersion.objects.count()) == (number + 2, 1)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_it_is_counted_behind_what_waits_for_others():
    """Who holds the count and waits for a row would keep everybody waiting, and its owner for good."""
    year = make_year()
    number, _ = DirectoryVersion.objects.current()
    # The one that loads is the last, so that it lets go first whatever fails here.
    with (
        psycopg.connect(_address()) as publishing,
        psycopg.connect(_address(), autocommit=True) as alerting,
        psycopg.connect(_address()) as loading,
    ):
        loading.execute("SELECT * FROM departments_schoolyear FOR UPDATE")
        _publish_raw(publishing, year)
        waiting = threading.Thread(target=publishing.commit)
        waiting.start()
        _until_somebody_waits(alerting)
        alerting.execute("SET lock_timeout = '2s'")
        alerting.execute("UPDATE departments_alert SET message = message")
        assert _read(alerting) == number + 1
        loading.execute("UPDATE departments_schoolyear SET label = label")
        loading.commit()
        waiting.join(timeout=10)
    assert _read_here() == number + 3


def _address():
    values = connection.get_connection_params()
    return psycopg.conninfo.make_conninfo(
        **{name: values[name] for name in ("host", "port", "user", "password", "dbname")}
    )


def _read(other):
    return other.execute("SELECT number FROM departments_directoryversion WHERE id = 1").fetchone()[0]


def _read_here():
    return DirectoryVersion.objects.current()[0]


def _publish_raw(other, year):
    """Writes what refers to the year, which is looked for when the transaction ends."""
    other.execute("UPDATE departments_alert SET message = message")
    other.execute(
        "INSERT INTO departments_office SELECT * FROM jsonb_populate_record(NULL::departments_office, %s)",
        [json.dumps(_office_row(year))],
    )


def _until_somebody_waits(other):
    for _ in range(500):
        if other.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
            return
        time.sleep(0.01)
    raise AssertionError("Nobody waits for the year.")


def _office_row(year):
    office = Office(school_year=year, slug="arts", name="Arts")
    return {field.column: field.get_prep_value(field.value_from_object(office)) for field in office._meta.fields} | {
        "id": 1
    }


def hours(count):
    return timedelta(hours=count)


def test_a_span_ends_where_something_begins_or_ends():
    now = timezone.make_aware(datetime(2025, 3, 3, 12))
    Alert.objects.create(message="<p>Closed.</p>", show_from=now + hours(1), show_until=now + hours(2))
    year = make_year()
    year.closed_at = now + hours(4)
    year.save()
    office = make_office("academics", publish=True)
    QuerySet(Publication).filter(office=office).update(live_from=now - hours(1), live_until=now + hours(3))
    _version()
    edges = [-12, -1, 1, 2, 3, 4, 12]
    for since, until in pairwise(edges):
        for hour in (since, (since + until) / 2):
            span = span_at(now + hours(hour))
            assert (span.since, span.until) == (now + hours(since), now + hours(until))
