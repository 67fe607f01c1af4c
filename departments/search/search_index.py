"""
Everything that can be found in a set of publications, laid out in memory to be found quickly.

A directory is read far more often than published: the words are read from the listings once, and again when visitors
may see something else.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import accumulate, chain, pairwise
from threading import Lock

from django.db.models import Max, Value

from ..models import EverydayWords, Listing
from ..reading import moved
from ..reading.span import Span
from ..words import phones
from ..words.folding import fold
from . import alike

_MOST_KEPT = 8
_COLUMNS = ("pk", "kind", "is_lead", "names_folded", "around_folded", "text_folded", "phone", "fax")
# Where it stands: the address of its department, if any, and of its office; what these are and succeed.
_PLACE = ("anchor", "publication__slug", "department", "publication__office", "succeeds", "title")
_OFFICE, _DEPARTMENT = Listing.Kind.OFFICE.value, Listing.Kind.DEPARTMENT.value
_END = "\n"
_AFTER_ANY_LETTER = "\U0010ffff"


@dataclass(frozen=True)
class Number:
    """`digits` begin with the country; `entry` is whose it is, as its place in the edition."""

    digits: str
    extension: str
    entry: int
    is_fax: bool


class SearchIndex:
    """
    What the listings `rows` have, tuples of `_COLUMNS` and `_PLACE` in the order of the directory. What is found is
    told by its place among them.

    `keys` has the primary key of each, `names` its phrases, `addresses` the kind and slug of the office or department
    it is or belongs to, `others` whether it is neither one of these nor a lead; `entries` and `leads` have by address
    the places of what is there and of who leads it. `onward` has by address those of what succeeds it, and `drafts` the
    addresses of each office and department: several, where it was renamed. `everyday` has by folded words, and stems,
    what the district says for it.
    """

    def __init__(self, rows=(), everyday=None):
        self.keys, self.names, self.addresses, self.others = array("q"), [], [], bytearray()
        self.numbers: list[Number] = []
        # Words: the places that have them in a name or title, in what is around them, in their text.
        self.in_names, self.around, self.in_text = (defaultdict(list) for _ in range(3))
        self.initials = defaultdict(list)
        self.onward, self.drafts, self.leads, self.entries = defaultdict(set), defaultdict(set), {}, {}
        self.everyday = everyday or {}
        in_names, in_around, in_text = self.in_names, self.around, self.in_text
        for place, row in enumerate(rows):
            key, kind, is_lead, names, around, text, phone, fax, *stands = row
            anchor, office, department, draft, succeeds, title, *_ = stands
            self.keys.append(key)
            self.names.append(names)
            address = (_DEPARTMENT, anchor) if anchor else (_OFFICE, office)
            self.addresses.append(address)
            is_entry = kind in (_OFFICE, _DEPARTMENT)
            if is_lead:
                self.leads.setdefault(address, place)
            for letters in initials_of(title) if title else _initials(names if is_entry else ""):
                self.initials[letters].append(place)
            self.others.append(not is_lead and not is_entry)
            if is_entry:
                self.entries[address] = place
                for earlier in succeeds.split():
                    self.onward[earlier].add(address[1])
                if (row_of := department if anchor else draft) is not None:
                    self.drafts[kind, row_of].add(address[1])
            plain = _DEGREES.sub("", names) if " d |" in names else names
            for word in set(plain.split()):
                in_names[word].append(place)
            for word in set(around.split()):
                in_around[word].append(place)
            for word in set(text.split()):
                in_text[word].append(place)
            for number, is_fax in ((phone, False), (fax, True)):
                if number:
                    self.numbers.append(Number(*phones.digits(number), place, is_fax))
        for table in (self.in_names, self.around, self.in_text, self.initials, self.onward, self.drafts):
            table.default_factory = None  # what is looked for must not be written down
            table.pop("|", None)
        self.by_extension = defaultdict(list)
        for number in self.numbers:
            if number.extension:
                self.by_extension[number.extension].append(number)
        self.words = sorted({*self.in_names, *self.around, *self.in_text})
        # All digits in one text: it is looked through in a hundredth of the time of a hundred thousand texts.
        self._digits = "".join(f"{one.digits}{_END}" for one in self.numbers)
        self._starts = array("Q", accumulate((len(one.digits) + 1 for one in self.numbers), initial=0))
        self._ends = {}

    def __len__(self):
        return len(self.keys)

    @cached_property
    def may_be_meant(self) -> dict[str, tuple[str, ...]]:
        """
        What a word with a slip may have been: a word of names, or two of them without the space, each with these words;
        and with none what is said for something else.
        """
        said = dict.fromkeys([word for word in (*alike.all_that_is_said(), *self.everyday) if " " not in word], ())
        phrases = {phrase for names in self.names for phrase in names.split(" | ")}
        pairs = {pair for phrase in phrases for pair in pairwise(phrase.strip("| ").split())}
        return said | {"".join(pair): pair for pair in pairs} | {word: (word,) for word in self.in_names}

    @cached_property
    def _by_length(self):
        """`may_be_meant` by whether it is a word of a name, and by its length. Whole before anybody sees it."""
        found = defaultdict(list)
        for text, words in self.may_be_meant.items():
            found[len(words) == 1, len(text)].append(text)
        return found

    def of_about(self, length: int, slips: int) -> list[str]:
        """Of `may_be_meant`, what has `length` letters but for `slips`; but for two, where it is no word of a name."""
        found = []
        for is_name, most in ((True, slips), (False, min(slips, 2))):
            for one in range(length - most, length + most + 1):
                found += self._by_length.get((is_name, one), ())
        return found

    def of_the_same_stem(self, word: str) -> list[str]:
        """The words that are other forms of `word`."""
        stem = alike.stem(word)
        near = self.beginning_with(stem[: max(3, len(stem) - 2)])
        return [other for other in near if other != word and alike.stem(other) == stem]

    def said_for(self, phrase: str) -> str:
        """What the district calls what people say for it, if anything is listed under it: "transportation"."""
        # “seguro” is insurance, though it has the stem of “seguridad”.
        forms = (phrase,) if alike.words(phrase) else (phrase, *alike.stems(phrase))
        return self.listed_name(next((self.everyday[form] for form in forms if form in self.everyday), ()))

    def listed_name(self, names: tuple[str, ...]) -> str:
        """The first of `names`, folded, whose words something here has in its name; else empty."""
        for name in names:
            having = [places(self.in_names, self.beginning_with(word)) for word in name.split()]
            if having and set.intersection(*having):
                return name
        return ""

    def beginning_with(self, letters: str) -> list[str]:
        """The words that begin with `letters`, in order."""
        return self.words[bisect_left(self.words, letters) : bisect_left(self.words, letters + _AFTER_ANY_LETTER)]

    def numbers_with(self, digits: str) -> Iterator[Number]:
        """Those of `numbers` that have `digits` in one piece, in their order."""
        at = self._digits.find(digits)
        while at >= 0:
            following = bisect_right(self._starts, at)
            yield self.numbers[following - 1]
            at = self._digits.find(digits, self._starts[following])

    def numbers_ending(self, digits: str) -> Iterator[Number]:
        """Those that end in `digits`."""
        return self.numbers_with(f"{digits}{_END}")

    def ends(self, length: int) -> list[str]:
        """The last `length` digits of each of `numbers`."""
        if length not in self._ends:
            self._ends[length] = [one.digits[-length:] for one in self.numbers]
        return self._ends[length]


# Degrees that folding takes apart: "Ed.D." is no "ed".
_DEGREES = re.compile(r"(?<= )(?:ed d|ph d|psy d|j d)(?= )")


@lru_cache(maxsize=20_000)
def initials_of(text: str) -> frozenset[str]:
    """What a name or title is called by its first letters: "cfo"; of a long one "mlk…" for "mlkjhs"."""
    return _initials(fold(text))


_UNSAID = {"a", "and", "at", "for", "in", "of", "the"}


@lru_cache(maxsize=20_000)
def _initials(names):
    several = [phrase.split() for phrase in names.split("|")]
    several += [[word for word in words if word not in _UNSAID] for words in several]
    found = {"".join(word[0] for word in words) for words in several if len(words) > 1}
    return frozenset(found | {f"{letters[:3]}…" for letters in found if len(letters) > 3})


def places(table, words) -> set[int]:
    """The places that `table` of an edition has for any of `words`."""
    return set(chain.from_iterable(table[word] for word in words if word in table))


def addresses_after(slugs: set[str], before: SearchIndex, now: SearchIndex) -> set[str]:
    """All addresses that `slugs` led to, and where these led in turn; themselves too."""
    reached, last = set(slugs), set()
    while reached != last:
        last = set(reached)
        drafts = [draft for draft, several in before.drafts.items() if not reached.isdisjoint(several)]
        for one in (before, now):
            reached.update(
                *(one.onward.get(slug, ()) for slug in last), *(one.drafts.get(draft, ()) for draft in drafts)
            )
    return reached


def of(directory) -> SearchIndex:
    """What visitors of `directory` see in its year. One query, which the directory asks once, while nothing changes."""
    return _kept_or_read(directory, directory.publications, _listings, lambda row: row[-4:])


def before(directory) -> SearchIndex:
    """What visitors of `directory` could read before: the names and numbers, as far as they are kept."""
    return _kept_or_read(
        directory, partial(moved.read_before, directory), _distinct_names, lambda row: (-row[-1], row[0])
    )


def forget() -> None:
    """Keep nothing any more; the next search reads everything again."""
    with _lock:
        _kept.clear()


def _listings(publications):
    """What an edition is made of, and four columns for its order."""
    rows = Listing.objects.filter(publication__in=publications).order_by()
    return rows.values_list(*_COLUMNS, *_PLACE, "publication__position", "publication__name", "publication", "position")


def _distinct_names(publications):
    """Pages are published again and again with the same names: the last listing of each, and of which publication."""
    rows = Listing.objects.filter(publication__in=publications).order_by()
    rows = rows.values("kind", "is_lead", "names_folded", "phone", "fax", *_PLACE)
    rows = rows.annotate(last=Max("pk"), of=Max("publication"), none=Value(""))
    return rows.values_list("last", *_COLUMNS[1:4], "none", "none", *_COLUMNS[6:], *_PLACE, "of")


def _kept_or_read(directory, publications, query, order):
    """The edition of what `query` gives of `publications()`: what is kept, if it was read in `directory`'s span."""
    key, span = (query, directory.year.pk), directory.span  # before the rows: what is written meanwhile counts later
    kept_span, edition = _kept.get(key, (None, None))
    if span is None or span != kept_span:
        everyday = EverydayWords.objects.by_words() if query == _listings else {}
        edition = SearchIndex(sorted(query(publications()), key=order), in_all_forms(everyday))
        with _lock:
            _kept[key] = span, edition
            _kept.move_to_end(key)
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    return edition


def in_all_forms(words: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What the district says for the `words` that people say, and for their other forms."""
    stems = {form: names for phrase, names in reversed(words.items()) for form in alike.stems(phrase)}
    joined = {phrase.replace(" ", ""): names for phrase, names in reversed(words.items())}
    return joined | stems | words


_kept: OrderedDict[tuple, tuple[Span | None, SearchIndex]] = OrderedDict()
_lock = Lock()
