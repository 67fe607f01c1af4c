"""“These details are right”: the button, the list's action, and who has yet to say so."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..drafts import confirming
from .assigned import may_edit


def confirm(model_admin, request, office) -> HttpResponse:
    if getattr(request, "saved_beside", ()):
        told = _(
            "{office} was not marked as checked, for it holds what you have not seen. Look at it, and say so again."
        )
        messages.warning(request, told.format(office=office))
    else:
        _confirm(model_admin, request, office)
    return redirect("admin:departments_office_change", office.pk)


def confirm_several(model_admin, request, queryset) -> None:
    for office in queryset:
        if may_edit(request, office.pk):
            _confirm(model_admin, request, office)
        else:
            messages.error(request, _("{office} is not one of yours: ask its editors.").format(office=office))


def _confirm(model_admin, request, office):
    confirming.confirm(office, by=request.user)
    model_admin.log_change(request, office, _("Details checked."))
    told = _("Marked {office} as checked today. Its page says so once it is published again.")
    messages.success(request, told.format(office=office))


def unchecked(model_admin, request) -> HttpResponse:
    """The offices of the current year and of those to come that nobody has checked, with their editors."""
    offices = model_admin.get_queryset(request).filter(confirming.of_today())
    offices = confirming.unchecked(offices.select_related("school_year", "confirmed_by").prefetch_related("editors"))
    title = _("Details nobody has checked this school year")
    context = {"offices": offices, "may_remind": model_admin.has_people_permission(request)}
    return model_admin.show(request, "office/unchecked.html", title=title, **context)
