"""Who saved a draft, as far as the admin's log knows: commands and loads leave no name."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.text import get_text_list

from ...models import Department, Office
from ...models.accounts import account_name
from ...words import days

MOST = 50  # entries looked at: nobody reads more names than those hold


@dataclass(frozen=True)
class Saver:
    """Who saved `what`, last at the moment `at`; `name` is "You" for the person who reads it."""

    name: str
    what: str
    at: datetime

    def __str__(self):
        """ "Mary Jones saved Office of Academics on September 3, 2026, 10:07 AM." """
        where = ", in another window or on another form" if self.name == "You" else ""
        return f"{self.name} saved {self.what} on {days.moment(self.at)}{where}."


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
        name = "You" if entry.user_id == reader.pk else account_name(entry.user)
        latest.setdefault(entry.user_id, Saver(name, entry.object_repr, entry.action_time))
    return list(latest.values())


def kept_beside(found, savers, noun) -> str:
    """
    The beginning of a sentence on what others saved and a save kept: "Maria Lopez saved the fax of this office at
    8:05 AM". `noun` is what the form is of.
    """
    parts: dict[str, list[str]] = {}
    for one in found.kept:
        parts.setdefault(one.part, []).append(one.label)
    what = get_text_list([_of_part(part, labels, noun) for part, labels in parts.items()], "and")
    if not savers:
        return f"Somebody saved {what} meanwhile"
    names = get_text_list([saver.name for saver in reversed(savers)], "and")
    what += " in another window" if names == "You" else ""
    return f"{names} saved {what} {'at' if len(savers) == 1 else 'by'} {_time(savers[0].at)}"


def _of_part(part, labels, noun):
    if labels[0] in ("added", "deleted") or labels[0].startswith("moved to "):
        return f"{part} ({labels[0]})"
    what = get_text_list([f"the {label[:1].lower()}{label[1:]}" for label in labels], "and")
    return f"{what} of {part or f'this {noun}'}"


def _time(at):
    return days.time(at) if timezone.localdate(at) == timezone.localdate() else days.moment(at)
