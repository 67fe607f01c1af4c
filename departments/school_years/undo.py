"""Taking a load back as a whole, while nothing later touched the same records."""

from django.db import transaction
from django.utils import timezone

from ..drafts import history
from ..models import Department, Listing, Load, Office, Publication
from . import draft_rows
from .edition import of_drafts, unpacked
from .locking import locked
from .plan import KINDS, Write
from .problems import Problem, Refused


def undo(load: Load, *, by=None) -> int:
    """
    Put back what `load` changed and remove what it brought; returns how many entries that were.

    All or nothing. Raises Refused, with a problem for each record that was changed or published since.
    """
    with transaction.atomic():
        (year,) = locked(load.school_year.label).values()
        load = Load.objects.select_for_update(of=("self",)).get(pk=load.pk)
        writes = [Write(**one) for one in unpacked(load.changes)]
        _refuse(load, year, writes)
        with history.recording(by=by, why=f"Took back the load of {load.source}"):
            _put_back(year, load, writes, by)
        load.undone_at, load.undone_by = timezone.now(), by
        load.save(update_fields=["undone_at", "undone_by"])
    return len(writes)


def _refuse(load, year, writes):
    problems = []
    if load.undone_at:
        problems.append(Problem(load.source, "", "", "this load was taken back already."))
    later = year.loads.standing().first()
    if not problems and later != load:
        problems.append(Problem(load.source, "", "", f"{later.source} was loaded after it. Take that back first."))
    drafts = of_drafts(year)
    addresses = {kind: {pk: slug for slug, pk in drafts.keys(kind).items()} for kind in KINDS}
    published = _published(writes)
    for write in writes:
        slug = addresses[write.kind].get(write.pk)
        record = f"{write.kind} {write.after['slug']}"
        if slug is None:
            problems.append(Problem("", record, "", "it was deleted since. Recover it first."))
        elif drafts.edition.entries(write.kind)[slug] | {"slug": slug} != _as_written(write, writes):
            problems.append(Problem("", record, "", "it was changed since. Put back its version from the load first."))
        elif write.before is None and (write.kind, write.pk) in published:
            sentence = "the load brought it, and it was published since, so it cannot be removed. Retire it instead."
            problems.append(Problem("", record, "", sentence))
    problems += _added_below(drafts, addresses["office"], writes)
    if problems:
        raise Refused(*problems)


def _added_below(drafts, office_at, writes):
    """Departments that editors put into an office the load brought: they would go with it."""
    new = {office_at.get(one.pk) for one in writes if one.kind == "office" and one.before is None}
    brought = {one.pk for one in writes if one.kind == "department"}
    for slug, values in drafts.edition.departments.items():
        if values["office"] in new and drafts.departments[slug] not in brought:
            sentence = f"it was added to {values['office']}, which the load brought. Move or delete it first."
            yield Problem("", f"department {slug}", "office", sentence)


def _as_written(write, writes):
    """What the row says since: its office and parent stand under the addresses that the load gave them."""
    now = {(one.kind, one.before["slug"]): one.after["slug"] for one in writes if one.before}
    after = dict(write.after)
    for name, kind in (("office", "office"), ("parent", "department")):
        if after.get(name):
            after[name] = now.get((kind, after[name]), after[name])
    return after


def _published(writes):
    new = {kind: [one.pk for one in writes if one.kind == kind and one.before is None] for kind in KINDS}
    offices = Publication.objects.filter(office__in=new["office"]).order_by().values_list("office", flat=True)
    departments = Listing.objects.filter(department__in=new["department"]).order_by()
    return {("office", pk) for pk in offices} | {
        ("department", pk) for pk in departments.values_list("department", flat=True)
    }


def _put_back(year, load, writes, by):
    drafts = of_drafts(year)
    pks = {kind: dict(drafts.keys(kind)) for kind in KINDS}
    for one in writes:  # what stands under the old addresses is found by them again
        if one.before:
            pks[one.kind][one.before["slug"]] = one.pk
    back = [Write(one.kind, one.pk, one.after, one.before) for one in writes if one.before]
    draft_rows.write(year, back, pks, by=by, why="")
    new = {kind: [one.pk for one in writes if one.kind == kind and one.before is None] for kind in KINDS}
    departments = Department.objects.filter(pk__in=new["department"])
    watched = set(departments.values_list("office", flat=True)) | set(new["office"])
    history.watch(*watched)
    departments.filter(parent__isnull=False).delete()
    departments.delete()
    Office.objects.filter(pk__in=new["office"]).delete()
