"""The two values of a conflict as people read them."""

from django.utils.html import format_html
from django.utils.text import capfirst

from ...models import Department, Office
from ...page import pictures
from ...page.office_page import ContactLine
from ...publishing.changes.changed_lines import in_words
from ...school_years.edition import PHONES
from ...school_years.plan_in_words import LABELS
from ...school_years.values import is_own_name
from ...words import days, phones, prose

NOTHING = "(empty)"
_MODELS = {"office": Office, "department": Department}


def field_label(conflict) -> str:
    """The editor's word for the field, as the form has it."""
    if conflict.field in LABELS:
        return LABELS[conflict.field]
    label = str(_MODELS[conflict.kind]._meta.get_field(conflict.field).verbose_name)
    return label if label != "title" else "title of the lead"


def shown(conflict, value, plan) -> str:
    """`value` of the field in conflict, whole: lines of text, or a picture."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return _words(conflict.field, value, plan) or NOTHING


def _words(field, value, plan):
    if not value:
        return "Not retired" if field == "retired_at" else ""
    if field in PHONES:
        return phones.display(value)
    if field == "body":
        return "\n".join(f"• {block.text}" if block.kind == "li" else block.text for block in prose.blocks(value))
    if field == "contacts":
        return "\n".join(capfirst(in_words(ContactLine(**line))) for line in value)
    if field == "lead_standing":
        return dict(Office.Standing.choices).get(value, value)
    if field == "image":
        return _picture(value)
    if field == "retired_at":
        return f"Retired on {days.moment(value)}"
    if field in ("office", "parent"):
        kind = "office" if field == "office" else "department"
        sides = (plan.before, plan.edition, plan.after)
        return next((side.entries(kind)[value]["name"] for side in sides if value in side.entries(kind)), value)
    return str(value)


def _picture(name):
    if not is_own_name(name) or not pictures.is_stored(name):
        return "The picture that comes with the file"
    small = pictures.rendition(name, pictures.widths_of(name)[0], "jpg")
    return format_html('<img src="{}" alt="The picture">', pictures.url(small))
