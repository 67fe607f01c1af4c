"""Finding an entry by words or digits."""

import re

from django.db.models import Case, Q, Value, When

from ..directory import Directory
from ..folding import fold
from ..models import Listing
from .answers import Answer, Result

MOST_RESULTS = 50
MOST_SUGGESTED = 8
_LONGEST_QUERY = 200


def find(query: str, directory: Directory) -> Answer:
    """
    What `query` finds in `directory`, best first, at most 50.

    Every word must begin a word of a name, title or the text, in any order; four or more digits and nothing else are
    looked up as a number. Names come before text, and whole numbers before parts. One query at most.
    """
    query = query[:_LONGEST_QUERY]
    digits = re.sub(r"\D", "", query.split("ext")[0])
    if len(digits) >= 4 and not re.search(r"[^\W\d_]", re.sub(r"(?i)tel|phone|fax|ext", "", query)):
        found = directory.listings().filter(digits__contains=f" {digits}").annotate(rank=_rank_digits(digits))
    else:
        words = fold(query).split()
        if not words:
            return Answer(query)
        by_name, anywhere = Q(), Q()
        for word in words:
            in_name = Q(names_folded__contains=f" {word}")
            by_name &= in_name
            anywhere &= in_name | Q(text_folded__contains=f" {word}")
        found = (
            directory.listings().filter(anywhere).annotate(rank=Case(When(by_name, then=Value(0)), default=Value(1)))
        )
    found = found.order_by("rank", "publication__position", "publication", "position")[:MOST_RESULTS]
    return Answer(query, tuple(_result(row, directory) for row in found))


def suggest(query: str, directory: Directory) -> tuple[Result, ...]:
    """The first results for what somebody is typing, at most eight. One query at most."""
    return find(query, directory).results[:MOST_SUGGESTED]


def _rank_digits(digits):
    return Case(
        When(Q(digits__contains=f" {digits} ") | Q(digits__endswith=f" {digits}"), then=Value(0)),
        default=Value(1),
    )


def _result(row: Listing, directory: Directory) -> Result:
    if row.kind in (Listing.Kind.OFFICE, Listing.Kind.DEPARTMENT):
        detail = " · ".join(filter(None, [row.lead, row.where]))
    else:
        title = row.title if row.title != row.name else ""
        detail = ", ".join(filter(None, [title, row.where]))
    return Result(row.kind, row.name, detail, row.phone, directory.office_url(row.publication.slug, row.anchor))
