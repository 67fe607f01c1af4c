"""What deserves a look in the drafts of a school year before it opens, found in all of its offices at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..drafts.state import State
from ..models import Contact
from ..publishing.checking import Finding, Level
from ..words import phones


@dataclass(frozen=True)
class SharedNumber:
    """
    A number that is given at several offices which are none of another's. `places` are those at which it stands: how
    the office stands, the department's address ("" for the office itself), the field, and who answers there.
    """

    number: str
    places: tuple[tuple[State, str, str, str], ...]


def without_words(shown: Iterable[State]) -> list[tuple[State, Finding]]:
    """The pictures of which nobody has said what they show: they are left out of their pages."""
    return [(state, one) for state in shown for one in state.draft.errors if one.rule == "picture-without-words"]


def disagreeing(shown: Iterable[State]) -> list[tuple[State, Finding]]:
    """The texts that give a number which is none of their page's."""
    only = ("number-only-in-the-text",)
    return [(state, one) for state in shown for one in state.draft.check(levels=[Level.WARNING], only=only)]


def shared_numbers(shown: Iterable[State], of_all: Iterable[str] = ()) -> list[SharedNumber]:
    """
    The numbers, with their extensions, at which somebody of two offices or more is to be reached, in the order of the
    pages. The numbers `of_all`, such as the district's lines, may stand everywhere; so may faxes.
    """
    known, found = {phones.digits(number) for number in of_all}, defaultdict(list)
    for state in shown:
        for part in state.draft.page.parts:
            found[phones.digits(part.phone)].append((part.phone, (state, part.anchor, "phone", part.name)))
            for line in part.contacts:
                if line.kind == Contact.Kind.VOICE:
                    place = (state, part.anchor, "contacts", line.name or line.role or part.name)
                    found[phones.digits(line.phone)].append((line.phone, place))
    return [
        SharedNumber(several[0][0], tuple(place for _, place in several))
        for number, several in found.items()
        if number[0] and number not in known and len({place[0].office.pk for _, place in several}) > 1
    ]
