"""Departments and units: everything about one of them on a screen of its own."""

from collections.abc import Iterator

from adminsortable2.admin import SortableAdminBase
from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..drafts.roles import editable_offices
from ..models import Department, Office
from ..search.own_rows import Findable
from . import finding_drafts, taking_off, typed_checks
from .assigned import may_edit_any
from .entry import HEAD, PICTURE, REACH, SELDOM, TEXT, ContactInline, EntryAdmin
from .entry_choice import EntrySelect, label, offered
from .finding_drafts import FoundAsByVisitors
from .forms import EntryForm
from .offered_lookups import keys
from .office_list import YearFilter
from .screens import Screen


class _Select(forms.Select):
    template_name = "admin/departments/plain_select.html"


class _Labels(ModelChoiceIterator):
    """The keys and labels of thousands of entries, without an instance of any."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        names = ["name", *(["office__name"] if self.queryset.model is Department else []), "school_year__label"]
        rows = self.queryset if self.field.offered is None else self.field.offered
        yield from ((pk, label(*values)) for pk, *values in rows.values_list("pk", *names))


class EntryChoice(forms.ModelChoiceField):
    """`offered` are those on the list, where the row's own rules say why another of the queryset cannot be chosen."""

    widget, iterator, offered = _Select, _Labels, None
    default_error_messages = {
        "invalid_choice": gettext_lazy("What you chose is no longer there, or not yours. Choose another.")
    }


class DepartmentForm(EntryForm):
    parent = EntryChoice(
        Department.objects.filter(parent=None).order_by(
            "-school_year__starts_on", "office__position", "position", "pk"
        ),
        label=gettext_lazy("Unit of"),
        required=False,
        help_text=gettext_lazy("For a unit: the department of the same office it belongs to."),
    )
    office = EntryChoice(
        Office.objects.order_by("-school_year__starts_on", "position", "pk"), label=gettext_lazy("Office")
    )

    user = None  # set for each request by DepartmentAdmin.get_form

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = editable_offices(self.user).values("pk")
        for name, lookup in (("office", "pk__in"), ("parent", "office__in")):
            if name in self.fields:
                self.fields[name].queryset = self.fields[name].queryset.filter(**{lookup: mine})
        if "parent" not in self.fields:
            return
        choice = self.fields["parent"]
        if self.instance.pk:
            now, others = Q(pk=self.instance.parent_id), Department.objects.exclude(pk=self.instance.pk)
            choice.offered = others.filter(now | Q(parent=None, office=self.instance.office_id, office__in=mine))
            choice.queryset = Department.objects.filter(now | Q(office__in=mine))
        else:  # of any office yet: more than a list can show
            choice.widget = EntrySelect(reverse("admin:departments_department_heads"))
            choice.offered = choice.queryset.filter(pk__in=keys([str(self["parent"].value())]))
            choice.widget.choices = choice.choices


@admin.register(Department)
class DepartmentAdmin(FoundAsByVisitors, SortableAdminBase, EntryAdmin):
    form = DepartmentForm
    change_form_template = "admin/departments/department/change_form.html"
    change_list_template = "admin/departments/office/change_list.html"
    list_display = ["name", "office", "school_year", "lead", "number"]
    list_filter = [YearFilter, "lead_standing", ("office", admin.RelatedOnlyFieldListFilter)]
    list_title = gettext_lazy("Departments and units")
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["school_year", "office"]
    search_help_text = gettext_lazy("Search by name, person, number or office.")
    ordering = ["-school_year__starts_on", "office__position", "position", "name"]
    inlines = [ContactInline]
    fieldsets = [
        HEAD,
        REACH,
        TEXT,
        PICTURE,
        (
            gettext_lazy("Address and place"),
            {"classes": ["collapse"], "fields": ["slug", "also_known_as", "office", "parent"]},
        ),
        SELDOM,
    ]

    def heads(self, request) -> HttpResponse:
        """What a new department may be a unit of, as the list on its form asks for it."""
        heads = DepartmentForm.base_fields["parent"].queryset.filter(office__in=editable_offices(request.user))
        return offered(request, Office.objects.none(), heads, lambda kind, pk: pk)

    screens = (taking_off.SCREEN, typed_checks.SCREEN, Screen("heads", "heads/", heads, may="add"))
    to_office = "office"

    def frame(self, request, department=None) -> dict:
        office_admin = self.admin_site.get_model_admin(Office)
        return office_admin.frame(request, department.office) | {"subtitle": str(department)} if department else {}

    def findable(self, queryset) -> Iterator[Findable]:
        for row in finding_drafts.rows_of(Office.objects.none(), queryset):
            yield row._replace(key=row.key.entry[1], names=(*row.names, row.key.within))

    def has_add_permission(self, request) -> bool:
        return super().has_add_permission(request) and may_edit_any(request)

    def get_form(self, request, obj=None, change=False, **kwargs) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user  # the class is made anew for each request
        return form

    def save_model(self, request, obj, form, change) -> None:
        along = list(obj.units_elsewhere) if change and obj.parent is None else []
        super().save_model(request, obj, form, change)
        if along:
            units = ", ".join(map(str, along))
            told = _("What belongs to {department} goes to {office} with it: {units}.")
            messages.info(request, told.format(department=obj, office=obj.office, units=units))
