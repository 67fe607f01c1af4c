"""The two values of a conflict as people read them."""

from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ...models.facts import ENTRY
from ...page.office_page import ContactLine
from ...publishing.changes.changed_lines import in_words
from ...school_years.plan_in_words import label
from ...words import days
from ..facts_as_read import NOTHING, in_full


def shown(conflict, value, plan) -> str:
    """`value` of the field in conflict, whole: lines of text, or a picture."""
    if conflict.field.startswith("contacts-"):
        return capfirst(in_words(ContactLine(**value))) if value else _("No such line")
    if not isinstance(value, dict):
        return _words(conflict.field, value, plan) or NOTHING
    sides = ((capfirst(label(name)), _words(name, one, plan) or NOTHING) for name, one in value.items())
    return format_html_join("\n", "{}: {}", sides)


def _words(field, value, plan):
    if field in ENTRY:
        return in_full(ENTRY[field], value, missing=_("The picture that comes with the file"))
    if field == "retired_at":
        told = _("To be off the site from {moment} on") if value else _("To stay on the site")
        return told.format(moment=days.moment(value))
    # An office, or the department above.
    kind = "office" if field == "office" else "department"
    sides = (plan.before, plan.edition, plan.after)
    return next((side.entries(kind)[value]["name"] for side in sides if value in side.entries(kind)), value)
