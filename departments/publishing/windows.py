"""
Windows of time: when each publication of one office is what visitors see.

A window includes its beginning and not its end, and windows of one office never overlap. A scheduled page needs no
timer: it is the one whose window the moment falls into. The verbs of `verbs.py` call these inside their
transaction, with the office locked.

A clock can be set back. What was then published or withdrawn "at once" lies ahead all of a sudden, an echo of a
newer time: whatever is done now is what people want, and echoes must not undo it when the clock reaches them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet

from ..models import Publication


@dataclass(frozen=True)
class Ending:
    """When a window ends (None: not yet known) and, where nothing takes its place, who ordered that, when and why."""

    at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: Any = None
    note: str = ""
    instead: str = ""

    @classmethod
    def of(cls, publication) -> "Ending":
        at, by = publication.withdrawn_at, publication.withdrawn_by
        return cls(publication.live_until, at, by, publication.withdrawal_note, publication.instead)

    def __bool__(self):
        """Whether it is a withdrawal that was planned: not one of another page beginning, and no echo."""
        return self.withdrawn_at is not None and self.at is not None and self.at > self.withdrawn_at


def make_room(office, *, at, now) -> Ending:
    """
    End what `office` shows at the moment `at`, for another page to begin there. Returns when that page will end.

    A page scheduled for later stays scheduled, and so does a withdrawal: the new page ends where they begin.
    """
    endings = [Ending(publication.live_from) for publication in _scheduled_after(at, office, now=now)]
    _forget_a_withdrawal(at, office, now=now)
    live = Publication.objects.live(at).filter(office=office).first()
    if live:
        if planned := Ending.of(live):
            endings.append(planned)
        live.end(at=at, now=now)
    return min(endings, key=attrgetter("at"), default=Ending())


def lasting(offices, *, at) -> dict[int, Publication | None]:
    """
    By the keys of `offices` what each shows at the moment `at`, or None: of those of which nothing is scheduled and
    nothing is to end. One query.
    """
    found: dict[int, Publication | None] = dict.fromkeys(offices)
    rows = Publication.objects.filter(Q(live_until=None) | Q(live_until__gte=at), office__in=offices)
    for row in rows.order_by("live_from"):
        if row.live_until is None and row.live_from < at and row.office_id in found:
            found[row.office_id] = row
        else:
            found.pop(row.office_id, None)
    return found


def end_each(publications: Mapping[Publication, datetime]) -> None:
    """Let each of these, of which nothing was to end, end at its moment, for another page to begin there."""
    for publication, at in publications.items():
        publication.live_until = at
    rows: QuerySet[Publication] = QuerySet(Publication)  # without the guard of what is frozen
    rows.bulk_update(list(publications), ["live_until"])


def close(office, ending: Ending, *, now) -> Publication | None:
    """End what `office` shows at the moment `ending.at`, with nothing in its place. None where it shows nothing."""
    live = Publication.objects.live(ending.at).filter(office=office).first()
    if live:
        _scheduled_after(ending.at, office, now=now)
        live.end(now=now, **vars(ending))
    return live


def call_off(publication, *, by, note, now) -> bool:
    """
    Undo what lies ahead of `publication`: its beginning, or else its withdrawal. False where nothing does.

    Called off before it began, its window is empty, and the page before it stays for as long as it would have stood.
    """
    if publication.live_from > now and not publication.is_called_off():
        others = Publication.objects.filter(office=publication.office_id, live_until=publication.live_from)
        # Withdrawn "at once" at a moment that lies ahead now is an echo as well.
        before = next((other for other in others.taking_room() if not Ending.of(other)), None)
        ending = Ending.of(publication)
        publication.end(at=publication.live_from, now=now, withdrawn_at=now, withdrawn_by=by, note=note)
        if before:
            before.end(now=now, **vars(ending))
        return True
    if publication.is_live(now) and Ending.of(publication):
        after = _scheduled_after(publication.live_until, publication.office_id, now=now)
        publication.end(at=after[0].live_from if after else None, now=now)
        return True
    return False


def _scheduled_after(at, office, *, now):
    """The publications scheduled for later than `at`, the next first; echoes of a set-back clock are closed."""
    later = Publication.objects.filter(office=office, live_from__gt=at).taking_room().order_by("live_from")
    scheduled = []
    for publication in later:
        if publication.live_from > publication.published_at:
            scheduled.append(publication)
        else:
            publication.end(at=publication.live_from, now=now)
    return scheduled


def _forget_a_withdrawal(at, office, *, now):
    """What was to be withdrawn at the very moment another page begins simply ends there."""
    for publication in Publication.objects.filter(office=office, live_until=at, withdrawn_at__isnull=False):
        if publication.live_until > now and not publication.is_called_off():
            publication.end(at=at, now=now)
