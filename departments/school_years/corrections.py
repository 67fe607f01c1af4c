"""What was corrected on pages of the year before since the drafts of a year were made from it: “also in 2025-26?”."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..drafts import history
from ..drafts.state import State
from ..models import Publication, SchoolYear
from ..models.facts import ENTRY, grouped
from ..page import kept_page
from . import draft_rows
from .conflicts import Conflict, merged
from .edition import KINDS, of_drafts
from .locking import locked
from .plan import Write
from .plan_in_words import both_shown, label

_NAMES = [name for name in ENTRY if name not in ("slug", "position", "succeeds", "confirmed_on")]


def key_of(correction: Conflict) -> str:
    """What a correction is known by, as long as the draft and the page say what they say now."""
    sides = json.dumps([correction.draft, correction.said], sort_keys=True)
    digest = hashlib.sha256(sides.encode()).hexdigest()[:16]
    return f"{correction.kind}/{correction.slug}/{correction.field}/{digest}"


def offered(year: SchoolYear, offices, *, of=None) -> list[Conflict]:
    """
    The values that were published in the year before since the loads of `year`, and that its drafts do not have:
    `loaded` is what visitors saw at the load that the draft has it from, else at the first; `said` what they see now.
    Of the drafts of `offices` alone; with `of` only from the page of that office of the year before. Seven queries
    at most.
    """
    return [one for *_, found in _entries(year, offices, of) for one in found]


def brought_back(found: list[Conflict], state: State) -> Iterator[str]:
    """A sentence on each of the corrections `found` that publishing the office would undo: its draft is as before."""
    for one in found:
        is_here = one.slug in state.draft.departments if one.kind == "department" else one.slug == state.office.slug
        if is_here and one.draft == one.loaded:
            words = _(
                "{name}: on last year’s page the {label} was corrected to {new} since, and this draft says {old} as "
                "before. Take that over, unless the draft is right."
            )
            old, new = (_("“{words}”").format(words=side) if side else _("nothing") for side in both_shown(one))
            yield words.format(name=one.name, label=label(one.field), new=new, old=old)


def take_over(year: SchoolYear, wanted: set[str], offices, *, by) -> list[Conflict]:
    """Write those whose `key_of` is `wanted` into the drafts, each office as a version; the others are passed over."""
    with transaction.atomic():
        year = locked(year.label)[year.label]
        drafts, writes, taken = of_drafts(year), [], []
        for kind, before, sides, found in _entries(year, offices):
            if chosen := {one.field for one in found if key_of(one) in wanted}:
                after = before | _merged(*sides, chosen.__contains__)[0]
                writes.append(Write(kind, drafts.keys[kind, before["slug"]], before, after))
                taken += [one for one in found if one.field in chosen]
        draft_rows.write(year, writes, drafts.keys, by=by, why=_("Corrected in the year before as well"))
    return taken


def came_went_and_moved(year: SchoolYear, offices) -> tuple[list[str], list[str], list[str]]:
    """
    By name, what came to the pages of the year before since the first load of `year` and has no draft in it; what went
    from them, but for what went with its office or department, and has one; and what moved to another office than its
    draft is in. Departments of `offices`, and offices. Seven queries at most.
    """
    followed, now_in = list(_followed(year, offices)), _("{name}: now in {office}")
    came = [part.name for _, _, was, part, draft, _ in followed if part and not was[0] and not draft]
    moved = [now_in.format(name=draft["name"], office=page.name) for *_rest, draft, page in followed if page]
    left = {(kind, own): draft for kind, own, was, part, draft, _ in followed if any(was) and not part}
    listed = [draft for draft in left.values() if draft and not draft["retired_at"]]
    homes = [{("office", draft.get("office")), ("department", draft.get("parent"))} for draft in listed]
    went = [draft["name"] for draft, above in zip(listed, homes, strict=True) if not left.keys() & above]
    return came, went, moved


def _entries(year, offices, of=None):
    """Of each draft that lacks corrections: its kind and values, the three sides, and these."""
    for kind, own, was, part, draft, _page in _followed(year, offices, of):
        if any(was) and part and draft:
            sides = _had([_values(one) for one in was if one], draft), draft, _values(part)
            if found := _merged(*sides, lambda field: False)[1]:
                yield kind, draft | {"slug": own}, sides, [Conflict(kind, own, draft["name"], *one) for one in found]


def _followed(year, offices, of=None):
    """
    Of each entry on the pages of the year before that differ: its kind and its address in `year`, what visitors saw of
    it at each load of `year` and what they see now, its draft, and the page of another office that it moved to; None
    for each that is not there.
    """
    loads = list(year.loads.standing().of_whole_years().only("school_year", "loaded_at", "keys").reverse())
    before = SchoolYear.objects.filter(starts_on__lt=year.starts_on).first()
    *loaded, seen = _pages(before, [load.loaded_at for load in loads], of) if loads and before else [[]]
    if not any([*loaded, seen]):
        return
    drafts, keys = of_drafts(year), loads[-1].keys
    slug_of = {(kind, pk): slug for (kind, slug), pk in drafts.keys.items()}
    may = set(offices.filter(school_year=year).values_list("slug", flat=True))

    def own_of(kind, slug):
        return slug_of.get((kind, keys.get(kind, {}).get(slug)), slug)

    for kind in KINDS:
        then, now = {}, _parts(kind, seen)
        for load, pages in enumerate(loaded):
            parts = _parts(kind, pages)
            for earlier, slug in _same_under_another_address(then, parts):
                then.setdefault(earlier, [(None, None)] * load).append(parts.get(slug, (None, None)))
        for earlier, slug in _same_under_another_address(then, now):
            was, (part, page) = then.get(earlier, [(None, None)]), now.get(slug, (None, None))
            old_page = next((had for _, had in was if had), None)
            own, *homes = own_of(kind, earlier), *(one and own_of("office", one.slug) for one in (old_page, page))
            draft = drafts.edition.entries(kind).get(own)
            home = draft.get("office", own) if draft else homes[1] or homes[0]
            if home in may or (kind == "office" and not draft):
                moved_to = page if draft and all(homes) and homes[1] not in (homes[0], home) else None
                yield kind, own, [had for had, _ in was], part, draft, moved_to


def _same_under_another_address(then, now):
    """The addresses `then` and `now` of each entry of either: one that got another address since succeeds its own."""
    pairs = {}
    for slug, (part, _page) in now.items():
        left = (old for old in part.succeeds.split() if old in then and old not in now and old not in pairs)
        pairs[slug if slug in then else next(left, slug)] = slug
    return (pairs | {slug: slug for slug in then if slug not in pairs}).items()


def _parts(kind, pages):
    """The offices or departments on `pages` by their address, each with its page."""
    return {part.slug: (part, page) for page in pages for part in ([page] if kind == "office" else page.departments)}


def _pages(year, moments, of):
    """What visitors see of `year` at each of `moments`, and now, without the pages that they saw all along."""
    moments = [*moments, timezone.now()]
    rows = Publication.objects.filter(school_year=year, **({"office": of} if of else {}))
    rows = rows.seen_between(moments[0]).only("live_from", "live_until")
    rows = [one for one in rows if not (one.is_live(moments[0]) and one.is_live(moments[-1]))]
    live = [[one.pk for one in rows if one.is_live(at)] for at in moments]
    kept = Publication.objects.in_bulk({pk for shown in live for pk in shown})
    pages = {pk: kept_page.readable_page_of(one) for pk, one in kept.items()}
    return [[pages[pk] for pk in shown if pages[pk]] for shown in live]


def _had(versions, draft):
    """What was published of it at the newest of the loads that the draft has it from, else at the first, by group."""
    had = {}
    for names in grouped(ENTRY, versions[0]).values():
        same = (one for one in reversed(versions) if all(one[name] == draft[name] for name in names))
        version = next(same, versions[0])
        had |= {name: version[name] for name in names}
    return had


def _values(part):
    """As a draft has them: days are text there."""
    lines = [{name: history.as_json(name, value) for name, value in asdict(line).items()} for line in part.contacts]
    return {name: history.as_json(name, getattr(part, name)) for name in _NAMES} | {"contacts": lines}


def _merged(was, draft, said, takes):
    """As of a load, but for each difference being asked about, of contact lines only those that are new."""

    def asks(name, value):
        return name != "contacts" or value[0] not in was["contacts"]

    taken, found = merged(was, {name: draft[name] for name in said}, said, takes, asks)
    if not any(takes(field) for field, *_ in found if field.startswith("contacts-")):
        taken.pop("contacts", None)
    return taken, found
