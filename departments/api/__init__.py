"""
The read-only JSON API, version 1. `docs/api.md` tells people the same.

`shapes.py` is what it answers, `endpoints.py` the addresses, `manners.py` what holds for all of them.
"""

from django.core.exceptions import ImproperlyConfigured

try:
    import ninja.conf
except ValueError as wrong:  # at the first address that is asked for, also by the system checks
    told = [f"{one['loc'][0]} cannot be {one['input']!r}: {one['msg']}." for one in wrong.errors()]
    raise ImproperlyConfigured(" ".join(told)) from None
else:
    from .manners import urls
