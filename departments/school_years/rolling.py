"""
Rolling over: next year's drafts made from this year's.

It is a load whose file is this year's drafts, so it is planned from three sides, becomes versions, and is taken back
like any other. Run again, it brings what changed in the earlier year since, and leaves what editors changed in the
later one.
"""

import logging
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ..drafts import history
from ..models import Office, SchoolYear
from ..models.under_way import under_way
from .draft_rows import BATCH
from .edition import Drafts, Edition, days_of, in_utc, of_drafts
from .loading import load
from .locking import locked
from .plan import Decisions, Plan, make
from .problems import Problem, Refused
from .remembered import remembered
from .roll_over_in_words import sentences
from .year import with_its_days

log = logging.getLogger(__name__)

# Last year's word for them would be wrong: nobody has checked next year's details, and addresses stay as they are.
_NOT_COPIED = {"confirmed_on", "succeeds"}
_DECISIONS = Decisions(conflicts="keep")


@dataclass(frozen=True)
class RolledOver:
    """What came of it, in sentences; `year` is the later one, `plan` the load it was, `changed` whether it wrote."""

    year: SchoolYear
    plan: Plan
    sentences: tuple[str, ...]
    changed: bool


def roll_over(source: SchoolYear, target_label: str, *, by=None) -> RolledOver:
    """
    Copy the drafts of `source` into the school year `target_label`, which is made where it is missing, out of sight.

    Offices come with their departments, contact lines, pictures and editors, without those retired by its first day.
    Where both years changed the same field since the last time, the later year's value stays; what was deleted there
    stays deleted. All or nothing, in a number of queries that grows with batches. Raises Refused.
    """
    under = under_way(_("A school year is being rolled over just now."))
    with under, history.recording(by=by, why=_("Rolled over from {year}").format(year=source)):
        years = locked(source.label, target_label)  # in one order: two roll-overs come after one another
        if source.label not in years:
            raise Refused(Problem("", f"school year {source}", "", _("it was deleted meanwhile. Nothing was changed.")))
        rolling = _Rolling(years[source.label], years.get(target_label), target_label)
        edition, origin = rolling.edition, _source(source)
        plan = load(edition, source=origin, checksum=edition.checksum, decisions=_DECISIONS, by=by)
        _copy_editors(source, plan)
    done = rolling.rolled_over(plan)
    if done.changed:
        log.info("Rolled %s over into %s, by %s", source, plan.year, by or "a command")
    return done


def if_rolled_over(source: SchoolYear, target_label: str) -> RolledOver:
    """What `roll_over()` would do, told ahead; nothing is written. `year` is None where it is yet to be made."""
    rolling = _Rolling(source, SchoolYear.objects.filter(label=target_label).first(), target_label)
    return rolling.rolled_over(make(rolling.edition, decisions=_DECISIONS), ahead=True)


def _source(year):
    """What a load has that rolled `year` over: it is compared, and so in English."""
    return f"Rolled over from {year}"


def next_label(year: SchoolYear) -> str:
    """What the school year after `year` is called."""
    first = int(year.label[:4]) + 1
    return f"{first}-{(first + 1) % 100:02}"


class _Rolling:
    """The edition to be loaded: the drafts of `source`, as far as they belong into the later year."""

    def __init__(self, source, target, label):
        self.source, self.target = source, target
        self.year = target or with_its_days(label)
        last, loaded, _damaged = remembered(target)
        self._refuse(label, last)
        self.loaded = loaded or Edition(label)
        self.drafts = of_drafts(target) if target else Drafts(Edition(label))
        self.is_first = last is None
        self.deleted = set(self._deleted(last))
        self.retired, self.homeless = Counter(), []
        self.edition = self._edition(label)

    def rolled_over(self, plan, *, ahead=False):
        changed = self.target is None or bool(plan.writes)
        return RolledOver(plan.year, plan, tuple(sentences(self, plan, ahead=ahead)), changed)

    def _refuse(self, label, last):
        sentence = ""
        if self.year.starts_on <= self.source.starts_on:
            sentence = _("it does not come after {year}. Roll over into a later year.").format(year=self.source)
        elif last and last.source != _source(self.source):
            sentence = _("{file} was loaded into it, and would be mixed with {year}. Take that back first.")
            sentence = sentence.format(file=last.source, year=self.source)
        if sentence:
            raise Refused(Problem("", f"school year {label}", "", sentence))

    def _deleted(self, last):
        """What the last roll-over brought, or found deleted, and is not there any more."""
        there = {(kind, pk) for (kind, _), pk in self.drafts.keys.items()}
        for kind, slug, _values in self.loaded.each():
            if (kind, slug) not in self.drafts.keys and (kind, last.keys[kind].get(slug)) not in there:
                yield kind, slug

    def _edition(self, label):
        drafts = of_drafts(self.source).edition
        days = days_of(self.year) if self.is_first else dict(self.loaded.year)
        edition = Edition(label, days, names_all=False)
        # What is retired once the later year begins, or already.
        by = in_utc(max(self.year.first_moment, timezone.now()))
        retiring = ((kind, slug, values["retired_at"]) for kind, slug, values in drafts.each())
        retired = {(kind, slug) for kind, slug, moment in retiring if moment and moment <= by}
        for kind, slug, values in drafts.each():
            homes = {("office", values.get("office")), ("department", values.get("parent"))}
            if retired & {(kind, slug), *homes}:
                self.retired[f"{kind}s"] += 1
            elif not self.deleted & homes:
                edition.entries(kind)[slug] = self._copied(kind, slug, values)
            elif slug in self.loaded.departments or (kind, slug) in self.drafts.keys:
                # It stays where the later year has it.
                kept = {name: value for name, value in values.items() if name not in ("office", "parent")}
                edition.departments[slug] = self._copied(kind, slug, kept)
            else:
                self.homeless.append(values["name"])
        return edition

    def _copied(self, kind, slug, values):
        copied = {name: value for name, value in values.items() if name not in _NOT_COPIED}
        there = self.drafts.edition.entries(kind).get(slug)
        if there and self.is_first:
            # A load lists again what was retired; here the later year has the last word.
            copied["retired_at"] = there["retired_at"]
        return copied


def _copy_editors(source, plan):
    """Of the offices that are new: who was taken off one in the later year is not put back."""
    new = {write.after["slug"] for write in plan.writes if write.kind == "office" and write.pk is None}
    if not new:
        return
    through, person = Office.editors.through, Office.editors.field.m2m_reverse_field_name()
    rows = dict(Office.objects.filter(school_year=plan.year).order_by().values_list("slug", "pk"))
    pairs = through.objects.filter(office__school_year=source).order_by("pk").values_list("office__slug", person)
    through.objects.bulk_create(
        (through(**{"office_id": rows[slug], f"{person}_id": key}) for slug, key in pairs if slug in new),
        batch_size=BATCH,
    )
