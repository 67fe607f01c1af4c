"""The rows inside a form as cards: closed to a line that says which row it is, in the order of the page."""

from dataclasses import dataclass

from django import forms, template

from ..models import Department
from ..models.lead import LEAD, Lead
from ..words import phones

register = template.Library()


@dataclass(frozen=True)
class RowCard:
    """`marks` are what a closed card tells besides: "changed" since published, "error" to mend, "remark" to read."""

    form: forms.ModelForm
    detail: str
    number: str
    is_unit: bool
    marks: tuple[str, ...]
    lines: object  # of a department whose card was opened: its contact lines as an InlineAdminFormSet


@register.filter
def closed_fields(form) -> list:
    """What a card shows of `form` at once, as bound fields: the rest is there only once it was opened."""
    shown = getattr(form, "CLOSED", form.fields)
    return [field for field in form.visible_fields() if field.name in shown and field.name != "DELETE"]


@register.filter
def in_order(formset) -> list:
    """The forms of the lines in a card, new ones last."""
    return [*formset.there, *formset.extra_forms]


@register.simple_tag(takes_context=True)
def cards(context, formset) -> list[RowCard]:
    """
    One for each row of `formset`, units after their department, new rows last.

    Of the page's context it takes changed and faulty: the addresses of what differs and of what has errors.
    """
    rows = formset.there
    if formset.model is Department:
        places = {form.instance.pk: place for place, form in enumerate(rows)}
        rows = sorted(rows, key=lambda form: _place(form.instance, places))
    return [_card(form, context) for form in [*rows, *formset.extra_forms]]


@register.simple_tag(takes_context=True)
def remarks_at(context, entry, field) -> list[tuple]:
    """Of the page's remarks those at this field of `entry`, each with whether it was ticked as done just now."""
    here = [one for one in context["remarks"] if (one.entry, one.field) == (entry, field)]
    return [(one, str(one.pk) in context["request"].POST.getlist("mended")) for one in here]


@register.filter
def choices_of(spec, changelist) -> list[dict]:
    """The choices that a filter of a list offers."""
    return list(spec.choices(changelist))


def _place(row, places):
    """Behind its department, where that is among them, and else where it is."""
    own = places.get(row.pk, 0)
    parent = places.get(row.parent_id, own)
    return parent, parent != own, own


def _card(form, context):
    row = form.instance
    is_department = isinstance(row, Department)
    lead = Lead(*(getattr(row, name) for name in LEAD)) if is_department else row.get_kind_display()
    slug = row.slug if is_department else None
    told = {"changed": context.get("changed", ()), "error": context.get("faulty", ())}
    marks = [mark for mark, slugs in told.items() if slug in slugs]
    if any(one.department == row for one in context.get("remarks", ())):
        marks.append("remark")
    if form.errors and "error" not in marks:
        marks.append("error")
    inside = {one.formset.prefix: one for one in context["inline_admin_formsets"]}
    is_unit = getattr(row, "parent_id", None) is not None
    lines = inside.get(f"lines_{row.pk}")
    number = phones.display(getattr(row, "phone", None) or getattr(row, "number", "")) or ""
    return RowCard(form, str(lead), number, is_unit, tuple(marks), lines)
