"""Whose drafts an admin screen shows and changes: what `roles.py` says, asked once for each request."""

from django.db.models import QuerySet

from ..drafts.roles import editable_offices, visible_offices


def may_edit(request, office_id) -> bool:
    """Whether the person of `request` may change the draft of the office `office_id`. One query for each request."""
    return office_id in _editable(request)


def office_id_of(row) -> int | None:
    """The office that `row` is or belongs to."""
    return getattr(row, "office_id", row.pk)


def may_edit_any(request) -> bool:
    return bool(_editable(request))


def _editable(request):
    if not hasattr(request, "editable_offices"):
        request.editable_offices = set(editable_offices(request.user).values_list("pk", flat=True))
    return request.editable_offices


class _OfOffices:
    """Rows of an admin or an inline that only those may change and delete who may edit their office."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_edit(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_edit(request, obj)


class Assigned(_OfOffices):
    """
    An admin whose rows belong to offices: each person sees and changes those of the offices `roles.py` gives them.

    What they may not see is not there for them: lists, forms, actions and deletion all start from this queryset.
    """

    to_office = "pk"  # the lookup from a row to its office

    def get_queryset(self, request) -> QuerySet:
        rows = super().get_queryset(request)
        if request.user.has_perm("departments.see_every_office"):
            return rows
        return rows.filter(**{f"{self.to_office}__in": visible_offices(request.user).values("pk")})

    def _may_edit(self, request, row):
        return row is None or may_edit(request, office_id_of(row))


class InlineOfAssigned(_OfOffices):
    """Rows inside the form of an office or department: who may change that may change these."""

    def has_add_permission(self, request, obj=None) -> bool:
        return super().has_add_permission(request, obj) and self._may_edit(request, obj)

    def _may_edit(self, request, owner):
        # A form that adds has no owner yet: whether it may be saved is asked of the owner's own admin.
        return owner is None or owner.pk is None or may_edit(request, office_id_of(owner))
