"""
How an office stands: what visitors see of it, what is scheduled, and how far its draft has moved on.

Read for many offices at once, in a number of queries that does not depend on how many there are.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Department, Listing, Office, Publication
from ..page import kept_page
from ..publishing import Draft, drafts_of, two_offices
from ..publishing.changes import Change, between
from ..publishing.showing import shown_with
from ..words.days import moment
from .taking_off import is_marked, seen_of
from .undone import undone, undone_whenever


@dataclass(frozen=True)
class State:
    """
    An office at the moment `at`. `live` is what its window shows, `ahead` what is scheduled, the next first.

    `ended` is when the last page of an office without a live one ended; None where it never had one. `leaving` are the
    listings of departments that visitors see and that are to leave the page they are on, if it is this office's, or
    their draft is.
    """

    office: Office
    at: object
    draft: Draft
    live: Publication | None
    ahead: tuple[Publication, ...]
    ended: object = None
    leaving: tuple[Listing, ...] = ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What publishing the draft now would change for visitors."""
        found = () if self.is_same else between(self._read[0], self.draft.page)
        # What is new on one page and gone from another moves.
        return tuple(
            replace(one, sentence=self._moves[one.slug]) if one.slug in self._moves and not one.field else one
            for one in found
        )

    @cached_property
    def _moves(self):
        """By their addresses here and there the departments that move from here or to here, each in a sentence."""
        moved = [one for one in self.leaving if one.has_moved]
        here = {one.anchor: one.move for one in moved if one.publication == self.live}
        return here | {one.department.slug: one.move for one in moved}

    @cached_property
    def is_same(self) -> bool:
        """Whether visitors see exactly the draft. To compare pages takes far less than the draft's digest."""
        if self.live is None or self.unreadable:
            return False
        return self._read[0] == self.draft.page or self.live.digest == self.draft.digest

    @property
    def unreadable(self) -> str:
        """Why what visitors should see cannot be read, or what on it, in sentences; empty where all can be."""
        return self._read[1]

    @cached_property
    def _read(self):
        """The live page, None where there is none that can be read, and what is wrong with it."""
        page, wrong = kept_page.page_or_reason(self.live) if self.live else (None, "")
        wrong = wrong and _("Visitors cannot see this page: {reason}").format(reason=wrong)
        if page and page.unknown:
            wrong = _("Its page says what this release does not know: {words}.").format(words=", ".join(page.unknown))
        return page, wrong and f"{wrong} {_('Publish the office again.')}"

    def changes_of(self, entry: Office | Department) -> tuple[Change, ...]:
        """Those of the department alone, or of the office without its departments; none where there is no live page."""
        slug = "" if entry == self.office else entry.slug
        return tuple(change for change in self.changes if self.live and change.slug == slug)

    @property
    def is_marked(self) -> bool:
        """Whether the office is to be off the site."""
        return is_marked(self.office, at=self.at)

    def shows(self, entry: Office | Department) -> bool:
        """Whether visitors see `entry`: the office, or a department or unit of it, be it on another office's page."""
        return bool(self.live) if entry == self.office else seen_of(entry).exists()

    @cached_property
    def still_seen(self) -> tuple[tuple[Office | Department, str], ...]:
        """What is to be off the site and visitors still see, each with a sentence: the office, or its departments."""
        mine = [one.department for one in self.leaving if one.department.office_id == self.office.pk]
        marked = [self.office] if self.is_marked and self.live else []
        if not self.is_marked:
            marked = [department for department in mine if is_marked(department, at=self.at)]
        told = _("{entry} is to be taken off the site: visitors still see it")
        told = _("{entry} is to be taken off the site: its page is published") if self.is_hidden else told
        return tuple((entry, told.format(entry=entry)) for entry in marked)

    @cached_property
    def with_it(self) -> tuple[str, ...]:
        """Why pages of other offices are published anew with the draft, in sentences. Asks the database."""
        moves = [one.move for one in self.leaving if one.has_moved]
        until = min([on for on, _words in self.agenda], default=None)
        page, keys = self.draft.page, self.draft.departments
        return tuple(dict.fromkeys([*moves, *shown_with(self.office, page, keys, at=self.at, until=until)]))

    @cached_property
    def goes_back(self) -> list[str]:
        """What of the draft, published now, is undone by what is scheduled, in sentences. Asks the database."""
        return undone(self.draft.page, self._read[0], self.ahead, self._moves)

    @cached_property
    def goes_back_whenever(self) -> list[str]:
        """The same where the moment is still to be chosen."""
        return undone_whenever(self.draft.page, self._read[0], self.ahead, self._moves)

    @property
    def withdrawals(self) -> list[datetime]:
        """The moments at which the live page, or a scheduled one, ends with nothing in its place."""
        return [row.live_until for row in (self.live, *self.ahead) if row and row.live_until and row.withdrawn_at]

    @property
    def is_hidden(self) -> bool:
        """Whether visitors see nothing because the school year is not open."""
        return not self.office.school_year.is_opened(self.at)

    @property
    def is_waiting(self) -> bool:
        """Whether the draft holds something that neither is live nor scheduled."""
        if self.is_marked:
            return False
        if self.ahead:
            return self.ahead[-1].digest != self.draft.digest or bool(self.unreadable)
        return not self.is_same

    @property
    def public(self) -> str:
        """What visitors see, in words."""
        if self.live is None:
            told = _("Off the site since {moment}") if self.ended else _("Never published")
            return told.format(moment=moment(self.ended))
        told = _("Live since {moment}")
        if self.is_hidden:
            told = _("Published on {moment}, hidden until the school year {year} opens")
        return told.format(moment=moment(self.live.live_from), year=self.office.school_year)

    @property
    def agenda(self) -> tuple[tuple[object, str], ...]:
        """What lies ahead: pairs of a moment and a sentence, the next first."""
        ends, begins = _("Goes off the site on {moment}"), _("No. {number} is scheduled for {moment}")
        lines = [(at, ends.format(moment=moment(at))) for at in self.withdrawals]
        at = ((row.live_from, row.number) for row in self.ahead)
        lines += [(on, begins.format(number=number, moment=moment(on))) for on, number in at]
        return tuple(sorted(lines, key=lambda line: line[0]))

    @property
    def differs(self) -> str:
        """How far the draft has moved on from what visitors see, in words; empty where there is nothing to compare."""
        if self.is_marked:
            return "" if self.live else _("Marked as off the site")
        if self.live is None or self.unreadable:
            return self.unreadable
        count = len(self.changes)
        if not count:
            return _("Draft is the same")
        told = ngettext("Draft differs in {number} place", "Draft differs in {number} places", count)
        return told.format(number=count)


def states(offices, *, at=None, together=False) -> dict[int, State]:
    """
    The states of `offices` (rows with their school year) at the moment `at` (now), by primary key; of drafts that are
    published `together`, or each alone. Six queries.
    """
    at = at or timezone.now()
    offices = list(offices)
    drafts = drafts_of(offices, at=at, together=together)
    known = Publication.objects.filter(office__in=offices)
    live = {row.office_id: row for row in known.live(at).select_related("school_year")}
    scheduled = known.filter(live_from__gt=at).taking_room().defer("payload").order_by("live_from")
    ahead = _by_office(scheduled, lambda row: row.office_id)
    past = known.taking_room().filter(live_until__lte=at).order_by()
    ended = dict(past.values_list("office").annotate(Max("live_until")))
    leaving = two_offices.leaving(offices, at=at)
    pages = _by_office(leaving, lambda row: row.publication.office_id)
    comes = _by_office((one for one in leaving if one.has_moved), lambda row: row.department.office_id)
    return {
        office.pk: State(
            office,
            at,
            drafts[office.pk],
            live.get(office.pk),
            tuple(ahead[office.pk]),
            ended.get(office.pk),
            (*pages[office.pk], *comes[office.pk]),
        )
        for office in offices
    }


def state_of(office: Office, *, at=None) -> State:
    """The state of one office."""
    return states([office], at=at)[office.pk]


def _by_office(rows, office_of):
    found = defaultdict(list)
    for row in rows:
        found[office_of(row)].append(row)
    return found
