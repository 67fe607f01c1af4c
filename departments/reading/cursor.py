"""How far somebody has read what visitors saw happen, and what comes next: nothing is missed or told twice."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ..models import Happening
from .directory import Directory
from .events import Event, Events

_START = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT = re.compile(r"(\d{1,15})\.(\d{1,17})(?:\.(\d{1,15})\.(\d{1,17})\.([a-z]+/\d+|opened/\S+))?", re.ASCII)


@dataclass(frozen=True)
class Cursor:
    """
    Told is what had happened by the number `number` and was seen by the moment `moment`. What is scheduled has its
    number long before its moment; what took long to be committed, the other way round.

    In the middle of an answer that is read in parts, told is also what had happened by `until` and does not come after
    the event `last` (its moment and its key).
    """

    number: int = 0
    moment: datetime = _START
    until: int | None = None
    last: tuple[datetime, str] = (_START, "")

    @classmethod
    def since(cls, moment: datetime) -> "Cursor":
        """
        Of somebody who read everything at `moment`. Who wrote last by then, within a day, may have been seen only
        later, and is told, or told again; whoever was before had been seen.
        """
        moment = max(moment, _START)  # nothing was before it, and a day before the year 1 there is no day
        last = Happening.objects.filter(at__range=(moment - timedelta(days=1), moment)).last()
        seen = Happening.objects.filter(at__lt=last.at) if last else Happening.objects.filter(at__lte=moment)
        return cls(seen.latest_number(), moment)

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """From what `str()` gave. Raises ValueError with a sentence."""
        said = _TEXT.fullmatch(text)
        if said is None:
            raise ValueError("This is no cursor. Write that of an answer, or leave it out to ask from the beginning.")
        number, moment, until, last, key = said.groups()
        start = cls(int(number), _moment(moment))
        return start if key is None else cls(start.number, start.moment, int(until), (_moment(last), key))

    def __str__(self):
        start = f"{self.number}.{_microseconds(self.moment)}"
        if self.until is None:
            return start
        return f"{start}.{self.until}.{_microseconds(self.last[0])}.{self.last[1]}"


def read_on(cursor: Cursor, *, offset: int, limit: int) -> tuple[int, tuple[Event, ...], Cursor, bool]:
    """
    How many events come after `cursor`, at most `limit` of them, oldest first, without the first `offset`; the cursor
    to ask from next, and whether more are there already. Raises ValueError for a cursor from another database.
    """
    latest = Happening.objects.latest_number()  # before all else: what is committed after it is told the next time
    if cursor.number > latest:
        raise ValueError("The directory was put back to an earlier state since. Ask once without a cursor.")
    until = latest if cursor.until is None else cursor.until
    events = Events(Directory.at())
    # After the events: one that is seen already has its number here as well.
    numbers = dict(Happening.objects.filter(pk__gt=cursor.number).order_by("-pk").values_list("key", "pk"))

    def is_next(event):
        # A year that is opened shows what was published in it before.
        number = max(numbers.get(event.key, 0), numbers.get(f"opened/{event.year}", 0))
        is_new = number <= until if number else event.moment > cursor.moment
        return is_new and (event.moment, event.key) > cursor.last

    events.keep(is_next)
    told = events[offset : offset + limit]
    if more := offset + limit < len(events):
        following = Cursor(cursor.number, cursor.moment, until, (told[-1].moment, told[-1].key))
    else:
        following = Cursor(until, events.last_moment or _START)
    return len(events), told, following, more


def _microseconds(moment):
    return (moment - _START) // timedelta(microseconds=1)


def _moment(microseconds):
    return _START + timedelta(microseconds=int(microseconds))
