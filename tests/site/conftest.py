"""The application as a server has it, in the process of the tests."""

import copy
import gc

import pytest

from mpsdir.standing import Standing


@pytest.fixture
def application(settings, monkeypatch):
    """A server's patience, its own question for the version and its rest from collecting are not for the tests."""
    ours = settings.DATABASES["default"]
    monkeypatch.setitem(ours, "OPTIONS", copy.deepcopy(ours["OPTIONS"]))
    monkeypatch.setattr(Standing, "__call__", lambda self, request: self.get_response(request))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    from mpsdir import wsgi  # not before: what it changes as it is imported is put back

    return wsgi.application
