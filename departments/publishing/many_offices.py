"""
Many offices published: those that no other page and nothing planned has to do with, a few in a transaction, and every
other by itself. What comes of each is what `publish()` of one after the other comes to.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import chain, islice

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ..models import Happening, Listing, Office, Publication
from ..models.happening import our_turn
from . import two_offices, windows
from .draft import drafts_of
from .listings import listings_of
from .meanwhile import Seen
from .refused import NothingToPublish, PublishRefused
from .showing import listings, publication_of, same, shows
from .verbs import log_published, publish

# In one transaction: whoever saves meanwhile waits for its end, and what is dated in it can be seen only then.
_AT_ONCE = 25
_INSTANT = timedelta(microseconds=1)


def publish_many(
    offices: Iterable[Office], *, by, at=None, note="", seen: Mapping[int, Seen] | None = None
) -> Iterator[tuple[Office, Publication | PublishRefused]]:
    """
    Publish the draft of each of `offices` as `publish()` does, and give each, in order, with its publication or why
    there is none: one that is refused stops no other. `seen` is what somebody was shown of each, by primary key.
    """
    seen, rest = seen or {}, iter(offices)
    while some := list(islice(rest, _AT_ONCE)):
        with transaction.atomic():
            done = _together([office.pk for office in some], by=by, at=at, note=note, seen=seen)
        for one in done.values():
            if isinstance(one, Publication):
                log_published(one, by=by)
        for office in some:
            try:
                one = done.get(office.pk) or publish(office, by=by, at=at, note=note, seen=seen.get(office.pk))
            except PublishRefused as reason:
                one = reason
            yield office, one


def _together(keys, *, by, at, note, seen):
    """What comes of those with these keys, by office, that need no look at another page and have no other refusal."""
    rows = Office.objects.select_for_update(of=("self",)).select_related("school_year").order_by("pk")
    offices = {row.pk: row for row in rows.filter(pk__in=keys)}
    drafts = drafts_of(offices.values(), at=at or timezone.now())
    sound = {
        key: offices[key]
        for key in keys
        if not (offices[key].retired_at or drafts[key].errors)
        and (key not in seen or drafts[key].digest == seen[key].draft)
    }
    found = {key: listings_of(drafts[key].kept) for key in sound}
    now = our_turn()
    if at and at < now:
        return {}
    lasting = windows.lasting(sound, at=at or now)
    apart = two_offices.related(sound.values(), drafts, at=at or now) | _happened_to(sound, seen)
    last = dict(Publication.objects.filter(office__in=sound).order_by().values_list("office").annotate(Max("number")))
    unchanged, new = {}, {}
    for key in [key for key in lasting if key not in apart]:
        office, draft, live = sound[key], drafts[key], lasting[key]
        if live and shows(live, draft.digest):
            unchanged[key] = NothingToPublish(same(office))
            continue
        now = max(timezone.now(), now + _INSTANT)  # what has one moment is one act, and is called off as one
        kept = {"payload": draft.payload, "digest": draft.digest, "number": last.get(key, 0) + 1}
        dated = {"by": by, "at": at or now, "now": now, "note": note}
        new[key] = publication_of(office, draft.page, windows.Ending(), **kept, **dated)
    windows.end_each({live: one.live_from for key, one in new.items() if (live := lasting[key])})
    Publication.objects.bulk_create(new.values())
    rows = (listings(one, drafts[key].departments, found[key]) for key, one in new.items())
    Listing.objects.insert(chain.from_iterable(rows))
    Happening.objects.bulk_create(one.happening("published", one.published_at) for one in new.values())
    return unchanged | new


def _happened_to(offices, seen):
    """Those of which something was published, or ended, since somebody has `seen` them."""
    numbers = [one.number for one in seen.values()]
    since = Happening.objects.filter(office__in=offices, pk__gt=min(numbers)) if seen else Happening.objects.none()
    return {key for key, number in since.values_list("office", "pk") if key in seen and number > seen[key].number}
