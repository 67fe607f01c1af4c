"""The room every test runs in: no network, its own folders, and the same examples on every run."""

import gc
import ipaddress
import os
import secrets
import shutil
import socket
from contextlib import contextmanager

import hypothesis
import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import TransactionTestCase, override_settings

from departments.page import pictures
from departments.words import news
from tests.examples import OF_A_HUNDRED
from tests.processes import run

# A failure here is the same failure everywhere. No deadline: time says more about the machine than the code.
for profile, tried in OF_A_HUNDRED.items():
    hypothesis.settings.register_profile(profile, derandomize=True, deadline=None, max_examples=tried)
hypothesis.settings.load_profile("some")
# The names under which tests say how long a list is.
LENGTHS = {"count", "departments", "offices", "others", "results", "searches", "size"}
# What PostgreSQL may answer otherwise: locks, transactions, constraints, sorting, JSON, searches. So whoever asks the
# database is tried there too ("postgresql"), but for lists of 200, whose SQL is that of lists of 3, and for
FOR_SQLITE_ALONE = (
    "tests/admin/test_conflict.py",  # what two editors typed is compared in Python; test_conflict_race.py has the lock
    "tests/admin/test_presence.py",  # a page and its script; who has what open is one table
    # What a kept page says is read by Python: one form of each kind, and all facts at once, are tried on both.
    "tests/kept/test_kept.py::test_a_fact_that_was_not_kept_costs_no_address",
    "tests/kept/test_kept.py::test_a_page_that_cannot_be_read_costs_only_itself[0.1-saying",
)
# What asks the database as others do, and takes long: make test tries it on SQLite, make prove on both.
LATER_ON_POSTGRESQL = (
    "tests/admin/loading/",
    "tests/admin/test_calendar.py",
    "tests/admin/test_colleagues.py",
    "tests/admin/test_error_summary.py",
    "tests/admin/test_history.py",
    "tests/admin/test_kept_typing.py",
    "tests/admin/test_office.py",
    "tests/admin/test_publishing_pages.py",
    "tests/admin/test_removal.py",
    "tests/admin/test_roles.py",
    "tests/admin/test_searching.py",
    "tests/admin/test_taking_off_pages.py",
    "tests/admin/test_typed_address.py",
    "tests/admin/test_typed_lead.py",
    "tests/commands/test_demo.py",
    "tests/commands/test_load_school_year.py",
    "tests/copies/",
    "tests/kept/",
    "tests/management/",
    "tests/module/",
    "tests/page/",
    "tests/removal/test_taking_out.py",
    "tests/school_years/test_malformed.py",
    "tests/search/test_anything.py",
    "tests/search/test_lookups.py",
    "tests/search/test_questions.py",
    "tests/test_addresses.py",
    "tests/test_every_sentence.py",
    "tests/test_leaks.py",
    "tests/views/test_exports.py",
    "tests/views/test_rehearsals.py",
    "tests/views/test_views.py",
)
DATABASES = {"db", "transactional_db", "database_url", "migrated_url", "told", "empty"}


class NetworkBlocked(RuntimeError):
    """A test reached for the network. Not an OSError, which the code under test may rightly survive."""


def pytest_collection_finish():
    """Python's collector would look through all of Django and pytest again with every test: a sixth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.hookimpl(tryfirst=True)  # before those that are left out are told by their marks
def pytest_collection_modifyitems(items):
    """Lists are tried with 1, 3 and 200 items. 99 or 200 take seconds, and go with the exhaustive tests."""
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        if any(parameters.get(name) in (99, 200) for name in LENGTHS):
            item.add_marker(pytest.mark.exhaustive)
        elif _asks_the_database(item) and not item.nodeid.startswith(FOR_SQLITE_ALONE):
            later = item.location[0].startswith(LATER_ON_POSTGRESQL)
            item.add_marker(pytest.mark.postgresql_later if later else pytest.mark.postgresql)


def _asks_the_database(item):
    in_class = item.cls is not None and issubclass(item.cls, TransactionTestCase)
    return in_class or item.get_closest_marker("django_db") or DATABASES.intersection(item.fixturenames)


def pytest_report_header():
    return f"database: {connection.vendor}"


def pytest_runtest_logreport(report):
    """A run that is cut off has said by then what failed. (Workers' words come here once more, from the controller.)"""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        print(f"\n{report.outcome.upper()} {report.when} {report.nodeid}", flush=True)


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
        DIRECTORY_FOLDER=tmp_path_factory.mktemp("var"),
        DIRECTORY_BACKUPS=tmp_path_factory.mktemp("backups"),
        STORAGES={
            **django_settings.STORAGES,
            "default": {"BACKEND": "departments.page.storage.WholeFileStorage"},
            # Hashed names would need collectstatic before every run.
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        # Otherwise every test client first reads all static files.
        WHITENOISE_AUTOREFRESH=True,
        # Nobody is signed out who travels in time; tests/site/test_session_ends.py has the rules.
        SESSION_COOKIE_AGE=10 * 365 * 24 * 60 * 60,
        MPSDIR_SESSION_IDLE=10 * 365 * 24 * 60 * 60,
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


@pytest.fixture(autouse=True)
def nothing_was_told():
    """What is told in the log once an hour is news to each test."""
    news._told.clear()


@pytest.fixture
def undrawn(monkeypatch):
    """Every picture counts as stored and none is drawn: those of the fixtures, in all their sizes, take seconds."""
    monkeypatch.setattr(pictures, "is_stored", lambda name: True)
    monkeypatch.setattr(pictures, "accept", lambda file: None)


@pytest.fixture
def database_url(tmp_path):
    """A new database, of the kind the tests run on, for processes that share it."""
    with _database(tmp_path) as url:
        yield url


@pytest.fixture
def migrated_url(tmp_path, _migrated_url):
    """The same with its tables."""
    with _database(tmp_path, like=_migrated_url) as url:
        yield url


@pytest.fixture(scope="session")
def _migrated_url(tmp_path_factory):
    with _database(tmp_path_factory.mktemp("migrated")) as url:
        run("import django; django.setup(); django.core.management.call_command('migrate', verbosity=0)", url)
        yield url


@contextmanager
def _database(folder, like=None):
    if connection.vendor == "sqlite":
        path = folder / "shared.sqlite3"
        if like:
            shutil.copyfile(like.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        return
    name = f"shared_{secrets.token_hex(8)}"
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {like.rpartition('/')[2]}" if like else ""))
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
