"""
The admin with what there is to do for its first page. A site may take it (docs/module.md) or have any other.

Not in `admin/`: Django makes the site before it reads that package, whose modules register with it.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import DataError
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy


class DirectorySite(admin.AdminSite):
    site_header = gettext_lazy("District directory: editing")
    site_title = gettext_lazy("Directory")
    index_title = gettext_lazy("To do")
    index_template = "admin/departments/front_page.html"
    enable_nav_sidebar = False  # the ways through the room stand at its top

    def admin_view(self, view, cacheable=False) -> Callable:
        """`view`, which refuses (400) what no column can hold: a key of twenty digits, or one that is no number."""

        @wraps(view)
        def answer(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except (OverflowError, DataError, ValueError) as error:
                # Django asks for the chosen rows of a list by their keys as they came.
                is_chosen = all(map(str.isdecimal, request.POST.getlist(ACTION_CHECKBOX_NAME)))
                if isinstance(error, ValueError) and is_chosen:
                    raise
                raise BadRequest(str(error)) from error

        return super().admin_view(answer, cacheable)

    def each_context(self, request) -> dict:
        from .admin.helping import of_screen
        from .admin.ways import ways
        from .reading.directory import Directory

        return super().each_context(request) | {
            "directory_of_room": Directory(timezone.now(), None),
            "help": of_screen(request),
            "ways": ways(request, self) if self.has_permission(request) else [],
        }

    def index(self, request, extra_context=None) -> TemplateResponse:
        from .admin.to_do import first_page

        return super().index(request, {**first_page(request, self), **(extra_context or {})})
