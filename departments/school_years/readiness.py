"""What is missing before a school year can be opened. Nobody is held up by it; it is only said."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..drafts.confirming import checked
from ..drafts.state import State, states
from ..models import Office, SchoolYear


@dataclass(frozen=True)
class Missing:
    """
    One thing that visitors would miss. `kind` is empty, failing, unpublished, carried or unconfirmed; `slug` the
    office's address, "" for the year as a whole.
    """

    slug: str
    kind: str
    sentence: str


def missing(year: SchoolYear, *, at=None, offices=None) -> list[Missing]:
    """
    What `year` lacks to be seen at the moment `at` (when it is opened, or now), office by office in their order.

    Only those of the queryset `offices` are looked at, where one is given. Pages scheduled for that moment count as
    published; offices that are to be off the site by then are left aside. Seven queries.
    """
    shown = states_of(year, at=at, offices=offices)
    if not shown:
        # Of somebody who may not see its offices nothing is asked.
        sentence = _("{year} has no offices. Load or roll over its drafts, and publish them.").format(year=year)
        return [] if year.offices.kept(at or moment_of(year)).exists() else [Missing("", "empty", sentence)]
    return lacked(shown)


def states_of(year: SchoolYear, *, at=None, offices=None) -> list[State]:
    """How the offices of which `missing()` tells stand, each with whether it `is_checked`, in order. Seven queries."""
    at = at or moment_of(year)
    asked = Office.objects.all() if offices is None else offices
    asked = asked.annotate(is_checked=ExpressionWrapper(checked(), BooleanField()))
    asked = list(asked.filter(school_year=year).kept(at).select_related("school_year"))
    known = states(asked, at=at) if asked else {}
    return [known[office.pk] for office in asked]


def lacked(shown: list[State]) -> list[Missing]:
    """What is missing of offices that stand so."""
    return [lacks for state in shown for lacks in _of_office(state)]


def moment_of(year: SchoolYear) -> datetime:
    """The moment a year is asked about: when visitors will see it, at the earliest its first day; or now."""
    return max(timezone.now(), year.seen_from or year.first_moment)


def told(count: int) -> str:
    """How much is missing, as the end of a sentence."""
    if not count:
        return _("nothing is missing")
    words = ngettext("{number} thing is missing", "{number} things are missing", count)
    return words.format(number=count)


def _of_office(state):
    office = state.office
    for problem in state.draft.errors:
        # A department's problem is told with its office: readers of the list look for that.
        where = _("{office}, {sentence}") if problem.slug else "{sentence}"
        yield Missing(office.slug, "failing", where.format(office=office, sentence=problem.sentence))
    if state.live is None:
        sentence = _("{office}: it is not published. Publish it.").format(office=office)
        yield Missing(office.slug, "unpublished", sentence)
    elif state.live.carried_from_id:
        sentence = _("{office}: its page is last year’s, not yet checked for {year}. Publish it.")
        yield Missing(office.slug, "carried", sentence.format(office=office, year=office.school_year))
    if not office.is_checked:
        sentence = _("{office}: nobody has confirmed its details for {year}. Have them checked.")
        yield Missing(office.slug, "unconfirmed", sentence.format(office=office, year=office.school_year))
