"""Loads so far, of all years: who loaded what and when, and what came of it. Read, taken back, never edited."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...drafts.roles import may_edit_whole
from ...models import Department, Load
from ...models.accounts import account_name, searched_by
from ...school_years import plan_in_words
from ...school_years.undo import last_standing
from ...words.days import moment
from ..assigned import may_edit
from ..screens import ROW, Screen, WithScreens
from . import downloads, planning, sheet_page, taking_back, uploading


@admin.register(Load)
class LoadAdmin(WithScreens):
    list_title = gettext_lazy("Loads so far")
    list_display = ["when", "school_year", "source", "who", "came_to", "standing"]
    list_filter = ["school_year"]
    list_select_related = ["school_year", "loaded_by", "undone_by"]
    list_per_page = 50
    search_fields = ["source", "school_year__label", *searched_by("loaded_by")]
    search_help_text = gettext_lazy("Search by file, school year or person.")
    actions = None
    change_list_template = "admin/departments/load/change_list.html"

    screens = (
        Screen("plan", "plan/<slug:token>/", planning.plan, may="plan"),
        Screen("how_far", "how-far/", planning.how_far, may="plan", by_script=True),
        Screen("sheet", "plan/<slug:token>/sheet/", sheet_page.sheet_page, may="load"),
        Screen("template", "template/", downloads.template, may="load"),
        Screen("spreadsheet", "years/<int:year_id>/spreadsheet/", downloads.year_as_spreadsheet, may="load"),
        Screen("bundle", "years/<int:year_id>/bundle/", downloads.year_as_bundle, may="load"),
        Screen("take_back", f"{ROW}/take-back/", taking_back.take_back, may="take_back"),
    )

    def get_queryset(self, request) -> QuerySet:
        # What the next plan and taking back start from: megabytes, and nothing to look at.
        loads = super().get_queryset(request).defer("content", "changes", "keys", "sentences")
        return loads if super().has_view_permission(request) else loads.filter(is_partial=True, loaded_by=request.user)

    # Who may do what

    def has_view_permission(self, request, obj=None) -> bool:
        # An editor sees what they brought back as a sheet.
        return super().has_view_permission(request, obj) or may_edit_whole(request.user)

    def has_plan_permission(self, request) -> bool:
        return self.has_load_permission(request) or may_edit_whole(request.user)

    def has_take_back_permission(self, request, load) -> bool:
        if self.has_load_permission(request) or not (load.is_partial and load.loaded_by_id == request.user.pk):
            return self.has_load_permission(request)
        departments = Department.objects.filter(pk__in=load.keys["department"].values())
        offices = {*load.keys["office"].values(), *departments.values_list("office", flat=True)}
        return all(may_edit(request, office) for office in offices)

    def has_load_permission(self, request, obj=None) -> bool:
        return self.has_add_permission(request)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        # Asked where a school year is deleted, whose loads go with it. By itself none is, see delete_view().
        return request.user.has_perm("departments.delete_schoolyear")

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        raise PermissionDenied

    # The list

    @admin.display(description=gettext_lazy("loaded"), ordering="loaded_at")
    def when(self, load) -> str:
        return moment(load.loaded_at)

    @admin.display(description=gettext_lazy("by"), ordering=searched_by("loaded_by")[0])
    def who(self, load) -> str:
        return _name(load.loaded_by)

    @admin.display(description=gettext_lazy("came to"))
    def came_to(self, load) -> str:
        return plan_in_words.counted(load.counts)

    @admin.display(description=gettext_lazy("stands"), ordering="undone_at")
    def standing(self, load) -> str:
        told = _("taken back on {moment} by {name}") if load.undone_at else _("yes")
        return told.format(moment=moment(load.undone_at), name=_name(load.undone_by))

    # One load, and the first step of another

    def add_view(self, request, form_url="", extra_context=None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return uploading.upload(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        load = self.get_object(request, unquote(object_id))
        if load is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self.show(
            request,
            "load/load.html",
            title=_("{file} into {year}").format(file=capfirst(load.source), year=load.school_year),
            load=load,
            last=last_standing(load),
            may_take_back=self.has_take_back_permission(request, load),
            came_to=plan_in_words.counted(load.counts),
            who=_name(load.loaded_by),
            undone_by=_name(load.undone_by),
        )


def _name(user):
    return account_name(user) or _("a command")
