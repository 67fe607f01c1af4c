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
from django.db import models
from django.forms.models import BaseInlineFormSet, ModelForm, model_to_dict
from django.utils import timezone

from ...models import Office
from .edited_field import EditedField, plain_key


@dataclass(frozen=True)
class Inline:
    """Rows inside a form. `fields` are those a person fills in: neither the key nor the place."""

    prefix: str
    formset: type[BaseInlineFormSet]
    model: type[models.Model]
    owner: str
    fields: dict[str, EditedField]
    queryset: models.QuerySet

    def key(self, pk) -> str:
        """What a difference about the row `pk` is called, or about their "order"."""
        return f"{self.prefix}-{pk}"


@dataclass(frozen=True)
class Layout:
    """What one person's form of `entry` edits: only fields that this form lets them change."""

    entry: models.Model
    form: type[ModelForm]
    fields: dict[str, EditedField]
    initial: dict
    inlines: tuple[Inline, ...]

    @classmethod
    def of(cls, model_admin, request, entry) -> "Layout":
        """One query where the form has a choice of several; rows are read later, by `AsOpened.now()`."""
        form_class = model_admin.get_form(request, entry, change=True)
        form = form_class(instance=entry)
        inlines = tuple(
            Inline(
                prefix=formset.get_default_prefix(),
                formset=formset,
                model=formset.model,
                owner=formset.fk.name,
                fields=_filled_in(formset.model, formset.form.base_fields),
                queryset=inline.get_queryset(request).filter(**{formset.fk.name: entry}),
            )
            for formset, inline in model_admin.get_formsets_with_inlines(request, entry)
            if inline.has_change_permission(request, entry)
        )
        return cls(entry, form_class, EditedField.all_of(type(entry), form.fields), form.initial, inlines)


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
        """The drafts of `layout` as they are now. One query for each kind of rows, however many there are."""
        rows = {
            inline.prefix: [
                [row.pk, _stored(inline.fields, model_to_dict(row, list(inline.fields)))] for row in inline.queryset
            ]
            for inline in layout.inlines
        }
        return cls(_stored(layout.fields, layout.initial), rows, checked=_checked(layout.entry))

    @classmethod
    def of_forms(cls, form, inline_admin_formsets) -> "AsOpened":
        """What stood in the database when these forms read it, whatever was typed into them since. No query."""
        rows = {
            inline.formset.prefix: [
                [row.instance.pk, _stored(_filled_in(inline.formset.model, row.base_fields), row.initial)]
                for row in inline.formset.initial_forms
                if row.instance.pk
            ]
            for inline in inline_admin_formsets
            if inline.has_change_permission
        }
        fields = EditedField.all_of(form._meta.model, form.fields)
        return cls(_stored(fields, form.initial), rows, checked=_checked(form.instance))

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


def _filled_in(model, fields):
    fields = {name: field for name, field in fields.items() if name not in ("id", "position", "DELETE")}
    return EditedField.all_of(model, fields)


def _stored(fields, initial):
    return {name: field.stored(initial.get(name)) for name, field in fields.items()}


def _checked(entry):
    office = getattr(entry, "office", entry)
    if not isinstance(office, Office):
        return None
    return [office.confirmed_on and office.confirmed_on.isoformat(), plain_key(office.confirmed_by_id)]


def _salt(entry):
    return f"departments.seen.{entry._meta.model_name}.{entry.pk}"
