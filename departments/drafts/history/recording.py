"""Recording: what becomes of offices inside it is kept as one version each, with who and why."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from reversion.models import Revision

from . import version_rows as _rows
from .store import append, latest
from .version_rows import Rows

log = logging.getLogger(__name__)

# Kept as they stand here, and shown in the site's language.
AS_IT_WAS = gettext_noop("As it was before the first version")
MEANWHILE = gettext_noop("Changed without being recorded")
DELETED = gettext_noop("Deleted")
UNRECORDED = (AS_IT_WAS, MEANWHILE)


@dataclass
class _Recording:
    by: object
    why: str
    before: dict[int, Rows | None] = field(default_factory=dict)  # None: there was no such office
    touched: dict[int, str] = field(default_factory=dict)  # office: why, where that is its own


_current: ContextVar[_Recording | None] = ContextVar("recording", default=None)


@contextmanager
def recording(*, by, why="") -> Iterator[None]:
    """
    One transaction, at whose end each office that was named to `watch()` or `record()` and became different has a new
    version, by `by` (a user, or None for a command, which always says why) and with the reason `why`.

    Inside another recording this joins it, with the reason of the outer one. What fails, or is rolled back, leaves
    no version. A number of queries that depends neither on how many offices there are nor on what belongs to them.
    """
    if _current.get():
        yield
        return
    started = _Recording(by, why)
    token = _current.set(started)
    try:
        with transaction.atomic():
            yield
            if not transaction.get_rollback():
                _write(_entries(started))
    finally:
        _current.reset(token)


def watch(*office_ids, why="") -> None:
    """
    Call this before changing the drafts of these offices: they are locked until the recording ends, and what they
    were can be put back although no version has it yet. Three queries for all that are new to the recording.
    """
    started = _here()
    # What was recorded without being watched is new: what it is by now is not what it was before.
    unknown = set(office_ids) - set(started.before) - set(started.touched)
    if unknown:
        started.before |= dict.fromkeys(unknown) | _rows.read(unknown, lock=True)
    record(*office_ids, why=why)


def record(*office_ids, why="") -> None:
    """Keep these offices as they are at the end of the recording, where that differs from their last version."""
    for pk in office_ids:
        _here().touched[pk] = why or _here().touched.get(pk, "")


def _here():
    started = _current.get()
    if started is None:
        raise RuntimeError("No recording has begun: put the change inside “with history.recording(by=…, why=…)”.")
    return started


def _entries(started):
    """The versions to be written: of each the rows, by whom and why."""
    after = _rows.read(started.touched) if started.touched else {}
    changed = [pk for pk in started.touched if started.before.get(pk) != after.get(pk)]
    last = latest(changed)
    for pk in changed:
        before, now, kept = started.before.get(pk), after.get(pk), last.get(pk)
        if before and not (kept and _same(kept, before)):
            yield before, None, MEANWHILE if kept else AS_IT_WAS
        if now is None:
            yield before, started.by, DELETED
        elif pk in started.before or now != kept:
            yield now, started.by, started.touched[pk] or started.why


def _same(kept, before):
    # An account that was deleted leaves its rows in other words than the last version has; that is nobody's change.
    kept, before = (rows.with_entries(lambda values: values | {"confirmed_by": None}) for rows in (kept, before))
    return kept == before


def _write(entries):
    entries = list(entries)
    if not entries:
        return
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(date_created=now, user_id=by and by.pk, comment=why) for _, by, why in entries
    )
    append((revision.pk, *row) for revision, (rows, *_) in zip(revisions, entries, strict=True) for row in rows.each())
    for rows, by, why in entries:
        log.info("A version of %s, by %s: %s", rows.office["name"], by or "a command", why)
