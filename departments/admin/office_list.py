"""How the list of offices is narrowed: this school year's where nothing is chosen, and by how they stand."""

from collections.abc import Iterator

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..drafts import confirming
from ..drafts.state import states
from ..models import SchoolYear


class YearFilter(admin.SimpleListFilter):
    title = gettext_lazy("school year")
    parameter_name = "year"

    def lookups(self, request, model_admin) -> list:
        current = SchoolYear.objects.current()
        self.this_year = current and current.label
        labels = SchoolYear.objects.values_list("label", flat=True)
        return [*((label, label) for label in labels if label != self.this_year), ("all", _("All years"))]

    def queryset(self, request, queryset) -> QuerySet:
        chosen = self.value() or self.this_year
        return queryset if chosen in (None, "all") else queryset.filter(school_year__label=chosen)

    def choices(self, changelist) -> Iterator[dict]:
        first, *others = super().choices(changelist)
        yield from [first | {"display": self.this_year}, *others] if self.this_year else others


class StandingFilter(admin.SimpleListFilter):
    """By what the database knows, or by how each of the offices stands: then all that are left are read."""

    title = gettext_lazy("how they stand")
    parameter_name = "standing"
    # Words, and the rule where no column has it.
    STANDS = {
        "mine": (gettext_lazy("Mine"), None),
        "waiting": (gettext_lazy("Waiting"), lambda state: state.is_waiting),
        "errors": (gettext_lazy("Errors"), lambda state: bool(state.draft.errors) and not state.is_marked),
        "scheduled": (gettext_lazy("Scheduled"), lambda state: bool(state.agenda)),
        "unchecked": (gettext_lazy("Not checked"), None),
        "off": (gettext_lazy("Off the site"), lambda state: state.live is None or state.is_marked),
    }

    def lookups(self, request, model_admin) -> list:
        return [(name, words) for name, (words, _) in self.STANDS.items()]

    def queryset(self, request, queryset) -> QuerySet:
        value = self.value()
        if value == "mine":
            return queryset.filter(editors=request.user.pk)
        if value == "unchecked":
            return confirming.unchecked(queryset)
        stands = self.STANDS.get(value, ("", None))[1]
        if stands is None:
            return queryset
        found = states(queryset.select_related("school_year")).items()
        return queryset.filter(pk__in=[pk for pk, state in found if stands(state)])
