"""Departments inside an office's form that are in another office by now: what was typed into them goes along."""

from copy import copy
from dataclasses import replace

from django.utils.translation import gettext as _

from ...models import Department, Office
from ..typed_address import AddressedForm, taken_in
from . import form_fields
from .findings import Difference, Findings


class MovedRow:
    """What was posted as `row` of `inline`, whose `department` is elsewhere and has other values there by now."""

    def __init__(self, inline, row, department):
        self.inline, self.row, self.department, self.key = inline, row, department, f"{inline.key(row.pk)}-"
        self.found = Findings()
        initial = inline.formset.form(instance=department).initial
        self.now = {name: field.stored(initial.get(name)) for name, field in inline.fields.items()}

    def compare(self, found, data, before) -> None:
        """Sort into `found` what was typed; a choice is what others changed there too, or what cannot be saved."""
        office, own = self.department.office, self.found
        moved = _("moved to {office}").format(office=office)
        found.kept.append(Difference(self.row.key, str(self.department), moved, is_row=True))
        if self.row.is_deleted:
            return
        part = _("{department}, now in {office}").format(department=self.department, office=office)
        where = {"row": self.key, "name": self.row.name, "part": part}
        form_fields.compare(own, self.inline.fields_of(self.row), data, before, self.now, **where)
        if wrong := " ".join(map(" ".join, self.form(data, {}).errors.values())):
            own.choices, own.typed = [replace(one, why=wrong) for one in (*own.choices, *own.typed)], []
        found.choices += own.choices
        found.typed += own.typed
        found.moved.append(self)

    def form(self, data, chosen) -> AddressedForm:
        """The row's form, with what was typed but for what others changed, and what is `chosen` to be theirs."""
        data, department = data.copy(), copy(self.department)
        for key, fields in form_fields.groups(self.inline.fields_of(self.row), self.key).items():
            for field in fields if self.found.takes_theirs(key, chosen) else ():
                field.put(data, self.row.name, self.now[field.name])
        form = self.inline.formset.form(data, prefix=self.row.name.removesuffix("-"), instance=department)
        for name in ("position", "parent"):  # among the departments it stood beside
            form.fields.pop(name, None)
        if form.is_valid() and "slug" in form.changed_data:
            taken = taken_in(Department, department.school_year_id, but=[department.pk])
            form.settle(taken, department.office.slug, department.school_year_id)
        return form


def elsewhere(inline, pk) -> Department | None:
    """The department with this key in whatever office; nobody else saves it before this save ends."""
    if inline.model is not Department or not Office.objects.select_for_update().filter(departments=pk).first():
        return None
    return Department.objects.select_related("office").get(pk=pk)
