"""Values as people read them on the page that shows two sides."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from ...models import Contact
from ...models.facts import ENTRY, LINE
from ...words import days
from ..facts_as_read import NOTHING, in_full
from ..forms import PictureField
from . import posting


def label(name, field) -> str:
    return capfirst(str(field.label or forms.utils.pretty_name(name)))


def of_stored(column, field, stored) -> str:
    return _words(column, field, posting.python(column, stored)) or NOTHING


def of_posted(column, field, posted) -> str:
    """What was typed, as it will be read once it is saved; as it was typed where that cannot be."""
    if not isinstance(field, forms.ModelChoiceField | PictureField):
        try:
            posted = field.clean(posted)
        except ValidationError:
            posted = " ".join(filter(None, posted)) if isinstance(posted, list) else posted
    return _words(column, field, posted) or NOTHING


def of_row(model, values) -> str:
    """What to call a row with these stored values."""
    return str(model(**values)) or f"a {model._meta.verbose_name} without a name"


def _words(column, field, value):
    if isinstance(field, forms.ModelChoiceField):
        return _chosen(field, value)
    fact = (LINE if column.model is Contact else ENTRY).get(column.name)
    if fact:
        return in_full(fact, value, missing="a picture whose file is missing")
    if isinstance(value, datetime):
        return days.moment(value)
    return str("" if value is None else value).strip()


def _chosen(field, value):
    keys = [key for key in (value if isinstance(value, list) else [value]) if key not in ("", None)]
    try:
        rows = list(field.queryset.filter(pk__in=keys))
    except (TypeError, ValueError):
        rows = []
    # Not every row there is may be chosen, or named, on everybody's form.
    return ", ".join(field.label_from_instance(row) for row in rows) or ("one you cannot choose" if keys else "")
