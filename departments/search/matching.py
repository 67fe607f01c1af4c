"""
What a query finds in an edition, best first.

A name that is exactly the query comes first, then names and titles with its whole words, then with words that begin
so, then what sits where the query says, then text. Among equals: what has the small words too, then offices,
departments and leads before other people, then the order of the directory.
"""

from enum import IntEnum
from functools import cached_property, reduce
from operator import or_
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
    small = [one.in_names_or_around for one in _each(query.small, edition)]
    found, seen = [], set()
    for rank, first, several in _tiers(query, edition):
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
    return sorted(
        several,
        key=lambda place: (first.get(place, 0), -sum(place in one for one in small), others[place], place),
    )


def finds(query: Query, edition: Edition) -> bool:
    """Whether `query` finds anything there: asked for many guesses, so that nothing is put in order."""
    if query.number and _places_of_number(query.number, edition):
        return True
    if not query.words:
        return False
    found = _each(query.words, edition)
    return bool(_all(one.in_names for one in found)) or any(several for _, several in _tiers_beside_names(found))


def _tiers(query, edition):
    """The ranks that have something, each with what goes before all else among equals, and its places."""
    by_words = _tiers_of_words(query, edition) if query.words else iter(())
    by_number = _places_of_number(query.number, edition) if query.number else {}
    words = {rank: several for rank, several in by_words} if by_number else None
    if words is None:
        yield from ((rank, {}, several) for rank, several in by_words)
        return
    for rank in Rank:
        if rank in by_number:
            yield rank, by_number[rank], set(by_number[rank])
        if rank in words:
            yield rank, {}, words[rank]


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
        return {one.entry for one in self.edition.numbers if _ends_in(self.part, one)}

    @cached_property
    def in_names_or_around(self):
        return self.in_names | places(self.edition.around, self.words_beside_names)

    @cached_property
    def in_names_or_text(self):
        return self.in_names | places(self.edition.in_text, self.words_beside_names)

    @cached_property
    def anywhere(self):
        return self.in_names_or_around | places(self.edition.in_text, self.words_beside_names)


def _ends_in(part, number):
    if part.of == "extension":
        return number.extension == part.text
    return number.digits.endswith(part.text)


class _Order(NamedTuple):
    other_extension: bool
    is_fax: bool


def _places_of_number(number, edition):
    """By rank, the places with `number`, each with its order: the extension that was asked for first, faxes last."""
    found = {}
    digits, extension = number.digits, number.extension
    # Most numbers are another one: that is seen before anything is called.
    if digits:
        possible = [edition.numbers[place] for place, whole in enumerate(edition.ends(0)) if digits in whole]
    else:
        possible = [one for one in edition.numbers if one.extension.startswith(extension)]
    for one in possible:
        rank = _rank_of_number(number, one)
        if rank is not None:
            order = _Order(bool(number.extension) and number.extension != one.extension, one.is_fax)
            among = found.setdefault(rank, {})
            among[one.entry] = min(order, among.get(one.entry, order))
    return found


def _rank_of_number(number, one):
    """Of `one` that has the digits of `number`, or the beginning of its extension."""
    asked, digits = number.digits, one.digits
    if not asked:
        return Rank.EXACT if one.extension == number.extension else Rank.WHOLE
    if number.may_be_exact and digits.endswith(asked):
        return Rank.EXACT
    if digits[-10:].startswith(asked) or digits[-7:].startswith(asked) or digits.startswith(asked):
        return Rank.WHOLE
    if len(asked) > 3:
        return Rank.END if digits.endswith(asked) else Rank.WITHIN
    return None
