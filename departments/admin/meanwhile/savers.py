"""Who saved a draft, as far as the admin's log knows: commands and loads leave no name."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ...models import Department, Office
from ...models.accounts import account_name
from ...words import days
from .findings import Difference

MOST = 50  # entries looked at: nobody reads more names than those hold


@dataclass(frozen=True)
class Saver:
    """Who saved `what`, last at the moment `at`; `name` is "You" for the person who reads it."""

    name: str
    what: str
    at: datetime
    is_reader: bool

    def __str__(self):
        """ "Mary Jones saved Office of Academics on September 3, 2026, 10:07 AM." """
        told = _("{name} saved {what} on {moment}.")
        if self.is_reader:
            told = _("You saved {what} on {moment}, in another window or on another form.")
        return told.format(name=self.name, what=self.what, moment=days.moment(self.at))


def saved_since(row, at, *, reader) -> list[Saver]:
    """Each person who saved `row`, or a department of it where it is an office, since `at`, the latest first."""
    types = ContentType.objects.get_for_models(type(row), Department)
    saved = Q(content_type=types[type(row)], object_id=str(row.pk))
    if isinstance(row, Office):
        departments = [str(pk) for pk in row.departments.values_list("pk", flat=True)]
        saved |= Q(content_type=types[Department], object_id__in=departments)
    entries = LogEntry.objects.filter(
        saved,
        # What a form saved, and what was put back; other entries tell of confirming and the like.
        Q(change_message__startswith="[") | Q(change_message__startswith="Put "),
        action_time__gte=at,
    )
    latest = {}
    for entry in entries.exclude(action_flag=DELETION).select_related("user").order_by("-action_time")[:MOST]:
        is_reader = entry.user_id == reader.pk
        name = _("You") if is_reader else account_name(entry.user)
        latest.setdefault(entry.user_id, Saver(name, entry.object_repr, entry.action_time, is_reader))
    return list(latest.values())


def kept_beside(found, savers, noun) -> str:
    """
    The beginning of a sentence on what others saved and a save kept: "Maria Lopez saved the fax of this office at
    8:05 AM". `noun` is what the form is of.
    """
    parts: dict[str, list[Difference]] = {}
    for one in found.kept:
        parts.setdefault(one.part, []).append(one)
    what = get_text_list([_of_part(part, kept, noun) for part, kept in parts.items()], _("and"))
    if not savers:
        return _("Somebody saved {what} meanwhile").format(what=what)
    told = _("{names} saved {what} at {time}") if len(savers) == 1 else _("{names} saved {what} by {time}")
    if [saver.is_reader for saver in savers] == [True]:
        told = _("You saved {what} in another window at {time}")
    names = get_text_list([saver.name for saver in reversed(savers)], _("and"))
    return told.format(names=names, what=what, time=_time(savers[0].at))


def _of_part(part, kept, noun):
    if kept[0].is_row:
        return f"{part} ({kept[0].label})"
    fields = [_("the {field}").format(field=f"{one.label[:1].lower()}{one.label[1:]}") for one in kept]
    what = get_text_list(fields, _("and"))
    if part:
        return _("{what} of {part}").format(what=what, part=part)
    return _("{what} of this {noun}").format(what=what, noun=noun)


def _time(at):
    return days.time(at) if timezone.localdate(at) == timezone.localdate() else days.moment(at)
