"""What visitors have seen is kept: whoever deletes it is led to taking it off the site, and told why in a sentence."""

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..drafts import taking_off


class Keeping(admin.ModelAdmin):
    """
    A ModelAdmin that deletes no row for which its `why_kept(row)` has a sentence, "" where it may be deleted: by itself
    or with others of the list.
    """

    instead_of_deleting = "change"  # the screen that whoever wanted to delete a row is led to

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_delete_permission(request, row) or not (why := self.why_kept(row)):
            return super().delete_view(request, object_id, extra_context)
        messages.error(request, why)
        return redirect(f"admin:departments_{self.opts.model_name}_{self.instead_of_deleting}", row.pk)

    def get_actions(self, request) -> dict:
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            actions["delete_selected"] = (_delete_selected, *actions["delete_selected"][1:])
        return actions


def why_kept(entry) -> str:
    """Why an office, department or unit is not deleted, with the way to what is done instead; empty where it may be."""
    if not taking_off.was_seen(entry):
        return ""
    address = reverse(f"admin:departments_{entry._meta.model_name}_take_off", args=[entry.pk])
    told = _(
        'Visitors have seen {entry}, so it is kept and not deleted. <a href="{url}">Take it off the site</a> instead.'
    )
    return format_html(told, entry=entry, url=address)


class KeepingEntries(Keeping):
    instead_of_deleting = "take_off"
    why_kept = staticmethod(why_kept)


def _delete_selected(model_admin, request, queryset):
    kept = [why for row in queryset if (why := model_admin.why_kept(row))]
    for why in kept:
        messages.error(request, why)
    return None if kept else delete_selected(model_admin, request, queryset)
