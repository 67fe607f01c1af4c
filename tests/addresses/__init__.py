"""
Every address of the site, filled from the data: what a visitor and what a superuser can open.

    assert wrong_answers(client, public_addresses()) == {}

The patterns are read from the urlconf and the values from the models, so the lists grow with both. A pattern that
nothing here knows how to fill raises Unfilled: say in the module for its readers from which rows its addresses come,
and what they answer where that is not 200.
"""

from collections.abc import Iterable

from .for_programs import of_programs
from .for_superusers import of_admin
from .for_visitors import of_visitors
from .url_patterns import Address, Pattern, Unfilled, admin_patterns, public_patterns, unfilled

__all__ = [
    "Address",
    "Unfilled",
    "admin_addresses",
    "admin_patterns",
    "public_addresses",
    "public_patterns",
    "without_address",
    "wrong_answers",
]


def public_addresses(within: str = "") -> list[Address]:
    """What visitors and programs without an account may open now; of a site that has more, `within` one namespace."""
    makers = {"departments": of_visitors, "departments:api-v1": of_programs}
    asked = (pattern for pattern in public_patterns() if pattern.space.startswith(within))
    found = (address for pattern in asked for address in makers.get(pattern.space, unfilled)(pattern))
    return list(dict.fromkeys(found))


def admin_addresses() -> list[Address]:
    """What a superuser may open."""
    found = (address for pattern in admin_patterns() for address in of_admin(pattern))
    return list(dict.fromkeys(found))


def wrong_answers(client, addresses: Iterable[Address]) -> dict[str, int]:
    """Those of `addresses` that answer otherwise than they should, each with its status. All are read to their end."""
    wrong = {}
    client.raise_request_exception = False  # a page that breaks is one wrong answer, not the end
    for address in addresses:
        response = client.get(address.path)
        response.getvalue()  # what is sent piece by piece is made only now
        if response.status_code not in address.answers:
            wrong[address.path] = response.status_code
    return wrong


def without_address(patterns: Iterable[Pattern], addresses: Iterable[Address]) -> set[str]:
    """Those of `patterns`, by key, that none of `addresses` is of: the data has no row for them."""
    return {pattern.key for pattern in patterns} - {address.pattern for address in addresses}
