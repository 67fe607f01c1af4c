"""
What a query finds in an edition, best first.

A name that is exactly the query comes first, then names and titles with its whole words, then with words that begin
so, then what sits where the query says, then text. Among equals: what has the small words too, then offices,
departments and leads before other people, then the order of the directory.
"""

import math
from enum import IntEnum
from functools import cached_property, reduce
from heapq import merge
from operator import itemgetter, or_
from typing import NamedTuple

from .edition import Edition, places
from .query import Part, Query, Word


class Rank(IntEnum):
    EXACT = 0  # the whole number, its last seven or four digits; the whole name
    WHOLE = 1  # words of the name; the beginning of the number
    NAME = 2  # beginnings of words of the name
    END = 3  # the end of the number
    AROUND = 4
    TEXT = 5
    WITHIN = 6  # digits from the middle of a number


def best(query: Query, edition: Edition, most: int) -> list[tuple[Rank, int]]:
    """The first `most` places of `edition` that `query` finds, each with its rank."""
    found, seen, small = [], set(), _each(query.small, edition)
    # Of each rank so many that `most` are left without what was `seen`; which have small words, is told by all.
    enough = math.inf if small else 2 * most
    for rank, first, several in _tiers(query, edition, enough):
        if len(found) >= most:
            break
        several = several - seen
        seen |= several
        found += [(rank, place) for place in _in_order(several, first, small, edition)[: most - len(found)]]
    return found


def _in_order(several, first, small, edition):
    """`several` places, sorted: by what is to go `first`, then the small words, then people who do not lead."""
    others = edition.others
    if not first and not small:
        leads = sorted(place for place in several if not others[place])
        return leads + sorted(place for place in several if others[place])
    having = [one.in_names_or_around for one in small]
    return sorted(
        several,
        key=lambda place: (first.get(place, 0), -sum(place in one for one in having), others[place], place),
    )


def finds(query: Query, edition: Edition) -> bool:
    """Whether `query` finds anything there: asked for many guesses, so that nothing is put in order."""
    if query.number and next(_tiers_of_number(query.number, edition, 1), None):
        return True
    if not query.words:
        return False
    found = _each(query.words, edition)
    return bool(_all(one.in_names for one in found)) or any(several for _, several in _tiers_beside_names(found))


def _tiers(query, edition, enough):
    """
    Rank by rank, what goes before all else among equals, and the places; some of them again in later ranks.

    Of a number's places, `enough` of the first are there and, as they come by the way, some others.
    """
    by_number = _tiers_of_number(query.number, edition, enough) if query.number else ()
    by_words = ((rank, {}, several) for rank, several in _tiers_of_words(query, edition)) if query.words else ()
    return merge(by_number, by_words, key=itemgetter(0))


def _tiers_of_words(query, edition):
    found = _each(query.words, edition)
    in_names = _all(one.in_names for one in found)
    if in_names:
        yield Rank.EXACT, in_names & set().union(*(_named(phrase, edition) for phrase in query.phrases))
        yield Rank.WHOLE, _all(one.whole for one in found)
        yield Rank.NAME, in_names
    yield from _tiers_beside_names(found)


def _named(phrase, edition):
    """The places that have the whole of `phrase` for a name; small words alone can be one, too."""
    words = sorted(phrase.split(), key=len, reverse=True)
    having = _all(places(edition.in_names, [word]) for word in words) or ()
    return {place for place in having if f"| {phrase} |" in edition.names[place]}


def _tiers_beside_names(found):
    # Where somebody sits is found with a name, a title or the text; by itself it would list everybody there.
    around = _all(one.in_names_or_around for one in found)
    yield Rank.AROUND, around & reduce(or_, [one.in_names for one in found])
    yield Rank.TEXT, _all(one.in_names_or_text for one in found) | (_all(one.anywhere for one in found) - around)


def _each(words, edition):
    """The longest word first: it is in the fewest places, and where it is in none the others need no looking for."""
    parts = _Parts(edition)
    return [_Found(word, parts) for word in sorted(words, key=lambda word: -len(word.typed))]


def _all(sets):
    """What all of `sets` have. The rest is not worked out once nothing is left: most texts soon have a word of none."""
    found = None
    for one in sets:
        found = one if found is None else found & one
        if not found:
            break
    return found


class _Found:
    """The places where one word of a query is found, worked out when they are asked for."""

    def __init__(self, word: Word, parts):
        self.word, self.parts = word, parts

    def __getattr__(self, name):
        ways = [sorted(way, key=lambda part: -len(part.text)) for way in self.word.ways]
        found = [_all(getattr(self.parts[part], name) for part in way) for way in ways]
        setattr(self, name, reduce(or_, found))
        return getattr(self, name)


class _Parts(dict):
    """What is found for each part of the words of a query: the same part is in several of them."""

    def __init__(self, edition):
        self.edition = edition

    def __missing__(self, part):
        self[part] = _OfPart(part, self.edition)
        return self[part]


class _OfPart:
    def __init__(self, part: Part, edition: Edition):
        self.part, self.edition = part, edition

    @cached_property
    def words(self):
        if self.part.of != "words":
            return []
        return [self.part.text] if self.part.whole else self.edition.beginning_with(self.part.text)

    @cached_property
    def words_beside_names(self):
        # One letter is an initial in a name. Elsewhere it stands for itself ("Room B"): every text has a word with it.
        return [self.part.text] if self.words and len(self.part.text) == 1 else self.words

    @cached_property
    def in_names(self):
        return self._of_number if self.part.of != "words" else places(self.edition.in_names, self.words)

    @cached_property
    def whole(self):
        return self._of_number if self.part.of != "words" else places(self.edition.in_names, [self.part.text])

    @cached_property
    def _of_number(self):
        text, edition = self.part.text, self.edition
        if self.part.of == "digits":
            return {one.entry for one in edition.numbers_ending(text)}
        return {one.entry for one in edition.numbers if one.extension == text}

    @cached_property
    def in_names_or_around(self):
        return self.in_names | places(self.edition.around, self.words_beside_names)

    @cached_property
    def in_names_or_text(self):
        return self.in_names | places(self.edition.in_text, self.words_beside_names)

    @cached_property
    def anywhere(self):
        return self.in_names_or_around | places(self.edition.in_text, self.words_beside_names)


class _Order(NamedTuple):
    other_extension: bool
    is_fax: bool


_FIRST = _Order(other_extension=False, is_fax=False)


def _tiers_of_number(number, edition, enough):
    """As `_tiers()`: the extension that was asked for goes first, faxes last."""
    for rank, numbers in _ranks_of_number(number, edition):
        found, left = {}, enough
        for one in numbers:
            order = _Order(bool(number.extension) and number.extension != one.extension, one.is_fax)
            found[one.entry] = min(order, found.get(one.entry, order))
            left -= order == _FIRST and not edition.others[one.entry]
            if left <= 0:
                break
        if found:
            yield rank, found, set(found)


def _ranks_of_number(number, edition):
    """The numbers that are, begin with, end in or have what was asked for, in the order of the directory."""
    asked = number.digits
    if not asked:
        yield Rank.EXACT, (one for one in edition.numbers if one.extension == number.extension)
        yield Rank.WHOLE, (one for one in edition.numbers if one.extension.startswith(number.extension))
        return
    if number.may_be_exact:
        yield Rank.EXACT, edition.numbers_ending(asked)
    yield Rank.WHOLE, (one for one in edition.numbers_with(asked) if _begins(one.digits, asked))
    if len(asked) > 3:
        yield Rank.END, edition.numbers_ending(asked)
        yield Rank.WITHIN, edition.numbers_with(asked)


def _begins(digits, asked):
    """Whether `digits`, their last ten or their last seven begin with what was asked for."""
    return digits[-10:].startswith(asked) or digits[-7:].startswith(asked) or digits.startswith(asked)
