"""What a search answers, as plain values."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ..models import Contact, Listing
from ..reading.directory import CallInstead

_GROUPS = (
    (_("People"), Listing.Kind.PERSON),
    (_("Numbers"), Listing.Kind.LINE),
    (_("Departments"), Listing.Kind.DEPARTMENT),
    (_("Offices"), Listing.Kind.OFFICE),
)


@dataclass(frozen=True)
class Result:
    """
    Something found. `kind` as in `Listing.Kind`; `detail` says in words what it is and where it sits.

    `name_pieces` is the name in pieces, each with whether it is what was looked for. `why` says why it is here where
    the name does not show it, in pieces likewise: ("also known as ", False), ("HR", True). `instead` is what to call
    where it has no number, `phone_kind` what answers there, as in `Contact.Kind`; `written_in` the language of the
    name, where it is known, as of no person.
    """

    kind: str
    name: str
    detail: str
    phone: str
    url: str
    name_pieces: tuple[tuple[str, bool], ...] = ()
    why: tuple[tuple[str, bool], ...] = ()
    instead: CallInstead | None = None
    phone_kind: str = Contact.Kind.VOICE.value
    written_in: str = ""


@dataclass(frozen=True)
class Former:
    """
    What only an earlier year or publication has: a sentence, "listed until June 2017 under Office of Operations", and
    where it leads today, as results; none where nothing took its place.
    """

    name: str
    sentence: str
    url: str = ""
    now: tuple[Result, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Answer:
    """
    What `query` finds, best first; `is_certain` unless these are guesses. `did_you_mean` is the query with the words
    that stand in what was guessed, `nearest` are results with numbers that are close to one that nothing has, and
    `former` what was listed before.
    """

    query: str = ""
    results: tuple[Result, ...] = ()
    did_you_mean: tuple[str, ...] = ()
    nearest: tuple[Result, ...] = ()
    former: tuple[Former, ...] = ()
    is_certain: bool = True

    def __bool__(self):
        return bool(self.results)

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[Result, ...]], ...]:
        """The results by kind, each with its id and title: the group with the best result first, no empty ones."""
        found = [(title, [one for one in self.results if one.kind == kind]) for title, kind in _GROUPS]
        found = sorted((group for group in found if group[1]), key=lambda group: self.results.index(group[1][0]))
        return tuple((title.lower(), gettext(title), tuple(results)) for title, results in found)
