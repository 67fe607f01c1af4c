"""Django's admin with the first page of `departments/desk.py`."""

from django.contrib.admin.apps import AdminConfig


class EditorsRoomConfig(AdminConfig):
    default_site = "departments.admin.desk.DirectorySite"
