"""The patterns of the urlconf, and addresses made of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

NOWHERE = "nowhere-at-all"
# What an address may answer.
OK, REFUSED, NOT_FOUND, ONLY_POST, GONE, NOT_UNDERSTOOD = (200,), (403,), (404,), (405,), (410,), (422,)
ELSEWHERE, SHOWN_BEFORE = (302,), (301, 410)


class Unfilled(LookupError):
    """A pattern of the urlconf that nothing here makes an address of."""


@dataclass(frozen=True)
class Pattern:
    """`name` has the namespaces before it, as in "departments:office"; `key` is the name, or the route without one."""

    name: str
    route: str
    parameters: frozenset[str]

    @property
    def key(self):
        return self.name or self.route

    @property
    def space(self):
        """The namespace, "" without one; "admin" and "account" for all that stands under these addresses."""
        if self.route.startswith("account/"):
            return "account"
        return "admin" if f"/{self.route}".startswith(reverse("admin:index")) else self.name.rpartition(":")[0]


@dataclass(frozen=True)
class Address:
    """`answers` are the statuses a GET may have."""

    path: str
    pattern: str
    answers: tuple[int, ...] = OK


def patterns(resolver=None, *, before=Pattern("", "", frozenset())) -> Iterable[Pattern]:
    """All patterns, those inside others too; the two of one name (an address for GET, one for HEAD) are both told."""
    for entry in (resolver or get_resolver()).url_patterns:
        rule = entry.pattern
        given = rule.converters if isinstance(rule, RoutePattern) else rule.regex.groupindex
        route, parameters = before.route + str(rule), before.parameters | frozenset(given)
        if isinstance(entry, URLResolver):
            space = f"{before.name}{entry.namespace}:" if entry.namespace else before.name
            yield from patterns(entry, before=Pattern(space, route, parameters))
        else:
            yield Pattern(f"{before.name}{entry.name}" if entry.name else "", route, parameters)


def public_patterns() -> list[Pattern]:
    return [pattern for pattern in patterns() if pattern.space not in ("admin", "account")]


def admin_patterns() -> list[Pattern]:
    return [pattern for pattern in patterns() if pattern.space == "admin"]


def unfilled(pattern: Pattern):
    raise Unfilled(f"tests/addresses/ makes no address of {pattern.key} ({pattern.route}).")


def address_of(pattern: Pattern, answers: tuple[int, ...] = OK, query: str = "", **values) -> Address:
    """The address of `pattern` with `values` for its parameters, and what follows the question mark."""
    path = reverse(pattern.name, kwargs=values)
    return Address(f"{path}?{query}" if query else path, pattern.key, answers)
