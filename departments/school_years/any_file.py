"""Reading a school year from a file, whatever kind of file it is."""

from pathlib import Path

from django.db.models import Q

from ..models import Load, SchoolYear
from ..page import pictures
from ..words.folding import fold
from . import bundle, spreadsheet
from .edition import Edition, of_drafts
from .uncollected import uncollected
from .year import dates_of


@uncollected()
def read(path) -> bundle.Bundle:
    """What is at `path`: a bundle or a spreadsheet. Writes nothing. Raises problems.Refused with every problem."""
    path = Path(path)
    if path.suffix.lower() not in spreadsheet.ENDINGS or path.is_dir():
        return bundle.read(path, said_last)
    read = spreadsheet.read(path, addresses_by_name)
    label = read.edition.label
    years = SchoolYear.objects.filter(Q(label=label) | Q(starts_on__lt=dates_of(label)[0]), offices__isnull=False)
    if year := years.distinct().first():
        spreadsheet.keep_what_no_cell_says(read.edition, of_drafts(year).edition)
    return read


def addresses_by_name(label) -> dict:
    """
    The addresses that names have in the drafts of the year `label`, and where it has none, of the year before.

    {("office", "", folded name): address} and {("department", address of the office, folded name): address}.
    """
    starts_on, _ = dates_of(label)
    known = {}
    for year in SchoolYear.objects.filter(starts_on__lte=starts_on).order_by("-starts_on")[:2][::-1]:
        for kind, slug, values in of_drafts(year).edition.each():
            known[kind, values.get("office", ""), fold(values["name"])] = slug
    return known


def said_last(checksum: str) -> tuple[Load, Edition] | None:
    """
    The last load of a school year, where its file had this checksum (`container.Container.checksum`), and what that
    file said. None where more is remembered than that, or where a picture must be stored anew. Three queries at most.

    Reading is most of planning, and whatever this file says was judged when it was loaded.
    """
    load = Load.objects.standing().filter(checksum=checksum).select_related("school_year").first()
    if load is None or load.school_year.loads.standing().first() != load:
        return None
    said = Edition.unpacked(load.content)
    is_told_whole = said.is_whole and said.label == load.school_year.label
    if not is_told_whole or not all(map(pictures.is_stored, said.pictures)):
        return None
    said.load_id = load.pk
    return load, said
