"""
The fence: who may read, where the directory is not for everybody.

MPSDIR_NETWORKS are read from without signing in. Everybody else is refused, or with MPSDIR_READERS_SIGN_IN signs in.
Outside are only the ways to sign in and health. `around` stands before all that was kept, `Fence` in Django.
"""

import ipaddress
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import FileSystemStorage
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from departments.page.storage import store
from departments.views import plumbing

OUTSIDE = ("/admin/login/", "/admin/logout/", "/account/", "/health/")


def around(door, django):
    """The WSGI application that lets those inside through `door`, which keeps answers, and all others to `django`."""

    def application(environ, start_response):
        return (door if is_inside(environ) else django)(environ, start_response)

    return application


def is_inside(environ) -> bool:
    """Whether a request comes from where one reads without signing in: without a fence, from everywhere."""
    if not is_closed():
        return True
    address = client_address(environ)
    return address is not None and any(address in network for network in settings.MPSDIR_NETWORKS)


def is_closed() -> bool:
    """Whether there is a fence at all."""
    return bool(settings.MPSDIR_NETWORKS or settings.MPSDIR_READERS_SIGN_IN)


def client_address(environ) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """
    Who asks, as the outermost of our MPSDIR_PROXIES wrote it down; None where that cannot be told.

    Each proxy adds at the end of X-Forwarded-For whom it heard: what stands before that, anybody may have written.
    """
    heard = environ.get("REMOTE_ADDR", "")
    if settings.MPSDIR_PROXIES:
        told = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        heard = told[-settings.MPSDIR_PROXIES] if len(told) >= settings.MPSDIR_PROXIES else ""
    return _address(heard.strip())


@lru_cache(maxsize=1_024)
def _address(heard):
    try:
        address = ipaddress.ip_address(heard)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


class Fence:
    """Keeps out, or asks to sign in, whoever is not inside; what is read inside belongs in no shared cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_closed():
            return self.get_response(request)
        may_read = is_inside(request.META) or (settings.MPSDIR_READERS_SIGN_IN and request.user.is_authenticated)
        if may_read or request.path.startswith(OUTSIDE):
            response = self.get_response(request)
            # What is not found, or leads on from an address at which nothing is, tells of the directory.
            if may_read or (request.resolver_match and response.status_code != HTTPStatus.NOT_FOUND):
                patch_cache_control(response, private=True)
                return response
        if settings.MPSDIR_READERS_SIGN_IN and request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        return HttpResponse(render_to_string("outside.html"), status=HTTPStatus.FORBIDDEN)

    def process_view(self, request, view, arguments, named):
        """Behind a fence the file of a picture is handed over by who has it: nginx, or the store for five minutes."""
        if view is not plumbing.picture or not is_closed():
            return None
        if settings.MPSDIR_ACCEL:
            response = HttpResponse(headers={"X-Accel-Redirect": f"{settings.MPSDIR_ACCEL}images/{named['name']}"})
            del response.headers["Content-Type"]  # nginx knows it
            return response
        if isinstance(store(), FileSystemStorage):
            return None  # our own view reads it
        response = HttpResponseRedirect(store().signed_url(f"images/{named['name']}"))
        patch_cache_control(response, private=True, no_store=True)
        return response
