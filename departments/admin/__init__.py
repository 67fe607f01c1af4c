"""The editors' room: a module for each noun."""

from django.contrib import admin

from . import department, district, office, publication, school_year

__all__ = ["department", "district", "office", "publication", "school_year"]

admin.site.site_header = "District directory: editing"
admin.site.site_title = "Directory"
admin.site.index_title = "What would you like to change?"
