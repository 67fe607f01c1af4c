"""
Departments inside the form of their office: closed to a few fields, or opened with everything there is to say.

A card that was opened posts `<row>-whole`, and its department's contact lines under `lines_<key of the department>`.
What a closed card does not have is not posted, and stays as it is.
"""

import re
from collections.abc import Iterator

from adminsortable2.admin import SortableStackedInline
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ..models import Department
from .asking import remarks_of
from .assigned import InlineOfAssigned, may_edit
from .department import EntryChoice
from .drawn_inputs import DrawnInputs
from .entry import AS_WRITTEN, HEAD, PICTURE, REACH, SELDOM, TEXT, ContactInline, InGroups
from .exchanging import Departments
from .forms import PicturedForm, RowForm
from .meanwhile.posting import WHOLE

CLOSED = ("name", "phone", "lead_standing", "lead_title", "lead_name", "fax", "email", "slug")
_ALL = [name for _, part in (HEAD, REACH, TEXT, PICTURE, SELDOM) for name in part["fields"]]
REST = [*dict.fromkeys(name for name in [*_ALL, "also_known_as", "parent"] if name not in CLOSED)]
LINES = re.compile(r"lines_(\d{1,18})-TOTAL_FORMS")


class DepartmentRowForm(RowForm, PicturedForm):
    """The form of a department among its office's: `is_whole` where it has all its fields, and else those of CLOSED."""

    CLOSED = CLOSED

    def __init__(self, *args, is_whole=False, **kwargs):
        data, instance = kwargs.get("data"), kwargs.get("instance")
        is_new = instance is None or instance._state.adding
        self.is_whole = is_whole or (is_new if data is None else f"{kwargs['prefix']}-{WHOLE}" in data)
        if not self.is_whole:  # the rest is not even copied: of thirty rows that took a fifth of the time
            self.base_fields = {name: field for name, field in self.base_fields.items() if name not in REST}
        super().__init__(*args, **kwargs)

    @property
    def rest(self) -> list:
        """What a closed card does not have, as bound fields."""
        return [self[name] for name in REST if name in self.fields]


class DepartmentInline(InGroups, InlineOfAssigned, SortableStackedInline):
    model = Department
    form = DepartmentRowForm
    formset = Departments
    extra = 0
    show_change_link = True
    fields = [*CLOSED, *REST]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = AS_WRITTEN
    template = "admin/departments/cards.html"

    def get_formset(self, request, obj=None, **kwargs) -> type:
        formset = super().get_formset(request, obj, renderer=DrawnInputs(), **kwargs)
        if "parent" in formset.form.base_fields:
            # What a row is a unit of is offered whatever it is: else its card would say that it is of none.
            there = Department.objects.filter(office=obj)
            heads = Department.objects.filter(Q(pk__in=there.values("parent")) | Q(parent=None, office=obj))
            choice = EntryChoice(there | heads, label=_("Unit of"), required=False)
            choice.offered = heads.order_by("position", "pk")
            formset.form.base_fields["parent"] = choice
        return formset


class LinesInside(ContactInline):
    """The contact lines of a department, inside its card."""

    is_inside = True


def lines_of(model_admin, request, department) -> tuple[type, LinesInside]:
    """The formset of a department's lines in its office's form, with its inline, as `get_formsets_with_inlines`."""
    inline = LinesInside(Department, model_admin.admin_site)

    class Lines(inline.get_formset(request, department)):
        def __init__(self, *args, instance=None, **kwargs):
            super().__init__(*args, instance=department, **kwargs)

        @classmethod
        def get_default_prefix(cls) -> str:
            return f"lines_{department.pk}"

    return Lines, inline


def opened_lines(model_admin, request) -> Iterator[tuple]:
    """The same for each department whose card was opened in what was posted, wherever it is by now."""
    keys = [found[1] for name in request.POST if (found := LINES.fullmatch(name))]
    for department in Department.objects.filter(pk__in=keys) if keys else ():
        if may_edit(request, department.office_id):
            yield lines_of(model_admin, request, department)


def card(model_admin, request, office, department_id) -> HttpResponse:
    """The rest of a department's card, as HTML for a script; its row has the number `__prefix__`."""
    department = get_object_or_404(office.departments.select_related("school_year"), pk=department_id)
    inlines = [DepartmentInline(type(office), model_admin.admin_site)]
    formset = inlines[0].get_formset(request, office)(instance=office, queryset=Department.objects.none())
    form = formset.form(instance=department, prefix=formset.empty_form.prefix, is_whole=True)
    lines, inline = lines_of(model_admin, request, department)
    formsets = [lines(**model_admin.get_formset_kwargs(request, office, inline, lines.get_default_prefix()))]
    (shown,) = model_admin.get_inline_formsets(request, formsets, [inline], office)
    context = {"form": form, "row": department, "lines": shown, "remarks": remarks_of(office, department)}
    return HttpResponse(render_to_string("admin/departments/_card_rest.html", context, request))
