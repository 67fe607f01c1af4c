"""What the words of a query may stand for in an edition: as typed, another form, another word, a slip."""

from collections import defaultdict
from enum import IntEnum
from functools import cached_property, partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import alike
from .query import Query, Word, WordPart
from .search_index import SearchIndex, places

_MOST_NEAR = 4  # words tried for one that is unknown
_MOST_COMPARED = 400  # words of the same distance, of which the likeliest are taken
_MOST_UNKNOWN = 4
_LONGEST_RUN = 3  # words that are another one together


class Nearness(IntEnum):
    TYPED = 0
    STEM = 1
    OTHER = 2
    SLIP = 3


class Readings:
    """The words of `query` as `edition` may have them, worked out when they are asked for."""

    def __init__(self, query: Query, edition: SearchIndex):
        self.query, self.edition = query, edition
        self.of_parts: dict = {}  # where parts of its words are found, kept by `word_places`
        self._found, self._upto, self._there, self._unknown = {}, {}, {}, 0
        self.slips: dict[tuple[WordPart, ...], int] = {}  # how many slips a way of `Nearness.SLIP` is away
        self.for_a_word: set[tuple[WordPart, ...]] = set()  # ways of `Nearness.SLIP` that are said for what was meant

    def upto(self, word: Word, level: Nearness) -> Word:
        """`word` with all ways to read it, up to `level`."""
        if level == Nearness.TYPED:
            return word
        if (word.typed, level) not in self._upto:
            ways = dict.fromkeys(way for one in range(level + 1) for way in self.at(word, Nearness(one)))
            self._upto[word.typed, level] = Word(word.typed, tuple(ways))
        return self._upto[word.typed, level]

    def at(self, word: Word, level: Nearness) -> tuple[tuple[WordPart, ...], ...]:
        """The ways to read `word` that `level` adds."""
        if level == Nearness.TYPED:
            return word.ways
        if (word.typed, level) not in self._found:
            add = {Nearness.STEM: self._stems, Nearness.OTHER: self._others.get, Nearness.SLIP: self._slips}[level]
            self._found[word.typed, level] = tuple(add(word) or ())
        return self._found[word.typed, level]

    def may_be_there(self, word: Word, level: Nearness) -> bool:
        """Whether anything at all has a way to read `word`, up to `level`; digits and initials always may be there."""
        if (word.typed, level) not in self._there:
            begun = self.edition.beginning_with
            self._there[word.typed, level] = any(
                all(part.of != "words" or begun(part.text) for part in way) for way in self.upto(word, level).ways
            )
        return self._there[word.typed, level]

    def _stems(self, word):
        first = word.ways[0]
        if len(first) == 1 and first[0].of == "words" and len(first[0].text) > 2:
            return [(WordPart(text, whole=True),) for text in self.edition.of_the_same_stem(first[0].text)]
        return []

    @cached_property
    def _others(self):
        """By word: what is said for it, alone or with its neighbours."""
        found, said = defaultdict(list), self.query.said
        for length in range(1, _LONGEST_RUN + 1):
            for start in range(len(said) - length + 1):
                run = said[start : start + length]
                texts = [text for text, _ in run]
                if run[0][1] and run[-1][1]:
                    ways = list(self._said_for(texts))
                    for word in {word for _, word in run if word}:
                        found[word] += ways
                elif length == 2 and (word := run[0][1] or run[1][1]) and "".join(texts) in self.edition.in_names:
                    found[word].append((WordPart("".join(texts)),))  # "up town": a small word and another
        return found

    def _said_for(self, texts):
        phrase, joined = " ".join(texts), "".join(texts)
        # The district knows better than a table.
        said = self.edition.said_for(phrase) or (self.edition.said_for(joined) if len(texts) == 2 else "")
        for other in [said] if said else alike.words(phrase):
            yield tuple(WordPart(one, whole=not said and len(one) < 5) for one in other.split())
        yield from (tuple(WordPart(one, whole=True) for one in other.split()) for other in alike.numerals(phrase))
        if len(texts) == 2:
            yield (WordPart(joined),)
        if len(texts) == 1:
            yield from ((WordPart(name, whole=True),) for name in alike.names(phrase))
            yield from self._apart(phrase)
            letters = joined.replace(" ", "")
            if 1 < len(letters) < 7 and letters.isalpha() and " " not in phrase:
                yield (WordPart(letters, whole=True, of="initials"),)

    def _apart(self, typed):
        """ "leongroce" as "leon groce", where both are words."""
        known = self.edition.in_names
        for at in range(2, len(typed) - 1):
            if known.keys() >= {typed[:at], typed[at:]}:
                yield WordPart(typed[:at], whole=True), WordPart(typed[at:], whole=True)

    def _slips(self, word):
        """Words of names that are close to `word`, if it is none itself: as few slips as possible."""
        typed = "".join(part.text for part in word.ways[0])
        if len(typed) < 3 or typed.isdecimal() or word.ways[0][0].whole or self._unknown == _MOST_UNKNOWN:
            return []
        listed = self.edition
        if (known := listed.beginning_with(typed)) and not any(
            one in listed.in_names or one in listed.around for one in known
        ):
            return []  # it stands in texts, and was meant so
        if typed in listed.everyday or alike.words(typed) or (len(typed) < 4 and typed in listed.in_names):
            return []  # it was meant, too, or is too short to be anything else
        self._unknown += 1
        # Beside a word that is known a wilder guess may be right, and whether it is can be seen.
        more = int(len(self.query.words) > 1 and len(typed) > 4)
        slips = (1 if len(typed) < 6 else 2 if len(typed) < 9 else 3) + more
        near = self.edition.of_about(len(typed), slips)
        found = process.extract(typed, near, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_COMPARED)
        likely = [
            one for one in map(partial(self._order, typed), found) if one[0] <= max(2, slips) and len(one[-1]) > 2
        ]
        likely = sorted(one for one in likely if not one[-1].isdecimal() and one[-1] != typed)
        # What is only said for one is forgiven one slip, or two where it is long: “laptop” is no Lalo, an Eduardo.
        likely = [one for one in likely if one[0] < 2 + (len(typed) > 7) or self.edition.may_be_meant[one[-1]]]
        # What is no word of a name must be nearer than one: it leads further.
        found = {}
        for order, wild, _, text in likely[:_MOST_NEAR]:
            if order + bool(wild) <= likely[0][0] + 1:
                for way in self._meant_by(text):
                    found.setdefault(way, order + bool(wild))
        self.slips |= found
        return list(found)

    def _meant_by(self, text):
        if words := self.edition.may_be_meant[text]:
            yield tuple(WordPart(word, whole=True) for word in words)
        else:
            said = self.edition.said_for(text)
            for other in [said] if said else alike.words(text) | alike.names(text):
                self.for_a_word.add(way := tuple(WordPart(word, whole=not said) for word in other.split()))
                yield way

    def _order(self, typed, found):
        # People know how a word begins: another first letter counts as a second slip.
        text, distance, _ = found
        words = self.edition.may_be_meant[text]
        wild = len(words) - 1 if words else 2
        return distance + (text[0] != typed[0]), wild, -len(places(self.edition.in_names, [text])), text
