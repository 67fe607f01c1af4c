"""The sample years, as directories by label."""

import pytest

from departments.management import sample
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
