"""Offices: the draft of a page with its departments and contact lines on one screen, and the Publish button."""

from adminsortable2.admin import SortableAdminBase, SortableStackedInline
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from .. import publishing
from ..directory import Directory, NotListed
from ..models import Department, Office, Publication
from .entry import (
    LEAD,
    NAME,
    PHONES_AS_WRITTEN,
    PICTURE,
    REACH,
    SELDOM,
    TEXT,
    ContactInline,
    EntryAdmin,
    InPlaces,
)


class DepartmentInline(SortableStackedInline):
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
PAGES = ()


@admin.register(Office)
class OfficeAdmin(SortableAdminBase, EntryAdmin):
    list_display = ["name", "school_year", "lead", "number", "department_count", "public"]
    list_filter = ["school_year", "lead_standing", ("retired_at", admin.EmptyFieldListFilter)]
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
    autocomplete_fields = ["editors"]
    actions = ["publish_selected", "withdraw_selected"]
    inlines = [DepartmentInline, ContactInline]
    change_form_template = "admin/departments/office/change_form.html"
    fieldsets = [
        (None, {"fields": [*NAME, ("school_year", "position")]}),
        LEAD,
        REACH,
        TEXT,
        PICTURE,
        (SELDOM[0], SELDOM[1] | {"fields": [*SELDOM[1]["fields"], "editors"]}),
    ]

    def get_queryset(self, request):
        live = Publication.objects.live().filter(office=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                departments_in_it=Count("departments", distinct=True),
                live_since=Subquery(live.values("live_from")[:1]),
            )
        )

    @admin.display(description="departments", ordering="departments_in_it")
    def department_count(self, office):
        return office.departments_in_it

    @admin.display(description="visitors see", ordering="live_since")
    def public(self, office):
        if office.live_since is None:
            return "nothing"
        since = timezone.localtime(office.live_since)
        return format_html('<a href="{}">page of {}</a>', office.get_absolute_url(), f"{since:%Y-%m-%d %H:%M}")

    def view_on_site(self, office):
        """The public page, or None where visitors see none."""
        try:
            directory = Directory.at(label=office.school_year.label)
            directory.page(office.slug)
        except NotListed:
            return None
        return directory.office_url(office.slug)

    def get_urls(self):
        # Before Django's own, whose last pattern takes every address.
        return [path for module in PAGES for path in module.paths(self)] + super().get_urls()

    # Publishing

    def has_publish_permission(self, request, obj=None):
        return request.user.has_perm("departments.publish_office")

    def render_change_form(self, request, context, **kwargs):
        context["show_publish"] = self.has_publish_permission(request)
        return super().render_change_form(request, context, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        if "_publish" in request.POST and self.has_publish_permission(request):
            self._publish(request, obj)
            return HttpResponseRedirect(self._change_url(obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if "_publish" in request.POST and self.has_publish_permission(request):
            self._publish(request, obj)
            return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)

    def _publish(self, request, office):
        try:
            publication = publishing.publish(office, by=request.user)
        except publishing.NothingToPublish as reason:
            self.message_user(request, f"Saved. {reason}", messages.INFO)
        except publishing.PublishRefused as reason:
            self.message_user(request, f"The draft is saved, but not published. {reason}", messages.ERROR)
        else:
            since = timezone.localtime(publication.live_from)
            link = format_html('<a href="{}">{}</a>', office.get_absolute_url(), office.name)
            self.message_user(
                request,
                format_html(
                    "Published {} as number {}: visitors see it since {}.",
                    link,
                    publication.number,
                    f"{since:%H:%M}",
                ),
                messages.SUCCESS,
            )
            for sentence in publication.left_out:
                self.message_user(request, sentence, messages.WARNING)

    @admin.action(description="Publish the selected offices", permissions=["publish"])
    def publish_selected(self, request, queryset):
        for office in queryset:
            self._publish(request, office)

    @admin.action(description="Withdraw the selected offices from the public pages", permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        for office in queryset:
            try:
                publishing.withdraw(office, by=request.user)
            except publishing.PublishRefused as reason:
                self.message_user(request, str(reason), messages.ERROR)
            else:
                self.message_user(request, f"Withdrew {office}: visitors no longer see it.", messages.SUCCESS)

    def _change_url(self, office):
        return reverse("admin:departments_office_change", args=[office.pk])
