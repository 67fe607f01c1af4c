"""The two values of a conflict as people read them."""

from django.utils.text import capfirst

from ...models.facts import ENTRY
from ...page.office_page import ContactLine
from ...publishing.changes.changed_lines import in_words
from ...words import days
from ..facts_as_read import NOTHING, in_full


def shown(conflict, value, plan) -> str:
    """`value` of the field in conflict, whole: lines of text, or a picture."""
    return _words(conflict.field, value, plan) or NOTHING


def _words(field, value, plan):
    if field in ENTRY:
        return in_full(ENTRY[field], value, missing="The picture that comes with the file")
    if field == "retired_at":
        return f"Retired on {days.moment(value)}" if value else "Not retired"
    if field == "contacts":
        return "\n".join(capfirst(in_words(ContactLine(**line))) for line in value)
    # An office, or the department above.
    kind = "office" if field == "office" else "department"
    sides = (plan.before, plan.edition, plan.after)
    return next((side.entries(kind)[value]["name"] for side in sides if value in side.entries(kind)), value)
