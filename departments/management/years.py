"""School years as commands name them."""

from django.core.management.base import CommandError

from departments.models import SchoolYear


def year_called(label: str) -> SchoolYear:
    """The school year `label`. Raises CommandError, with the years there are."""
    try:
        return SchoolYear.objects.get(label=label)
    except SchoolYear.DoesNotExist as error:
        known = ", ".join(SchoolYear.objects.values_list("label", flat=True)) or "none yet"
        raise CommandError(f"There is no school year {label}. Known: {known}.") from error
