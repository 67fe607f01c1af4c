"""Every column that can hold a text is looked through, by its kind and not by a list."""

import gzip
import json

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from departments.models import DirectoryVersion
from departments.models.frozen import take_out as write_over
from departments.removal import Wanted, find, take_out
from departments.removal.kept_columns import as_kept, columns, tables
from tests.removal.story import standing_in, tell

pytestmark = pytest.mark.django_db
# Tables of Django's own, in which nobody types, and moments under hashes; and a key that is made at random.
ITS_OWN = {"django_migrations", "django_content_type", "sign_in_counts"}
KEYS = {("django_session", "session_key")}
OURS = {"format", "db", "codename"}  # words of programs
TEXT = {"CharField", "TextField", "JSONField", "BinaryField"}


def _text_columns():
    """Those of the database itself, as (table, column)."""
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - ITS_OWN:
            for column in connection.introspection.get_table_description(cursor, table):
                if connection.introspection.get_field_type(column.type_code, column) in TEXT:
                    yield table, column.name


def test_no_column_of_the_database_is_left_out():
    known = {(model._meta.db_table, column.column) for model in tables() for column in columns(model)}
    every = {(m._meta.db_table, f.column): f for m in apps.get_models() for f in m._meta.concrete_fields}
    rest = set(_text_columns()) - known - KEYS
    assert {place for place in rest if not every[place].choices} == set()
    assert ("departments_load", "content") in known and len(known) > 70


def _planted(column, text):
    """A value of the column that has `text` in it, as its table is given it."""
    if isinstance(column, models.BinaryField):
        return gzip.compress(json.dumps({"said": [text]}).encode())
    if str(column) == "sessions.Session.session_data":
        return as_kept(column.model, {column.name: {"said": [text]}})[column.name]
    return {"said": {"deep": [text]}} if isinstance(column, models.JSONField) else text


def _places():
    """A row of each table that has one, with each of its columns."""
    for model in tables():
        if model is DirectoryVersion:  # what is planted there, the next change of any page writes over
            continue
        pk = models.QuerySet(model).order_by("pk").values_list("pk", flat=True).first()
        for column in columns(model):
            if not isinstance(column, models.BooleanField) and column.name not in OURS:
                yield model, pk, column


def _plant(model, pk, column):
    text = "zoe-xy" if isinstance(column, models.SlugField) else "Zoë Xy"
    write_over(model, pk, {column.name: _planted(column, text)})
    return model._meta.db_table, column.column


def _take_out():
    wanted = Wanted(name="Zoë Xy")
    found = find(wanted)
    take_out(wanted, set(found.places), by=None, shown=found.shown)
    return found


@pytest.mark.thorough
def test_a_person_in_every_column_is_found_and_taken_out():
    tell()
    planted = {_plant(*place) for place in _places()}
    assert standing_in("Zoë Xy", "zoe-xy") == planted and len(planted) > 60
    assert all(one.is_sure for one in _take_out().places.values())
    assert standing_in("Zoë Xy", "zoe-xy") == set()


@pytest.mark.exhaustive
def test_a_person_in_any_one_column_is_found_and_taken_out():
    tell()
    for place in _places():
        with transaction.atomic():
            planted = _plant(*place)
            assert standing_in("Zoë Xy", "zoe-xy") == {planted}
            assert _take_out().places, planted
            assert standing_in("Zoë Xy", "zoe-xy") == set(), planted
            transaction.set_rollback(True)
