"""A school year written as a workbook, and the template for one."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ...models.facts import Column, Fact, Form
from ...words import phones, prose
from ...words.plain_text import without_control_characters
from ..edition import Edition
from .sheet_columns import ADDRESS, COLUMNS, DEPARTMENT, EXPLAINS, FACTS, OFFICE, UNIT_OF


def write(edition: Edition | None = None) -> bytes:
    """`edition` as a workbook; without one, the template. Texts and contact lines have no column."""
    rows = (row for *_, row in rows_of(edition)) if edition else ()
    return saved(workbook(COLUMNS, rows, _OF_A_YEAR))


ON_ITS_PAGE = "(as on its page)"  # stands for what no cell can say
_OF_A_YEAR = (
    "One row for each office, with the Department cell empty, and one for each department.",
    "Save it under the school year it is for, for example 2025-26.xlsx.",
    "An empty cell says that there is nothing. Remove a whole column to leave what the directory has.",
)


def workbook(columns: Sequence[Column], rows: Iterable[dict], sentences: Iterable[str]) -> openpyxl.Workbook:
    """A sheet of `rows`, a text for each of `columns`, and one that says what to write into these, and `sentences`."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Directory"
    sheet.append([column.heading for column in columns])
    for row in rows:
        sheet.append([row.get(column, "") for column in columns])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"  # what begins with "=" is text here, never a formula
    _lay_out(sheet, columns)
    _explain(book.create_sheet(EXPLAINS[0]), columns, sentences)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """`book` as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows_of(edition: Edition, facts: Mapping[Column, Fact] = FACTS) -> Iterator[tuple[str, str, dict]]:
    """The kind, the address and the row of each entry that is not retired: departments below their office."""
    for slug, office in edition.offices.items():
        if office.get("retired_at"):
            continue
        yield "office", slug, _row(facts, slug, office, office["name"], "", "")
        below = [(s, v) for s, v in edition.departments.items() if v["office"] == slug and not v.get("retired_at")]
        for address, department in below:
            parent = department.get("parent")
            above = edition.departments.get(parent, {})  # a sheet of some offices has none that was taken off
            unit_of = "" if above.get("retired_at") else above.get("name", "")
            row = _row(facts, address, department, office["name"], department["name"], unit_of)
            yield "department", address, row


def _row(facts, slug, values, office, department, unit_of):
    row = {OFFICE: office, DEPARTMENT: department, UNIT_OF: unit_of, ADDRESS: slug}
    row |= {column: cell_of(fact, values.get(fact.name, "")) for column, fact in facts.items()}
    return {column: without_control_characters(cell) for column, cell in row.items()}


def cell_of(fact: Fact, value: str) -> str:
    """What stands in the cell of `fact` with this value."""
    if fact.form is Form.NAMES:
        return "; ".join(value.split("\n"))
    if fact.choices:
        return fact.in_words(value) if value else ""
    if fact.form is Form.RICH:
        text = prose.typed(value)
        return text if prose.paragraphs(text) == value else ON_ITS_PAGE
    return phones.display(value) if fact.form is Form.NUMBER else value


def _lay_out(sheet, columns):
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(sheet.max_row, 2)}"
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = "@"
        heading = sheet.cell(1, place)
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="DCE8F0")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.number_format = "@"


def _explain(sheet, columns, sentences):
    sheet.append(EXPLAINS[1:])
    for column in columns:
        sheet.append([column.heading, column.what])
    sheet.append([])
    for sentence in sentences:
        sheet.append([sentence])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 100
    for cell in (*sheet["A"][:1], *sheet["B"][:1]):
        cell.font = Font(bold=True)
    for cell in sheet["B"]:
        cell.alignment = Alignment(wrap_text=True)
