"""Choosing an office or department among the drafts there is work on, by typing a part of its name."""

from itertools import chain

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from ..drafts import confirming
from ..drafts.roles import editable_offices
from ..models import Department

MOST = 20  # of either kind


class EntrySelect(forms.Select):
    """Django's autocomplete list, filled from an address of ours: `url` answers what `found()` finds, as JSON."""

    i18n_name = "en"
    media = AutocompleteMixin.media

    def __init__(self, url):
        asks = {"ajax--url": url, "ajax--type": "GET", "ajax--cache": "true", "ajax--delay": 250}
        looks = {"theme": "admin-autocomplete", "placeholder": "Type a part of its name", "width": "100%"}
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
        kind, _, pk = str(value).partition("-")
        rows = dict(zip(("office", "department"), _drafts(self.user), strict=True)).get(kind)
        entry = rows.filter(pk=pk).first() if rows is not None and pk.isascii() and pk.isdigit() else None
        if entry is None:
            raise ValidationError("Choose an office or department from the list: this one is not among the drafts.")
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


def found(user, term) -> list[dict]:
    """What has every word of `term` in its names, offices first, as select2 reads it. Two queries."""
    drafts = []
    for rows in _drafts(user):
        for word in term.replace("\x00", " ").split():
            rows = rows.filter(Q(name__folded=word) | Q(also_known_as__folded=word))
        drafts.append(rows[:MOST])
    return [{"id": key_of(entry), "text": label_of(entry)} for entry in chain(*drafts)]


def _drafts(user):
    kept = Q(retired_at=None) | Q(retired_at__gt=timezone.now())
    today = confirming.of_today()
    offices = editable_offices(user).filter(kept, today).select_related("school_year")
    departments = Department.objects.filter(kept, today, office__in=offices.values("pk"))
    return (
        offices.order_by("school_year__starts_on", "position", "name"),
        departments.select_related("school_year", "office").order_by("school_year__starts_on", "name", "pk"),
    )
