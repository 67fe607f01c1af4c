"""How the pages about one school year are wired: their addresses, who may open them, and their frame."""

from functools import wraps

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ...drafts.roles import sees_every_office


def year_path(model_admin, route, view, *, name, may="view", whole=False):
    """
    The address `<id>/<route>`, named `departments_schoolyear_<name>`, answered by `view(model_admin, request, year)`.

    It is forbidden (403) without the permission `may` ("view", "change"), and, where it tells of the year as a
    `whole`, for those who may not see every office.
    """

    @wraps(view)
    def checked(request, object_id):
        if not getattr(model_admin, f"has_{may}_permission")(request):
            raise PermissionDenied
        if whole and not sees_every_office(request.user):
            raise PermissionDenied
        year = model_admin.get_object(request, unquote(object_id))
        if year is None:
            raise Http404("There is no such school year.")
        return view(model_admin, request, year)

    return path(
        f"<path:object_id>/{route}", model_admin.admin_site.admin_view(checked), name=f"departments_schoolyear_{name}"
    )


def year_screen(model_admin, request, year, template, *, title, **context):
    """The page `admin/departments/schoolyear/<template>` about `year`, inside the admin."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "year": year,
        "title": title,
        "may_change": model_admin.has_change_permission(request, year),
        **context,
    }
    return TemplateResponse(request, f"admin/departments/schoolyear/{template}", context)


def to_calendar():
    return HttpResponseRedirect(reverse("admin:departments_schoolyear_changelist"))
