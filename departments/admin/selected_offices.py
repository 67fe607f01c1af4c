"""The offices that an action of the list was given: from the list to a screen about them, and there."""

from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.urls import reverse

from .offered_lookups import keys


def selected(model_admin, request) -> QuerySet:
    """The offices named by `ids=1,2,3` in the address that the person may see, in the order of the list."""
    ids = keys(request.GET.get("ids", "").split(","))
    offices = model_admin.get_queryset(request).filter(pk__in=ids).select_related("school_year")
    return offices.order_by(*model_admin.ordering)


def to_selected(name, queryset) -> HttpResponseRedirect:
    """To the screen `name` of these offices."""
    ids = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True))
    return HttpResponseRedirect(f"{reverse(f'admin:departments_office_{name}')}?ids={ids}")
