"""
The drafts that a form edits, as they were at one moment: a form carries them, and a save compares them with now.

A counter or the time of the last save would miss what commands, loads and put-backs change; what is compared here is
the content itself, so a change that was taken back is none.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime

from django.core import signing
from django.forms.models import BaseInlineFormSet, ModelForm, model_to_dict
from django.utils import timezone

from ...models import Contact, Office
from .edited_field import EditedField, plain_key


class Inline:
    """Rows inside a form, as `formset` read them. `fields` are those a person fills in: neither key nor place."""

    def __init__(self, formset: BaseInlineFormSet):
        self.formset, self.prefix, self.model = formset, formset.prefix, formset.model
        fields = {name: field for name, field in formset.form.base_fields.items() if name not in ("id", "position")}
        self.fields = EditedField.all_of(formset.model, fields)

    def fields_of(self, row) -> "dict[str, EditedField]":
        """Those that the posted `row` has: a card that was never opened has a part of them."""
        closed = getattr(self.formset.form, "CLOSED", ())
        if not closed or row is None or row.is_whole:
            return self.fields
        return {name: field for name, field in self.fields.items() if name in closed}

    def key(self, pk) -> str:
        """What a difference about the row `pk` is called, or about their "order"."""
        return f"{self.prefix}-{pk}"


class Layout:
    """
    What one person's form of `entry` edits: only fields that this form lets them change. `reader` is who.

    Of an office's departments all contact lines count, whether or not their cards were opened.
    """

    def __init__(self, form: ModelForm, formsets, reader=None):
        self.form, self.entry, self.reader = form, form.instance, reader
        self.fields = EditedField.all_of(form._meta.model, form.fields)
        self.inlines = [Inline(formset) for formset in formsets]

    def rows(self) -> dict[str, list]:
        """The rows by prefix, each with its key and its stored values, as the database had them when they were read."""
        found = {}
        for inline in self.inlines:
            there = (row for row in inline.formset.initial_forms if row.instance.pk)
            found[inline.prefix] = [[row.instance.pk, _stored(inline.fields, row.initial)] for row in there]
        lines = next((inline for inline in self.inlines if inline.model is Contact), None)
        if lines and isinstance(self.entry, Office):
            for pk, _ in found.get("departments", ()):
                found.setdefault(f"lines_{pk}", [])
            known = {inline.prefix for inline in self.inlines}
            for line in Contact.objects.filter(department__office=self.entry):
                if f"lines_{line.department_id}" not in known:
                    values = _stored(lines.fields, model_to_dict(line))
                    found.setdefault(f"lines_{line.department_id}", []).append([line.pk, values])
        return found

    @classmethod
    def of(cls, model_admin, request, entry) -> "Layout":
        """One query where the form has a choice of several; rows are read later, one query for each kind of them."""
        form = model_admin.get_form(request, entry, change=True)(instance=entry)
        formsets = (
            formset(instance=entry, queryset=inline.get_queryset(request))
            for formset, inline in model_admin.get_formsets_with_inlines(request, entry)
            if inline.has_change_permission(request, entry)
        )
        return cls(form, formsets, request.user)


@dataclass(frozen=True)
class AsOpened:
    """
    Values by field as they are stored, texts, numbers and None; `rows` by prefix, `(key, values)` each, in order.

    `checked` is the day on which somebody checked the office's details, and who: no part of the form. Equal where both
    hold the same, whenever it was read.
    """

    fields: dict
    rows: dict[str, list]
    at: datetime = field(default_factory=timezone.now, compare=False)
    checked: list | None = field(default=None, compare=False)

    @classmethod
    def now(cls, layout: Layout) -> "AsOpened":
        """What stood in the database when the forms of `layout` read it, whatever was typed into them since."""
        return cls(_stored(layout.fields, layout.form.initial), layout.rows(), checked=_checked(layout.entry))

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps([self.fields, self.rows], sort_keys=True).encode()).hexdigest()

    def token(self, entry) -> str:
        """To be carried by the form of `entry`: signed, and compressed to about a tenth."""
        carried = {"at": self.at.isoformat(), "fields": self.fields, "rows": self.rows, "checked": self.checked}
        return signing.dumps(carried, salt=_salt(entry), compress=True)

    @classmethod
    def read(cls, token, layout: Layout) -> "AsOpened | None":
        """What `token` holds; None for one that is missing, forged, of another form, or from before its fields."""
        try:
            carried = signing.loads(token or "", salt=_salt(layout.entry))
        except signing.BadSignature:
            return None
        at = datetime.fromisoformat(carried["at"])
        seen = cls(carried["fields"], carried["rows"], at, carried.get("checked"))
        fits = set(seen.fields) == set(layout.fields) and all(
            set(values) == set(inline.fields)
            for inline in layout.inlines
            for _, values in seen.rows.get(inline.prefix, [[None, ()]])
        )
        return seen if fits else None


def _stored(fields, initial):
    return {name: field.stored(initial.get(name)) for name, field in fields.items()}


def _checked(entry):
    office = getattr(entry, "office", entry)
    if not isinstance(office, Office):
        return None
    return [office.confirmed_on and office.confirmed_on.isoformat(), plain_key(office.confirmed_by_id)]


def _salt(entry):
    return f"departments.seen.{entry._meta.model_name}.{entry.pk}"
