"""Loading an edition into the drafts of its year: all of it or nothing."""

import logging
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Load
from ..models.under_way import reached, under_way
from . import draft_rows, plan_in_words
from .arriving import arriving
from .edition import KINDS, Edition, packed
from .locking import locked
from .plan import Decisions, Plan, make
from .uncollected import uncollected
from .year import with_its_days

log = logging.getLogger(__name__)


class Undecided(Exception):
    """Conflicts nobody decided (`plan.undecided`), or many to retire (`plan.unconfirmed`). Nothing was written."""

    def __init__(self, plan):
        super().__init__(_("{what}. Nothing was written.").format(what=plan_in_words.undecided(plan)))
        self.plan = plan


class PlanDiffers(Exception):
    """The plan is no longer the one that somebody looked at; `plan` is what it would be now. Nothing was written."""

    def __init__(self, plan):
        super().__init__(_("The drafts were changed meanwhile, so that the plan is another now. Nothing was written."))
        self.plan = plan


@uncollected()
def load(
    edition: Edition,
    *,
    source,
    checksum="",
    pictures=None,
    read_as=None,
    decisions=None,
    by=None,
    shown=None,
) -> Plan:
    """
    Load `edition` and return the plan that was followed; one that `is_nothing` wrote nothing.

    `pictures` are what the store may lack: by name, a callable that opens the file. `shown` is the digest of the plan
    that somebody looked at before. Raises PlanDiffers, Undecided, problems.Refused or pictures.PictureRefused.
    """
    under = under_way(_("A school year is being loaded just now."))
    with under, arriving(pictures or {}) as arrival, transaction.atomic():
        origin = {"source": source[:200], "checksum": checksum, "read_as": read_as or {}}
        plan = _load(edition, origin, decisions or Decisions(), by, shown)
        if arrival:
            arrival.delete()
        return plan


def _load(edition, origin, decisions, by, shown):
    locked(edition.label)
    reached(_("Comparing with the drafts"))
    plan = make(edition, decisions=decisions)
    if shown is not None and plan.digest != shown:
        raise PlanDiffers(plan)
    if plan.undecided or plan.unconfirmed:
        raise Undecided(plan)
    if plan.is_nothing and not plan.remembers_more:
        return plan
    year = _year(plan)
    why = _("Loaded from {file}").format(file=origin["source"])
    written = draft_rows.write(year, plan.writes, plan.keys, by=by, why=why)
    Load.objects.create(
        school_year=year,
        loaded_by=by,
        **origin,
        is_partial=edition.base is not None,
        counts=plan.counts,
        sentences=[item.sentence for office in plan.changes for item in office.items],
        content=plan.content.packed(),
        keys=_final(plan, written),
        changes=packed([vars(w) | {"pk": w.pk or written[w.kind, w.after["slug"]]} for w in plan.writes]),
    )
    log.info("Loaded %s from %s, by %s", year, origin["source"], by or "a command")
    return plan


def _year(plan):
    plan.year = plan.year or with_its_days(plan.edition.label)
    for name, day in plan.dates.items():
        setattr(plan.year, name, date.fromisoformat(day))
    if plan.dates or plan.year.pk is None:
        plan.year.save()
    return plan.year


def _final(plan, keys):
    """Which row each address of the file is, by kind."""
    rows = {kind: {} for kind in KINDS}
    for kind, slug, _values in plan.content.each():
        if row := keys.get((kind, plan.rows.get((kind, slug), slug))):
            rows[kind][slug] = row
    return rows
