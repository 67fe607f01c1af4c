"""Rows that no visitor sees, such as drafts, found by the same rules as what is listed."""

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import NamedTuple

from ..models import EverydayWords, Listing
from ..words.folding import folded_words
from ..words.naming import phrases
from . import matching
from .nearest_numbers import nearest
from .query import read
from .rank import Rank
from .readings import Readings
from .search_index import SearchIndex, in_all_forms


class Findable(NamedTuple):
    """
    Something to be found, and the `key` of what it leads to: several rows may lead to the same.

    `names` and `title` are its own, `within` is where it sits, `text` what else is said of it; numbers are as
    `phones.written()` writes them.
    """

    key: Hashable
    names: tuple[str, ...] = ()
    person: str = ""
    title: str = ""
    within: str = ""
    phone: str = ""
    fax: str = ""
    text: str = ""


class FoundKeys(NamedTuple):
    """Keys, the best first; `is_certain` unless they only look like what was typed."""

    keys: list
    is_certain: bool = True


def found(typed: str, rows: Iterable[Findable]) -> FoundKeys:
    """
    What of `rows` has the words or the number of `typed`; where nothing has, what has them with one slip. One query.

    `rows` are laid out once, and again when any of them differs.
    """
    rows = tuple(rows)
    index = _laid_out(rows, tuple(EverydayWords.objects.by_words().items()))
    readings = Readings(read(typed), index)
    certain = [place for _, place in matching.best(readings, len(rows))]
    places = certain or [place for rank, place in matching.guesses(readings, len(rows)) if rank == Rank.SLIP]
    if not places and readings.query.number:
        places = list(nearest(readings.query.number, index, len(rows)))
    return FoundKeys(list(dict.fromkeys(rows[place].key for place in places)), bool(certain))


@lru_cache(maxsize=4)
def _laid_out(rows, everyday):
    return SearchIndex(map(_as_listed, range(len(rows)), rows), in_all_forms(dict(everyday)))


def _as_listed(place, row):
    """`row` in the columns of a listing: it stands on no page."""
    kind = Listing.Kind.PERSON if row.person else Listing.Kind.DEPARTMENT
    words = _words_of(*row[1:5], row.text)
    return (place, kind.value, False, *words, row.phone, row.fax, "", "", None, None, "", row.title)


@lru_cache(maxsize=20_000)  # of a whole directory: all but one are as they were when it was laid out before
def _words_of(names, person, title, within, text):
    return phrases(*names, title, person=person), folded_words(within), folded_words(text)
