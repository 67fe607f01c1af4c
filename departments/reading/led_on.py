"""Where an address leads at which there is nothing: to what the table of old addresses says, or its words name."""

import re

from django.db.models import Q
from django.utils.text import slugify

from ..models import EverydayWords, OldAddress
from ..words import old_paths
from ..words.folding import fold
from ..words.naming import core
from . import moved
from .directory import Directory
from .moved import DEPARTMENT, OFFICE, Forward, GoneAddress

_OF_A_YEAR = re.compile(r"(?:^|/)years/([^/]+)/")
_OF_A_REHEARSAL = re.compile(r"(?:^|/)rehearsal/[^/]+")


def leads_to(directory: Directory, address: str) -> Forward | GoneAddress | None:
    """
    Where `address` leads for certain: one office or department is called so, by its address, its name, another one or
    what people say for it; whatever small words, letters and signs are written. None where that is not certain. Five
    queries at most, and a few more for what has moved.
    """
    path = old_paths.plain(address)
    if directory.year is None or not path or old_paths.is_of_a_language(path):
        return None
    if {*_OF_A_YEAR.findall(path)} - {directory.year.label}:
        return None  # a page of a year that visitors do not see is nowhere else
    if not directory.rehearsal and _OF_A_REHEARSAL.search(path):
        return None  # nor is one that is not theirs to read
    if old := OldAddress.objects.filter(path=path).first():
        return moved.stands_at(directory, *old.entry)
    words = old_paths.words_of(path)
    called = (words, *EverydayWords.objects.by_words().get(fold(words), ()))
    return next(filter(None, (_called(name, directory, path) for name in called)), None)


def _called(words, directory, path):
    if not (name := core(words)):
        return None
    named = Q(slug__in=[slugify(words), slugify(name)]) | Q(names_folded__contains=f"| {name} |")
    rows = list(directory.listings().filter(named, kind__in=[OFFICE, DEPARTMENT]))
    rows = [row for row in rows if f"/{row.kind}s/" in path] or rows
    return Forward(directory.office_url(rows[0].publication.slug, rows[0].anchor)) if len(rows) == 1 else None
