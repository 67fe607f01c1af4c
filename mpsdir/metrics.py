"""
What Prometheus reads at /metrics: of this process, also of what the door keeps, which Django never hears of.

It is asked at the process itself, never through the proxy: each process counts for itself, and no name of a host or
HTTPS is needed there.
"""

import ipaddress
import time

from django.conf import settings


def measured(application):
    """The WSGI application that counts and times requests, where MPSDIR_METRICS says who may read that."""
    if not settings.MPSDIR_METRICS:
        return application
    from prometheus_client import Histogram, make_wsgi_app

    seconds = Histogram("mpsdir_request_seconds", "From a request to its answer", ["method", "status"])
    metrics = make_wsgi_app()

    def answer(environ, start_response):
        if environ.get("PATH_INFO") == "/metrics" and _may_read(environ):
            return metrics(environ, start_response)
        began = time.perf_counter()

        def start(status, headers, *error):
            method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in ("GET", "HEAD", "POST") else "other"
            seconds.labels(method, status[:3]).observe(time.perf_counter() - began)
            return start_response(status, headers, *error)

        return application(environ, start)

    return answer


def _may_read(environ):
    address = ipaddress.ip_address(environ.get("REMOTE_ADDR") or "0.0.0.0")
    return "HTTP_X_FORWARDED_FOR" not in environ and any(address in one for one in settings.MPSDIR_METRICS)
