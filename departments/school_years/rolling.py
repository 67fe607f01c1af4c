"""
Rolling over: next year's drafts made from this year's.

It is a load whose file is this year's drafts, so it is planned from three sides, becomes versions, and is taken back
like any other. Run again, it brings what changed in the earlier year since, and leaves what editors changed in the
later one.
"""

import logging
from dataclasses import dataclass

from django.utils import timezone

from ..drafts import history
from ..models import Office, SchoolYear
from . import roll_over_in_words
from .draft_rows import BATCH
from .edition import YEAR_FIELDS, Drafts, Edition, in_utc, of_drafts
from .loading import load
from .locking import locked
from .plan import KINDS, Decisions, Plan, make
from .problems import Problem, Refused
from .year import dates_of

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
    with history.recording(by=by, why=f"Rolled over from {source}"):
        years = locked(source.label, target_label)  # in one order: two roll-overs come after one another
        if source.label not in years:
            raise Refused(Problem("", f"school year {source}", "", "it was deleted meanwhile. Nothing was changed."))
        source, target = years[source.label], years.get(target_label)
        rolling = _Rolling(source, target, target_label)
        plan = load(
            rolling.edition,
            source=f"Rolled over from {source}",
            checksum=rolling.edition.checksum,
            decisions=_DECISIONS,
            by=by,
        )
        _copy_editors(source, plan)
    changed = target is None or bool(plan.writes)
    if changed:
        log.info("Rolled %s over into %s, by %s", source, plan.year, by or "a command")
    return RolledOver(plan.year, plan, tuple(roll_over_in_words.sentences(rolling, plan)), changed)


def if_rolled_over(source: SchoolYear, target_label: str) -> RolledOver:
    """What `roll_over()` would do, told ahead; nothing is written. `year` is None where it is yet to be made."""
    target = SchoolYear.objects.filter(label=target_label).first()
    rolling = _Rolling(source, target, target_label)
    plan = make(rolling.edition, decisions=_DECISIONS)
    changed = target is None or bool(plan.writes)
    return RolledOver(target, plan, tuple(roll_over_in_words.sentences(rolling, plan, ahead=True)), changed)


def next_label(year: SchoolYear) -> str:
    """What the school year after `year` is called."""
    first = int(year.label[:4]) + 1
    return f"{first}-{(first + 1) % 100:02}"


class _Rolling:
    """The edition to be loaded: the drafts of `source`, as far as they belong into the later year."""

    def __init__(self, source, target, label):
        self.source, self.target, self.label = source, target, label
        starts_on, ends_on = (target.starts_on, target.ends_on) if target else dates_of(label)
        self.dates = dict(zip(YEAR_FIELDS, (starts_on.isoformat(), ends_on.isoformat()), strict=True))
        last = target and target.loads.standing().first()
        self._refuse(starts_on, last)
        self.loaded = Edition.unpacked(last.content) if last else None
        self.drafts = of_drafts(target) if target else Drafts(Edition(label))
        self.deleted = {kind: self._deleted(kind, last) for kind in KINDS}
        self.retired = {kind: [] for kind in KINDS}
        self.homeless = []
        first_moment = SchoolYear(starts_on=starts_on).first_moment
        self.retired_by = in_utc(max(first_moment, timezone.now()))
        self.edition = self._edition()

    def _refuse(self, starts_on, last):
        record = f"school year {self.label}"
        if starts_on <= self.source.starts_on:
            sentence = f"it does not come after {self.source}. Roll over into a later year."
            raise Refused(Problem("", record, "", sentence))
        same = SchoolYear.objects.filter(starts_on=starts_on).exclude(label=self.label).first()
        if same:
            raise Refused(Problem("", record, "", f"{same} starts on the same day. Correct its first day."))
        if last and last.source != f"Rolled over from {self.source}":
            sentence = f"{last.source} was loaded into it, and would be mixed with {self.source}. Take that back first."
            raise Refused(Problem("", record, "", sentence))

    def _deleted(self, kind, last):
        """What the last roll-over brought, or found deleted, and is not there any more."""
        if not last:
            return set()
        pks, keys = self.drafts.keys(kind), last.keys[kind]
        there = set(pks.values())
        return {slug for slug in self.loaded.entries(kind) if slug not in pks and keys.get(slug) not in there}

    def _edition(self):
        drafts = of_drafts(self.source).edition
        edition = Edition(self.label, dict(self.loaded.year) if self.loaded else self.dates)
        for slug, values in drafts.offices.items():
            if self._is_retired(values):
                self.retired["office"].append(slug)
            else:
                edition.offices[slug] = self._copied("office", slug, values)
        gone = {slug for slug, values in drafts.departments.items() if self._goes(values)}
        for slug, values in drafts.departments.items():
            if slug in gone or values["parent"] in gone:
                self.retired["department"].append(slug)
            elif not self._has_no_home(values):
                edition.departments[slug] = self._copied("department", slug, values)
            elif self._is_known(slug):
                # It stays where the later year has it.
                kept = {name: value for name, value in values.items() if name not in ("office", "parent")}
                edition.departments[slug] = self._copied("department", slug, kept)
            else:
                self.homeless.append(values["name"])
        return edition

    def _is_retired(self, values):
        return bool(values["retired_at"]) and values["retired_at"] <= self.retired_by

    def _goes(self, values):
        return self._is_retired(values) or values["office"] in self.retired["office"]

    def _has_no_home(self, values):
        return values["office"] in self.deleted["office"] or values["parent"] in self.deleted["department"]

    def _is_known(self, slug):
        known = self.loaded.departments if self.loaded else {}
        return slug in known or slug in self.drafts.departments

    def _copied(self, kind, slug, values):
        copied = {name: value for name, value in values.items() if name not in _NOT_COPIED}
        there = self.drafts.edition.entries(kind).get(slug)
        if there and self.loaded is None:
            # A load lists again what was retired; here the later year has the last word.
            copied["retired_at"] = there["retired_at"]
        return copied


def _copy_editors(source, plan):
    """Of the offices that are new: who was taken off one in the later year is not put back."""
    new = {write.after["slug"] for write in plan.writes if write.kind == "office" and write.pk is None}
    if not new:
        return
    through = Office.editors.through
    rows = dict(Office.objects.filter(school_year=plan.year).order_by().values_list("slug", "pk"))
    pairs = through.objects.filter(office__school_year=source).order_by("pk").values_list("office__slug", "user")
    through.objects.bulk_create(
        (through(office_id=rows[slug], user_id=user) for slug, user in pairs if slug in new), batch_size=BATCH
    )
