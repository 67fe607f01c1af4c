"""What loading an edition would come to, found before anything is written."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

from django.utils import timezone

from ..models import SchoolYear
from . import comparison, fitting
from .conflicts import Conflict, merged
from .edition import DEFAULTS, Drafts, Edition, in_utc, of_drafts
from .uncollected import uncollected

KINDS = ("office", "department")


@dataclass(frozen=True)
class Decisions:
    """
    What a person decided about a plan: all conflicts at once ("keep" the editors' values or "take" the file's) or one
    by one as (kind, address, field); which of what is gone to retire, as (kind, address) or True for all; and what is
    the same under a new address, as {(kind, new address): old address}.
    """

    conflicts: str = ""
    take: frozenset = frozenset()
    keep: frozenset = frozenset()
    retire: frozenset | bool = False
    same: dict = field(default_factory=dict)

    def takes(self, kind, slug, field) -> bool | None:
        """True for the file's value, False for the editor's, None while nobody decided."""
        if (kind, slug, field) in self.take | self.keep:
            return (kind, slug, field) in self.take
        return {"take": True, "keep": False}.get(self.conflicts)

    def retires(self, kind, slug) -> bool:
        return self.retire if isinstance(self.retire, bool) else (kind, slug) in self.retire


@dataclass(frozen=True)
class Gone:
    """What an earlier load brought and the file no longer has. It stays as it is unless it is retired."""

    kind: str
    slug: str
    name: str
    retired: bool


@dataclass(frozen=True)
class Write:
    """
    A row to be written: `pk` and `before` are None for a new one. Both sides are an edition's values with the `slug`.

    `office` and `parent` are addresses as they are before the load, or as the file has them for what is new.
    """

    kind: str
    pk: int | None
    before: dict | None
    after: dict


@dataclass
class Plan:
    """
    What a load comes to. `before` and `after` are the drafts then; `keys` their rows, by kind and address, as they
    were before; `content` what the load remembers of the file.
    """

    edition: Edition
    year: SchoolYear | None
    dates: dict
    before: Edition
    after: Edition
    same: dict
    keys: dict
    writes: list[Write] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    content: Edition = None
    # Whether the next plan would start from something else than the last one left.
    remembers_more: bool = True
    # For each kind: which row each address of the file is, by the address the draft had.
    rows: dict = field(default_factory=dict)

    @property
    def undecided(self) -> list[Conflict]:
        return [conflict for conflict in self.conflicts if conflict.takes is None]

    @property
    def is_nothing(self) -> bool:
        return self.year is not None and not self.writes and not self.dates

    @property
    def digest(self) -> str:
        """
        SHA-256, in hexadecimal, of what the plan asks and writes: the same while file, drafts and `same` come to the
        same plan, whatever is decided of its conflicts and of what is gone.
        """
        asked = [asdict(replace(conflict, takes=None)) for conflict in self.conflicts]
        gone = [(one.kind, one.slug, one.name) for one in self.gone]
        days = self.year and (self.year.starts_on, self.year.ends_on)
        said = [self.edition.label, self.edition.year, days, asked, gone, list(self._undecided_writes())]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()

    def _undecided_writes(self):
        """What is written of each row (kind, key, before, after) while nothing is decided."""
        taken = {(one.kind, one.slug, one.field): one.draft for one in self.conflicts if one.takes}
        gone = {(one.kind, one.slug) for one in self.gone}
        for write in self.writes:
            slug = (write.before or write.after)["slug"]
            after = {name: taken.get((write.kind, slug, name), value) for name, value in write.after.items()}
            if (write.kind, slug) not in gone and (write.kind, slug, "") not in taken and after != write.before:
                yield write.kind, write.pk, write.before, after

    @cached_property
    def changes(self):
        """What becomes of the directory, by office: of this year's drafts, or of last year's where there are none."""
        if self.before.label == self.edition.label and not self.writes:
            return ()
        return comparison.compare(self.before.pages(), self.after.pages(), same=self.same)

    @cached_property
    def likenesses(self):
        """Entries that may be one under two addresses: proposed, never assumed."""
        coming = {(write.kind, write.after["slug"]) for write in self.writes if write.pk is None}
        going = {(gone.kind, gone.slug) for gone in self.gone}
        if self.before.label != self.edition.label:
            going = {(kind, slug) for kind in KINDS for slug in self.before.entries(kind)}
        if not coming or not going:
            return ()
        found = comparison.likenesses(self.before.pages(), self._without_gone().pages())
        return tuple(
            like for like in found if (like.kind, like.after_slug) in coming and (like.kind, like.before_slug) in going
        )

    def _without_gone(self):
        gone = {(one.kind, one.slug) for one in self.gone}
        kept = {
            kind: {slug: v for slug, v in self.after.entries(kind).items() if (kind, slug) not in gone}
            for kind in KINDS
        }
        return replace(self.after, offices=kept["office"], departments=kept["department"])

    @property
    def counts(self) -> dict[str, int]:
        new = sum(write.pk is None for write in self.writes)
        retired = sum(gone.retired for gone in self.gone)
        return {
            "new": new,
            "changed": len(self.writes) - new - retired,
            "retired": retired,
            "no longer in the file": len(self.gone) - retired,
            "conflicts": len(self.conflicts),
        }


@uncollected()
def make(edition: Edition, *, decisions: Decisions | None = None, at=None) -> Plan:
    """
    What loading `edition` into its year would come to, with these decisions; nothing is written.

    At most eight queries, whatever the edition holds. Raises Refused where the sides cannot be put together.
    """
    return _Making(edition, decisions or Decisions(), at).plan()


class _Making:
    def __init__(self, edition, decisions, at):
        self.edition, self.decisions, self.at = edition, decisions, at or timezone.now()
        self.year = SchoolYear.objects.filter(label=edition.label).first()
        self.drafts = of_drafts(self.year) if self.year else Drafts(Edition(edition.label))
        last = self.year and self.year.loads.standing().first()
        self.loaded = self._last_said(last)
        self.keys = last.keys if last else {}
        self.rows = {kind: self._matched(kind) for kind in KINDS}

    def _last_said(self, last):
        if last is None:
            return None
        return self.edition if self.edition.load_id == last.pk else Edition.unpacked(last.content)

    def plan(self):
        after = Edition(self.edition.label, dict(self.drafts.edition.year) | self.edition.year)
        keys = {kind: self.drafts.keys(kind) for kind in KINDS}
        plan = Plan(self.edition, self.year, self._dates(), self._before(), after, self.decisions.same, keys)
        plan.rows = self.rows
        content = Edition(self.edition.label, dict(self.edition.year), is_whole=True)
        plan.content = content
        for kind in KINDS:
            self._entries(kind, plan)
        plan.remembers_more = self.loaded != content
        fitting.refuse_what_is_not_there(plan, self.drafts)
        fitting.refuse_dates(plan)
        fitting.refuse_what_does_not_fit(plan, self.drafts.offices)
        _follow_new_addresses(plan)
        return plan

    def _dates(self):
        loaded, now = self.loaded and self.loaded.year, self.drafts.edition.year
        taken, conflicts = merged(loaded, now, self.edition.year) if now else (self.edition.year, {})
        return taken | (conflicts if self.decisions.conflicts == "take" else {})

    def _before(self):
        if self.drafts.offices or self.edition.year.get("starts_on") is None:
            return self.drafts.edition
        earlier = SchoolYear.objects.filter(starts_on__lt=self.edition.year["starts_on"]).first()
        return of_drafts(earlier).edition if earlier else self.drafts.edition

    def _matched(self, kind):
        """Which draft each entry of the file is: of that address, or the row that address was last loaded into."""
        pks = self.drafts.keys(kind)
        slug_of = {pk: slug for slug, pk in pks.items()}
        rows = {slug: slug for slug in self.edition.entries(kind) if slug in pks}
        taken = set(rows)
        for slug in self.edition.entries(kind):
            earlier = self.decisions.same.get((kind, slug))
            earlier = earlier if earlier in pks else slug_of.get(self.keys.get(kind, {}).get(slug))
            if slug not in rows and earlier and earlier not in taken:
                rows[slug] = earlier
                taken.add(earlier)
        return rows

    def _entries(self, kind, plan):
        drafts, pks = self.drafts.edition.entries(kind), self.drafts.keys(kind)
        loaded = self._loaded_by_row(kind)
        for slug, values in self.edition.entries(kind).items():
            values = {"retired_at": None} | values  # what a file has is listed, unless it says otherwise
            said = self._placed(values) | {"slug": slug}
            own = self.rows[kind].get(slug)
            before = own and drafts[own] | {"slug": own}
            last = loaded.get(pks[own]) if own else self._loaded(kind).get(slug)
            earlier = {name: value for name, value in (last or {}).items() if name != "slug"}
            plan.content.entries(kind)[slug] = earlier | values
            plan.content.is_whole &= earlier.keys() <= values.keys()
            if own is None and last is not None and not self._comes_back(kind, slug, last, said, plan):
                continue
            self._keep(plan, kind, own, before, self._one(kind, own, before, last, said, plan))
        address_of = {pk: slug for slug, pk in self.keys.get(kind, {}).items()}
        for slug in drafts.keys() - set(self.rows[kind].values()):
            self._left(kind, slug, loaded, address_of, plan)

    def _one(self, kind, own, before, last, said, plan):
        if before is None:
            return DEFAULTS[kind] | said | self._succession(kind, said)
        taken, conflicts = merged(self._last(last, before), before, said)
        for name, value in conflicts.items():
            takes = self.decisions.takes(kind, own, name)
            was = last.get(name) if last else None
            plan.conflicts.append(Conflict(kind, own, before["name"], name, was, before[name], value, takes))
            taken |= {name: value} if takes else {}
        return before | taken

    def _succession(self, kind, said):
        """What is the same as an entry of the year before succeeds it, so that the old address leads on."""
        earlier = self.decisions.same.get((kind, said["slug"]))
        if earlier is None or earlier in self.drafts.keys(kind):
            return {}
        return {"succeeds": " ".join(dict.fromkeys([*said.get("succeeds", "").split(), earlier]))}

    def _comes_back(self, kind, slug, last, said, plan):
        """Whether what an editor deleted since the last load is written anew: only where somebody decides so."""
        was = DEFAULTS[kind] | last
        if all(was[name] == value for name, value in said.items() if name not in ("slug", "position")):
            return False
        takes = self.decisions.takes(kind, slug, "")
        plan.conflicts.append(
            Conflict(kind, slug, said.get("name", slug), "", last["name"], "deleted", "changed", takes)
        )
        return bool(takes)

    def _left(self, kind, slug, loaded, address_of, plan):
        """A draft the file does not have: an editor's own, or gone."""
        values, pk = self.drafts.edition.entries(kind)[slug], self.drafts.keys(kind)[slug]
        before = after = values | {"slug": slug}
        if pk in loaded and values["retired_at"] is None:
            retires = self.decisions.retires(kind, slug)
            plan.gone.append(Gone(kind, slug, values["name"], retires))
            if retires:
                after = before | {"retired_at": in_utc(self.at)}
            else:
                address = address_of[pk]
                plan.content.entries(kind)[address] = self._loaded(kind)[address]
                plan.content.is_whole = False
                plan.rows[kind][address] = slug
        self._keep(plan, kind, slug, before, after)

    def _keep(self, plan, kind, own, before, after):
        plan.after.entries(kind)[after["slug"]] = {name: value for name, value in after.items() if name != "slug"}
        if before != after:
            plan.writes.append(Write(kind, self.drafts.keys(kind).get(own), before, after))

    def _loaded(self, kind):
        return self.loaded.entries(kind) if self.loaded else {}

    def _loaded_by_row(self, kind):
        loaded = self._loaded(kind)
        return {pk: loaded[slug] | {"slug": slug} for slug, pk in self.keys.get(kind, {}).items() if slug in loaded}

    def _last(self, last, before):
        """What was last said of a draft. Of one that a load retired nothing is kept: the file may list it again."""
        if last is None and self.loaded is not None:
            return {"retired_at": before["retired_at"]}
        return last and self._placed(last)

    def _placed(self, values):
        """`values` with the office and the parent by the address their draft has."""
        placed = dict(values)
        for name, kind in (("office", "office"), ("parent", "department")):
            if values.get(name):
                placed[name] = self.rows[kind].get(values[name], values[name])
        return placed


def _follow_new_addresses(plan):
    """Departments of what has a new address stand under that in `plan.after`; rows are still found by the old."""
    now = {
        kind: {w.before["slug"]: w.after["slug"] for w in plan.writes if w.kind == kind and w.before} for kind in KINDS
    }
    for values in plan.after.departments.values():
        values["office"] = now["office"].get(values["office"], values["office"])
        values["parent"] = values["parent"] and now["department"].get(values["parent"], values["parent"])
