"""The rows inside a form as cards: closed to a line that says which row it is, in the order of the page."""

from dataclasses import dataclass

from django import forms, template

from ..models import Department
from ..models.lead import LEAD, Lead
from ..words import phones

register = template.Library()


@dataclass(frozen=True)
class Card:
    """`marks` are what a closed card tells besides: "changed" since it was published, "error" to be mended."""

    form: forms.ModelForm
    detail: str
    number: str
    is_unit: bool
    marks: tuple[str, ...]


@register.simple_tag(takes_context=True)
def cards(context, formset) -> list[Card]:
    """
    One for each row of `formset`, units after their department, new rows last.

    Of the page's context it takes changed and faulty: the addresses of what differs and of what has errors.
    """
    rows = sorted(formset.initial_forms, key=_place) if formset.model is Department else formset.initial_forms
    return [_card(form, context) for form in [*rows, *formset.extra_forms]]


@register.filter
def choices_of(spec, changelist) -> list[dict]:
    """The choices that a filter of a list offers."""
    return list(spec.choices(changelist))


def _place(form):
    """Behind its department, and among those of its own kind as they are; one without a department, by itself."""
    row = form.instance
    parent = row.parent if row.parent_id else row
    return parent.position, parent.pk, row.parent_id is not None, row.position, row.pk


def _card(form, context):
    row = form.instance
    is_department = isinstance(row, Department)
    lead = Lead(*(getattr(row, name) for name in LEAD)) if is_department else row.get_kind_display()
    slug = row.slug if is_department else None
    marks = [mark for mark, slugs in (("changed", "changed"), ("error", "faulty")) if slug in context.get(slugs, ())]
    if form.errors and "error" not in marks:
        marks.append("error")
    return Card(
        form, str(lead), phones.display(row.phone) or "", getattr(row, "parent_id", None) is not None, tuple(marks)
    )
