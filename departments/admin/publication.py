"""Publications: read, never changed."""

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from ..models import Listing, Publication
from ..words import phones
from .assigned import Assigned
from .screens import WithScreens


class ReadOnly:
    """Nobody adds, changes or deletes here, whatever their permissions."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


class ListingInline(ReadOnly, admin.TabularInline):
    model = Listing
    fields = ["kind", "name", "post", "lead", "number", "anchor"]
    readonly_fields = ["post", "lead", "number"]
    template = "admin/departments/listings.html"
    extra = 0
    verbose_name_plural = gettext_lazy("what can be found on it")

    @admin.display(description=gettext_lazy("phone"))
    def number(self, listing) -> str:
        return phones.display(listing.phone) or "—"


@admin.register(Publication)
class PublicationAdmin(ReadOnly, Assigned, WithScreens):
    to_office = "office"
    list_display = ["name", "school_year", "number", "live_from", "live_until", "published_by", "note"]
    list_filter = ["school_year", "live_from"]
    list_select_related = ["school_year", "published_by"]
    search_fields = ["name__folded", "slug", "listings__name__folded"]
    ordering = ["-published_at"]
    inlines = [ListingInline]
    fields = [
        ("name", "number"),
        "school_year",
        "summary",
        ("live_from", "live_until"),
        ("published_at", "published_by"),
        "note",
        ("withdrawn_by", "withdrawal_note"),
        "digest",
    ]

    def get_queryset(self, request) -> QuerySet:
        return super().get_queryset(request).defer("payload")
