"""The sample years, as directories by label."""

from importlib import import_module

import pytest
from django.apps import apps

from departments.management import sample
from departments.models import EverydayWords
from departments.reading.directory import Directory
from departments.search import search_index


@pytest.fixture(autouse=True)
def nothing_kept():
    """SQLite gives the same keys to the rows of every test."""
    search_index.forget()


@pytest.fixture
def sample_years(db, undrawn):
    """Both sample years, loaded and published."""
    assert sample.load()
    return {label: Directory.at(label=label) for label in sample.LABELS}


@pytest.fixture
def everyday_words(db):
    """Those a site begins with: a test that empties the database takes them from those after it."""
    EverydayWords.objects.all().delete()
    import_module("departments.migrations.0026_everyday_words").begin(apps, None)
