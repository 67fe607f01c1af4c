"""What was corrected on pages of the year before since the drafts of a year were made from it: “also in 2025-26?”."""

import hashlib
import json
from dataclasses import asdict

from django.db import transaction

from ..models import Publication, SchoolYear
from ..models.facts import ENTRY
from ..page import kept_page
from . import comparison, draft_rows
from .conflicts import Conflict, merged
from .edition import KINDS, of_drafts
from .locking import locked
from .plan import Write

_NAMES = [name for name in ENTRY if name not in ("slug", "position", "succeeds", "confirmed_on")]


def key_of(correction: Conflict) -> str:
    """What a correction is known by, as long as the draft and the page say what they say now."""
    sides = json.dumps([correction.draft, correction.said], sort_keys=True)
    digest = hashlib.sha256(sides.encode()).hexdigest()[:16]
    return f"{correction.kind}/{correction.slug}/{correction.field}/{digest}"


def offered(year: SchoolYear, offices, *, of=None) -> list[Conflict]:
    """
    The values that were published in the year before since the first load of `year`, and that its drafts do not have:
    `loaded` is what visitors saw then, `said` what they see now. Of the drafts of `offices` alone; with `of` only from
    the page of that office of the year before. Nine queries at most.
    """
    return [one for *_, found in _entries(year, of_drafts(year), offices, of) for one in found]


def take_over(year: SchoolYear, wanted: set[str], offices, *, by) -> list[Conflict]:
    """Write those whose `key_of` is `wanted` into the drafts, each office as a version; the others are passed over."""
    with transaction.atomic():
        year = locked(year.label)[year.label]
        drafts, writes, taken = of_drafts(year), [], []
        for kind, before, sides, found in _entries(year, drafts, offices):
            if chosen := {one.field for one in found if key_of(one) in wanted}:
                after = before | _merged(*sides, chosen.__contains__)[0]
                writes.append(Write(kind, drafts.keys[kind, before["slug"]], before, after))
                taken += [one for one in found if one.field in chosen]
        draft_rows.write(year, writes, drafts.keys, by=by, why="Corrected in the year before as well")
    return taken


def came_and_went(year: SchoolYear, offices) -> tuple[list[str], list[str]]:
    """
    By name, what came to the pages of the year before since the first load of `year` and has no draft in it, and what
    went from them and has one: departments of `offices`, and offices. Nine queries at most.
    """
    drafts, came, went = of_drafts(year), [], []
    for _, _, was, part, draft in _followed(year, drafts, offices, None):
        if part and not was and not draft:
            came.append(part.name)
        elif was and not part and draft and not draft["retired_at"]:
            went.append(draft["name"])
    return came, went


def _entries(year, drafts, offices, of=None):
    """Of each draft that lacks corrections: its kind and values, the three sides, and these."""
    for kind, own, was, part, draft in _followed(year, drafts, offices, of):
        if was and part and draft:
            sides = _values(was), draft, _values(part)
            if found := _merged(*sides, lambda field: False)[1]:
                yield kind, draft | {"slug": own}, sides, [Conflict(kind, own, draft["name"], *one) for one in found]


def _followed(year, drafts, offices, of):
    """
    Of each entry on the pages of the year before: its kind and its address in `year`, what visitors saw of it at the
    first load of `year` and what they see now, and its draft; None for each that is not there.
    """
    load = year.loads.standing().only("loaded_at", "keys").last()
    before = SchoolYear.objects.filter(starts_on__lt=year.starts_on).first()
    if load is None or before is None:
        return
    pages = [_pages(before, at, of) for at in (load.loaded_at, None)]
    slug_of = {(kind, pk): slug for (kind, slug), pk in drafts.keys.items()}
    may = set(offices.filter(school_year=year).values_list("slug", flat=True))
    owners = {part.slug: page.slug for found in pages for page in found for part in page.departments}

    def own_of(kind, slug):
        return slug_of.get((kind, load.keys.get(kind, {}).get(slug)), slug)

    for kind in KINDS:
        then, now = (comparison.entries(kind, found) for found in pages)
        for slug in now | then:
            own = own_of(kind, slug)
            draft = drafts.edition.entries(kind).get(own)
            owner = own if kind == "office" else draft["office"] if draft else own_of("office", owners[slug])
            if owner in may or (kind == "office" and not draft):
                yield kind, own, then.get(slug), now.get(slug), draft


def _pages(year, at, of):
    live = Publication.objects.live(at).filter(school_year=year)
    found = map(kept_page.readable_page_of, live.filter(office=of) if of else live)
    return [page for page in found if page]


def _values(part):
    return {name: getattr(part, name) for name in _NAMES} | {"contacts": [asdict(line) for line in part.contacts]}


def _merged(was, draft, said, takes):
    """As of a load, but for each difference being asked about, of contact lines only those that are new."""

    def asks(name, value):
        return name != "contacts" or value[0] not in was["contacts"]

    taken, found = merged(was, {name: draft[name] for name in said}, said, takes, asks)
    if not any(takes(field) for field, *_ in found if field.startswith("contacts-")):
        taken.pop("contacts", None)
    return taken, found
