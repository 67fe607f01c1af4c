"""Reading a school year from a file, whatever kind of file it is."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import Load, SchoolYear
from ..page import pictures
from . import bundle, spreadsheet
from .edition import Drafts, Edition, of_drafts
from .problems import Refused, refused
from .remembered import remembered
from .spreadsheet import edit_sheet
from .uncollected import uncollected
from .year import dates_of


@uncollected()
def read(path, may_edit=lambda office: True, **wanted) -> bundle.Bundle:
    """
    What is at `path`: a bundle, or a spreadsheet, read as it is `wanted` (`spreadsheet.understand`); one of some
    offices as far as the drafts of each may be changed, by its key. Writes nothing. Raises problems.Refused with every
    problem.
    """
    path = Path(path)
    if not is_spreadsheet(path):
        return bundle.read(path, said_last)
    if edit_sheet.is_edit_sheet(path):
        return edit_sheet.read(path, drafts_of, may_edit)
    return spreadsheet.read(path, known, remembered_map, **wanted)


def is_spreadsheet(path: Path) -> bool:
    """Whether `path` is read as sheets. Raises Refused, with what to do, for what else people keep tables in."""
    ending = path.suffix.lower()
    if ending in spreadsheet.OTHERS and not path.is_dir():
        words = _("“{ending}” is not a kind of file that can be loaded.").format(ending=ending)
        raise refused(path.name, f"{words} {_(spreadsheet.OTHERS[ending])}")
    return ending in spreadsheet.ENDINGS and not path.is_dir()


def drafts_of(label: str) -> Drafts | None:
    """The drafts of the year `label`; None where there is none."""
    year = SchoolYear.objects.filter(label=label).first()
    return year and of_drafts(year)


def known(label) -> Iterator[Edition]:
    """The drafts of the year `label`, where there are any, and those of the year before."""
    starts_on, _ends_on = dates_of(label)
    years = SchoolYear.objects.filter(Q(label=label) | Q(starts_on__lt=starts_on), offices__isnull=False)
    for year in years.distinct()[:2]:
        yield of_drafts(year).edition


@uncollected()
def understand(path, **wanted) -> spreadsheet.Sheets:
    """The spreadsheet at `path` as far as it can be understood, and what stands in its way. Raises Refused."""
    return spreadsheet.understand(path, known, remembered_map, **wanted)


def remembered_map(shape) -> tuple[spreadsheet.ReadAs, str]:
    """How the last sheet of this `shape` was read that was loaded, and a sentence that says so."""
    load = Load.objects.standing().filter(read_as__shape=shape).only("source", "read_as").first()
    with suppress(Refused):  # a column that there is no more
        if load:
            said = spreadsheet.ReadAs.of(load.read_as["map"], load.source)
            return said, _("It is read as {file} was, by its headings.").format(file=load.source)
    return spreadsheet.ReadAs(), ""


def said_last(checksum: str) -> tuple[Load, Edition] | None:
    """
    The last load of a school year, where its file had this checksum (`container.Container.checksum`), and what that
    file said. None where more is remembered than that, or where a picture must be stored anew. Three queries at most.

    Reading is most of planning, and whatever this file says was judged when it was loaded.
    """
    load = Load.objects.standing().filter(checksum=checksum).select_related("school_year").defer("content").first()
    last, said, _damaged = remembered(load and load.school_year)
    if load is None or last != load:
        return None
    is_told_whole = said.is_whole and said.label == load.school_year.label
    if not is_told_whole or not all(map(pictures.is_stored, said.pictures)):
        return None
    said.load_id = load.pk
    return load, said
