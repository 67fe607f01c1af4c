"""Python in processes of its own, which work on one database together, as workers and commands do."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

# Begins a process that sits at the admin: `desk` is its browser.
DESK = """
import sys
import django
django.setup()
settings = django.conf.settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.WHITENOISE_AUTOREFRESH = True
settings.ALLOWED_HOSTS = ["testserver"]
from django.contrib.auth import get_user_model
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from departments.models import Office
from tests.admin.test_office import _address, _posted
desk = Client()
"""

# What a server is started with where what it works with is gone: nobody listens there.
GONE = {
    "cache": {"CACHE_URL": "redis://127.0.0.1:9/0"},
    "store": {
        "MPSDIR_MEDIA": "s3://pictures",
        "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
    },
    "mail": {"MPSDIR_MAIL": "smtp://127.0.0.1:9", "MPSDIR_MAIL_FROM": "directory@example.org"},
}


def start(code, url, **variables):
    """A process that runs `code` on the database `url`; its input and output are pipes of text."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(url) | variables, text=True, **pipes)


def environment(url):
    """What such a process, or a server on the same database, is started with."""
    return os.environ | {"DJANGO_SETTINGS_MODULE": "mpsdir.settings", "DATABASE_URL": url}


def run(code, url):
    """What such a process prints."""
    process = start(code, url)
    output, _ = process.communicate(timeout=500)
    assert process.returncode == 0
    return output


@contextmanager
def served(url, threads=4, **variables):
    """The address of a real server on the migrated database `url`: two processes of so many threads."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--interface wsgi --workers 2 --log-level error --port {port}"
    command = [Path(sys.executable).with_name("granian"), *options.split(), "mpsdir.wsgi:application"]
    variables |= {"GRANIAN_BLOCKING_THREADS": str(threads)}  # read by the application too
    server = subprocess.Popen(command, env=environment(url) | variables, start_new_session=True)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # it would wait for connections that browsers keep
        server.wait()


def in_time(ask, within, tries=5):
    """
    What `ask` answers in less than `within` seconds. It is asked again where it took longer: a machine may be busy
    for a moment, and who waits for what does not come waits every time.
    """
    took = []
    for _ in range(tries):
        began = time.monotonic()
        answer = ask()
        took.append(time.monotonic() - began)
        if took[-1] < within:
            return answer
    raise AssertionError(f"{within} seconds are allowed; it took {', '.join(f'{one:.2f}' for one in took)}.")


def _wait_for(port):
    for _ in range(300):
        with suppress(ConnectionRefusedError):
            return socket.create_connection(("127.0.0.1", port)).close()
        time.sleep(0.2)
    raise TimeoutError("The server did not begin to listen.")
