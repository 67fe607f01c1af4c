"""Django's admin with the first page of `departments/admin_site.py`."""

from django.contrib.admin.apps import AdminConfig


class EditorsRoomConfig(AdminConfig):
    default_site = "departments.admin_site.DirectorySite"
