"""Where an address leads at which there is nothing: to what the table of old addresses says, or its words name."""

from django.db.models import Q
from django.utils.text import slugify

from ..models import OldAddress
from ..words import old_paths
from ..words.naming import core
from . import moved
from .directory import Directory
from .moved import DEPARTMENT, OFFICE, Forward, Gone


def leads_to(directory: Directory, address: str) -> Forward | Gone | None:
    """
    Where `address` leads for certain: one office or department is named so, by its address, its name or another one;
    whatever small words, letters and signs are written. None where that is not certain. Three queries, a few more for
    what has moved.
    """
    path = old_paths.plain(address)
    if directory.year is None or not path or old_paths.is_of_a_language(path):
        return None
    if old := OldAddress.objects.filter(path=path).first():
        return moved.stands_at(directory, *old.entry)
    words = old_paths.words_of(path)
    name, slugs = core(words), {slugify(words), slugify(core(words))}
    if not name:
        return None
    named = Q(slug__in=slugs) | Q(names_folded__contains=f"| {name} |")
    rows = directory.listings().filter(named, kind__in=[OFFICE, DEPARTMENT])
    found = {(row.kind, row.slug): row for row in rows}
    of_the_kind = [entry for entry in found if f"/{entry[0]}s/" in path]
    for entries in (of_the_kind, [*found]):
        if len(entries) == 1:
            row = found[entries[0]]
            return Forward(directory.office_url(row.publication.slug, row.anchor))
    return None
