"""Reading a school year from a file, whatever kind of file it is."""

from pathlib import Path

from ..models import Department, Office, SchoolYear
from ..words.folding import fold
from . import bundle, spreadsheet
from .edition import of_drafts
from .same_file import said_last
from .uncollected import uncollected
from .year import dates_of


@uncollected()
def read(path) -> bundle.Bundle:
    """What is at `path`: a bundle or a spreadsheet. Writes nothing. Raises problems.Refused with every problem."""
    path = Path(path)
    if path.suffix.lower() not in spreadsheet.ENDINGS or path.is_dir():
        return bundle.read(path, said_last)
    read = spreadsheet.read(path, addresses_by_name)
    year = SchoolYear.objects.filter(label=read.edition.label).first()
    if year:
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
        for slug, name in Office.objects.filter(school_year=year).values_list("slug", "name"):
            known["office", "", fold(name)] = slug
        rows = Department.objects.filter(school_year=year).values_list("slug", "name", "office__slug")
        for slug, name, office in rows:
            known["department", office, fold(name)] = slug
    return known
