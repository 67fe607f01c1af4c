"""School years: the calendar, and the form for a year's name and days."""

from django.contrib import admin
from django.forms import Field
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..drafts.roles import may_share, sees_every_office
from ..models import SchoolYear
from ..models.text_field import uncut
from ..school_years import calendar
from . import preview
from .conflict import MergesSaves
from .deleting import Keeping
from .screens import ROW, Screen, WithScreens
from .years import calendar as years_calendar
from .years import comparing, correcting, lacking, old_pages, rolling, turning


@admin.register(SchoolYear)
class SchoolYearAdmin(MergesSaves, Keeping, WithScreens):
    change_list_template = "admin/departments/schoolyear/change_list.html"
    list_title = gettext_lazy("School years")
    actions = None  # what is done to a year is asked on a page of its own
    readonly_fields = ["for_visitors"]

    screens = (
        Screen("missing", f"{ROW}/missing/", lacking.missing),
        Screen("compare", f"{ROW}/compare/", comparing.compare, may="see_whole"),
        Screen("open", f"{ROW}/open/", turning.open_, may="change"),
        Screen("close", f"{ROW}/close/", turning.close, may="change"),
        Screen("corrections", f"{ROW}/corrections/", correcting.correct),
        Screen("old_pages", f"{ROW}/old-pages/", old_pages.bring, may="change"),
        Screen("roll_over", f"{ROW}/roll-over/", rolling.roll, may="change"),
        Screen("preview_links", f"{ROW}/rehearsal/", preview.links, may="see_whole"),
        Screen(
            "preview_revoke", f"{ROW}/rehearsal/<int:link_id>/revoke/", preview.revoke, may="share", only_posts=True
        ),
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return uncut(field) if field and db_field.name == "label" else field

    def frame(self, request, year=None) -> dict:
        return {"year": year, "may_change": self.has_change_permission(request, year)}

    def why_kept(self, year) -> str:
        if not (count := year.offices.count()):
            return ""
        return ngettext(
            "The school year {year} has {number} office, so it is kept and not deleted.",
            "The school year {year} has {number} offices, so it is kept and not deleted.",
            count,
        ).format(year=year, number=count)

    def has_see_whole_permission(self, request, obj=None) -> bool:
        # A department may come from an office that is not theirs, and a sentence would name it.
        return self.has_view_permission(request, obj) and sees_every_office(request.user)

    def has_share_permission(self, request, year) -> bool:
        return not year.is_opened() and may_share(request.user, year)

    def changelist_view(self, request, extra_context=None) -> HttpResponse:
        shown = years_calendar.context(self, request) if self.has_view_or_change_permission(request) else {}
        return super().changelist_view(request, shown | (extra_context or {}))

    def get_fields(self, request, obj=None) -> list:
        # When it opens and closes is no field to fill in: other years turn with it.
        return ["label", ("starts_on", "ends_on"), *(["for_visitors"] if obj else [])]

    @admin.display(description=gettext_lazy("for visitors"))
    def for_visitors(self, year) -> str:
        words = calendar.how_it_stands(year, SchoolYear.objects.all())[1]
        return f"{words}. {_('It is opened and closed in the list of school years.')}"

    def view_on_site(self, year) -> str | None:
        return year.get_absolute_url() if year.is_opened() else None
