"""What stands in a form's way, at the top of it."""

from collections.abc import Iterator
from typing import NamedTuple

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst

register = template.Library()


class Fault(NamedTuple):
    """`where` is the field with what it is of: "Records Desk, phone"; `anchor` the id of what mends it, or ""."""

    where: str
    sentence: str
    anchor: str


@register.inclusion_tag("admin/departments/_error_summary.html")
def error_summary(form: forms.BaseForm, inlines=()) -> dict:
    """Every error of `form`, and of the rows in `inlines`, an admin form's, each with a link to its field."""
    faults = list(_faults(form))
    for formset in (inline.formset for inline in inlines):
        faults += [Fault("", sentence, f"{formset.prefix}-group") for sentence in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, 1):
            if not (formset.can_delete and formset._should_delete_form(row)):
                noun = capfirst(f"{row.instance._meta.verbose_name} {number}")
                faults += _faults(row, part=str(row.instance).strip() or noun, anchor=row.prefix)
    return {"faults": faults}


def _faults(form, part="", anchor="") -> Iterator[Fault]:
    for name in [NON_FIELD_ERRORS, *form.fields]:  # in the order of the screen
        field = form[name] if name in form.fields else None
        label = str(field.label) if field else ""
        where = f"{part}, {label[:1].lower()}{label[1:]}" if part and label else part or capfirst(label)
        shown = field and not field.is_hidden
        # A group of radio buttons, or several boxes for one value, have no id for all: their first one has.
        goes_to = (field.id_for_label or f"{field.auto_id}_0") if shown else anchor
        yield from (Fault(where, sentence, goes_to) for sentence in form.errors.get(name, ()))
