"""
What became of the directory between two editions, office by office, in sentences. Pure.

Offices and departments are one where they have the same address, or where somebody said so (`same`). A department is
followed across offices, since its address is unique in a year. What might be one under two addresses is only proposed
(`likenesses`).
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz import fuzz, process

from ..models.facts import ENTRY, Form, named
from ..models.lead import LEAD
from ..publishing.changes import changed_fields, changed_lines
from ..publishing.changes.change import became, name_of
from ..publishing.changes.changed_departments import became_a_unit, swapped
from ..words.folding import fold
from ..words.naming import core
from .edition import KINDS

# How close two names must be, in hundredths, to be proposed as one.
_CLOSE = 85


@dataclass(frozen=True)
class Item:
    """
    One thing that changed. `kind` is one of new, gone, renamed, moved, lead, number, order (a contact line that only
    changed places) and text, which is all else; `slug` the department's address, "" for the office itself; `field`,
    `label`, `before` and `after` as `publishing.changes.Change` has them.
    """

    kind: str
    slug: str
    part: str
    field: str = ""
    before: str = ""
    after: str = ""
    sentence: str = ""
    label: str = ""


@dataclass
class OfficeChanges:
    """What changed at one office; `what` is new, gone or changed."""

    slug: str
    name: str
    what: str = "changed"
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class Likeness:
    """Two entries that may be one, and why: nobody assumed it."""

    kind: str
    before_slug: str
    before_name: str
    after_slug: str
    after_name: str
    reasons: tuple[str, ...]


def compare(before, after, same=None) -> tuple[OfficeChanges, ...]:
    """
    The changes that lead from the pages `before` to those `after`, tuples of `OfficePage`, without offices that
    stay as they are: first those of `after` in its order, then those that are gone. `same` is {(kind, new): old}.
    """
    return _Comparison(before, after, same or {}).changes()


class _Comparison:
    def __init__(self, before, after, same):
        self.before, self.after = before, after
        self.old, self.new = ({kind: entries(kind, pages) for kind in KINDS} for pages in (before, after))
        if len({page.school_year for page in (*before, *after)}) > 1:  # what took whose place a year before is no news
            for kind, parts in self.old.items():
                self.old[kind] = {slug: replace(part, succeeds="") for slug, part in parts.items()}
        self.old_home = {part.slug: page for page in before for part in page.departments}
        self.earlier = {(kind, slug): same.get((kind, slug), slug) for kind in KINDS for slug in self.new[kind]}
        self.earlier = {(kind, slug): old for (kind, slug), old in self.earlier.items() if old in self.old[kind]}
        self.address_now = {old: slug for (kind, slug), old in self.earlier.items() if kind == "department"}

    def changes(self):
        gone = {
            page.slug: [_gone(part, part.slug) for part in page.departments if part.slug not in self.address_now]
            for page in self.before
        }
        found = [self._office(page, gone) for page in self.after]
        kept = {old for (kind, _slug), old in self.earlier.items() if kind == "office"}
        found += [
            OfficeChanges(page.slug, name_of(page), "gone", [_gone(page, ""), *gone[page.slug]])
            for page in self.before
            if page.slug not in kept
        ]
        return tuple(office for office in found if office.items)

    def _office(self, page, gone):
        earlier = self.earlier.get(("office", page.slug))
        office = OfficeChanges(page.slug, name_of(page), "changed" if earlier else "new")
        if earlier:
            office.items += _of_part(self.old["office"][earlier], page, "", earlier)
        else:
            count, words = len(page.departments), _("New office: {name}")
            if count:
                words = ngettext(
                    "New office: {name}, with {count} department", "New office: {name}, with {count} departments", count
                )
            office.items.append(_item("new", page, "", words.format(name=_with_lead(page), count=count)))
        for part in page.departments:
            office.items += self._department(part, earlier, page)
        office.items += gone.get(earlier, ())
        return office

    def _department(self, part, earlier_office, page):
        earlier = self.earlier.get(("department", part.slug))
        if earlier is None and earlier_office:
            yield _item("new", part, part.slug, _("New department: {name}").format(name=_with_lead(part)))
        if earlier is None:
            return
        old, old_home = self.old["department"][earlier], self.old_home[earlier]
        if old_home.slug != earlier_office:
            sentence = _("{name} comes here from {office}").format(name=name_of(part), office=name_of(old_home))
            yield _item("moved", part, part.slug, sentence, "office", name_of(old_home), name_of(page))
        elif self.address_now.get(old.parent, old.parent) != part.parent:
            above = self.old["department"].get(old.parent), self.new["department"].get(part.parent)
            was, now = (name_of(parent) if parent else "" for parent in above)
            yield _item("moved", part, part.slug, became_a_unit(part, was, now), "parent", was, now)
        yield from _of_part(old, part, part.slug, earlier)


_KINDS = dict.fromkeys(("contacts", *named(ENTRY, Form.NUMBER)), "number") | {"name": "renamed", "lead": "lead"}


def _of_part(old, new, slug, earlier):
    """What became of the fields of one office or department; its place among neighbours is nobody's news."""
    if earlier != new.slug:
        words = _("{name} has a new address: {before} → {after}")
        sentence = words.format(name=name_of(new), before=earlier, after=new.slug)
        yield _item("renamed", new, slug, sentence, "slug", earlier, new.slug)
    was, now = (str(part.lead) or part.lead_title for part in (old, new))
    if was == now and old.lead_name != new.lead_name:  # of a vacant post: drafts have it, and no page shows it
        what = became(_(ENTRY["lead_name"].label), old.lead_name, new.lead_name)
        sentence = _("{name}: {what} (the post is vacant)").format(name=name_of(new), what=what)
        yield _item("lead", new, slug, sentence, "lead_name", old.lead_name, new.lead_name)
    if was != now:
        if was and now:
            words = _("{name}: {was} → {now}")
        else:
            words = _("{name}: lead added: {now}") if now else _("{name}: lead removed: {was}")
        yield _item("lead", new, slug, words.format(name=name_of(new), was=was, now=now), "lead", was, now)
    told = {name: getattr(new, name) for name in ("slug", *LEAD)}
    aside = replace(old, **told)
    for change in (*changed_fields.changes(aside, new, slug), *changed_lines.changes(aside, new, slug)):
        kind = "order" if change.is_order else _KINDS.get(change.field, "text")
        yield _item(kind, new, slug, str(change), change.field, change.before, change.after, change.label)


def _with_lead(part):
    lead = part.lead
    return _("{name} ({lead})").format(name=name_of(part), lead=lead) if lead else name_of(part)


def _gone(part, slug):
    lead = part.lead
    words = _("{name} will no longer be listed ({lead})") if lead else _("{name} will no longer be listed")
    return _item("gone", part, slug, words.format(name=name_of(part), lead=lead))


def _item(kind, part, slug, sentence, field="", before="", after="", label=""):
    return Item(kind, slug, name_of(part), field, before, after, sentence, label)


def likenesses(before, after, gone=frozenset()) -> tuple[Likeness, ...]:
    """
    Entries of `after` under a new address that may be one of `before` that is gone: the file says so (`succeeds`), or
    they share a number, a lead or most of a name. Each stands in one pair at most, the one with most reasons, but in
    one with each of its own name. What is in `gone`, as (kind, address), counts as gone although `after` has it.
    """
    found, home = [], {part.slug: name_of(page) for page in before for part in page.departments}
    for kind in KINDS:
        old, new = entries(kind, before), entries(kind, after)
        left = {slug: part for slug, part in old.items() if slug not in new or (kind, slug) in gone}
        pairs = _alike(left, {slug: part for slug, part in new.items() if slug not in old})
        taken = set()
        for one, other, reasons in sorted(pairs, key=lambda pair: (-len(pair[2]), pair[0].slug, pair[1].slug)):
            is_namesake = core(one.name) == core(other.name)
            if is_namesake or not taken & {("old", one.slug), ("new", other.slug)}:
                taken |= {("old", one.slug), ("new", other.slug)}
                if is_namesake and kind == "department":
                    reasons.append(_("it was in {office}").format(office=home[one.slug]))
                found.append(Likeness(kind, one.slug, name_of(one), other.slug, name_of(other), tuple(reasons)))
    return tuple(found)


def successions(before, after) -> dict:
    """
    What is one under two addresses, as `compare` takes it: it says that it succeeds one that is not listed now, or has
    exchanged its address with another.
    """
    same = {}
    for kind in KINDS:
        old, new = entries(kind, before), entries(kind, after)
        same |= {(kind, slug): earlier for slug, earlier in swapped(old.values(), new.values()).items()}
        heirs = defaultdict(list)
        for part in new.values():
            earlier = {slug for slug in part.succeeds.split() if slug in old and slug not in new}
            if len(earlier) == 1 and part.slug not in old:
                heirs[earlier.pop()].append(part.slug)
        same |= {(kind, slugs[0]): slug for slug, slugs in heirs.items() if len(slugs) == 1}
    return same


def heirs(before, after) -> dict:
    """
    What of `after` succeeds each of `before`, as kinds and addresses. Where an office and a department had one address,
    each goes to its own kind.
    """
    old, found = {kind: entries(kind, before) for kind in KINDS}, defaultdict(list)
    for kind in KINDS:
        for slug, part in entries(kind, after).items():
            for earlier in dict.fromkeys(part.succeeds.split()):
                kinds = [one for one in KINDS if earlier in old[one]]
                for one in [kind] if kind in kinds else kinds:
                    if (one, earlier) != (kind, slug):
                        found[one, earlier].append((kind, slug))
    return dict(found)


def entries(kind, offices) -> dict:
    """The offices, or the departments, of `offices` by their address."""
    parts = offices if kind == "office" else (part for page in offices for part in page.departments)
    return {part.slug: part for part in parts}


def _alike(gone, new):
    """Pairs that share something, each with what: found by what they share, so that 10,000 take a moment."""
    reasons, said, is_close = defaultdict(list), _("the file says so"), _("close names")
    for part in new.values():
        for slug in part.succeeds.split():
            if slug in gone:
                reasons[slug, part.slug].append(said)
    for label, key in ((_("same number"), lambda p: p.phone), (_("same lead"), lambda p: fold(p.lead_name))):
        holders = defaultdict(list)
        for part in gone.values():
            holders[key(part)].append(part.slug)
        for part in new.values():
            # A number that many share is a switchboard's, and tells nothing.
            if key(part) and 0 < len(holders[key(part)]) <= 3:
                for slug in holders[key(part)]:
                    reasons[slug, part.slug].append(label)
    names, how = {slug: core(part.name) for slug, part in gone.items()}, {"scorer": fuzz.token_sort_ratio}
    for part in new.values():
        close = process.extract(core(part.name), names, **how, score_cutoff=_CLOSE, limit=None)
        for _name, score, slug in close:
            if score == close[0][1]:
                reasons[slug, part.slug].append(is_close)
    return [(gone[old], new[slug], why) for (old, slug), why in reasons.items()]
