"""What editors were asked to mend is over once that field is saved: on a form, by a sheet, by a load."""

from collections.abc import Iterator

from django.utils import timezone

from ...models import Asked
from ...models.asked import LINES
from .version_rows import Rows


def end_mended(saved: list[tuple[Rows, Rows]], *, by) -> None:
    """End the remarks at what differs between the rows before and after of each office in `saved`. Two queries."""
    about = Asked.objects.open().exclude(field="").of_offices([after.pk for _, after in saved])
    if remarks := list(about):
        differs = {place for rows in saved for place in _differing(*rows)}
        over = [one.pk for one in remarks if (one.office_id, one.department_id, one.field) in differs]
        Asked.objects.filter(pk__in=over).update(over_at=timezone.now(), over_by=by)


def _differing(before, after) -> Iterator[tuple]:
    """The keys of an office or a department, and a field of it."""
    for name, value in after.office.items():
        if value != before.office[name]:
            yield after.pk, None, name
    for pk, values in after.departments.items():
        was = before.departments.get(pk, values)
        yield from ((None, pk, name) for name, value in values.items() if value != was[name])
    for pk, line in {**before.contacts, **after.contacts}.items():
        if before.contacts.get(pk) != after.contacts.get(pk):
            yield line["office"], line["department"], LINES
