"""Who saved a draft, as far as the admin's log knows: commands and loads leave no name."""

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from ...models import Department, Office
from ...models.accounts import account_name
from ...words.days import moment

MOST = 50  # entries looked at: nobody reads more names than those hold


def saved_since(office, at, *, reader) -> list[str]:
    """
    A sentence for each person who saved `office` or a department of it since `at`, the latest first: "Mary Jones
    saved Office of Academics on September 3, 2026, 10:07 AM." One query.
    """
    types = ContentType.objects.get_for_models(Office, Department)
    departments = [str(pk) for pk in office.departments.values_list("pk", flat=True)]
    entries = LogEntry.objects.filter(
        Q(content_type=types[Office], object_id=str(office.pk))
        | Q(content_type=types[Department], object_id__in=departments),
        # What a form saved, and what was put back; other entries tell of confirming and the like.
        Q(change_message__startswith="[") | Q(change_message__startswith="Put "),
        action_time__gte=at,
    )
    latest = {}
    for entry in entries.exclude(action_flag=DELETION).select_related("user").order_by("-action_time")[:MOST]:
        latest.setdefault(entry.user_id, entry)
    return [_sentence(entry, reader) for entry in latest.values()]


def _sentence(entry, reader):
    who = "You" if entry.user_id == reader.pk else account_name(entry.user)
    where = ", in another window or on another form" if entry.user_id == reader.pk else ""
    return f"{who} saved {entry.object_repr} on {moment(entry.action_time)}{where}."
