"""The rows as an Excel workbook."""

from collections.abc import Iterable
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .columns import COLUMNS, HEADINGS, cells
from .table import TableRow


def write(pages: Iterable[list[TableRow]], file: BinaryIO) -> None:
    """
    Write the workbook into `file`, which must be able to seek. Rows go to disk as they come.

    Every cell is text, numbers too, and none is a formula. The first row is the headings: it filters, and stays when
    the rows below are scrolled.
    """
    book = Workbook(write_only=True)  # openpyxl's way of not holding the cells
    sheet = book.create_sheet("Directory")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_heading(sheet, text) for text in HEADINGS])
    last = 1
    for rows in pages:
        for row in rows:
            sheet.append([_text(sheet, text) for text in cells(row)])
            last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    book.save(file)


def _heading(sheet, text):
    cell = _text(sheet, text)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE8F0")
    cell.alignment = Alignment(vertical="top")
    return cell


def _text(sheet, text):
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # what begins with "=" is text here, never a formula
    cell.number_format = "@"
    return cell
