"""
Everything that can be found in a set of publications, laid out in memory to be found quickly.

A directory is read far more often than published, and what is published changes only where a person is taken out:
the words are read from the listings once, and again when that happens or other publications are seen. One query either
way, which returns a single row while what is kept is still what visitors see.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, chain
from threading import Lock

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Max, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ..models import Listing, Removal
from ..reading import moved
from ..words import phones

_MOST_KEPT = 8
_COLUMNS = ("pk", "kind", "is_lead", "names_folded", "around_folded", "text_folded", "phone", "fax")
# Where it stands: the address of its department, if any, and of its office; what these are and succeed.
_PLACE = ("anchor", "publication__slug", "department", "publication__office", "succeeds")
_OFFICE, _DEPARTMENT = Listing.Kind.OFFICE.value, Listing.Kind.DEPARTMENT.value
_FAR_FROM_ANY_KEY = 1_000_003
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
    it is or belongs to, `others` whether it is neither one of these nor a lead. `onward` has by address those
    of what succeeds it, and `drafts` the addresses of each office and department: several, where it was renamed.
    """

    def __init__(self, rows=()):
        self.keys, self.names, self.addresses, self.others = array("q"), [], [], bytearray()
        self.numbers: list[Number] = []
        # Words: the places that have them in a name or title, in what is around them, in their text.
        self.in_names, self.around, self.in_text = (defaultdict(lambda: array("I")) for _ in range(3))
        self.onward, self.drafts = defaultdict(set), defaultdict(set)
        for place, row in enumerate(rows):
            key, kind, is_lead, names, around, text, phone, fax, anchor, office, department, draft, succeeds, *_ = row
            self.keys.append(key)
            self.names.append(names)
            address = (_DEPARTMENT, anchor) if anchor else (_OFFICE, office)
            self.addresses.append(address)
            is_entry = kind in (_OFFICE, _DEPARTMENT)
            self.others.append(not is_lead and not is_entry)
            if is_entry:
                for earlier in succeeds.split():
                    self.onward[earlier].add(address[1])
                if (row_of := department if anchor else draft) is not None:
                    self.drafts[kind, row_of].add(address[1])
            for table, words in ((self.in_names, names), (self.around, around), (self.in_text, text)):
                for word in set(words.split()):
                    table[word].append(place)
            for number, is_fax in ((phone, False), (fax, True)):
                if number:
                    self.numbers.append(Number(*phones.digits(number), place, is_fax))
        for table in (self.in_names, self.around, self.in_text, self.onward, self.drafts):
            table.default_factory = None  # what is looked for must not be written down
            table.pop("|", None)
        self.words = sorted({*self.in_names, *self.around, *self.in_text})
        # All digits in one text: it is looked through in a hundredth of the time of a hundred thousand texts.
        self._digits = "".join(f"{one.digits}{_END}" for one in self.numbers)
        self._starts = array("Q", accumulate((len(one.digits) + 1 for one in self.numbers), initial=0))
        self._ends = {}

    def __len__(self):
        return len(self.keys)

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
    """What visitors of `directory` see in its year. One query."""
    key, live = ("live", directory.year.pk), directory.publications()
    return _kept_or_read(key, live, _listings, lambda row: row[-7:-3])


def before(directory) -> SearchIndex:
    """The names and numbers of what visitors of `directory` could read before, as far as it is kept. One query."""
    key = ("before", directory.year.pk, *(year.pk for year in directory.years))
    return _kept_or_read(key, moved.read_before(directory), _distinct_names, lambda row: (-row[-3], row[0]))


def forget() -> None:
    """Keep nothing any more; the next search reads everything again."""
    with _lock:
        _kept.clear()


def _listings(publications):
    """What an edition is made of, four columns for its order, and of the publication its key and beginning."""
    rows = Listing.objects.filter(publication__in=publications).order_by()
    order = ("publication__position", "publication__name", "publication", "position")
    return rows.values_list(*_COLUMNS, *_PLACE, *order, "publication", "publication__live_from")


def _distinct_names(publications):
    """Pages are published again and again with the same names: the last listing of each, without the order."""
    rows = Listing.objects.filter(publication__in=publications).order_by()
    rows = rows.values("kind", "is_lead", "names_folded", "phone", "fax", *_PLACE)
    rows = rows.annotate(last=Max("pk"), of=Max("publication"), since=Max("publication__live_from"), none=Value(""))
    columns = ("last", *_COLUMNS[1:4], "none", "none", *_COLUMNS[6:])
    return rows.values_list(*columns, *_PLACE, "of", "since")


@dataclass(frozen=True)
class _Kept:
    edition: SearchIndex
    version: int
    one: tuple[int, datetime]  # a publication of it and its beginning


def _kept_or_read(key, publications, query, order):
    """
    The edition of `publications`, from what is kept under `key` if these are still the ones.

    The database compares the versions: of what is known it returns the rows of one publication, and otherwise all.
    None at all mean that there are no publications.
    """
    kept, version = _kept.get(key), _version(publications)
    everything = query(publications).annotate(version=version)
    if kept:
        one = query(publications.filter(pk=kept.one[0])).annotate(version=version)
        # Two conditions that no row decides: either half is not even begun, which "or" would not do for PostgreSQL.
        rows = list(everything.exclude(version=kept.version).union(one.filter(version=kept.version), all=True))
        if rows and rows[0][-1] == kept.version:
            if rows[0][-3:-1] == kept.one:
                return kept.edition
            rows = list(everything)  # the same keys in another database: one that was restored, or another test's
    else:
        rows = list(everything)
    if not rows:
        return SearchIndex()
    kept = _Kept(SearchIndex(sorted(rows, key=order)), rows[0][-1], rows[0][-3:-1])
    with _lock:
        _kept[key] = kept
        _kept.move_to_end(key)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return kept.edition


def _version(publications):
    """
    A number that is another one for any other set of publications (how many, their keys and the squares, in one), and
    after a person was taken out of them.
    """
    key = F("pk") + _FAR_FROM_ANY_KEY
    # Django takes a sum of keys for a small integer, and comparing it with more than that for always false.
    of_all = publications.order_by().annotate(all=Value(1)).values("all")
    of_all = of_all.annotate(version=Sum(key * key, output_field=BigIntegerField()))
    removals = Removal.objects.order_by().annotate(all=Value(1)).values("all").annotate(count=Count("pk"))
    version = Subquery(of_all.values("version")) + Coalesce(Subquery(removals.values("count")), 0)
    return ExpressionWrapper(version, output_field=BigIntegerField())


_kept: OrderedDict[tuple, _Kept] = OrderedDict()
_lock = Lock()
