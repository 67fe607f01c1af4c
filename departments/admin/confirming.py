"""“These details are right”: the button, the list's action and filter, and who has yet to say so."""

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from ..drafts import confirming
from .assigned import may_edit
from .office_screens import list_path, list_screen, office_path


class CheckedFilter(admin.SimpleListFilter):
    title = "details checked this school year"
    parameter_name = "checked"

    def lookups(self, request, model_admin):
        return [("yes", "Checked"), ("no", "Not checked")]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.filter(confirming.checked())
        return queryset.exclude(confirming.checked()) if self.value() == "no" else queryset


def paths(model_admin):
    return [
        list_path(model_admin, "unchecked/", unchecked, name="unchecked"),
        office_path(model_admin, "confirm/", confirm, name="confirm", may="change"),
    ]


def confirm(model_admin, request, office):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _confirm(model_admin, request, office)
    return HttpResponseRedirect(reverse("admin:departments_office_change", args=[office.pk]))


def confirm_several(model_admin, request, queryset):
    for office in queryset:
        if may_edit(request, office.pk):
            _confirm(model_admin, request, office)
        else:
            model_admin.message_user(request, f"{office} is not one of yours: ask its editors.", messages.ERROR)


def _confirm(model_admin, request, office):
    confirming.confirm(office, by=request.user)
    model_admin.log_change(request, office, "Details checked.")
    model_admin.message_user(
        request,
        f"Marked {office} as checked today. Its page says so once it is published again.",
        messages.SUCCESS,
    )


def unchecked(model_admin, request):
    """The offices of the current year and of those to come that nobody has checked, with their editors."""
    offices = confirming.unchecked(
        model_admin.get_queryset(request).filter(confirming.of_today()).select_related("school_year", "confirmed_by")
    )
    return list_screen(
        model_admin,
        request,
        "admin/departments/office/unchecked.html",
        title="Details nobody has checked this school year",
        offices=offices.prefetch_related("editors"),
    )
