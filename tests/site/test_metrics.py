"""What Prometheus reads: at each process itself, by who may, and never through the proxy."""

import ipaddress

import pytest
from django.test.client import FakePayload

from mpsdir.metrics import measured

HERE = {"REMOTE_ADDR": "127.0.0.1"}


def _answering(environ, start_response):
    start_response("404 Not Found", [])
    return [b"of the site"]


@pytest.fixture(scope="module")
def ask():
    """Ask the application that is measured; once for all, since Prometheus counts for the whole process."""
    from django.test import override_settings

    with override_settings(MPSDIR_METRICS=[ipaddress.ip_network("127.0.0.1")]):
        application = measured(_answering)

        def asked(path, method="GET", **environ):
            body = {"wsgi.input": FakePayload(), "QUERY_STRING": ""}
            made = application({"REQUEST_METHOD": method, "PATH_INFO": path} | body | environ, lambda *told: None)
            return b"".join(made).decode()

        yield asked


def test_requests_are_counted_by_method_and_status(ask):
    for method in ("GET", "GET", "PURGE", "BREW"):
        ask("/offices/", method, **HERE)
    told = ask("/metrics", **HERE)
    assert 'mpsdir_request_seconds_count{method="GET",status="404"} 2.0' in told
    assert 'mpsdir_request_seconds_count{method="other",status="404"} 2.0' in told


@pytest.mark.parametrize(
    "asker",
    [{"REMOTE_ADDR": "10.1.2.3"}, HERE | {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {}],
    ids=["elsewhere", "through the proxy", "nobody knows"],
)
def test_nobody_else_reads_them(ask, asker):
    assert ask("/metrics", **asker) == "of the site"


def test_nothing_is_measured_unless_somebody_may_read_it(settings):
    settings.MPSDIR_METRICS = []
    assert measured(_answering) is _answering
