"""Offices: the draft of a page with its departments and contact lines on one screen, and how it stands."""

from collections.abc import Iterator

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.forms import ModelMultipleChoiceField
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from ..drafts.handing_out import may_hand_out
from ..drafts.roles import may_edit_whole, may_take_out
from ..drafts.state import states
from ..models import Department, Office
from ..models.accounts import staff
from ..search.own_rows import Findable
from ..words import phones
from . import (
    asking,
    colleagues,
    confirming,
    finding_drafts,
    helping,
    history,
    jumping,
    moment_form,
    opened_by,
    opened_cards,
    presence,
    preview,
    publications,
    review,
    taking_off,
    timeline,
    to_do,
    typed_checks,
)
from .assigned import may_edit_any
from .entry import HEAD, PICTURE, REACH, SELDOM, TEXT, ContactInline, EntryAdmin
from .finding_drafts import FoundAsByVisitors
from .forms import AccountsField
from .loading import as_sheet, renumbering_page
from .office_list import StandingFilter, YearFilter
from .opened_cards import DepartmentInline
from .screens import ROW, Screen


@admin.register(Office)
class OfficeAdmin(FoundAsByVisitors, SortableAdminBase, EntryAdmin):
    list_display = ["name", "how_it_stands", "lead", "called"]
    list_filter = [YearFilter, StandingFilter]
    list_title = gettext_lazy("Offices")
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["school_year"]
    search_help_text = gettext_lazy("Search by name, person, number or department.")
    ordering = ["-school_year__starts_on", "position", "name"]
    filter_horizontal = ["editors"]
    actions = [
        "publish_selected",
        "take_off_selected",
        "confirm_selected",
        "sheet_selected",
        "renumber_selected",
        "assign_selected",
    ]
    inlines = [DepartmentInline, ContactInline]
    change_form_template = "admin/departments/office/change_form.html"
    change_list_template = "admin/departments/office/change_list.html"
    fieldsets = [
        HEAD,
        REACH,
        TEXT,
        PICTURE,
        (
            gettext_lazy("Address and year"),
            {"classes": ["collapse"], "fields": ["slug", "also_known_as", "school_year", "position"]},
        ),
        SELDOM,
        (gettext_lazy("Who edits it"), {"classes": ["collapse"], "fields": ["editors"]}),
    ]

    screens = (
        # Beside the list
        Screen("desk", "desk/", to_do.desk),
        Screen("count", "count/", to_do.count, may="module", by_script=True),
        Screen("find", "find/", jumping.find, may="module", by_script=True),
        Screen("help", "help/", helping.index, may="module"),
        Screen("help_job", "help/<slug:name>/", helping.job, may="module"),
        Screen("moment", "moment/", moment_form.understood),
        Screen("publish_several", "publish/", review.several, may="publish"),
        Screen("take_off_several", "take-off/", taking_off.several, may="publish"),
        Screen("sheet", "sheet/", as_sheet.offer, may="whole"),
        Screen("renumber", "renumber/", renumbering_page.renumber, may="whole"),
        colleagues.ASSIGN,
        *colleagues.SCREENS,
        Screen("unchecked", "unchecked/", confirming.unchecked),
        Screen("deleted", "deleted/", history.deleted),
        Screen("signed_in", "signed-in/", opened_by.signed_in, may="module"),
        Screen("still_signed_in", "still-signed-in/", opened_by.still_signed_in, may="module", by_script=True),
        # Beside the form
        Screen("review", f"{ROW}/review/", review.review),
        asking.SCREEN,
        typed_checks.SCREEN,
        taking_off.SCREEN,
        Screen("publications", f"{ROW}/publications/", timeline.to_published),
        Screen("compare", f"{ROW}/compare/", publications.compare),
        Screen("again", f"{ROW}/publications/<int:number>/again/", publications.again, may="publish"),
        Screen("call_off", f"{ROW}/publications/<int:number>/call-off/", publications.call_off, may="publish"),
        Screen("confirm", f"{ROW}/confirm/", confirming.confirm, may="change", only_posts=True),
        Screen("open", f"{ROW}/open/", presence.still_open, may="change", only_posts=True, by_script=True),
        Screen("closed", f"{ROW}/closed/", presence.closed, may="change", only_posts=True, by_script=True),
        Screen("preview", f"{ROW}/preview/", preview.page),
        Screen("preview_links", f"{ROW}/preview-links/", preview.links),
        Screen(
            "preview_revoke", f"{ROW}/preview-links/<int:link_id>/revoke/", preview.revoke, may="share", only_posts=True
        ),
        Screen("card", f"{ROW}/card/<int:department_id>/", opened_cards.card, may="change", by_script=True),
        Screen("history", f"{ROW}/history/", timeline.timeline),
        Screen("version", f"{ROW}/history/<int:version_id>/", history.version),
    )

    # Who may do what

    def has_share_permission(self, request, office) -> bool:
        return self.has_change_permission(request, office) or self.has_publish_permission(request, office)

    def has_change_any_permission(self, request) -> bool:
        return may_edit_any(request)

    def has_whole_permission(self, request) -> bool:
        return may_edit_whole(request.user)

    def has_people_permission(self, request) -> bool:
        return may_hand_out(request.user)

    def has_assign_permission(self, request) -> bool:
        return request.user.has_perm("departments.edit_every_office")

    def get_readonly_fields(self, request, obj=None) -> list:
        # What was published in a year stays there; next year's office is another row.
        readonly = ["school_year"] if obj else []
        return readonly if self.has_assign_permission(request) else [*readonly, "editors"]

    def formfield_for_manytomany(self, db_field, request, **kwargs) -> ModelMultipleChoiceField | None:
        if db_field.name == "editors":
            kwargs |= {"queryset": staff(), "form_class": AccountsField}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # The list

    def findable(self, queryset) -> Iterator[Findable]:
        departments = Department.objects.filter(office__in=queryset.order_by().values("pk"))
        for row in finding_drafts.rows_of(queryset, departments):
            yield row._replace(key=row.key.office)

    def get_changelist_instance(self, request) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        state_by_office = states(changelist.result_list)
        for office in changelist.result_list:
            office.state = state_by_office[office.pk]
        return changelist

    @admin.display(description=gettext_lazy("phone"), ordering="phone")
    def called(self, office) -> str:
        kept = str(office.phone)
        link, shown = phones.link(kept), phones.display(kept) or "—"
        return format_html('<a href="{}">{}</a>', link, shown) if link else shown

    @admin.display(description=gettext_lazy("how it stands"))
    def how_it_stands(self, office) -> str:
        return render_to_string("admin/departments/office/_state.html", {"state": office.state, "short": True})

    @admin.action(description=gettext_lazy("Review and publish"), permissions=["publish"])
    def publish_selected(self, request, queryset) -> HttpResponse:
        return review.to_selected("publish_several", queryset)

    @admin.action(description=gettext_lazy("Take off the site"), permissions=["publish"])
    def take_off_selected(self, request, queryset) -> HttpResponse:
        return review.to_selected("take_off_several", queryset)

    @admin.action(description=gettext_lazy("Mark as “these details are right”"), permissions=["change_any"])
    def confirm_selected(self, request, queryset) -> None:
        confirming.confirm_several(self, request, queryset)

    @admin.action(description=gettext_lazy("Edit as a sheet"), permissions=["whole"])
    def sheet_selected(self, request, queryset) -> HttpResponse:
        return review.to_selected("sheet", queryset)

    @admin.action(description=gettext_lazy("Change the digits of their numbers"), permissions=["whole"])
    def renumber_selected(self, request, queryset) -> HttpResponse:
        return review.to_selected("renumber", queryset)

    @admin.action(description=gettext_lazy("Choose who edits them"), permissions=["assign"])
    def assign_selected(self, request, queryset) -> HttpResponse:
        return review.to_selected("assign_several", queryset)

    # The form and the screens beside it

    def get_formsets_with_inlines(self, request, obj=None) -> Iterator[tuple]:
        yield from super().get_formsets_with_inlines(request, obj)
        if obj and obj.pk:
            yield from opened_cards.opened_lines(self, request)

    def tabs(self, request, office) -> dict:
        """What the tabs of an office need, on its form, on those of its departments and on the screens beside them."""
        return {
            "office": office,
            "tab": request.resolver_match.url_name.removeprefix("departments_office_"),
            "may_edit": self.has_change_permission(request, office),
            "may_publish": self.has_publish_permission(request, office),
            "may_take_out": may_take_out(request.user),
        }

    def frame(self, request, office=None) -> dict:
        return {"subtitle": str(office)} | self.tabs(request, office) if office else {}

    def response_change(self, request, obj) -> HttpResponse:
        if "_confirm" in request.POST:
            return confirming.confirm(self, request, obj)
        return super().response_change(request, obj)
