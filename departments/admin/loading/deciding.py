"""What a person ticked on the page of a plan, and the plan as that page offers it."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...school_years.plan import Decisions, said_same
from ...school_years.plan_in_words import cell, label, unseen
from .conflict_as_read import shown

CONFLICT, ALL, SAME = "conflict-", "conflicts", "same"
RETIRE, RETIRE_ALL, MANY = "retire", "retire-all", "retire-many"
# Choices of one kind on one page: a form that a browser can still show, and Django take.
SHOWN = 1000


def decisions(data, edition) -> Decisions:
    """The ticks in `data`, a QueryDict. What is no tick of such a page is passed over."""
    sides = {"keep": set(), "take": set()}
    for name, side in data.items():
        key = tuple(name.removeprefix(CONFLICT).split("/"))
        if name.startswith(CONFLICT) and len(key) == 3 and side in sides:
            sides[side].add(key)
    gone = [tuple(value.split("/")) for value in data.getlist(RETIRE)]
    pairs = [pair for value in data.getlist(SAME) if (pair := said_same(value))]
    return Decisions(
        conflicts=data[ALL] if data.get(ALL) in sides else "",
        take=frozenset(sides["take"]),
        keep=frozenset(sides["keep"]),
        retire=RETIRE_ALL in data or frozenset(key for key in gone if len(key) == 2),
        same={(kind, new): old for (kind, new), old in pairs if new in edition.entries(kind)},
        confirmed=int(data[MANY]) if re.fullmatch(r"\d{1,6}", data.get(MANY, ""), re.ASCII) else 0,
    )


@dataclass(frozen=True)
class Choice:
    """A conflict: both values in words; the side `chosen` for it by itself and, by that or for all, the one `taken`."""

    name: str
    title: str
    before: str
    keep: str
    take: str
    chosen: str
    taken: str
    where: str  # in the file
    unseen: str  # what both differ in where they look alike


@dataclass(frozen=True)
class Tick:
    value: str
    label: str
    detail: str
    is_on: bool


@dataclass(frozen=True)
class Leaving:
    """What the file no longer has of one office: the office itself, or else only its name, and departments of it."""

    office: str
    ticks: list[Tick]


def choice(plan, decided, conflict, bundle) -> Choice:
    key = conflict.kind, conflict.slug, conflict.field
    name = CONFLICT + "/".join(key)
    chosen = "take" if key in decided.take else "keep" if key in decided.keep else ""
    taken = {True: "take", False: "keep", None: ""}[decided.takes(*key)]
    where = cell(bundle, *key)
    title = f"{conflict.name}{_inside(plan, conflict)}"
    if not conflict.field:
        deleted, again = _("It stays deleted, as an editor left it."), _("It comes back, as the file has it.")
        title = _("{name}: deleted here, changed in the file").format(name=title)
        return Choice(name, title, "", deleted, again, chosen, taken, where, "")
    values = [shown(conflict, value, plan) for value in (conflict.loaded, conflict.draft, conflict.said)]
    before = "" if conflict.loaded is None else values[0]
    differs = unseen(*map(str, values[1:]))
    return Choice(name, f"{title}: {label(conflict.field)}", before, *values[1:], chosen, taken, where, differs)


def _inside(plan, conflict):
    """The office of a department, whose name alone may be that of several."""
    if conflict.kind == "office":
        return ""
    sides = (plan.after.departments, plan.edition.departments)
    office = next((side[conflict.slug]["office"] for side in sides if conflict.slug in side), "")
    offices = plan.edition.offices.get(office) or plan.after.offices.get(office) or {}
    return f" ({offices.get('name', office)})" if office else ""


def leaving(plan, decided) -> list[Leaving]:
    """What the file no longer has, by office, with a tick to have it taken off the site for each."""
    offices = {one.slug: one for one in plan.gone if one.kind == "office"}
    below = defaultdict(list)
    for one in plan.gone[:SHOWN]:
        office = one.slug if one.kind == "office" else plan.after.departments[one.slug]["office"]
        below[office].append(Tick(f"{one.kind}/{one.slug}", one.name, "", decided.retires(one.kind, one.slug)))
    names = {slug: values["name"] for slug, values in plan.after.offices.items()}
    return [Leaving(offices[slug].name if slug in offices else names[slug], ticks) for slug, ticks in below.items()]


def perhaps_the_same(plan, decided) -> list[Tick]:
    """What may be one under two addresses, and what was said to be."""
    ticks = {}
    for like in plan.likenesses[:SHOWN]:
        names = f"{like.before_name} → {like.after_name}"
        ticks[f"{like.kind}/{like.before_slug}={like.after_slug}"] = names, ", ".join(like.reasons)
    said = {f"{kind}/{old}={new}": (kind, old, new) for (kind, new), old in decided.same.items()}
    for value, (kind, old, new) in said.items():
        sides = (plan.before, old), (plan.edition, new)
        names = [side.entries(kind).get(slug, {}).get("name", slug) for side, slug in sides]
        ticks.setdefault(value, (" → ".join(names), _("as you said")))
    return [Tick(value, label, detail, value in said) for value, (label, detail) in ticks.items()]


def carried(data) -> list[tuple[str, str]]:
    """The ticks in `data` as they came, for a page that cannot show them."""
    kept = [(name, value) for name, value in data.items() if name.startswith(CONFLICT)]
    return kept + [(name, value) for name in (RETIRE, SAME) for value in data.getlist(name)]
