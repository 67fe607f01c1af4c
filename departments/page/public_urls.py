"""The addresses of public pages. A page shows some thirty, and making one costs more than showing a fact."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language


def address(name: str, *args: str) -> str:
    """Where the page called `name` in `departments.urls` stands on this site, as Django's `reverse` says."""
    return _made(name, args, settings.ROOT_URLCONF, get_urlconf(), get_script_prefix(), get_language())


@lru_cache(maxsize=2_000)
def _made(name, args, *site):
    """Remembered by what else `reverse` looks at, `site`."""
    return reverse(f"departments:{name}", args=args)
