"""A field of a form with the column it edits: its values as stored, as posted, and as people read them."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ...models import Alert, Contact, District, DistrictLine
from ...models.facts import ENTRY, LINE, group_of
from ...models.rich_text_field import RichTextField
from ...words import days, richtext
from ..facts_as_read import NOTHING, in_full
from ..forms import PictureField
from . import posting

# Facts by the names of the columns that hold them; of whatever is not here, ENTRY.
TABLES = {
    Contact: LINE,
    District: {"logo": ENTRY["image"]},
    DistrictLine: {"number": LINE["phone"], "kind": LINE["kind"]},
    Alert: {"message": ENTRY["body"]},
}


@dataclass(frozen=True)
class EditedField:
    """`row` in what follows is what the names of a row's values begin with where they are posted: "contacts-0-"."""

    name: str
    column: models.Field
    field: forms.Field

    @classmethod
    def all_of(cls, model, fields) -> "dict[str, EditedField]":
        """The fields of a form of `model`, by name."""
        return {name: cls(name, model._meta.get_field(name), field) for name, field in fields.items()}

    @property
    def label(self) -> str:
        return capfirst(str(self.field.label or forms.utils.pretty_name(self.name)))

    @property
    def table(self) -> dict:
        return TABLES.get(self.column.model, ENTRY)

    @property
    def group(self) -> str:
        """What it counts as where two people change it."""
        return group_of(self.table, self.name)

    def stored(self, value) -> object:
        """`value`, as a form begins with it, as the database keeps it: a text, a number, None or a list of keys."""
        if self.column.many_to_many:
            return sorted(plain_key(getattr(row, "pk", row)) for row in value or [])
        value = self.column.get_prep_value(value)
        return value.isoformat() if hasattr(value, "isoformat") else value

    def posted(self, data, row="") -> object:
        """What was posted for it, as its widget reads it."""
        return self.field.widget.value_from_datadict(data, {}, row + self.name)

    def put(self, data, row, stored) -> None:
        """Write `stored` into `data` as the browser would post it, had nobody touched the field."""
        name = row + self.name
        for ending in posting.ENDINGS:
            data.pop(name + ending, None)
        for key, values in posting.as_posted(self.field, name, self._python(stored)):
            data.setlist(key, values)

    def copy(self, source, data, old_row, new_row) -> None:
        """Write into `data` under another row what was posted in `source`."""
        for name in (self.name + ending for ending in posting.ENDINGS):
            if old_row + name in source:
                data.setlist(new_row + name, source.getlist(old_row + name))

    def differs(self, stored, posted) -> bool:
        """Whether what was posted says something else than what is stored."""
        value, posted = (_one_kind_of_line(side) for side in (self._python(stored), posted))
        if isinstance(self.column, RichTextField):
            return richtext.sanitise(posted) != richtext.sanitise(value)
        return self.field.has_changed(value, posted)

    def stored_in_words(self, stored) -> str:
        return self._in_words(self._python(stored)) or NOTHING

    def posted_in_words(self, posted) -> str:
        """What was typed, as it will be read once it is saved; as it was typed where that cannot be."""
        if not isinstance(self.field, forms.ModelChoiceField | PictureField):
            try:
                posted = self.field.clean(posted)
            except ValidationError:
                posted = " ".join(filter(None, posted)) if isinstance(posted, list) else posted
        return self._in_words(posted) or NOTHING

    def _python(self, stored):
        return stored if self.column.many_to_many else self.column.to_python(stored)

    def _in_words(self, value):
        if isinstance(self.field, forms.ModelChoiceField):
            return _chosen(self.field, value)
        if fact := self.table.get(self.name):
            return in_full(fact, value, missing=_("a picture whose file is missing"))
        if isinstance(value, datetime):
            return days.moment(value)
        if isinstance(value, date):
            return days.day(value)
        value = dict(self.column.flatchoices).get(value, value)
        return str("" if value is None else value).strip()


def plain_key(key) -> int | str | None:
    """`key` of a row as JSON has it, also of accounts whose keys are no numbers."""
    return key if key is None or isinstance(key, int) else str(key)


def row_in_words(model, values) -> str:
    """What to call a row with these stored values."""
    kept = {model._meta.get_field(name).attname: value for name, value in values.items()}  # keys, and no rows
    return str(model(**kept)) or _("a {noun} without a name").format(noun=model._meta.verbose_name)


def _chosen(field, value):
    keys = [key for key in (value if isinstance(value, list) else [value]) if key not in ("", None)]
    try:
        rows = list(field.queryset.filter(pk__in=keys))
    except (OverflowError, TypeError, ValueError, ValidationError):
        rows = []
    # Not every row there is may be chosen, or named, on everybody's form.
    return ", ".join(field.label_from_instance(row) for row in rows) or (_("one you cannot choose") if keys else "")


def _one_kind_of_line(value):
    # Browsers post "\r\n" for every line break, whatever the draft had.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
