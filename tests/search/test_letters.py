"""Visitors find what has letters and marks that their keyboards lack; also what was listed before those were folded."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import QuerySet

from departments import publishing
from departments.models import Listing, MissedSearch
from departments.reading.directory import Directory
from departments.search import find, suggest
from tests.making import make_contact, make_office

pytestmark = pytest.mark.django_db
NAMES = ["Łukasz Wójcik", "Þórunn Ægisdóttir", "Kahoʻokele Kaʻahumanu", "Maeve O’Neill", "Sean O Brien"]


@pytest.fixture
def office():
    office = make_office("arts", summary="Ærø")
    for name in NAMES:
        make_contact(office, name=name)
    publishing.publish(office, by=None)
    return office


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lukasz", "Łukasz Wójcik"),
        ("ŁUKASZ", "Łukasz Wójcik"),
        ("thorunn aegisdottir", "Þórunn Ægisdóttir"),
        ("kahookele", "Kahoʻokele Kaʻahumanu"),
        ("kaho'okele", "Kahoʻokele Kaʻahumanu"),
        ("Ka`ahumanu", "Kahoʻokele Kaʻahumanu"),
        ("oneill", "Maeve O’Neill"),
        ("OʻNeill", "Maeve O’Neill"),
        ("o neill", "Maeve O’Neill"),
        ("O´Neill", "Maeve O’Neill"),
        ("OʻBrien", "Sean O Brien"),
    ],
)
def test_a_name_is_found_without_its_letters_and_marks(office, typed, name):
    for results in (find(typed, Directory.at()).results, suggest(typed, Directory.at())):
        assert results[0].name == name
        assert any(is_marked for _, is_marked in results[0].name_pieces)


def test_the_migration_folds_anew_what_was_folded_before(office):
    columns = ("names_folded", "around_folded", "text_folded")
    listed = list(Listing.objects.order_by("pk").values("pk", *columns))
    for row in listed:
        once = {name: row[name].replace("lukasz", "łukasz").replace("aero", "ærø") for name in columns}
        QuerySet(Listing).filter(pk=row["pk"]).update(**once)
    assert listed != list(Listing.objects.order_by("pk").values("pk", *columns))
    for words, times, last in (("lodz", 2, 3), ("łodz", 4, 5), ("sør", 1, 2), ("arts", 1, 2), ("ʻ", 1, 2)):
        days = {"first_on": date(2025, 3, 1), "last_on": date(2025, 3, last)}
        MissedSearch.objects.create(words=words, typed=words, count=times, **days)
    migration = import_module("departments.migrations.0014_letters_as_typed")
    apps = MigrationLoader(connection).project_state(("departments", "0014_letters_as_typed")).apps
    for fold_anew in (migration.listings, migration.missed_searches):
        fold_anew(apps, None)
    assert listed == list(Listing.objects.order_by("pk").values("pk", *columns))
    kept = MissedSearch.objects.order_by("words").values_list("words", "count", "last_on")
    assert list(kept) == [("arts", 1, date(2025, 3, 2)), ("lodz", 6, date(2025, 3, 5)), ("sor", 1, date(2025, 3, 2))]
