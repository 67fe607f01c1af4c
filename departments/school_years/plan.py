"""What loading an edition would come to, found before anything is written."""

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, partial

from django.utils import timezone

from ..models import Removal, SchoolYear
from ..models.facts import ENTRY, of_group
from ..models.removal import marks_of
from ..words.nobody import WITHHELD
from . import comparison, contact_lines
from .conflicts import Conflict, merged
from .edition import DEFAULTS, KINDS, Drafts, Edition, in_utc, of_drafts
from .fitting import refuse_what_does_not_fit
from .remembered import remembered
from .same_names import is_another_form, named, pairs
from .uncollected import uncollected


@dataclass(frozen=True)
class Decisions:
    """
    What a person decided about a plan: all conflicts at once ("keep" the editors' values or "take" the file's) or one
    by one as (kind, address, field); which of what is gone to retire, as (kind, address) or True for all; and what is
    the same under a new address, as {(kind, new address): old address}. `confirmed` is how many of what is gone
    somebody agreed to retire, where they are many.
    """

    conflicts: str = ""
    take: frozenset = frozenset()
    keep: frozenset = frozenset()
    retire: frozenset | bool = False
    same: dict = field(default_factory=dict)
    confirmed: int = 0

    def takes(self, kind, slug, field) -> bool | None:
        """True for the file's value, False for the editor's, None while nobody decided."""
        if (kind, slug, field) in self.take | self.keep:
            return (kind, slug, field) in self.take
        return {"take": True, "keep": False}.get(self.conflicts)

    def retires(self, kind, slug) -> bool:
        return self.retire if isinstance(self.retire, bool) else (kind, slug) in self.retire


def said_same(text: str) -> tuple[tuple[str, str], str] | None:
    """((kind, new address), old address), as `Decisions.same` has it, of "kind/old=new"; None for what is not that."""
    kind, _, addresses = text.partition("/")
    old, _, new = addresses.partition("=")
    return ((kind, new), old) if kind in KINDS and old and new else None


@dataclass(frozen=True)
class Gone:
    """What an earlier load brought and the file no longer has. It stays as it is unless it is to go off the site."""

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
    decisions: Decisions
    keys: dict
    content: Edition
    # Which row each entry of the file is, (kind, address): the address that the draft had.
    rows: dict
    writes: list[Write] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    # Whether the next plan would start from something else than the last one left.
    remembers_more: bool = True
    # What becomes of the drafts that are in conflict, by kind and address, while nothing is decided.
    undecided_rows: dict = field(default_factory=dict)
    # Where the file names somebody who was taken out of the directory: kind, address, name of the entry and field.
    removed: list[tuple[str, str, str, str]] = field(default_factory=list)
    # Whether what the file does not speak of comes from the year before.
    continues: bool = False
    # What is one under two addresses, {(kind, new address): old address}: as decided, or by its name.
    same: dict = field(default_factory=dict)
    # The files of earlier loads of which what they said cannot be read any more.
    damaged: tuple[str, ...] = ()

    @cached_property
    def listed_in(self) -> dict[str, list[dict]]:
        """By the address of its office, each department that there is after it and is not to be taken off the site."""
        found = defaultdict(list)
        for values in self.after.listed("department").values():
            found[values["office"]].append(values)
        return found

    @property
    def undecided(self) -> list[Conflict]:
        return [conflict for conflict in self.conflicts if conflict.takes is None]

    @property
    def unconfirmed(self) -> int:
        """How many are to be retired, of more than a tenth of offices or departments without a confirmation; else 0."""
        listed = Counter(kind for kind, _, values in self.before.each() if not values.get("retired_at"))
        retired = Counter(one.kind for one in self.gone if one.retired)
        count, are_many = retired.total(), any(retired[kind] * 10 > listed[kind] for kind in KINDS)
        return count if are_many and count != self.decisions.confirmed else 0

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
        back = {(one.kind, one.slug) for one in self.conflicts if one.takes and not one.field}
        gone = {(one.kind, one.slug) for one in self.gone}
        for write in self.writes:
            key = write.kind, (write.before or write.after)["slug"]
            after = self.undecided_rows.get(key, write.after)
            if key not in gone | back and after != write.before:
                yield write.kind, write.pk, write.before, after

    @cached_property
    def changes(self) -> tuple:
        """What becomes of the directory, by office: of this year's drafts, or of last year's where there are none."""
        if self.before.label == self.edition.label and not self.writes:
            return ()
        return comparison.compare(self.before.pages(), self.after.pages(), same=self.same)

    @cached_property
    def likenesses(self) -> tuple:
        """Entries that may be one under two addresses: proposed, never assumed."""
        coming = {(write.kind, write.after["slug"]) for write in self.writes if write.pk is None}
        coming -= self.same.keys() - self.decisions.same.keys()
        going = gone = {(one.kind, one.slug) for one in self.gone}
        if self.before.label != self.edition.label:
            going = {(kind, slug) for kind, slug, _ in self.before.each()}
        if not coming or not going:
            return ()
        found = comparison.likenesses(self.before.pages(), self.after.pages(), gone)
        return tuple(
            like for like in found if (like.kind, like.after_slug) in coming and (like.kind, like.before_slug) in going
        )

    @property
    def counts(self) -> dict[str, int]:
        new = sum(write.pk is None for write in self.writes)
        retired = sum(gone.retired for gone in self.gone)
        return {
            "new": new,
            "changed": len(self.writes) - new - (0 if self.continues else retired),
            "retired": retired,
            "no longer in the file": len(self.gone) - retired,
            "conflicts": len(self.conflicts),
        }


@uncollected()
def make(edition: Edition, *, decisions: Decisions | None = None, at=None) -> Plan:
    """
    What loading `edition` into its year would come to, with these decisions; nothing is written.

    At most nine queries, whatever the edition holds. Raises Refused where the sides cannot be put together.
    """
    return _Making(edition, decisions or Decisions(), at).plan()


class _Making:
    def __init__(self, edition, decisions, at):
        self.edition, self.decisions, self.at = edition, decisions, at or timezone.now()
        self.year = SchoolYear.objects.filter(label=edition.label).first()
        self.drafts = of_drafts(self.year) if self.year else Drafts(Edition(edition.label))
        last, self.loaded, self.damaged = (None, edition.base, ()) if edition.base else remembered(self.year, edition)
        rows = last.keys if last else {}
        self.loaded_into = {(kind, slug): pk for kind in rows for slug, pk in rows[kind].items()}
        self.loaded_into |= self.drafts.keys if edition.base else {}
        self.before = self._before()
        self.same = {} if edition.base else self._by_name() | self.decisions.same
        # A sheet for a year without drafts starts from those of the year before.
        self.continues = edition.continues and self.before.label != edition.label
        if self.continues:
            self._continue()
        self.address_of = {(kind, pk): slug for (kind, slug), pk in self.loaded_into.items()}
        self.slug_of = {(kind, pk): slug for (kind, slug), pk in self.drafts.keys.items()}
        self.marks, self.rows = Removal.objects.marks(), self._matched()
        self.renamed = {}  # where what was loaded stands in the file
        self.kept = []  # what becomes of each entry: its kind and address, the draft, and what is written

    def _by_name(self):
        """What the file has under a new address and the same name in the same office; an earlier load knew neither."""
        found, settled = {}, self.loaded_into | self.decisions.same
        olds = {(kind, old) for (kind, _), old in self.decisions.same.items()}
        for kind in KINDS:
            said, there = (named(side.entries(kind)) for side in (self.edition, self.before))
            left = {s: one for s, one in there.items() if s not in said and (kind, s) not in olds}
            said = {
                slug: (found.get(("office", office), office), name)
                for slug, (office, name) in said.items()
                if slug not in there and (kind, slug) not in settled
            }
            same = pairs(said, left)
            found |= {(kind, new): old for new, old in same.items() if said[new][0] == left[old][0]}
        return found

    def _continue(self):
        """Start as if what stands in the year before had been loaded, under the addresses that the file has for it."""
        said = ((kind, slug, values.get("succeeds", "").split()) for kind, slug, values in self.edition.each())
        new = {(kind, olds[0]): slug for kind, slug, olds in said if len(olds) == 1}
        new |= {(kind, old): slug for (kind, slug), old in self.same.items()}
        new = {key: slug for key, slug in new.items() if slug not in self.before.entries(key[0])}
        start, left = Edition(self.edition.label, self.drafts.edition.year), set()
        for kind, slug, values in self.before.each():
            if values["retired_at"] or left & {("office", values.get("office")), ("department", values.get("parent"))}:
                left.add((kind, slug))
            else:
                address = new.get((kind, slug), slug)
                own = {"confirmed_on": None, "succeeds": "" if address == slug else slug}
                start.entries(kind)[address] = at_addresses(new, values) | own
        keys = {(kind, slug): -place for place, (kind, slug, _) in enumerate(start.each(), 1)}  # no rows of this year
        self.drafts, self.loaded, self.loaded_into = Drafts(start, keys), replace(start, year={}), keys

    def _matched(self):
        """Which draft each entry of the file is: of that address, or the row that address was last loaded into."""
        there, said = self.drafts.keys, [(kind, slug) for kind, slug, _ in self.edition.each()]
        rows = {key: key[1] for key in said if key in there}
        taken = set(rows)
        for kind, slug in said:
            earlier = self.same.get((kind, slug))
            if (kind, earlier) not in there:
                earlier = self.slug_of.get((kind, self.loaded_into.get((kind, slug))))
            if (kind, slug) not in rows and earlier and (kind, earlier) not in taken:
                rows[kind, slug] = earlier
                taken.add((kind, earlier))
        return rows

    def plan(self):
        after = Edition(self.edition.label, dict(self.drafts.edition.year) | self.edition.year)
        content = Edition(self.edition.label, dict(self.edition.year), is_whole=True)
        # Those of the year before are none of this year.
        keys, rows = ({}, {}) if self.continues else (self.drafts.keys, self.rows)
        plan = Plan(self.edition, self.year, self._dates(), self.before, after, self.decisions, keys, content, rows)
        plan.continues, plan.same, plan.damaged = self.continues, self.same, self.damaged
        matched = {(kind, own) for (kind, _), own in self.rows.items()}
        for kind in KINDS:
            for slug, values in self.edition.entries(kind).items():
                # What a file of a year has is listed, unless it says otherwise.
                self._said(plan, kind, slug, values if self.edition.base else {"retired_at": None} | values)
            for slug, values in self.drafts.edition.entries(kind).items():
                if (kind, slug) not in matched:
                    self._left(plan, kind, slug, values)
        self._keep(plan)
        plan.remembers_more = self.edition.base is None and self.loaded != content
        refuse_what_does_not_fit(plan)
        addresses = new_addresses(plan.writes)
        after.departments = {slug: at_addresses(addresses, values) for slug, values in after.departments.items()}
        return plan

    def _dates(self):
        loaded, now = self.loaded and self.loaded.year, self.drafts.edition.year
        takes = self.decisions.conflicts == "take"
        return merged(loaded, now, self.edition.year, lambda _: takes)[0] if now else self.edition.year

    def _before(self):
        if self.drafts.edition.offices or self.edition.year.get("starts_on") is None:
            return self.drafts.edition
        earlier = SchoolYear.objects.filter(starts_on__lt=self.edition.year["starts_on"]).first()
        return of_drafts(earlier).edition if earlier else self.drafts.edition

    def _said(self, plan, kind, slug, values):
        """An entry of the file: of a draft there is, of one that was deleted, or new."""
        own = self.rows.get((kind, slug))
        address = self.address_of.get((kind, self.drafts.keys[kind, own])) if own else slug
        last = self._loaded(kind).get(address) or None
        draft = self.drafts.edition.entries(kind)[own] if own else {}
        if self.edition.continues and "contacts" in values:  # a sheet has some of the lines, and says nothing of others
            base = (last if last and "contacts" in last else draft).get("contacts", [])
            values = values | {"contacts": contact_lines.added(base, values["contacts"])}
        plan.content.entries(kind)[slug] = (last or {}) | values
        plan.content.is_whole &= (last or {}).keys() <= values.keys()
        is_same = own and (kind, slug) in self.same and is_another_form(slug, own)
        said = at_addresses(self.rows, values) | {"slug": own if is_same else slug}
        said |= self._succession(kind, said) if self.continues else {}
        again = [name for name, value in said.items() if value != draft.get(name) and self._was_removed(name, value)]
        plan.removed += [(kind, slug, said.get("name", slug), name) for name in again]
        if own:
            before = draft | {"slug": own}
            if last is not None:
                last = at_addresses(self.rows, last) | {"slug": address}
                self.renamed[kind, address] = slug
            else:
                last = self._unloaded(kind, own, before, said)
            after = self._decided(plan, kind, own, before, last, said)
            self._remember(plan, kind, slug, again, said, after)
            self.kept.append((kind, own, before, after))
        elif last is None or self._comes_back(plan, kind, slug, last, said):
            new = DEFAULTS[kind] | said | self._succession(kind, said)
            self.kept.append((kind, slug, None, self._asked(plan, kind, new, again) if again else new))

    def _unloaded(self, kind, own, before, said):
        """What may count as loaded of a draft of which no load remembers a word."""
        last = {} if self.loaded is None else {"retired_at": before["retired_at"]}  # nor of one that a load retired
        is_an_editors = self.loaded is not None and own not in self._loaded(kind) and not before["retired_at"]
        if is_an_editors or said.get("office") in (None, before.get("office")):
            return last
        return last | {name: before[name] for name in ("office", "parent")}  # it has one whoever put it there

    def _asked(self, plan, kind, new, again):
        """A `new` entry as if its draft were there without whom somebody took out (`again`: in these fields)."""
        lines = [line for line in new["contacts"] if not self._was_removed("contacts", [line])]
        withheld = {what: words.capitalize() for what, words in WITHHELD.items()}
        blanks = DEFAULTS[kind] | {"name": withheld["words"], "lead_name": withheld["name"], "contacts": lines}
        names = {*again, *(of_group(ENTRY, "picture") if "image" in again else ())}
        without = new | {name: blanks[name] for name in names}
        after = self._decided(plan, kind, new["slug"], without, without, new)
        self._remember(plan, kind, new["slug"], again, new, after)
        return after

    def _remember(self, plan, kind, slug, again, said, after):
        """What was taken out is not remembered of the file either, unless somebody takes it."""
        for name in again:
            is_list = name == "contacts"
            taken = [line for line in said[name] if line in after[name]] if is_list else after[name]
            plan.content.entries(kind)[slug][name] = taken
            plan.content.is_whole = False

    def _was_removed(self, name, value):
        return self.marks and not self.marks.isdisjoint(marks_of(name, value))

    def _decided(self, plan, kind, own, before, last, said):
        """The draft `before` with what the file changes of it."""
        # Whom somebody took out does not come back in silence.
        merge = partial(merged, last, before, said, asks=self._was_removed)
        taken, found = merge(partial(self.decisions.takes, kind, own))
        plan.conflicts += [Conflict(kind, own, before["name"], *sides) for sides in found]
        if found:
            plan.undecided_rows[kind, own] = before | merge()[0]
        return before | taken

    def _succession(self, kind, said):
        """What is the same as an entry of the year before succeeds it, so that the old address leads on."""
        earlier = (self.same if self.continues else self.decisions.same).get((kind, said["slug"]))
        if earlier is None or (kind, earlier) in self.drafts.keys:
            return {}
        return {"succeeds": " ".join(dict.fromkeys([*said.get("succeeds", "").split(), earlier]))}

    def _comes_back(self, plan, kind, slug, last, said):
        """Whether what an editor deleted since the last load is written anew: only where somebody decides so."""
        was = DEFAULTS[kind] | last
        if all(was[name] == value for name, value in said.items() if name not in ("slug", "position")):
            return False
        takes, name = self.decisions.takes(kind, slug, ""), said.get("name", slug)
        plan.conflicts.append(Conflict(kind, slug, name, "", last["name"], "deleted", "changed", takes))
        return bool(takes)

    def _left(self, plan, kind, slug, values):
        """A draft the file does not have: an editor's own, or gone."""
        before = after = values | {"slug": slug}
        address = self.address_of.get((kind, self.drafts.keys[kind, slug]), slug)
        is_missing = address in self._loaded(kind) or (self.loaded is None and self.edition.names_all)
        is_news = is_missing and self.edition.base is None
        if is_news and values["retired_at"] is None:
            retires = self.decisions.retires(kind, slug)
            plan.gone.append(Gone(kind, slug, values["name"], retires))
            if retires:
                after = before | {"retired_at": in_utc(self.at)}
            else:
                plan.content.entries(kind)[address] = at_addresses(self.renamed, self._loaded(kind).get(address, {}))
                plan.content.is_whole = False
                plan.rows[kind, address] = slug
        self.kept.append((kind, slug, before, after))

    def _keep(self, plan):
        """A unit whose own office is no other than before goes along with its department, wherever that goes."""
        homes = {own: after["office"] for kind, own, _, after in self.kept if kind == "department"}
        for kind, own, before, after in self.kept:
            home, stands = homes.get(after.get("parent")), after.get("office")
            if home not in (None, stands) and stands == (before or after)["office"]:
                plan.undecided_rows.setdefault((kind, own), after)
                after = after | {"office": home}
            plan.after.entries(kind)[after["slug"]] = {name: value for name, value in after.items() if name != "slug"}
            before = None if self.continues else before
            if before != after:
                plan.writes.append(Write(kind, before and self.drafts.keys[kind, own], before, after))

    def _loaded(self, kind):
        return self.loaded.entries(kind) if self.loaded else {}


def new_addresses(writes) -> dict:
    """The address that each row has after `writes`, by its kind and the one it had."""
    return {(one.kind, one.before["slug"]): one.after["slug"] for one in writes if one.before}


def at_addresses(addresses, values) -> dict:
    """`values` with the office and the parent at other `addresses`, where {(kind, address): other} has them."""
    homes = (("office", "office", values.get("office")), ("parent", "department", values.get("parent")))
    return values | {name: addresses.get((kind, slug), slug) for name, kind, slug in homes if slug}
