"""The addresses of our pages. A page shows some thirty, and making one costs more than showing a fact."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language


def address(name: str, *args: str) -> str:
    """Where the page called `name` in `departments.urls` stands on this site, as Django's `reverse` says."""
    return _made(f"departments:{name}", args, *_site())


def is_in_admin(request: HttpRequest) -> bool:
    """Whether `request` asks for a page of the admin."""
    return request.path.startswith(_made("admin:index", (), *_site()))


def _site():
    """What `reverse` looks at besides."""
    return settings.ROOT_URLCONF, get_urlconf(), get_script_prefix(), get_language()


@lru_cache(maxsize=2_000)
def _made(name, args, *site):
    return reverse(name, args=args)
