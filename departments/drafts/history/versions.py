"""The versions of an office's draft: who saved it when and why, what it said, and what had changed."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from ...models import Office, SchoolYear
from ...models.accounts import account_name
from ...page import office_page
from ...publishing.changes import Change
from . import version_rows
from .differences import differences
from .recording import DELETED, UNRECORDED
from .store import headers, load
from .version_rows import Rows

FIRST = 0  # in place of the key of a version: the oldest there is


@dataclass(frozen=True)
class DraftVersion:
    """
    A draft as it was saved. `by` is None where a command saved it; `earlier` is the version before it, or None.

    What it holds is read when it is first asked for, with one query; of several at once by `read_together()`.
    """

    id: int
    office: Office
    at: datetime
    by: AbstractBaseUser | None
    why: str
    earlier: "DraftVersion | None" = field(repr=False, compare=False)
    _held: dict = field(repr=False, compare=False)

    @property
    def rows(self) -> Rows | None:
        """None where what was kept is damaged: nothing else of it can be asked then."""
        if self.id not in self._held:
            read_together([self])
        return self._held[self.id]

    @cached_property
    def page(self) -> office_page.OfficePage:
        """The page it was, at the moment it was saved."""
        return version_rows.page(self.rows, self.school_year, at=self.at)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What it changed of the last one before it that can be read. The passing of time alone is no change."""
        before = self.earlier
        while before and not before.rows:
            before = before.earlier
        return differences(before and before.rows, self.rows, self.school_year, at=self.at) if self.rows else ()

    @cached_property
    def school_year(self) -> SchoolYear:
        pk = self.rows.office["school_year"]
        if pk == self.office.school_year_id:
            return self.office.school_year
        return SchoolYear.objects.filter(pk=pk).first() or self.office.school_year

    @property
    def who(self) -> str:
        """Who saved it, in words."""
        if self.by:
            return account_name(self.by)
        if self.why in UNRECORDED:
            return _("nobody knows")
        # A command always says why; a person at the form need not.
        return _("a command") if self.why else _("somebody whose account was deleted")

    @property
    def why_told(self) -> str:
        """`why` as people read it."""
        return _(self.why) if self.why in (*UNRECORDED, DELETED) else self.why


def versions(office: Office) -> tuple[DraftVersion, ...]:
    """The versions of the draft of `office`, the newest first. One query; none is opened."""
    earlier, held, found = None, {}, []
    saved = headers([office.pk]).select_related("revision__user").order_by("revision_id")
    for one in (header.revision for header in saved):
        earlier = DraftVersion(one.pk, office, one.date_created, one.user, one.comment, earlier, held)
        found.append(earlier)
    return tuple(reversed(found))


def read_together(shown) -> None:
    """Read what these versions of one office hold, and those before each, with one query."""
    wanted = [version for one in shown for version in (one, one.earlier) if version]
    if not wanted:
        return
    held, office = wanted[0]._held, wanted[0].office
    missing = {version.id for version in wanted} - set(held)
    if missing:
        found = load(missing)
        held |= {id: found[id][office.pk] if id in found else None for id in missing}
