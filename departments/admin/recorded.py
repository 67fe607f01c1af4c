"""Forms whose saves are versions in the history of the office they belong to."""

from django.contrib.admin.utils import unquote
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..drafts import history
from .assigned import office_id_of


class Recorded:
    """
    An admin of offices or of what belongs to them: what it saves and deletes is recorded, by whoever does it.

    Goes with `Assigned`, which knows the office of a row.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        # Around Django's own transaction: a save that fails or is refused leaves no version.
        with history.recording(by=request.user, why="" if object_id else _("Added on its form")):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change) -> None:
        history.watch(*self._offices_of([obj]))
        super().save_model(request, obj, form, change)
        history.record(office_id_of(obj))

    def save_formset(self, request, form, formset, change) -> None:
        # The lines of a department whose card was opened go along with it, into whatever office it is in by now.
        history.watch(office_id_of(formset.instance))
        super().save_formset(request, form, formset, change)

    def delete_model(self, request, obj) -> None:
        with history.recording(by=request.user, why=_("Deleted {names}").format(names=obj)):
            history.watch(*self._offices_of([obj]))
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset) -> None:
        names = ", ".join(map(str, queryset))
        with history.recording(by=request.user, why=_("Deleted {names}").format(names=names)):
            history.watch(*self._offices_of(queryset))
            super().delete_queryset(request, queryset)

    def history_view(self, request, object_id, extra_context=None) -> HttpResponse:
        """The history of a department is its office's: a version holds the whole office."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().history_view(request, object_id, extra_context)
        return HttpResponseRedirect(reverse("admin:departments_office_history", args=[office_id_of(row)]))

    def _offices_of(self, rows):
        """Where these rows belong, and where they belonged until now: a department may be moving."""
        offices = {office_id_of(row) for row in rows}
        stored = self.model.objects.filter(pk__in=[row.pk for row in rows if row.pk])
        return (offices | set(stored.values_list(self.to_office, flat=True))) - {None}
