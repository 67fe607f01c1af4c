"""The addresses of the API."""

from urllib.parse import urlencode

from departments.models import Listing, SchoolYear

from .shown import departments_in, live_in, searches_in
from .url_patterns import NOT_FOUND, NOT_UNDERSTOOD, NOWHERE, OK, address_of, unfilled


def of_programs(pattern):
    base = pattern.name.removeprefix("departments:api-v1:")
    if base == "missing":
        yield address_of(pattern, NOT_FOUND, rest=NOWHERE)
    elif base == "api-root":
        yield address_of(pattern, NOT_FOUND)
    elif base in ("years", "changes", "openapi-json"):
        yield address_of(pattern)
        yield address_of(pattern, query="limit=1&offset=1")
    elif base == "find":
        yield address_of(pattern, NOT_UNDERSTOOD)
        for year in _years():
            asked = ({"q": query, "year": year.label} for query in searches_in(year))
            yield from (address_of(pattern, query=urlencode(one)) for one in asked)
    elif base in ("offices", "departments", "people", "entries"):
        yield address_of(pattern, OK if _years() else NOT_FOUND)
        yield from (address_of(pattern, query=f"year={year.label}") for year in _years())
    elif base == "number":
        yield address_of(pattern, NOT_UNDERSTOOD, number=NOWHERE)
        for year in _years():
            rows = Listing.objects.filter(publication__in=live_in(year)).exclude(phone="")
            numbers = {row.phone for row in rows}
            yield from (address_of(pattern, query=f"year={year.label}", number=number) for number in numbers)
    elif base in ("office", "department"):
        yield address_of(pattern, NOT_FOUND, slug=NOWHERE)
        for year in _years():
            slugs = live_in(year).values_list("slug", flat=True) if base == "office" else departments_in(year)
            yield from (address_of(pattern, query=f"year={year.label}", slug=slug) for slug in slugs)
    else:
        unfilled(pattern)


def _years():
    return list(SchoolYear.objects.opened())
