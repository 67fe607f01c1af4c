"""What was deleted and can be recovered, from the last version that has it."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from reversion.models import Revision, Version

from ...models import Department, Office, SchoolYear
from .. import roles
from . import version_rows
from .put_back_plan import PutBackRefused, plan
from .putting_back import PutBack, refuse_without_permission, write
from .recording import DELETED, recording, watch
from .store import headers, load


@dataclass(frozen=True)
class Deleted:
    """
    An office or department that was deleted. `where` is the department's office, or the office's school year.

    `at` and `by` tell of the deletion: `at` is None where it was not recorded, `by` also where a command did it.
    """

    model: type
    pk: int
    name: str
    where: str
    at: datetime | None
    by: AbstractBaseUser | None
    office_id: int
    revision_id: int = field(repr=False)

    @property
    def kind(self) -> str:
        return self.model._meta.model_name

    @classmethod
    def of(cls, model, version: Version, office_id: int, where: str, deletion: Revision | None) -> "Deleted":
        at, by = (deletion.date_created, deletion.user) if deletion else (None, None)
        return cls(model, int(version.object_id), version.object_repr, where, at, by, office_id, version.revision_id)


def deleted_offices(user) -> tuple[Deleted, ...]:
    """The deleted offices that `user` may recover, the last deleted first. A fixed number of queries."""
    if not user.has_perm("departments.add_office"):
        return ()
    years = dict(SchoolYear.objects.values_list("pk", "label"))
    found = []
    for version, pk, values in _last_of_deleted(Office):
        deletion = version.revision if version.revision.comment == DELETED else None
        where = years.get(values["school_year"], _("a school year that was deleted"))
        found.append(Deleted.of(Office, version, pk, where, deletion))
    return tuple(found)


def deleted_departments(user) -> tuple[Deleted, ...]:
    """
    The deleted departments that `user` may recover, the last deleted first: those whose office is still there and is
    one that `user` may edit. A fixed number of queries.
    """
    if not user.has_perm("departments.add_department"):
        return ()
    offices = {office.pk: office for office in roles.editable_offices(user)}
    last = [(version, values["office"]) for version, _pk, values in _last_of_deleted(Department)]
    last = [(version, office_id) for version, office_id in last if office_id in offices]
    deletions = _deletions(last)
    last.sort(key=lambda pair: pair[0].revision_id, reverse=True)
    return tuple(Deleted.of(Department, row, pk, str(offices[pk]), deletions[row.pk]) for row, pk in last)


def recover(deleted: Deleted, *, by) -> PutBack:
    """
    Bring `deleted` back as it last was: an office with its departments and contact lines, a department with its lines.

    Raises PutBackRefused: `by` (None for a command) may not, it is there already, an address that somebody else has
    by now, a school year or office that is gone.
    """
    with recording(by=by, why=_("Recovered {name}").format(name=deleted.name)):
        watch(deleted.office_id)
        found = (_recovered_office if deleted.model is Office else _recovered_department)(deleted, by)
        refuse_without_permission(found, by)
        write(found)
    assign = _("Nobody is assigned to edit it yet: choose its editors on its form.")
    notes = [assign] if deleted.model is Office else []
    return PutBack(found.changes, (*found.notes, *notes))


def _last_of_deleted(model):
    last = Version.objects.get_deleted(model).select_related("revision__user").order_by("-pk")
    rows = ((version, row) for version in last for row in version_rows.rows_in(version.serialized_data))
    return [(version, pk, values) for version, (_, pk, values) in rows]


def _deletions(last):
    """For each `(version of a department, office)` the revision of that office after it, which is without it."""
    first = min((version.revision_id for version, _ in last), default=0)
    later = headers({office_id for _, office_id in last}).filter(revision__gt=first)
    revisions = defaultdict(list)
    for header in later.select_related("revision__user").order_by("revision_id"):
        revisions[int(header.object_id)].append(header.revision)
    return {
        version.pk: next((after for after in revisions[office_id] if after.pk > version.revision_id), None)
        for version, office_id in last
    }


def _recovered_office(deleted, by):
    _require(by is None or by.has_perm("departments.add_office"), _("You may not add offices. Ask a publisher."))
    _require(not Office.objects.filter(pk=deleted.pk).exists(), _("{name} is there already.").format(name=deleted.name))
    return plan(_held(deleted), None)


def _recovered_department(deleted, by):
    office = Office.objects.filter(pk=deleted.office_id).first()
    _require(office, _("The office of {name} is gone. Recover that first.").format(name=deleted.name))
    _require(
        by is None or roles.may_edit(by, office),
        _("You may not change {office}. Ask one of its editors.").format(office=office),
    )
    _require(
        not Department.objects.filter(pk=deleted.pk).exists(), _("{name} is there already.").format(name=deleted.name)
    )
    now, last = version_rows.read([office.pk])[office.pk], _held(deleted)
    values = last.departments[deleted.pk]
    # By now its department may be gone, or a unit itself.
    if values["parent"] not in [pk for pk, others in now.departments.items() if others["parent"] is None]:
        values = values | {"parent": None}
    lines = {pk: line for pk, line in last.contacts.items() if line["department"] == deleted.pk}
    then = replace(now, departments=now.departments | {deleted.pk: values}, contacts=now.contacts | lines)
    return plan(then, now)


def _held(deleted):
    held = load([deleted.revision_id]).get(deleted.revision_id)
    _require(held, _("What was kept of {name} is damaged. Recover it from a backup.").format(name=deleted.name))
    return held[deleted.office_id]


def _require(holds, sentence):
    if not holds:
        raise PutBackRefused(sentence)
