"""Where the words of a query are found: in names and titles, in what is around them, in text."""

from collections.abc import Iterator
from functools import cached_property, partial, reduce
from operator import or_

from .query import Word, WordPart
from .rank import Rank
from .readings import Nearness, Readings
from .search_index import SearchIndex, places

_MOST_COMPARED = 2_000
_FURTHER = ((Nearness.STEM, Rank.STEM), (Nearness.OTHER, Rank.OTHER))


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
    yield Rank.SAID, {}, _said(readings)
    yield Rank.NAME, _as_single_letters_say(words, readings, in_names), in_names or set()
    further = found
    for level, rank in _FURTHER:
        if any(readings.at(word, level) for word in words):
            further = each(words, readings, level)
            yield rank, {}, _all(one.in_names for one in further) or set()
    around = _around(found)
    yield Rank.AROUND, _where_they_sit(found, around, edition), around
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
    edition = readings.edition
    known = dict(zip(each_in_order(words), each(words, readings, Nearness.OTHER), strict=True))
    # What is known as it stands was meant so, unless all of it is and never together.
    unknown = [word for word, found in known.items() if not found.in_names_or_around]
    slips = dict(zip(each_in_order(words), each(words, readings, Nearness.SLIP), strict=True))
    found = [slips[word] if not unknown or word in unknown else known[word] for word in known]
    around = _around(found)
    in_names = _all(one.in_names for one in found) or set()
    slips = dict.fromkeys(around, 0)
    for word in unknown or known:
        near = {}
        for way in readings.at(word, Nearness.SLIP):
            for place in around.intersection(_all(places(edition.in_names, [part.text]) for part in way) or ()):
                near.setdefault(place, readings.slips[way])
        for place, count in near.items():
            slips[place] += count
    yield Rank.SLIP, {place: (place not in in_names, count) for place, count in slips.items()}, around


def _said(readings):
    """The places with what the district says for the whole of the query, written as somebody said."""
    edition = readings.edition
    names = filter(None, (edition.listed_name(edition.everyday.get(one, ())) for one in readings.query.phrases))
    name = next(names, "")
    return _all(places(edition.in_names, edition.beginning_with(word)) for word in name.split()) or set()


def _as_single_letters_say(words, readings, found):
    """Of `found`, those first in which a letter is the word that it is said for: the south of "s side"."""
    if not found or len(words) == 1:
        return {}
    letters = [word for word in words if len(word.ways[0]) == 1 and len(word.ways[0][0].text) == 1]
    said = [[way[0].text for way in readings.at(word, Nearness.OTHER) if len(way) == 1] for word in letters]
    meant = set().union(*(places(readings.edition.in_names, one) for one in said))
    return dict.fromkeys(found - meant, 1) if meant else {}


def _where_they_sit(found, around, edition):
    """Of `around`, those first whose own office or department has the words, before those in whose office one has."""
    if not around or len(around) > _MOST_COMPARED:
        return {}
    entries = {place: edition.entries.get(edition.addresses[place], place) for place in around}
    named = [one.in_names for one in found]
    return {
        place: 0 if all(place in several or entry in several for several in named) else 1
        for place, entry in entries.items()
    }


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


def each(words, readings: Readings, level: Nearness = Nearness.TYPED) -> list:
    """Where each of `words` is found, read up to `level`; in the order above."""
    parts = partial(_of_part, readings, is_alone=len(words) == 1)
    return [_Found(readings.upto(word, level), parts) for word in each_in_order(words)]


def _of_part(readings, part, is_alone):
    """The same part is in several words, and on every level."""
    if (part, is_alone) not in readings.of_parts:
        readings.of_parts[part, is_alone] = _OfPart(readings.edition, part, is_alone)
    return readings.of_parts[part, is_alone]


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

    def __init__(self, edition: SearchIndex, part: WordPart, is_alone):
        self.edition, self.part, self.is_alone = edition, part, is_alone

    @cached_property
    def words(self):
        if self.part.of != "words":
            return []
        text = self.part.text
        # Two letters that are all of a name begin no other one: "PE coordinator".
        is_whole = self.part.whole or (len(text) == 2 and not self.is_alone and _named(text, self.edition))
        return [text] if is_whole else self.edition.beginning_with(text)

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
        return {one.entry for one in edition.by_extension.get(text, ())}

    @cached_property
    def in_names_or_around(self):
        return self.in_names | places(self.edition.around, self.words_beside_names)

    @cached_property
    def in_names_or_text(self):
        return self.in_names | places(self.edition.in_text, self.words_beside_names)

    @cached_property
    def anywhere(self):
        return self.in_names_or_around | places(self.edition.in_text, self.words_beside_names)
