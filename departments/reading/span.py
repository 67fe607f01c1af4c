"""How long visitors see the same: what was made for them may be kept as long, and no longer."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Max, Min, Q, QuerySet, Value
from django.utils import timezone

from ..models import Alert, DirectoryVersion, Publication, SchoolYear

# At these moments something begins or ends. A year begins at a midnight.
_EDGES = (
    *((Publication, name) for name in ("live_from", "live_until")),
    *((Alert, name) for name in ("show_from", "show_until")),
    *((SchoolYear, name) for name in ("opened_at", "closed_at")),
)


@dataclass(frozen=True)
class Span:
    """From `since` on and before `until` visitors see the same, as long as the directory has this `version`."""

    version: tuple[int, str]
    since: datetime
    until: datetime


_last: Span | None = None


def span_at(moment: datetime) -> Span | None:
    """
    The span in which `moment` is; None where nothing can be kept. One query while the last one goes on; a second,
    which looks through the windows of all that was ever published, in another.
    """
    global _last
    version, last = DirectoryVersion.objects.current(), _last
    if version is None:
        return None
    if last and last.version == version and last.since <= moment < last.until:
        return last
    midnight = datetime.combine(timezone.localdate(moment), time.min)
    before, after = [timezone.make_aware(midnight)], [timezone.make_aware(midnight + timedelta(days=1))]
    rows = [
        QuerySet(model)
        .order_by()
        .annotate(all=Value(1))
        .values("all")
        .annotate(
            before=Max(name, filter=Q(**{f"{name}__lte": moment})), after=Min(name, filter=Q(**{f"{name}__gt": moment}))
        )
        .values_list("before", "after")
        for model, name in _EDGES
    ]
    for began, ends in rows[0].union(*rows[1:]):
        before += [began] if began else []
        after += [ends] if ends else []
    _last = Span(version, max(before), min(after))
    return _last
