"""The numbers of the district as a whole, found like what is listed: "switchboard", "school board", "TTY"."""

from collections.abc import Callable

from ..models import Listing
from ..models.facts import LABELLED, LINE
from ..reading.directory import Directory
from ..words.folding import folded_words
from ..words.naming import phrases
from .answers import Result
from .marking import mark_number, put_in
from .matching import Found
from .query import Query
from .rank import Rank
from .readings import Readings
from .reasons import told
from .search_index import SearchIndex


def matching_lines(
    query: Query, directory: Directory, everyday: dict, find: Callable[[Readings], Found]
) -> list[tuple[Rank, Result]]:
    """
    The district's lines in which `find` finds `query`, each with its rank. They are today's: an archive has none.

    Reads `directory.district`, which every page shows anyway.
    """
    if directory.is_archive or not (lines := directory.district.lines):
        return []
    around = folded_words(directory.district.name)
    no_place = ("", "", None, None, "", "")
    rows = [
        (place, Listing.Kind.LINE, False, phrases(line.role), f"{around} {line.kind}", "", line.phone, "", *no_place)
        for place, line in enumerate(lines)
    ]
    readings = Readings(query, SearchIndex(rows, everyday))
    return [(rank, _result(lines[place], directory, readings, rank)) for rank, place in find(readings)]


def _result(line, directory, readings, rank):
    query = readings.query
    pieces, why = told(((line.role, ""),), readings, rank)
    if query.number:
        label, number = LINE["kind"].told(line.kind), mark_number(line.phone, query.number)
        why = put_in(LABELLED, label=label, value=number)
    where = directory.district.name
    kind, url = Listing.Kind.LINE.value, directory.home_url
    return Result(kind, line.role, where, line.phone, url, pieces, why, phone_kind=line.kind)
