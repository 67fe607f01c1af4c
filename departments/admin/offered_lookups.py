"""Lists that are narrowed by what they offer, and by nothing else that stands in an address."""

import re

from django.contrib.admin import ModelAdmin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpResponse
from django.utils.translation import gettext as _


class _ByOffered(ChangeList):
    def get_filters(self, request) -> tuple:
        try:
            found = super().get_filters(request)
        except DisallowedModelAdminLookup as refused:
            raise BadRequest(str(refused)) from refused
        if lookups := found[2]:
            raise BadRequest(_("This list cannot be narrowed by {names}.").format(names=", ".join(lookups)))
        return found

    def get_results(self, request) -> None:
        try:
            super().get_results(request)
        except (DataError, OverflowError, ValueError) as error:
            raise IncorrectLookupParameters(error) from error


class OfferedLookups(ModelAdmin):
    """
    An admin whose list refuses (400) a lookup that none of its filters offers: `?payload__contains=x` would be asked
    of the database, which may have no answer. A value that the database cannot take leads back to the whole list.
    """

    def get_changelist(self, request, **kwargs) -> type[ChangeList]:
        return _ByOffered

    def response_action(self, request, queryset) -> HttpResponse | None:
        request.POST = request.POST.copy()
        request.POST.setlist(ACTION_CHECKBOX_NAME, keys(request.POST.getlist(ACTION_CHECKBOX_NAME)))
        return super().response_action(request, queryset)


def keys(typed) -> list[str]:
    """Those of the texts `typed` that may be the number of a row: SQLite takes none of twenty digits."""
    return [text for text in typed if re.fullmatch("[0-9]{1,18}", text)]
