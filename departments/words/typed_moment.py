"""
Moments as people type them and programs write them: what is meant, or a sentence that says why it cannot be told.

ISO 8601 is understood, and so are "Nov 30, 8am", "tomorrow 8am", "11/30/2026 8:00 AM" and whatever `days` writes.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from .days import MOMENT, TIME, day
from .days import moment as in_words

LIKE_THIS = "November 30, 2026, 8:00 AM"
_FARTHEST = timedelta(days=2 * 366)  # ahead: a year mistyped goes out, or stays, for longer than anybody looks
_DAYS = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%b %d %Y"]
_TIMES = ["", " %I%p", " %I:%M%p", " %H:%M", " %H:%M:%S"]
_WITH_A_YEAR = [day + time for day in _DAYS for time in _TIMES]
_WITHOUT_ONE = [f"%Y {day}{time}" for day in ("%m/%d", "%b %d") for time in _TIMES]
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? ")
# In small letters and without commas: months by their first three letters, "8 a.m." as "8am", "30th" as "30".
_SHORTER = [
    (r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", r"\1"),
    (r"(\d) ?([ap])\.?m\b\.?", r"\1\2m"),
    (r"(\d)(st|nd|rd|th)\b", r"\1"),
    (r" at ", " "),
]


def understood(text: str, *, now=None) -> datetime:
    """
    The moment that `text` means, aware: in the district's time, unless it says its offset.

    A day alone is its first moment, one without a year the nearest to `now`. Raises ValueError, with a sentence, also
    for what is more than two years ahead.
    """
    text, now = " ".join(text.split()), now or timezone.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _written(text, now)
    moment = aware(moment)
    if moment - now > _FARTHEST:
        here, then = timezone.localtime(now), timezone.localtime(moment)
        year = here.year + ((then.month, then.day) < (here.month, here.day))
        words = _("{moment} is more than two years away. Do you mean {year}?")
        raise ValueError(words.format(moment=in_words(moment), year=year))
    return moment


def aware(moment: datetime) -> datetime:
    """
    `moment`, in the district's time where it says no offset. Raises ValueError, with a sentence: the clocks skip or
    repeat it, or it is beyond the calendar.
    """
    try:
        if timezone.is_naive(moment):
            moment = _in_the_district(moment)
        moment.astimezone(UTC)  # as databases keep it
        timezone.localtime(moment)
    except OverflowError as reason:
        said = dateformat.format(moment, MOMENT)
        raise ValueError(_("{moment} is beyond the calendar. Choose another day.").format(moment=said)) from reason
    return moment


def _in_the_district(moment):
    first, second = (moment.replace(tzinfo=timezone.get_current_timezone(), fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    said, moved = dateformat.format(moment, MOMENT), abs(first.utcoffset() - second.utcoffset())
    before, after = (dateformat.format(moment + hours, TIME) for hours in (-moved, moved))
    if first.utcoffset() < second.utcoffset():
        words = _("There is no {moment}: the clocks are set forward past it. Write for example {after}.")
    else:
        words = _("{moment} comes twice, as the clocks are set back. Write {before} or {after}.")
    raise ValueError(words.format(moment=said, before=before, after=after))


def _written(text, now):
    short = text.lower().replace(",", "")
    weekday = _WEEKDAY.match(short)
    short = short[weekday.end() :] if weekday else short
    here = timezone.localtime(now).replace(tzinfo=None)
    for ahead, name in enumerate(("today", "tomorrow")):
        short = re.sub(rf"^{name}\b", f"{here + timedelta(ahead):%Y-%m-%d}", short)
    for long, shorter in _SHORTER:
        short = re.sub(long, shorter, short)
    if time := re.search(r"(?<!\S)\d:\d\d(:\d\d)?(?!\S)", short):
        words = _("Is {time} before or after noon? Write {time} AM or {time} PM.")
        raise ValueError(words.format(time=time[0]))
    found = _first(short, _WITH_A_YEAR) or _nearest(short, here)
    if found is None and _first(f" {short}", _TIMES):
        raise ValueError(_("Which day? Write it before the time, as {example}.").format(example=LIKE_THIS))
    if found is None:
        words = _("“{text}” is not understood. Write a day and a time, as {example}.")
        raise ValueError(words.format(text=text, example=LIKE_THIS))
    if weekday and weekday[1] != f"{found:%a}".lower():
        words = _("{day} is a {weekday}. Which of the two is meant?")
        raise ValueError(words.format(day=day(found.date()), weekday=dateformat.format(found, "l")))
    return found


def _first(text, forms):
    for form in forms:
        with suppress(ValueError):
            return datetime.strptime(text, form)
    return None


def _nearest(text, now):
    """A day without a year: of this year's and the next year's the nearer one, which may have passed."""
    found = [_first(f"{year} {text}", _WITHOUT_ONE) for year in (now.year, now.year + 1)]
    return min(filter(None, found), key=lambda moment: abs(moment - now), default=None)
