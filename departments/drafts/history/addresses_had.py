"""Which department had an address when: from the versions of drafts, and from the drafts themselves."""

from collections import defaultdict
from datetime import datetime

from reversion.models import Version

from ...models import Department
from .store import content_types
from .version_rows import rows_in


class AddressesHad:
    """Every address that a department still there has or had in a school year. Reads all versions once."""

    def __init__(self) -> None:
        self._since = defaultdict(list)  # year, address: pairs of a moment and the key of who had it from then on
        there = {pk: held for pk, *held in Department.objects.values_list("pk", "school_year", "slug")}
        saved = Version.objects.filter(content_type=content_types()[Department], format="json")
        saved = saved.order_by("revision__date_created", "pk").values_list("revision__date_created", "serialized_data")
        for at, text in saved.iterator(chunk_size=500):
            for _, pk, values in rows_in(text):
                if pk in there:
                    self._since[values["school_year"], values["slug"]].append((at, pk))
        for pk, held in there.items():
            self._since[tuple(held)].append((None, pk))

    def who(self, year: int, slug: str, at: datetime) -> int | None:
        """The key of the department at `slug` in the school year `year` at the moment `at`; None where nobody knows."""
        kept = self._since[year, slug]
        before = [pk for since, pk in kept if since and since <= at]
        return before[-1] if before else kept[0][1] if kept else None
