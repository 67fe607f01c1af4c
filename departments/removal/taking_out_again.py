"""Taking out of an older copy who was taken out since: it has the values, and of the person only marks are known."""

from collections import Counter
from collections.abc import Iterator

from django.db import transaction

from ..models import Removal
from ..models.removal import known_by
from ..page.storage import kept_files
from .kept_columns import rows, tables
from .removing import find, write
from .rewriting import rewritten
from .wanted import Wanted


@transaction.atomic
def take_out_again(removal: Removal) -> int:
    """
    Take out whoever has the marks of `removal`, a row that is not saved yet, at each place where it is sure; save it.

    Returns in how many texts the person may still stand: only somebody who knows them can tell, as with a surname.
    """
    counts, marks, unsure = Counter(), set(removal.marks), 0
    pictures = {("picture", name) for name in kept_files() for mark, *_ in known_by("image", name) if mark in marks}
    told = sorted({*_told(marks), *pictures})
    name = next((said for kind, said in told if kind == "name"), "")  # tells whose a number is
    for kind, said in told:
        if kind:
            wanted = Wanted(**{"name": name, kind: said})
            places = find(wanted).places.values()
            counts.update(write(wanted, find(wanted, {place.key for place in places if place.is_sure})))
            unsure += sum(not place.is_sure for place in places)
    removal.counts = dict(counts)
    removal.save()
    return unsure + len([*_told(marks)])


def _told(marks) -> Iterator[tuple[str, str]]:
    """What each text says of whoever has these `marks`, with its kind."""
    found = []

    def look(text, field, about):
        found.extend((kind, said) for mark, kind, said in known_by(field, text) if mark in marks)
        return text

    for model in tables():
        for _, values, _ in rows(model):
            rewritten(values, look)
            yield from found
            found.clear()
