"""Values as people read them on the page that shows two sides."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import capfirst
from phonenumber_field.modelfields import PhoneNumberField

from ...models.entry import PICTURE_NAME
from ...models.rich_text_field import RichTextField
from ...page import pictures
from ...words import days, phones, prose
from ..forms import PictureField
from . import posting

NOTHING = "(empty)"


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
    return phones.display(str(model(**values))) or f"a {model._meta.verbose_name} without a name"


def _words(column, field, value):
    if isinstance(field, forms.ModelChoiceField):
        return _chosen(field, value)
    if isinstance(field, PictureField):
        return _picture(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(column, RichTextField):
        return "\n".join(f"• {block.text}" if block.kind == "li" else block.text for block in prose.blocks(value))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(value, datetime):
        return days.moment(value)
    if isinstance(column, PhoneNumberField):
        return phones.display(value)
    return str("" if value is None else value).strip()


def _chosen(field, value):
    keys = [key for key in (value if isinstance(value, list) else [value]) if key not in ("", None)]
    try:
        rows = list(field.queryset.filter(pk__in=keys))
    except (TypeError, ValueError):
        rows = []
    # Not every row there is may be chosen, or named, on everybody's form.
    return ", ".join(field.label_from_instance(row) for row in rows) or ("one you cannot choose" if keys else "")


def _picture(name):
    if not isinstance(name, str) or not PICTURE_NAME.fullmatch(name) or not pictures.is_stored(name):
        return "a picture whose file is missing" if name else ""
    small = pictures.rendition(name, pictures.widths_of(name)[0], "jpg")
    return format_html('<img src="{}" alt="The picture">', pictures.url(small))
