"""Whose number has what was typed: all of it, its end, its beginning, digits from its middle."""

from collections.abc import Iterator
from itertools import chain
from operator import attrgetter

from ..words.typed_number import TypedNumber
from .rank import Rank
from .search_index import SearchIndex


def tiers(number: TypedNumber, edition: SearchIndex, enough) -> Iterator:
    """
    Rank by rank, what goes first among equals, by place, and the places; some of them again in later ranks.

    The extension that was asked for goes first, faxes last. Of each rank `enough` of the first places are there and, as
    they come by the way, some others: an area code is in nearly every number.
    """
    for rank, numbers in _by_rank(number, edition):
        found, left = {}, enough
        for one in numbers:
            order = bool(number.extension) and number.extension != one.extension, one.is_fax
            found[one.entry] = min(order, found.get(one.entry, order))
            left -= not any(order) and not edition.others[one.entry]
            if left <= 0:
                break
        if found:
            yield rank, found, set(found)


def _by_rank(number, edition):
    """The numbers that are, begin with, end in or have what was asked for, in the order of the directory."""
    asked = number.digits
    if not asked:
        yield Rank.EXACT, edition.by_extension.get(number.extension, ())
        longer = (several for one, several in edition.by_extension.items() if one.startswith(number.extension))
        yield Rank.WHOLE, sorted(chain.from_iterable(longer), key=attrgetter("entry", "is_fax"))
        if len(number.extension) > 3:
            yield Rank.END, edition.numbers_ending(number.extension)
        return
    if number.may_be_exact:
        yield Rank.EXACT, edition.numbers_ending(asked)
    yield Rank.WHOLE, (one for one in edition.numbers_with(asked) if _begins(one.digits, asked))
    if not number.extension and len(asked) < 8:
        yield Rank.END, edition.by_extension.get(asked, ())
    if len(asked) > 3:
        yield Rank.END, edition.numbers_ending(asked)
        yield Rank.WITHIN, edition.numbers_with(asked)


def _begins(digits, asked):
    """Whether `digits`, their last ten or their last seven begin with what was asked for."""
    return digits[-10:].startswith(asked) or digits[-7:].startswith(asked) or digits.startswith(asked)
