"""The application as a server has it, in the process of the tests."""

import copy
import gc

import pytest

from mpsdir import versions


@pytest.fixture
def application(settings, monkeypatch):
    """A server's patience, its own connection for the version and its rest from collecting are not for the tests."""
    ours = settings.DATABASES["default"]
    monkeypatch.setitem(ours, "OPTIONS", copy.deepcopy(ours["OPTIONS"]))
    monkeypatch.setattr(versions, "reader", lambda database: lambda: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    from mpsdir import wsgi  # not before: what it changes as it is imported is put back

    return wsgi.application
