"""The room every test runs in: no network, its own folders, and the same examples on every run."""

import gc
import ipaddress
import os
import socket

import hypothesis
import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import override_settings

from tests.examples import QUICK

# A failure here is the same failure everywhere. No deadline: time says more about the machine than the code.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
hypothesis.settings.register_profile("quick", hypothesis.settings.get_profile("ci"), max_examples=QUICK)
hypothesis.settings.load_profile("ci")
# The names under which tests say how long a list is.
LENGTHS = {"count", "departments", "offices", "others", "results", "searches", "size"}


class NetworkBlocked(RuntimeError):
    """A test reached for the network. Not an OSError, which the code under test may rightly survive."""


def pytest_collection_finish():
    """Python's collector would look through all of Django and pytest again with every test: a sixth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.hookimpl(tryfirst=True)  # before those that are left out are told by their marks
def pytest_collection_modifyitems(items):
    """Lists are tried with 1, 3 and 200 items. 200 take a second, and go with the thorough tests."""
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        if any(parameters.get(name) == 200 for name in LENGTHS):
            item.add_marker(pytest.mark.thorough)


def pytest_report_header():
    return f"database: {connection.vendor}"


@pytest.fixture(scope="session", autouse=True)
def no_network():
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _only_this_machine(getattr(socket.socket, name)))
        # Without it a name is first asked of the network, and the answer "unknown" is an OSError.
        patch.setattr(socket, "getaddrinfo", _names_of_this_machine(socket.getaddrinfo))
        yield


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory):
    media = tmp_path_factory.mktemp("media")  # each xdist worker has a folder of its own
    with override_settings(
        MEDIA_ROOT=media,
        VAR_DIR=tmp_path_factory.mktemp("var"),
        STORAGES={
            **django_settings.STORAGES,
            "default": {"BACKEND": "departments.page.storage.WholeFileStorage"},
            # Hashed names would need collectstatic before every run.
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        # Otherwise every test client first reads all static files.
        WHITENOISE_AUTOREFRESH=True,
        # A real hasher takes a third of a second for each test person.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


def _only_this_machine(connect):
    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_other_machines(address[0])
        return connect(self, address)

    return guarded


def _names_of_this_machine(getaddrinfo):
    def guarded(host, *arguments, **options):
        _refuse_other_machines(host)
        return getaddrinfo(host, *arguments, **options)

    return guarded


def _refuse_other_machines(host):
    if host in (None, "", "localhost"):
        return
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = False
    if not here:
        raise NetworkBlocked(f"Tests may not reach the network, and one tried to reach {host!r}.")


@pytest.fixture
def database_url(tmp_path):
    """A new database, of the kind the tests run on, for processes that share it."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'shared.sqlite3'}"
        return
    name = f"shared_{os.getpid()}"
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
