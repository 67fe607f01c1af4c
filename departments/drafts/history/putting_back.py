"""Putting an office back to what it was, as one more save that can be put back itself."""

import logging
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from ...models import Contact, Department, Office
from ...publishing.changes import Change
from ...words.days import moment
from .. import roles
from . import version_rows
from .put_back_plan import PutBackPlan, PutBackRefused, plan
from .recording import recording, watch
from .versions import DraftVersion

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PutBack:
    """What was put back: the changes of the draft, and sentences about what could not be as it was."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def look(office: Office, version: DraftVersion) -> PutBackPlan:
    """What putting `office` back to `version` would change; nothing is written. Raises PutBackRefused if it cannot."""
    if version.office.pk != office.pk:
        raise PutBackRefused(
            _("This version is not one of {office}. Choose one from its own history.").format(office=office)
        )
    if version.rows is None:
        raise PutBackRefused(_("What was kept of this version is damaged. Choose another one."))
    return plan(version.rows, version_rows.read([office.pk])[office.pk])


def put_back(office: Office, version: DraftVersion, *, by, why="") -> PutBack:
    """
    Make the draft of `office` what it was in `version`, with its departments, units and contact lines.

    That is a new version. Its editors stay. What has no row of its own any more gets the one it had. Raises
    PutBackRefused: `by` (None for a command) may not edit the office, or not delete or add what it takes; an address
    that somebody else has by now; another office or school year.
    """
    if by is not None and not roles.may_edit(by, office):
        raise PutBackRefused(_("You may not change {office}. Ask one of its editors.").format(office=office))
    told = _("Put back to {moment}").format(moment=moment(version.at))
    with recording(by=by, why=": ".join(filter(None, [told, why]))):
        watch(office.pk)
        found = look(office, version)
        refuse_without_permission(found, by)
        write(found)
    log.info("Put %s back to %s, by %s", office, moment(version.at), by or "a command")
    return PutBack(found.changes, found.notes)


def refuse_without_permission(found: PutBackPlan, by) -> None:
    """Raises PutBackRefused where `by` could not do by hand what `found` does."""
    for permission, told in found.needs.items():
        if by is not None and not by.has_perm(permission):
            raise PutBackRefused(told)


def write(found: PutBackPlan) -> None:
    """Write what `found` changes; a row that stays as it is is not touched."""
    now = {(model, pk): values for model, pk, values in found.now.each()} if found.now else {}
    after = {(model, pk): values for model, pk, values in found.after.each()}
    changed = {key: values for key, values in after.items() if now.get(key) != values}
    Contact.objects.filter(pk__in=[pk for model, pk in set(now) - set(after) if model is Contact]).delete()
    # Two may have swapped addresses, and the database looks at each row alone. No address has a tilde.
    at_rest = Concat(Value("~"), Cast("pk", CharField()))
    moving = [pk for model, pk in (set(now) - set(after)) | set(changed) if model is Department]
    Department.objects.filter(pk__in=moving).update(slug=at_rest)
    for (model, pk), values in changed.items():
        # Raw, as a load does: the row comes back to the letter. Publishing sanitises again.
        version_rows.instance(model, max(pk, 0) or None, values).save_base(raw=True)
    Department.objects.filter(pk__in=found.deleted).delete()
