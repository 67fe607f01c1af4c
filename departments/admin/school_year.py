"""School years: the calendar, and the form for a year's name and days."""

from django.contrib import admin

from ..models import SchoolYear
from ..school_years import calendar
from . import years


@admin.register(SchoolYear)
class SchoolYearAdmin(admin.ModelAdmin):
    change_list_template = "admin/departments/schoolyear/change_list.html"
    actions = None  # what is done to a year is asked on a page of its own
    readonly_fields = ["for_visitors"]

    def get_urls(self):
        # Before Django's own, whose last pattern takes every address.
        return [path for module in years.PAGES for path in module.paths(self)] + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        extra_context = extra_context or {}
        if self.has_view_or_change_permission(request):
            extra_context = years.calendar.context(self, request) | {"title": "School years"} | extra_context
        return super().changelist_view(request, extra_context)

    def get_fields(self, request, obj=None):
        # When it opens and closes is no field to fill in: other years turn with it.
        return ["label", ("starts_on", "ends_on"), *(["for_visitors"] if obj else [])]

    @admin.display(description="for visitors")
    def for_visitors(self, year):
        _, words = calendar.how_it_stands(year, SchoolYear.objects.all())
        return f"{words}. It is opened and closed in the list of school years."

    def view_on_site(self, year):
        return year.get_absolute_url() if year.is_opened() else None
