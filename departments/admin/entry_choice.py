"""Choosing an office or department among the drafts there is work on, by typing a part of its name."""

from collections.abc import Callable

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..drafts import confirming
from ..drafts.roles import editable_offices
from ..models import Department
from ..search.own_rows import found
from .finding_drafts import rows_of

MOST = 20  # of either kind


class EntrySelect(forms.Select):
    """Django's autocomplete list, filled from an address of ours: `url` answers as `offered()` does."""

    i18n_name = "en"
    media = AutocompleteMixin.media

    def __init__(self, url):
        asks = {"ajax--url": url, "ajax--type": "GET", "ajax--cache": "true", "ajax--delay": 250}
        looks = {"theme": "admin-autocomplete", "placeholder": _("Type a name or number"), "width": "100%"}
        looks["allow-clear"] = "true"
        data = {f"data-{name}": value for name, value in (asks | looks).items()}
        super().__init__({"class": "admin-autocomplete"} | data)


class EntryChoiceField(forms.Field):
    """An office or department that `user` may edit, of the current school year or a later one."""

    def __init__(self, user, url, **kwargs):
        super().__init__(widget=EntrySelect(url), **kwargs)
        self.user = user
        self.widget.choices = [("", "")]

    def to_python(self, value) -> object:
        if value in self.empty_values:
            return None
        kind, _dash, pk = str(value).partition("-")
        rows = dict(zip(("office", "department"), drafts_of(self.user), strict=True)).get(kind)
        entry = rows.filter(pk=pk).first() if rows is not None and pk.isascii() and pk.isdigit() else None
        if entry is None:
            raise ValidationError(_("Choose an office or department from the list: this one is not among the drafts."))
        self.widget.choices = [(key_of(entry), label_of(entry))]  # so that the form shows it again
        return entry


def key_of(entry) -> str:
    return f"{entry._meta.model_name}-{entry.pk}"


def label_of(entry) -> str:
    return label(entry, *([entry.office] if isinstance(entry, Department) else []), entry.school_year)


def label(name, *names) -> str:
    """Several offices and years have departments of the same name: say whose, and of which year."""
    *office, year = names
    return f"{' – '.join(map(str, [name, *office]))} ({year})"


def offered(request, offices, departments, id_of: Callable[[str, int], str] = "{}-{}".format) -> JsonResponse:
    """
    What the person of `request` typed finds of `offices` and `departments`, offices first, as select2 reads it; the
    first of each where nothing is typed. Five queries.
    """
    typed, rows = request.GET.get("term", "")[:200].replace("\x00", " "), list(rows_of(offices, departments))
    entries = {row.key.entry: row.key for row in rows if row.key.kind != "contact"}
    keys = dict.fromkeys(draft.entry for draft in found(typed, rows).keys) if typed.strip() else entries
    first = [key for kind in ("office", "department") for key in [key for key in keys if key[0] == kind][:MOST]]
    results = [{"id": id_of(*key), "text": _label_of_draft(entries[key])} for key in first]
    return JsonResponse({"results": results, "pagination": {"more": False}})


def _label_of_draft(draft):
    return label(draft.name, *([draft.within] if draft.within else []), draft.year)


def drafts_of(user) -> tuple:
    """The offices and the departments that `user` may edit, of the current school year or a later one."""
    kept = Q(retired_at=None) | Q(retired_at__gt=timezone.now())
    today = confirming.of_today()
    offices = editable_offices(user).filter(kept, today).select_related("school_year")
    departments = Department.objects.filter(kept, today, office__in=offices.values("pk"))
    return (
        offices.order_by("school_year__starts_on", "position", "name"),
        departments.select_related("school_year", "office").order_by("school_year__starts_on", "name", "pk"),
    )
