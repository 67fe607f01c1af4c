"""Browser journeys: Debian's Chromium, driven by Playwright, against Django's live server."""

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection

HERE = Path(__file__).parent
# The first is the same browser without a window, and takes a third of the other's time for a new one.
CHROMIUM = ["chromium-headless-shell", "chromium", "/usr/bin/chromium"]
FLAGS = [
    "--no-sandbox",  # Chromium refuses to run as root with it, and CI is often root
    "--disable-gpu",
    # No traffic of its own: the tests have no network.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """
    Mark these tests, and put them last: once Playwright runs in a process, Django takes everything there for
    asynchronous code.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session", autouse=True)
def orm_beside_playwright():
    # Playwright's synchronous API keeps an event loop running in this thread; Django then refuses the ORM.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session", autouse=True)
def database_in_a_file(django_db_setup, django_db_blocker, tmp_path_factory):
    """
    SQLite's memory is one connection of all threads: a test that saves while its page asks for something meets
    "table is locked". In a file each thread has a connection of its own, and waits, as in production.
    """
    if connection.vendor != "sqlite":
        yield
        return
    settings, memory = connection.settings_dict, connection.connection
    before = {"NAME": settings["NAME"], "OPTIONS": settings["OPTIONS"]}
    path = tmp_path_factory.mktemp("browser") / "db.sqlite3"
    with closing(sqlite3.connect(path)) as file:
        memory.backup(file)
    # Nothing is kept beyond the test: no write waits for the disk.
    without_disk = settings["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    settings |= {"NAME": str(path), "OPTIONS": {**settings["OPTIONS"], "init_command": without_disk}}
    connection.connection = None
    yield
    connection.close()
    settings |= before
    connection.connection = memory


@pytest.fixture(scope="session")
def live_server(database_in_a_file, live_server):
    """The server as Django gives it, with connections of its own: begun before, it would share the tests' one."""
    return live_server


@pytest.fixture(autouse=True)
def answered_before_the_next(live_server, transactional_db):
    """
    What a page still asked for as its window was closed is answered before the tables are emptied, and so writes
    nothing into the next test.
    """
    under_way = []

    def began(**kwargs):
        under_way.append(1)

    def ended(**kwargs):
        del under_way[:1]

    request_started.connect(began)
    request_finished.connect(ended)
    yield
    time.sleep(0.05)  # what was sent last has not come yet
    for _ in range(100):
        if not under_way:
            break
        time.sleep(0.05)
    request_started.disconnect(began)
    request_finished.disconnect(ended)


@pytest.fixture(scope="session")
def base_url(live_server):
    """What page.goto("/offices/") starts from. It also spares us the plugin's own, which pytest 9 warns about."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        _without_chromium("Chromium is missing: scripts/install-system-packages installs it, or says how to.")
    return {**browser_type_launch_args, "executable_path": chromium, "args": FLAGS}


def _without_chromium(reason):
    if os.environ.get("CI", "") in ("", "0", "false"):
        pytest.skip(reason)
    pytest.fail(reason)


@pytest.fixture
def own_page(browser):
    """Makes a page of a width, and ends it with the test."""
    contexts = []

    def make(width, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page_signed_in(own_page, client, live_server):
    """Makes a page of a width, of whom `client` signed in."""

    def make(width, **options):
        page = own_page(width, base_url=live_server.url, **options)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return make
