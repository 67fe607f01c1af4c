"""
Days and moments as people read them, everywhere one way: "September 3, 2026", "September 3, 2026, 8:00 AM".

What people type and programs read (a command's argument, the value of a field, CSV, JSON) is ISO 8601 instead.
"""

from datetime import date, datetime

from django.utils import dateformat, timezone
from django.utils.formats import get_format
from django.utils.translation import get_language

DAY, TIME, MONTH = "F j, Y", "g:i A", "F Y"
MOMENT = f"{DAY}, {TIME}"
TO_COME, OF_ANOTHER_YEAR = "l, F j, g:i A", "l, F j, Y, g:i A"
# Where the site speaks another language, Django knows how it writes them.
_ELSEWHERE = {DAY: "DATE_FORMAT", TIME: "TIME_FORMAT", MONTH: "YEAR_MONTH_FORMAT", MOMENT: "DATETIME_FORMAT"}


def day(on: date | str | None) -> str:
    """`on` as "September 3, 2026": of a moment, its day in the district. Takes ISO text too; "" for nothing."""
    return _written(on, DAY)


def moment(at: datetime | str | None) -> str:
    """`at`, an aware datetime or its ISO text, in the district's time: "September 3, 2026, 8:00 AM"; "" for nothing."""
    return _written(at, MOMENT)


def time(at: datetime) -> str:
    """The time of `at` in the district: "8:05 AM"."""
    return _written(at, TIME)


def month(on: date | str | None) -> str:
    """The month of `on`, as "September 2026"."""
    return _written(on, MONTH)


def to_come(at: datetime) -> str:
    """`at` on a button that lets something happen then: "Monday, November 30, 8:00 AM", with the year if not this."""
    is_this_year = timezone.localtime(at).year == timezone.localdate().year
    return _written(at, TO_COME if is_this_year else OF_ANOTHER_YEAR)


def _written(at, form):
    if not at:
        return ""
    if isinstance(at, str):
        at = datetime.fromisoformat(at) if len(at) > len("2026-09-03") else date.fromisoformat(at)
    if form in _ELSEWHERE and not (get_language() or "en").startswith("en"):
        form = get_format(_ELSEWHERE[form])
    return dateformat.format(timezone.localtime(at) if isinstance(at, datetime) else at, form)
