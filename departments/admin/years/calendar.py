"""The list of school years as a calendar: how each stands, and the ways on that are open to the person."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...drafts.roles import sees_every_office, visible_offices
from ...models import SchoolYear
from ...school_years import calendar
from ...school_years.rolling import next_label
from .turning import shown_of

# After that, going back takes a page to confirm it: one wrong click would take this year away from everybody.
WAY_BACK_FOR = timedelta(days=60)
# What the link says, where that depends on how the year stands alone.
_OPENS = {"current": "", "ahead": gettext_lazy("Open on another day"), "archive": gettext_lazy("Go back to this year")}


def context(model_admin, request) -> dict:
    """What the change list's template needs besides Django's own. Two queries, and six where a year is next."""
    years = list(SchoolYear.objects.order_by("-starts_on"))
    standings = calendar.standings(years, offices=visible_offices(request.user))
    may_change = model_admin.has_change_permission(request)
    whole = sees_every_office(request.user)
    return {
        "calendar": [_row(standing, standings, may_change, whole) for standing in standings],
        "way_back": _way_back(years) if may_change else None,
        "shown_now": shown_of(years, None),
        "whole": whole,
    }


def _row(standing, standings, may_change, whole):
    """A year on the calendar. What is "" or False is not offered: `opens` and `closes` are the words on the links."""
    current = next((one.year for one in standings if one.kind == "current"), None)
    year = standing.year
    is_past = current is not None and year.starts_on < current.starts_on
    opens = _OPENS.get(standing.kind, _("Open it, and go back to this year") if is_past else _("Open it"))
    closes = _("Call off the opening") if standing.kind == "ahead" else _("Close it") if standing.is_seen else ""
    return SimpleNamespace(
        standing=standing,
        opens=opens if may_change else "",
        closes=closes if may_change else "",
        rolls_into=next_label(year) if may_change and not is_past and standing.offices else "",
        takes_old_pages=may_change,
        asks_what_is_missing=not is_past,
        compares=whole and standing.before is not None,
        rehearses=whole and bool(standing.offices) and not standing.is_seen,
    )


def _way_back(years):
    current = calendar.current(years)
    if current is None or calendar.current_since(current, years) < timezone.now() - WAY_BACK_FOR:
        return None
    return calendar.way_back(years)
