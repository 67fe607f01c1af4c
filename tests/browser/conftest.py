"""Browser journeys: Debian's Chromium, driven by Playwright, against Django's live server."""

import os
import shutil
import time
from pathlib import Path
from threading import RLock

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started

HERE = Path(__file__).parent
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
def one_request_at_a_time():
    """SQLite's memory is one connection of all threads here: what one request takes back would take another's along."""
    turn, answer = RLock(), WSGIHandler.get_response

    def answer_in_turn(handler, request):
        with turn:
            return answer(handler, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "get_response", answer_in_turn)
        yield


@pytest.fixture(autouse=True)
def answered_before_the_next(live_server, transactional_db):
    """
    What a page still asked for as its window was closed is answered before the tables are emptied: SQLite's shared
    memory refuses that while anybody reads them.
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
    chromium = shutil.which("chromium") or shutil.which("/usr/bin/chromium")
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
