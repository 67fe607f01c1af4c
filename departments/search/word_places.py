"""Where the words of a query are found: in names and titles, in what is around them, in text."""

from collections.abc import Iterator
from functools import cache, cached_property, partial, reduce
from operator import or_

from .query import Word, WordPart
from .rank import Rank
from .readings import Level, Readings
from .search_index import SearchIndex, places

_FURTHER = ((Level.STEM, Rank.STEM), (Level.OTHER, Rank.OTHER))


def tiers(words, readings: Readings) -> Iterator:
    """
    Rank by rank, what goes first among equals, by place, and the places that have all of `words`, or a name that is one
    of the query's phrases; some of them again in later ranks.
    """
    edition, found = readings.edition, each(words, readings)
    yield Rank.EXACT, {}, set().union(*(_named(one, edition) for one in readings.query.phrases))
    if in_names := _all(one.in_names for one in found):
        yield Rank.WHOLE, {}, _all(one.whole for one in found)
    yield Rank.INITIALS, {}, places(edition.initials, [said.text for said in _alone(words)])
    yield Rank.NAME, {}, in_names or set()
    further = found
    for level, rank in _FURTHER:
        if any(readings.at(word, level) for word in words):
            further = each(words, readings, level)
            yield rank, {}, _all(one.in_names for one in further) or set()
    yield Rank.AROUND, {}, _around(found)
    if further is not found:
        yield Rank.OTHER_AROUND, {}, _around(further)
    yield Rank.TEXT, {}, _in_text(found)
    if further is not found:
        yield Rank.OTHER_TEXT, {}, _in_text(further)


def _alone(words):
    """The one part that was typed, if it is long enough for initials that cannot be taken for anything else."""
    first = words[0].ways[0] if len(words) == 1 else ()
    return first if len(first) == 1 and first[0].of == "words" and len(first[0].text) > 2 else ()


def with_slips(words, readings: Readings) -> Iterator:
    """As `tiers`, where words of names may be written with a slip."""
    known = dict(zip(each_in_order(words), each(words, readings, Level.OTHER), strict=True))
    # What is known as it stands was meant so, unless all of it is and never together.
    unknown = [word for word, found in known.items() if not found.in_names_or_around]
    slips = dict(zip(each_in_order(words), each(words, readings, Level.SLIP), strict=True))
    found = [slips[word] if not unknown or word in unknown else known[word] for word in known]
    around = _around(found)
    yield Rank.SLIP, dict.fromkeys(around - (_all(one.in_names for one in found) or set()), 1), around


def _named(phrase, edition):
    """The places that have the whole of `phrase` for a name; small words alone can be one, too."""
    words = sorted(phrase.split(), key=len, reverse=True)
    having = _all(places(edition.in_names, [word]) for word in words) or ()
    return {place for place in having if f"| {phrase} |" in edition.names[place]}


def _around(found):
    # Where somebody sits is found with a name, a title or the text; by itself it would list everybody there.
    around = _all(one.in_names_or_around for one in found)
    return around & reduce(or_, [one.in_names for one in found]) if around else set()


def _in_text(found):
    around = _all(one.in_names_or_around for one in found)
    return _all(one.in_names_or_text for one in found) | (_all(one.anywhere for one in found) - around)


def each_in_order(words) -> list[Word]:
    """The longest first: it is in the fewest places, and where it is in none the others need no looking for."""
    return sorted(words, key=lambda word: -len(word.typed))


def each(words, readings: Readings, level: Level = Level.TYPED) -> list:
    """Where each of `words` is found, read up to `level`; in the order above."""
    parts = cache(partial(_OfPart, readings.edition))  # the same part is in several words
    return [_Found(readings.upto(word, level), parts) for word in each_in_order(words)]


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
        found = [_all(getattr(self.parts(part), name) for part in way) for way in ways]
        setattr(self, name, reduce(or_, found))
        return getattr(self, name)


class _OfPart:
    """What is found for one part of the words of a query."""

    def __init__(self, edition: SearchIndex, part: WordPart):
        self.edition, self.part = edition, part

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
        return self._of_another_kind if self.part.of != "words" else places(self.edition.in_names, self.words)

    @cached_property
    def whole(self):
        return self._of_another_kind if self.part.of != "words" else places(self.edition.in_names, [self.part.text])

    @cached_property
    def _of_another_kind(self):
        text, edition = self.part.text, self.edition
        if self.part.of == "initials":
            return places(edition.initials, [text, f"{text}…"])
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
