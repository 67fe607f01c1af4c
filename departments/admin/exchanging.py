"""Rows of a form that no two may have alike. They may exchange what they have, and are judged as they will be."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .deleting import why_kept
from .entry import InPlaces
from .forms import RowForm
from .typed_address import taken_in

ANOTHER = gettext_lazy("Choose another department, or none.")


class Exchanging(InPlaces):
    """
    `unique` names the field, and `judge()` refuses what two of the rows would have alike. They are written one after
    the other, so whoever gives up a value does so first.
    """

    unique = ""

    def clean(self) -> None:
        super().clean()
        filled_in = (form for form in self.forms if form.has_changed() or form.instance.pk)
        kept = [form for form in filled_in if not self._should_delete_form(form)]
        # Who has a value keeps it; the error stands with who wants it.
        self.judge(sorted(kept, key=lambda form: self.unique in form.changed_data))

    def save(self, commit=True) -> list:
        if commit:
            leaving = [f for f in self.initial_forms if self.unique in f.changed_data or self._should_delete_form(f)]
            self.model.objects.filter(pk__in=[form.instance.pk for form in leaving]).give_up(self.unique)
        return super().save(commit=commit)


class Departments(Exchanging):
    """The departments of an office: none is deleted that visitors have seen."""

    unique = "slug"

    def clean(self) -> None:
        going = [form.instance for form in self.initial_forms if self._should_delete_form(form)]
        if kept := [why for row in going if row.pk and (why := why_kept(row))]:
            raise forms.ValidationError(kept)
        super().clean()
        self._judge_units()

    def _judge_units(self) -> None:
        """By what else this save does; by the rows there are, each has been judged already."""
        going = {form.instance.pk for form in self.initial_forms if self._should_delete_form(form)}
        units = {form.instance.pk for form in self.forms if form.instance.parent_id} - {None}
        for form in self.forms:
            parent = form.cleaned_data.get("parent") if "parent" in form.changed_data else None
            if parent is None or self._should_delete_form(form):
                continue
            if parent.pk in going:
                told = _("{parent} is deleted with this save.").format(parent=parent)
                form.add_error("parent", f"{told} {ANOTHER}")
            elif parent.pk in units:
                told = _("{parent} is made a unit itself; units have no units of their own.").format(parent=parent)
                form.add_error("parent", f"{told} {ANOTHER}")

    def judge(self, forms) -> None:
        if self.instance.school_year_id and any("slug" in form.changed_data or form.may_make for form in forms):
            mine = [form.instance.pk for form in self.initial_forms]
            taken = taken_in(self.model, self.instance.school_year_id, but=mine)
            for form in forms:
                form.settle(taken, self.instance.slug, self.instance.school_year_id)


class DistrictLineForm(RowForm):
    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"label"}  # judged below, beside the other rows


class DistrictLines(Exchanging):
    unique = "label"

    def judge(self, forms) -> None:
        mine = [form.instance.pk for form in self.initial_forms]
        taken = set(self.model.objects.exclude(pk__in=mine).values_list("label", flat=True))
        for form in forms:
            label = form.cleaned_data.get("label")
            if label in taken:
                told = _("Another line is called {label} too. Give one of the two another label.")
                form.add_error("label", told.format(label=label))
            taken.add(label)
