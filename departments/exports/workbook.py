"""The rows as an Excel workbook."""

from collections.abc import Iterable
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from .columns import COLUMNS, HEADINGS, NUMBER_IS, OFFICE, cells
from .table import TableRow

# Printed from Office to what the number is, a page wide: all columns together would be in type of three points.
_FIRST_PRINTED, _LAST_PRINTED = COLUMNS.index(OFFICE), COLUMNS.index(NUMBER_IS)


def write(pages: Iterable[list[TableRow]], file: BinaryIO) -> None:
    """
    Write the workbook into `file`, which must be able to seek. Rows go to disk as they come.

    Every cell is text, numbers too, and none is a formula. The first row is the headings: it filters, and stays when
    the rows below are scrolled, and on each page of paper.
    """
    book = Workbook(write_only=True)  # openpyxl's way of not holding the cells
    sheet = book.create_sheet("Directory")
    # What stands before the rows in the file is lost once the first is written.
    sheet.freeze_panes, sheet.sheet_properties.pageSetUpPr = "A2", PageSetupProperties(fitToPage=True)
    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_heading(sheet, text) for text in HEADINGS])
    plain, wrapped = (_style(sheet, Alignment(vertical="top", wrap_text=wraps)) for wraps in (False, True))
    styles = [wrapped if _FIRST_PRINTED <= place <= _LAST_PRINTED else plain for place in range(len(COLUMNS))]
    last = 1
    for rows in pages:
        for row in rows:
            sheet.append([_text(sheet, text, style) for text, style in zip(cells(row), styles, strict=True)])
            last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    _lay_out_for_paper(sheet, last)
    book.save(file)


def _lay_out_for_paper(sheet, last):
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0  # as many pages as it takes
    sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
    left, right = (get_column_letter(place + 1) for place in (_FIRST_PRINTED, _LAST_PRINTED))
    sheet.print_area, sheet.print_title_rows = f"{left}1:{right}{last}", "1:1"
    sheet.oddFooter.center.text = "Page &P of &N"


def _heading(sheet, text):
    cell = _text(sheet, text, _style(sheet, Alignment(vertical="top", wrap_text=True)))
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE8F0")
    return cell


def _style(sheet, alignment):
    """Of text in cells, for all of them: made for each it takes half of the time."""
    cell = WriteOnlyCell(sheet)
    cell.number_format, cell.alignment = "@", alignment
    return cell._style


def _text(sheet, text, style):
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # what begins with "=" is text here, never a formula
    cell._style = style
    return cell
