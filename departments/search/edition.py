"""
Everything that can be found in a set of publications, laid out in memory to be found quickly.

A directory is read far more often than published, and what is published never changes: the words are read from the
listings once, and again when other publications are seen. One query either way, which returns a single row while
what is kept is still what visitors see.
"""

from array import array
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from itertools import chain
from threading import Lock

from django.db.models import Count, F, Max, Q, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Concat

from .. import moved, phones
from ..models import Listing, Publication

_MOST_KEPT = 8
_COLUMNS = ("pk", "kind", "is_lead", "names_folded", "around_folded", "text_folded", "phone", "fax")
_AFTER_ANY_LETTER = "\U0010ffff"


@dataclass(frozen=True)
class Number:
    """`digits` begin with the country; `entry` is whose it is, as its place in the edition."""

    digits: str
    extension: str
    entry: int
    is_fax: bool


class Edition:
    """
    The entries of `rows`, tuples of `_COLUMNS`, anchor and the office's slug, in the order of the directory. What is
    found is told by its place among them.

    `keys` has the primary key of each, `names` its phrases, `addresses` the kind and slug of the office or department
    it is or belongs to, `others` whether it is neither one of these nor a lead.
    """

    def __init__(self, rows=()):
        self.keys, self.names, self.addresses, self.others = array("q"), [], [], bytearray()
        self.numbers: list[Number] = []
        # Words: the places that have them in a name or title, in what is around them, in their text.
        self.in_names, self.around, self.in_text = (defaultdict(lambda: array("I")) for _ in range(3))
        for place, (key, kind, is_lead, names, around, text, phone, fax, anchor, office) in enumerate(rows):
            self.keys.append(key)
            self.names.append(names)
            self.addresses.append(
                (Listing.Kind.DEPARTMENT.value, anchor) if anchor else (Listing.Kind.OFFICE.value, office)
            )
            self.others.append(not is_lead and kind in (Listing.Kind.PERSON, Listing.Kind.LINE))
            for table, words in ((self.in_names, names), (self.around, around), (self.in_text, text)):
                for word in set(words.split()):
                    table[word].append(place)
            for number, is_fax in ((phone, False), (fax, True)):
                if number:
                    self.numbers.append(Number(*phones.digits(number), place, is_fax))
        for table in (self.in_names, self.around, self.in_text):
            table.default_factory = None  # what is looked for must not be written down
            table.pop("|", None)
        self.words = sorted({*self.in_names, *self.around, *self.in_text})

    def __len__(self):
        return len(self.keys)

    def beginning_with(self, letters: str) -> list[str]:
        """The words that begin with `letters`, in order."""
        return self.words[bisect_left(self.words, letters) : bisect_left(self.words, letters + _AFTER_ANY_LETTER)]


def places(table, words) -> set[int]:
    """The places that `table` of an edition has for any of `words`."""
    return set(chain.from_iterable(table[word] for word in words if word in table))


def of(directory) -> Edition:
    """What visitors of `directory` see in its year. One query."""
    live = Publication.objects.live(directory.moment).filter(school_year=directory.year)
    return _kept_or_read(("live", directory.year.pk), live, _listings)


def before(directory) -> Edition:
    """The names and numbers of what visitors of `directory` could read before, as far as it is kept. One query."""
    key = ("before", directory.year.pk, *(year.pk for year in directory.years))
    return _kept_or_read(key, moved.read_before(directory), _distinct_names)


def forget():
    """Keep nothing any more; the next search reads everything again."""
    with _lock:
        _kept.clear()


def _listings(publications, version):
    rows = Listing.objects.filter(publication__in=publications)
    rows = rows.order_by("publication__position", "publication__name", "publication", "position")
    return rows.annotate(version=version).values_list(
        *_COLUMNS, "anchor", "publication__slug", "publication", "version"
    )


def _distinct_names(publications, version):
    """Pages are published again and again with the same names: the last listing of each."""
    rows = Listing.objects.filter(publication__in=publications).order_by()
    rows = rows.values("kind", "is_lead", "names_folded", "phone", "fax", "anchor", "publication__slug")
    rows = rows.annotate(last=Max("pk"), of=Max("publication"), none=Value(""), version=version).order_by("-of", "last")
    columns = ("last", *_COLUMNS[1:4], "none", "none", *_COLUMNS[6:])
    return rows.values_list(*columns, "anchor", "publication__slug", "of", "version")


@dataclass(frozen=True)
class _Kept:
    version: str
    publication: int  # one of them
    edition: Edition


def _kept_or_read(key, publications, query):
    """
    The edition of `publications`, from what is kept under `key` if these are still the ones.

    The database compares the versions: of what is known it returns a row or a few, and otherwise everything. Nothing
    at all means that there are no publications.
    """
    kept, version = _kept.get(key), _version(publications)
    if kept:
        one = Q(pk=kept.publication)
        publications = publications.annotate(version=version).filter(~Q(version=kept.version) | one)
    rows = list(query(publications, version))
    if not rows:
        return Edition()
    *_, publication, now = rows[0]
    if kept is None or now != kept.version:
        kept = _Kept(now, publication, Edition(row[:-2] for row in rows))
    with _lock:
        _kept[key] = kept
        _kept.move_to_end(key)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return kept.edition


def _version(publications):
    """A text that is another one for any other set of publications: their number, the sum of keys and of squares."""
    one = publications.order_by().annotate(all=Value(1)).values("all")
    of_all = one.annotate(n=Count("pk"), sum=Sum("pk"), squares=Sum(F("pk") * F("pk")))
    texts = [Cast(name, TextField()) for name in ("n", "sum", "squares")]
    return Subquery(
        of_all.values(text=Concat(texts[0], Value("-"), texts[1], Value("-"), texts[2], output_field=TextField()))
    )


_kept: OrderedDict[tuple, _Kept] = OrderedDict()
_lock = Lock()
