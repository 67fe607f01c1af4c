"""Offices: the draft of a page with its departments and contact lines on one screen, and how it stands."""

from adminsortable2.admin import SortableAdminBase, SortableStackedInline
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from ..drafts.state import state_of, states
from ..models import Department, Office
from ..reading.directory import Directory, NotListed
from ..words import phones
from . import confirming, history, presence, preview, publications, review, withdrawing
from .assigned import InlineOfAssigned, may_edit_any
from .entry import LEAD, NAME, PHONES_AS_WRITTEN, PICTURE, REACH, SELDOM, TEXT, ContactInline, EntryAdmin, InPlaces
from .office_screens import office_context


class DepartmentInline(InlineOfAssigned, SortableStackedInline):
    model = Department
    formset = InPlaces
    extra = 0
    show_change_link = True
    fields = [
        ("name", "slug"),
        ("lead_standing", "lead_title", "lead_name"),
        ("phone", "fax", "email"),
    ]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = PHONES_AS_WRITTEN
    classes = ["compact"]
    verbose_name_plural = "departments (“Change” opens text, picture and contact lines)"


# The pages of one office beside its form, each a module of its own.
PAGES = (review, withdrawing, publications, confirming, presence, preview, history)


@admin.register(Office)
class OfficeAdmin(SortableAdminBase, EntryAdmin):
    list_display = ["name", "how_it_stands", "lead_and_number", "school_year"]
    list_filter = [
        "school_year",
        confirming.CheckedFilter,
        "lead_standing",
        ("retired_at", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["school_year"]
    search_fields = [
        "name",
        "also_known_as",
        "lead_name",
        "phone",
        "departments__name",
        "departments__lead_name",
    ]
    search_help_text = "Search by name, lead, number or department."
    ordering = ["-school_year__starts_on", "position", "name"]
    filter_horizontal = ["editors"]
    actions = ["publish_selected", "withdraw_selected", "confirm_selected"]
    inlines = [DepartmentInline, ContactInline]
    change_form_template = "admin/departments/office/change_form.html"
    change_list_template = "admin/departments/office/change_list.html"
    fieldsets = [
        (None, {"fields": [*NAME, ("school_year", "position")]}),
        LEAD,
        REACH,
        TEXT,
        PICTURE,
        SELDOM,
        ("Who edits it", {"classes": ["collapse"], "fields": ["editors"]}),
    ]

    def get_urls(self):
        # Before Django's own, whose last pattern takes every address.
        return [path for module in PAGES for path in module.paths(self)] + super().get_urls()

    # Who may do what

    def has_publish_permission(self, request, obj=None):
        return request.user.has_perm("departments.publish_office")

    def has_change_any_permission(self, request):
        return may_edit_any(request)

    def get_readonly_fields(self, request, obj=None):
        # What was published in a year stays there; next year's office is another row.
        readonly = ["school_year"] if obj else []
        return readonly if request.user.has_perm("departments.edit_every_office") else [*readonly, "editors"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "editors":
            kwargs["queryset"] = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("username")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # The list

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        state_by_office = states(changelist.result_list)
        for office in changelist.result_list:
            office.state = state_by_office[office.pk]
        return changelist

    @admin.display(description="lead and number", ordering="lead_name")
    def lead_and_number(self, office):
        return format_html("{}<br>{}", self.lead(office), phones.display(office.phone) or "")

    @admin.display(description="how it stands")
    def how_it_stands(self, office):
        return render_to_string("admin/departments/office/_state.html", {"state": office.state, "short": True})

    @admin.action(description="Review and publish", permissions=["publish"])
    def publish_selected(self, request, queryset):
        return review.redirect_to_several(queryset)

    @admin.action(description="Withdraw from the public pages", permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        return withdrawing.redirect_to_several(queryset)

    @admin.action(description="Mark as “these details are right”", permissions=["change_any"])
    def confirm_selected(self, request, queryset):
        confirming.confirm_several(self, request, queryset)

    # The form

    def render_change_form(self, request, context, **kwargs):
        office = context.get("original")
        context["show_publish"] = self.has_publish_permission(request)
        if office:
            context |= office_context(self, request, office) | {"state": state_of(office)}
        return super().render_change_form(request, context, **kwargs)

    def view_on_site(self, office):
        """The public page, or None where visitors see none."""
        try:
            directory = Directory.at(label=office.school_year.label)
            directory.page(office.slug)
        except NotListed:
            return None
        return directory.office_url(office.slug)

    def response_add(self, request, obj, post_url_continue=None):
        if "_publish" in request.POST and self.has_publish_permission(request):
            return self._to_review(obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if "_publish" in request.POST and self.has_publish_permission(request):
            return self._to_review(obj)
        return super().response_change(request, obj)

    def _to_review(self, office):
        return HttpResponseRedirect(reverse("admin:departments_office_review", args=[office.pk]))
