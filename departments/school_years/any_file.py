"""Reading a school year from a file, whatever kind of file it is."""

from collections.abc import Iterator
from pathlib import Path

from django.db.models import Q

from ..models import Load, SchoolYear
from ..page import pictures
from . import bundle, spreadsheet
from .edition import Edition, of_drafts
from .remembered import remembered
from .uncollected import uncollected
from .year import dates_of


@uncollected()
def read(path) -> bundle.Bundle:
    """What is at `path`: a bundle or a spreadsheet. Writes nothing. Raises problems.Refused with every problem."""
    path = Path(path)
    if path.suffix.lower() not in spreadsheet.ENDINGS or path.is_dir():
        return bundle.read(path, said_last)
    return spreadsheet.read(path, known)


def known(label) -> Iterator[Edition]:
    """The drafts of the year `label`, where there are any, and those of the year before."""
    starts_on, _ = dates_of(label)
    years = SchoolYear.objects.filter(Q(label=label) | Q(starts_on__lt=starts_on), offices__isnull=False)
    for year in years.distinct()[:2]:
        yield of_drafts(year).edition


def said_last(checksum: str) -> tuple[Load, Edition] | None:
    """
    The last load of a school year, where its file had this checksum (`container.Container.checksum`), and what that
    file said. None where more is remembered than that, or where a picture must be stored anew. Three queries at most.

    Reading is most of planning, and whatever this file says was judged when it was loaded.
    """
    load = Load.objects.standing().filter(checksum=checksum).select_related("school_year").defer("content").first()
    last, said, _ = remembered(load and load.school_year)
    if load is None or last != load:
        return None
    is_told_whole = said.is_whole and said.label == load.school_year.label
    if not is_told_whole or not all(map(pictures.is_stored, said.pictures)):
        return None
    said.load_id = load.pk
    return load, said
