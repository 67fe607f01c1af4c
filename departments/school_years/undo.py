"""Taking a load back as a whole, while nothing later touched the same records."""

import logging
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..drafts import history
from ..models import Department, Listing, Load, Office, Publication
from ..models.under_way import under_way
from . import draft_rows
from .edition import DEFAULTS, Damaged, of_drafts, unpacked
from .locking import locked
from .plan import Write, at_addresses, new_addresses
from .problems import Problem, Refused, refused

log = logging.getLogger(__name__)


def undo(load: Load, *, by=None) -> int:
    """
    Put back what `load` changed and remove what it brought; returns how many entries that were.

    All or nothing. Raises Refused, with a problem for each record that was changed or published since.
    """
    with under_way(_("The load of a school year is being taken back just now.")), transaction.atomic():
        (year,) = locked(load.school_year.label).values()
        load = Load.objects.select_for_update(of=("self",)).get(pk=load.pk)
        writes = [_as_now(Write(**one)) for one in _changes(load)]
        _refuse(load, year, writes)
        with history.recording(by=by, why=_("Took back the load of {file}").format(file=load.source)):
            _put_back(year, writes, by)
        load.undone_at, load.undone_by = timezone.now(), by
        load.save(update_fields=["undone_at", "undone_by"])
    log.info("Took back the load of %s, by %s", load.source, by or "a command")
    return len(writes)


def last_standing(load: Load) -> Load | None:
    """The load of the same year that has to be taken back first, or `load` itself. One of some offices is by itself."""
    if load.is_partial:
        return load
    return load.school_year.loads.standing().of_whole_years().only("pk", "source", "school_year").first()


def _changes(load):
    try:
        return unpacked(load.changes)
    except Damaged as reason:
        words = _("what it changed is damaged, and cannot be put back. Load the year again.")
        raise refused(load.source, words) from reason


def _as_now(write):
    """`write` with the facts that the release which kept it did not know: they were blank."""
    before, after = (side and DEFAULTS[write.kind] | side for side in (write.before, write.after))
    return replace(write, before=before, after=after)


def _refuse(load, year, writes):
    problems = []
    if load.undone_at:
        problems.append(Problem(load.source, "", "", _("this load was taken back already.")))
    elif (later := last_standing(load)) != load:
        words = _("{file} was loaded after it. Take that back first.")
        problems.append(Problem(load.source, "", "", words.format(file=later.source)))
    drafts = of_drafts(year)
    address_of = {(kind, pk): slug for (kind, slug), pk in drafts.keys.items()}
    published, addresses = _published(writes), new_addresses(writes)
    for write in writes:
        slug = address_of.get((write.kind, write.pk))
        record = f"{write.kind} {write.after['slug']}"
        # Its office and parent stand under the addresses that the load gave them.
        as_written = at_addresses(addresses, write.after)
        if slug is None:
            problems.append(Problem("", record, "", _("it was deleted since. Recover it first.")))
        elif drafts.edition.entries(write.kind)[slug] | {"slug": slug} != as_written:
            words = _("it was changed since. Put back its version from the load first.")
            problems.append(Problem("", record, "", words))
        elif write.before is None and (write.kind, write.pk) in published:
            words = _("the load brought it, and it was published since, so it stays. Take it off the site instead.")
            problems.append(Problem("", record, "", words))
    problems += _added_below(drafts, address_of, writes)
    if problems:
        raise Refused(*problems)


def _added_below(drafts, address_of, writes):
    """Departments that editors put into an office the load brought: they would go with it."""
    new = {address_of.get(("office", pk)) for pk in _new(writes, "office")}
    brought = {one.pk for one in writes if one.kind == "department"}
    for slug, values in drafts.edition.departments.items():
        if values["office"] in new and drafts.keys["department", slug] not in brought:
            words = _("it was added to {office}, which the load brought. Move or delete it first.")
            yield Problem("", f"department {slug}", "office", words.format(office=values["office"]))


def _new(writes, kind):
    """The keys of the rows that the load brought."""
    return [one.pk for one in writes if one.kind == kind and one.before is None]


def _published(writes):
    """What the load brought and visitors have seen, as (kind, key)."""
    return {
        (kind, pk)
        for model, kind in ((Publication, "office"), (Listing, "department"))
        for pk in model.objects.filter(**{f"{kind}__in": _new(writes, kind)}).order_by().values_list(kind, flat=True)
    }


def _put_back(year, writes, by):
    # What stands under the old addresses is found by them again.
    old = {(one.kind, one.before["slug"]): one.pk for one in writes if one.before}
    back = [Write(one.kind, one.pk, one.after, one.before) for one in writes if one.before]
    draft_rows.write(year, back, of_drafts(year).keys | old, by=by, why="")
    offices = Office.objects.filter(pk__in=_new(writes, "office"))
    departments = Department.objects.filter(pk__in=_new(writes, "department"))
    history.watch(*departments.values_list("office", flat=True), *_new(writes, "office"))
    departments.filter(parent__isnull=False).delete()
    departments.delete()
    offices.delete()
