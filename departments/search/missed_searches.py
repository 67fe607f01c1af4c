"""Searches that found nothing: counted by their words, and answered by giving something that name."""

import logging
import re
import unicodedata

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from ..drafts import history
from ..models import MissedSearch, Office, Removal
from ..models.removal import marks_of
from ..models.written_soon import soon
from ..words.folding import fold
from ..words.news import is_news

log = logging.getLogger(__name__)

MOST = 5_000  # rows; those of requests at the same moment may come on top
_AT_ONCE = 50  # how many of the rarest go when room is made
_TABLE = MissedSearch._meta.db_table


def count(query: str) -> None:
    """
    Count once more that `query` found nothing: its words and the day, nothing of who searched. What may be personal
    (an address of e-mail, a whole number, a long text, somebody who was taken out) is not counted.

    Never an error to the visitor and hardly a wait: what cannot be written at once is not counted, and that is logged
    without the words. One upsert, which two requests at once cannot get wrong.
    """
    typed = _typed(query)
    words = fold(typed)
    if not words or len(words) > MissedSearch.LONGEST or _may_be_personal(typed):
        return
    try:
        with soon():
            if Removal.objects.marks().isdisjoint(marks_of("", typed)):
                _make_room(words)
                _upsert(words, typed)
    except DatabaseError:
        if is_news("missed search"):
            log.warning("A search that found nothing was not counted.", exc_info=True)


def add_name(missed: MissedSearch, entry, name: str, *, by) -> bool:
    """
    Make `name` another name in the draft of `entry`, an office or a department, and `missed` answered. Visitors find
    it under that name once its page is published. False where it had the name already; the draft is then left alone.
    """
    office_id = entry.pk if isinstance(entry, Office) else entry.office_id
    why = _("Added “{name}” as another name of {entry}").format(name=name, entry=entry)
    with history.recording(by=by, why=why):
        history.watch(office_id)
        entry.refresh_from_db(fields=["name", "also_known_as"])
        is_new = fold(name) not in map(fold, (entry.name, *entry.other_names))
        if is_new:
            entry.also_known_as = "\n".join([*entry.other_names, name])
            entry.save(update_fields=["also_known_as"])
        _answer(missed, MissedSearch.Outcome.ADDED, f"{entry} ({entry.school_year})")
    return is_new


def dismiss(missed: MissedSearch) -> None:
    """Take it off the list: nothing here should have that name. It is counted on, in case somebody asks."""
    _answer(missed, MissedSearch.Outcome.DISMISSED)


def wait_again(missed: MissedSearch) -> None:
    """Back on the list. A name that was added stays in the draft."""
    _answer(missed, MissedSearch.Outcome.WAITING)


def _answer(missed, outcome, answer=""):
    on = None if outcome == MissedSearch.Outcome.WAITING else timezone.localdate()
    MissedSearch.objects.filter(pk=missed.pk).update(outcome=outcome, answered_on=on, answer=answer[:300])


def _typed(query):
    # Category C: control characters, marks of direction, and what is no character at all.
    return "".join(char for char in " ".join(query.split()) if unicodedata.category(char)[0] != "C").strip()


def _may_be_personal(typed):
    """Whether this may be somebody's address or number, or is more than the name of anything. Four digits are not."""
    digits = len(re.findall(r"\d", typed))
    has_letters = re.search(r"[^\W\d_]", typed)
    return "@" in typed or len(typed) > MissedSearch.LONGEST or digits > (6 if has_letters else 4)


def _make_room(words):
    rows = MissedSearch.objects.order_by("count", "last_on", "pk")
    if rows.count() >= MOST and not rows.filter(words=words).exists():
        rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:_AT_ONCE])).delete()


def _upsert(words, typed):
    # In SQL because Django's own upsert cannot count up.
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_TABLE} (words, typed, count, first_on, last_on, outcome, answer)"
            " VALUES (%s, %s, 1, %s, %s, 'waiting', '')"
            f" ON CONFLICT (words) DO UPDATE SET count = {_TABLE}.count + 1,"
            " typed = excluded.typed, last_on = excluded.last_on",
            [words, typed, today, today],
        )
