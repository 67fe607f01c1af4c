"""What belongs to the district: its name and main lines, and alerts over every page."""

from adminsortable2.admin import SortableAdminBase, SortableStackedInline
from django.conf import settings
from django.contrib import admin
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..management.wellbeing import status
from ..models import Alert, District, DistrictLine
from ..reading.directory import ShownAlert
from .conflict import MergesSaves
from .entry import AS_WRITTEN, RichTextAdmin
from .exchanging import DistrictLineForm, DistrictLines
from .forms import DistrictForm
from .named_anew import TellsOfRemoved
from .screens import Screen, WithScreens


def _status(model_admin, request):
    return model_admin.show(request, "district/status.html", title=_("How the site is"), parts=status())


class DistrictLineInline(SortableStackedInline):
    model = DistrictLine
    form = DistrictLineForm
    formset = DistrictLines
    extra = 0
    fields = ["label", "number", "kind"]
    formfield_overrides = AS_WRITTEN
    template = "admin/departments/cards.html"


@admin.register(District)
class DistrictAdmin(SortableAdminBase, TellsOfRemoved, MergesSaves, WithScreens):
    form = DistrictForm
    fields = ["name", "logo", "address"]
    inlines = [DistrictLineInline]
    screens = (Screen("status", "status/", _status, may="change"),)

    class Media:
        css = {"all": ["departments/admin/admin.css"]}
        js = ["departments/admin/sortable-keys.js"]

    def has_add_permission(self, request) -> bool:
        return super().has_add_permission(request) and not District.objects.exists()

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # every page stands under its name


@admin.register(Alert)
class AlertAdmin(TellsOfRemoved, MergesSaves, WithScreens, RichTextAdmin):
    list_display = ["__str__", "level", "show_from", "show_until", "state"]
    list_filter = ["level"]
    fieldsets = [
        (None, {"fields": ["message", "level"]}),
        (
            gettext_lazy("When visitors see it"),
            {
                "fields": [("show_from", "show_until")],
                "description": format_lazy(
                    gettext_lazy("In the district’s time ({zone}), wherever you are."), zone=settings.TIME_ZONE
                ),
            },
        ),
    ]

    @admin.display(description=gettext_lazy("visitors see it"))
    def state(self, alert) -> str:
        """Whether it is shown; for a broken one, why it is left out."""
        if not alert.is_showing():
            return _("not now")
        try:
            ShownAlert.of(alert)
        except Exception as error:
            return _("Left out of the pages: {reason}. Correct it and save.").format(reason=error)
        return _("on every page")
