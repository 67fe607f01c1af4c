"""What was listed before and is not any more: in an earlier year, or on a page that has been published anew since."""

from dataclasses import replace

from django.utils import timezone

from .. import moved
from ..directory import Directory
from . import edition, matching
from .answers import Former
from .query import Query
from .telling import result

_MOST = 3
_MOST_READ = 12


def formerly(query: Query, directory: Directory) -> tuple[Former, ...]:
    """
    What `query` finds in names and whole numbers that visitors could read before: until when, and where it leads now.

    For a query that finds nothing in `directory`. Two queries, one where nothing is found.
    """
    before = edition.before(directory)
    found = [place for rank, place in matching.best(query, before, _MOST_READ) if _is_meant(query, rank)]
    if query.number:
        found = _without_leads_of_the_same_number(found, before)
    if not found:
        return ()
    entries = {before.addresses[place] for place in found}
    now, rows = moved.where_now(directory, entries, also=[before.keys[place] for place in found])
    told = {}
    for place in found:
        row = rows[before.keys[place]]
        told.setdefault((row.kind, row.name), _former(row, now[before.addresses[place]], directory))
    return tuple(told.values())[:_MOST]


def _is_meant(query, rank):
    return rank == matching.Rank.EXACT if query.number else rank <= matching.Rank.NAME


def _without_leads_of_the_same_number(found, before):
    """Of an office or department and who leads it, the office or department: the number is the post's."""
    kept = {}
    for place in found:
        kept.setdefault(before.addresses[place], []).append(place)
    return [place for several in kept.values() for place in (several[:1] if len(several) > 1 else several)]


def _former(row, now, directory):
    page = row.publication
    stands = page.is_live(directory.moment)
    there = replace(directory, year=page.school_year)
    return Former(
        name=row.name,
        sentence=_sentence(row, directory),
        url=there.office_url(page.slug, row.anchor) if stands else "",
        now=tuple(result(one, directory) for one in now),
    )


def _sentence(row, directory):
    """ "listed until June 2017 under Office of Operations"; within the year, the day."""
    year, end = row.publication.school_year, row.publication.live_until
    last = year.ends_on
    if end is not None and end <= directory.moment:
        last = min(last, timezone.localdate(end)) if year != directory.year else timezone.localdate(end)
    day = f"{last:%B} {last.day}, {last.year}" if year == directory.year else f"{last:%B %Y}"
    return f"listed until {day}" + (f" under {row.where}" if row.where else "")
