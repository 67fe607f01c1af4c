"""
What the pages about one office have in common: history, review, preview and the like, beside its form.

Each such page is a module with `paths(model_admin)`, a list of addresses for `OfficeAdmin.get_urls()`.
"""

from functools import wraps

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse


def office_path(model_admin, route, view, *, name, may="view"):
    """
    The address `<id>/<route>`, named `departments_office_<name>`, answered by `view(model_admin, request, office)`.

    An office the person may not see is not found (404); one they see without the permission `may` ("view", "change",
    "publish") is forbidden (403).
    """

    @wraps(view)
    def checked(request, object_id, **kwargs):
        office = model_admin.get_object(request, unquote(object_id))
        if office is None:
            raise Http404("There is no such office, or it is not one of yours.")
        if not getattr(model_admin, f"has_{may}_permission")(request, office):
            raise PermissionDenied
        return view(model_admin, request, office, **kwargs)

    return path(
        f"<path:object_id>/{route}", model_admin.admin_site.admin_view(checked), name=f"departments_office_{name}"
    )


def office_context(model_admin, request, office) -> dict:
    """What the tabs of an office need, on its form and on the pages beside it."""
    return {
        "office": office,
        "tab": request.resolver_match.url_name.removeprefix("departments_office_"),
        "may_edit": model_admin.has_change_permission(request, office),
        "may_publish": model_admin.has_publish_permission(request, office),
    }


def office_screen(model_admin, request, office, template, *, title, status=None, **context):
    """The page `template` about `office`, inside the admin with the tabs of the office."""
    context = {
        **model_admin.admin_site.each_context(request),
        **office_context(model_admin, request, office),
        "opts": model_admin.opts,
        "original": office,
        "title": title,
        "subtitle": str(office),
        **context,
    }
    return TemplateResponse(request, template, context, status=status)


def list_path(model_admin, route, view, *, name, may="view"):
    """The address `<route>` beside the list of offices, answered by `view(model_admin, request)`."""

    @wraps(view)
    def checked(request, **kwargs):
        if not getattr(model_admin, f"has_{may}_permission")(request):
            raise PermissionDenied
        return view(model_admin, request, **kwargs)

    return path(route, model_admin.admin_site.admin_view(checked), name=f"departments_office_{name}")


def list_screen(model_admin, request, template, *, title, **context):
    """The page `template` about several offices, inside the admin."""
    context = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "title": title, **context}
    return TemplateResponse(request, template, context)


def selected(model_admin, request):
    """The offices named by `ids=1,2,3` in the address that the person may see, in the order of the list."""
    ids = [part for part in request.GET.get("ids", "").split(",") if part.isascii() and part.isdigit()]
    return (
        model_admin.get_queryset(request)
        .filter(pk__in=ids)
        .select_related("school_year")
        .order_by(*model_admin.ordering)
    )


def redirect_to_selected(name, queryset):
    """To the page `name` of the offices that a list's action was given."""
    ids = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True))
    return HttpResponseRedirect(f"{reverse(f'admin:departments_office_{name}')}?ids={ids}")
