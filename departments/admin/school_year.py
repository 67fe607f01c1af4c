"""School years: which are open, which is current."""

from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html

from ..models import SchoolYear


@admin.register(SchoolYear)
class SchoolYearAdmin(admin.ModelAdmin):
    list_display = ["label", "starts_on", "ends_on", "offices_in_it", "state"]
    fields = ["label", ("starts_on", "ends_on"), ("opened_at", "closed_at")]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(office_count=Count("offices"))

    @admin.display(description="offices", ordering="office_count")
    def offices_in_it(self, year):
        return year.office_count

    @admin.display(description="for visitors")
    def state(self, year):
        if not year.is_opened():
            return "not open"
        return format_html('<a href="{}">open</a>', year.get_absolute_url())

    def view_on_site(self, year):
        return year.get_absolute_url() if year.is_opened() else None
