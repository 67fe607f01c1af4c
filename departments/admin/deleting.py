"""What visitors have seen is kept: whoever deletes it is led to taking it off the site, and told why in a sentence."""

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from ..drafts import taking_off


class Keeping(admin.ModelAdmin):
    """
    A ModelAdmin that deletes no row for which its `why_kept(row)` has a sentence, "" where it may be deleted: by itself
    or with others of the list.
    """

    def instead_of_deleting(self, row) -> str:
        """The address that whoever wanted to delete `row` is led to."""
        return reverse(f"admin:departments_{self.opts.model_name}_change", args=[row.pk])

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_delete_permission(request, row) or not (why := self.why_kept(row)):
            return super().delete_view(request, object_id, extra_context)
        messages.error(request, why)
        return redirect(self.instead_of_deleting(row))

    def get_actions(self, request) -> dict:
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            actions["delete_selected"] = (_delete_selected, *actions["delete_selected"][1:])
        return actions


class KeepingEntries(Keeping):
    why_kept = staticmethod(lambda row: why_kept(row))

    def instead_of_deleting(self, row) -> str:
        return reverse(f"admin:departments_{self.opts.model_name}_take_off", args=[row.pk])


def why_kept(entry) -> str:
    """Why an office, department or unit is not deleted, with the way to what is done instead; empty where it may be."""
    if not taking_off.was_seen(entry):
        return ""
    address = reverse(f"admin:departments_{entry._meta.model_name}_take_off", args=[entry.pk])
    sentence = 'Visitors have seen {}, so it is kept and not deleted. <a href="{}">Take it off the site</a> instead.'
    return format_html(sentence, entry, address)


class KeepsWhatWasSeen:
    """Rows inside the form of an office, as a formset: none is deleted that visitors have seen."""

    def clean(self) -> None:
        going = [form.instance for form in self.initial_forms if self._should_delete_form(form)]
        if kept := [why for row in going if row.pk and (why := why_kept(row))]:
            raise ValidationError(kept)
        super().clean()  # type: ignore[misc]  # of the formset it is mixed into


def _delete_selected(model_admin, request, queryset):
    kept = [why for row in queryset if (why := model_admin.why_kept(row))]
    for why in kept:
        messages.error(request, why)
    return None if kept else delete_selected(model_admin, request, queryset)
