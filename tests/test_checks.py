"""System checks: the settings as they are pass, and each fault is told."""

import copy

import pytest
from django.conf import settings
from django.core.checks import run_checks


def _ids():
    return [message.id for message in run_checks(tags=["departments"])]


def _databases(**changes):
    databases = copy.deepcopy(settings.DATABASES)
    databases["default"] |= {"ENGINE": "django.db.backends.sqlite3"} | changes
    return databases


def test_our_own_settings_pass():
    assert _ids() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PHONENUMBER_DB_FORMAT", "E164", "departments.E001"),
        ("DATABASES", _databases(ATOMIC_REQUESTS=True, OPTIONS={"transaction_mode": "IMMEDIATE"}), "departments.E002"),
        ("DATABASES", _databases(OPTIONS={}), "departments.E003"),
    ],
)
def test_a_fault_is_told(monkeypatch, name, value, expected):
    monkeypatch.setattr(settings, name, value)
    assert _ids() == [expected]
