"""A database that was migrated before some migrations were numbered anew is brought to today's form all the same."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import QuerySet

from departments import publishing
from departments.models import Department, Listing, Publication
from tests.making import make_department, make_office
from tests.processes import run

UPGRADE = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

call_command("migrate", verbosity=0)
call_command("migrate", "departments", "0009", verbosity=0)
applied = MigrationRecorder.Migration.objects.filter(app="departments")
for now, former in (
    ("0009_missed_searches", "0010_missed_searches"),
    ("0008_rebuild_listings", "0009_rebuild_listings"),
    ("0007_listings_for_search", "0008_listings_for_search"),
):
    assert applied.filter(name=now).update(name=former)
with connection.cursor() as cursor:
    cursor.execute("DROP INDEX publication_by_window")
    cursor.execute("CREATE INDEX publication_by_window ON departments_publication (school_year_id, live_from)")

call_command("migrate", verbosity=0)
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
with connection.cursor() as cursor:
    indexes = connection.introspection.get_constraints(cursor, "departments_publication")
print(*indexes["publication_by_window"]["columns"], "publication_by_office" in indexes)
"""


@pytest.mark.exhaustive
def test_migrations_that_were_applied_under_another_number_are_not_applied_again(database_url):
    assert run(UPGRADE, database_url).split() == [
        "school_year_id",
        "live_from",
        "live_until",
        "position",
        "office_id",
        "True",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("payload", [{"schema_version": 1}, [], {"records": [{"model": "departments.office"}]}])
def test_a_publication_that_cannot_be_read_does_not_stop_an_upgrade(payload):
    good, bad = (make_office(slug, lead_title="Chief", lead_name="Ann Roe", publish=True) for slug in ("arts", "zoo"))
    QuerySet(Publication).filter(office=bad).update(payload=payload)
    QuerySet(Listing).update(lead_name="")
    import_module("departments.migrations.0011_facts_and_listings").fill(apps, None)
    rows = Listing.objects.filter(kind="office").values_list("publication__office", "lead_name")
    assert dict(rows) == {good.pk: "Ann Roe", bad.pk: ""}


@pytest.mark.django_db
def test_listings_of_what_was_published_get_its_language():
    office, bad = make_office("ninos", written_in="es", lead_name="Ann Roe"), make_office("zoo", publish=True)
    make_department(office, "choir")
    make_department(office, "hmoob", written_in="hmn")
    publishing.publish(office, by=None)
    said = Listing.objects.order_by("pk").values_list("slug", "kind", "written_in")
    as_published = list(said)
    QuerySet(Publication).filter(office=bad).update(payload={"records": [{"model": "departments.office"}]})
    QuerySet(Listing).update(written_in="en")
    import_module("departments.migrations.0031_language_of_listings").fill(apps, None)
    assert list(said) == as_published
    assert {language for _slug, _kind, language in said} == {"en", "es", "hmn"}


@pytest.mark.django_db
def test_a_unit_that_was_left_behind_goes_along_with_its_department():
    academics, staff = make_office("academics"), make_office("staff")
    arts = make_department(academics, "arts")
    for slug in ("music", "dance"):
        make_department(academics, slug, parent=arts)
    Department.objects.filter(slug__in=("arts", "dance")).update(office=staff)
    make_department(academics, "sports")
    import_module("departments.migrations.0021_units_beside_their_department").go_along(apps, None)
    homes = dict(Department.objects.values_list("slug", "office__slug"))
    assert homes == {"arts": "staff", "music": "staff", "dance": "staff", "sports": "academics"}
