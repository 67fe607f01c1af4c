"""How the pages of the load are wired: their addresses, who may open them, and their frame."""

from dataclasses import asdict
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path

SHOWN = 2000  # problems on one page: more than anybody mends by hand


def load_path(model_admin, route, view, *, name):
    """The address `<route>` beside the list of loads, answered by `view(model_admin, request)` for who may load."""

    @wraps(view)
    def checked(request, **kwargs):
        if not model_admin.has_add_permission(request):
            raise PermissionDenied
        return view(model_admin, request, **kwargs)

    return path(route, model_admin.admin_site.admin_view(checked), name=f"departments_load_{name}")


def load_screen(model_admin, request, template, *, title, status=None, **context):
    """The page `admin/departments/load/<template>`, inside the admin."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "may_load": model_admin.has_add_permission(request),
        **context,
    }
    return TemplateResponse(request, f"admin/departments/load/{template}", context, status=status)


def told(problems, links=None) -> dict:
    """
    Problems for `_problems.html`: those shown, and how many there are. `links` gives, by kind and address of a
    record, the page where it is mended.
    """
    keys = [tuple(problem.record.split(" ", 1)) for problem in problems]
    rows = [asdict(problem) | {"href": (links or {}).get(key)} for problem, key in zip(problems, keys, strict=True)]
    return {
        "shown": rows[:SHOWN],
        "has_files": any(row["file"] for row in rows),
        "count": len(rows),
        "more": max(len(rows) - SHOWN, 0),
    }
