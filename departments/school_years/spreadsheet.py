"""
A school year as a spreadsheet: one row an office or a department. What an HR office sends, and can be sent.

A blank cell says that there is nothing; a column that is missing says nothing, and what the drafts have stays. Texts
and contact lines of pages have no column, so they always stay. `docs/spreadsheet.md` tells people the same.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from django.utils.text import slugify
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ..folding import fold
from ..models import Office
from .bundle import Bundle
from .edition import Edition
from .fixture import misplaced
from .problems import Problem, Refused
from .values import ValueRefused, checked, faults, shown
from .year import dates_of

ENDINGS = (".xlsx", ".csv")
MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
MAX_ROWS = 50_000
_LABEL = re.compile(r"(?<!\d)\d{4}-\d{2}(?!\d)")


@dataclass(frozen=True)
class Column:
    """A column by its heading; `field` is the model's, "" where the column says which record the row is."""

    heading: str
    field: str
    width: int
    help: str


COLUMNS = (
    Column("Office", "", 38, "The office's name. Every row has one; a department's row names the office it is in."),
    Column("Department", "", 38, "The department's name. Empty in the row of the office itself."),
    Column("Unit of", "parent", 26, "For a unit of a department: that department's name."),
    Column("Address", "", 30, "The last part of the page's address. Empty: the one the directory has for this name."),
    Column("Other names", "also_known_as", 26, "Acronyms, former and everyday names, a semicolon between them."),
    Column("Title", "lead_title", 24, "The post of the lead without “Acting” or “Interim”, for example Director."),
    Column("Name", "lead_name", 26, "The lead's name with prefix and degree. Empty while the post is vacant."),
    Column("Standing", "lead_standing", 14, "Appointed, Acting, Interim, On leave or Vacant. Empty: Appointed."),
    Column("Phone", "phone", 24, "Main number, as 414-475-8393, or 414-475-8393 ext. 12."),
    Column("Fax", "fax", 18, "Fax number, in the same way."),
    Column("E-mail", "email", 26, "One address."),
    Column("Location", "location", 30, "Building and room."),
    Column("Hours", "hours", 24, "When the phone is answered."),
    Column("Summary", "summary", 50, "One or two plain sentences that open the page."),
    Column("Replaces", "succeeds", 24, "Addresses of what it replaces from the year before, a space between several."),
)
_TEXTS = {column.field for column in COLUMNS} - {"", "parent", "lead_standing", "phone", "fax"}
_BY_HEADING = {fold(column.heading): column for column in COLUMNS}
_STANDINGS = {fold(words): value for value, label in Office.Standing.choices for words in (value, label)}


def read(path, known: Callable[[str], dict] = lambda label: {}) -> Bundle:
    """
    The school year in the .xlsx or .csv at `path`; its label stands in the file's name.

    `known` gives the addresses that names have, for a label: {("office", "", folded name): address} and
    {("department", address of the office, folded name): address}. Raises Refused with every problem.
    """
    path = Path(path)
    sheet = _Sheet(path)
    rows = sheet.rows()
    reading = _Reading(sheet.name, _label(path), rows, known)
    if reading.problems:
        raise Refused(*reading.problems)
    return Bundle(reading.edition, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), notes=reading.notes)


def _label(path):
    labels = _LABEL.findall(path.name)
    if len(set(labels)) != 1:
        sentence = "the file's name does not say the school year. Name it for example 2025-26.xlsx."
        raise Refused(Problem(path.name, "", "", sentence))
    dates_of(labels[0])
    return labels[0]


class _Sheet:
    """The cells of a file: rows of (row number, values), where a value is a text or a `ValueRefused`."""

    def __init__(self, path):
        self.path, self.name = path, path.name

    def refused(self, sentence):
        return Refused(Problem(self.name, "", "", sentence))

    def rows(self):
        try:
            size = self.path.stat().st_size
        except OSError as reason:
            raise self.refused(f"it cannot be opened ({reason.strerror}). Check the path.") from reason
        if size > MAX_BYTES:
            raise self.refused(f"it is larger than {MAX_BYTES // 1024 // 1024} MB. No directory is.")
        rows = self._csv() if self.path.suffix.lower() == ".csv" else self._xlsx()
        if len(rows) > MAX_ROWS:
            raise self.refused(f"it has more than {MAX_ROWS} rows. Remove what is no directory.")
        return [(number, row) for number, row in rows if any(row)]

    def _csv(self):
        data = self.path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as reason:
            raise self.refused("it is not UTF-8. Save it as “CSV UTF-8”.") from reason
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows = []
        try:
            for row in reader:
                rows.append((reader.line_num, [self._text(cell) for cell in row]))
                if len(rows) > MAX_ROWS:
                    break
        except csv.Error as reason:
            raise self.refused(f"it is no CSV from line {reader.line_num} on ({reason}). Export it again.") from reason
        return rows

    def _xlsx(self):
        try:
            with zipfile.ZipFile(self.path) as archive:
                if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                    raise self.refused("it unpacks to more than 500 MB. No directory does.")
            book = openpyxl.load_workbook(self.path, read_only=True)
            try:
                return self._cells(book)
            finally:
                book.close()
        except Refused:
            raise
        except Exception as reason:  # the reader raises whatever it likes on a damaged file
            raise self.refused("it is no workbook we can read, or damaged. Save it again as .xlsx.") from reason

    def _cells(self, book):
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise self.refused("it has no sheet. Use the template.")
        rows = []
        for number, row in enumerate(sheets[0].iter_rows(max_col=60, max_row=MAX_ROWS + 1), 1):
            rows.append((number, [self._cell(cell) for cell in row]))
        return rows

    def _cell(self, cell):
        value = cell.value
        if value is None:
            return ""
        if cell.data_type == "f":
            return ValueRefused("it holds a formula. Copy the cell and paste it as a value.")
        if cell.data_type == "e":
            return ValueRefused(f"it holds the error {value}. Mend it in the spreadsheet.")
        if isinstance(value, str):
            return _tidied(value)
        # A number typed without dashes: the spreadsheet program made a number of it, digits and all.
        if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
            return str(int(value))
        return ValueRefused(f"{shown(str(value))} is no text. Format the cell as text and type it again.")

    def _text(self, value):
        """A cell of a .csv, where nothing tells a formula from a text."""
        value = _tidied(value)
        if value.startswith("="):
            return ValueRefused("it holds a formula. Copy the cell and paste it as a value.")
        return value


def _tidied(text):
    return text.replace("\u00a0", " ").replace("\r\n", "\n").replace("_x000D_", "").strip()


def _spelled(field, text):
    """The text of a cell as its field has it."""
    if field == "also_known_as":
        return "\n".join(name for part in re.split(r"[;\n]", text) if (name := part.strip()))
    if field == "succeeds":
        return " ".join(re.split(r"[\s;,]+", text)).strip()
    return text if field == "summary" else " ".join(text.split())


class _Reading:
    def __init__(self, file, label, rows, known):
        self.file, self.problems, self.notes = file, [], []
        starts_on, ends_on = dates_of(label)
        self.edition = Edition(label, {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()})
        self.row_of, self.slugs = {}, {}
        columns = self._columns(rows[0][1] if rows else [])
        if columns is None:
            return
        self.known = known(label)
        found = [(number, self._by_heading(columns, row)) for number, row in rows[1:]]
        for number, cells in found:
            if not cells.get("Department"):
                self._office(number, cells)
        for number, cells in found:
            if cells.get("Department"):
                self._department(number, cells)
        self._units(found)
        if not found:
            self.problem("", "", "it has headings and no row below them. Fill it in.")
        self.problems += misplaced(self.edition, file, lambda slug: f"row {self.row_of['department', slug]}")

    def problem(self, record, field, sentence):
        self.problems.append(Problem(self.file, record, field, sentence))

    def _columns(self, headings):
        """Which column each heading is; None where the first row has no headings."""
        columns = {}
        for place, heading in enumerate(headings):
            column = _BY_HEADING.get(fold(heading)) if isinstance(heading, str) else None
            if column and column.heading in columns:
                self.problem("row 1", column.heading, "two columns have this heading. Remove one of them.")
            elif column:
                columns[column.heading] = place
            elif heading:
                self.notes.append(f"The column {shown(str(heading))} is not known and was passed over.")
        for needed in ("Office", "Department"):
            if needed not in columns:
                self.problem("row 1", needed, "there is no such heading in the first row. Use the template's headings.")
        return columns if {"Office", "Department"} <= columns.keys() else None

    def _by_heading(self, columns, row):
        return {heading: row[place] if place < len(row) else "" for heading, place in columns.items()}

    def _office(self, number, cells):
        name = self._name(number, cells, "Office", "office")
        if name is None:
            return
        slug = self._slug(number, cells, "office", "", name)
        if slug is None:
            return
        if fold(name) in self.slugs:
            self.problem(f"row {number}", "Office", f"{shown(name)} has two rows of its own. Remove one of them.")
            return
        self.slugs[fold(name)] = slug
        values = self._values(number, cells, "office")
        self.edition.offices[slug] = {"name": name} | values | {"position": len(self.edition.offices) + 1}

    def _department(self, number, cells):
        office = self.slugs.get(fold(cells["Office"])) if isinstance(cells["Office"], str) else None
        if office is None:
            where = shown(cells["Office"]) if isinstance(cells["Office"], str) else "it"
            sentence = f"{where} has no row of its own. Add one with the Department cell left empty."
            self.problem(f"row {number}", "Office", sentence)
        name = self._name(number, cells, "Department", "department")
        if name is None or office is None:
            return
        slug = self._slug(number, cells, "department", office, name)
        if slug is None:
            return
        values = self._values(number, cells, "department")
        place = sum(one["office"] == office for one in self.edition.departments.values()) + 1
        self.edition.departments[slug] = {"name": name, "office": office} | values | {"position": place}

    def _name(self, number, cells, heading, kind):
        try:
            if isinstance(cells[heading], ValueRefused):
                raise cells[heading]
            return checked(kind, "name", cells[heading])
        except ValueRefused as reason:
            self.problem(f"row {number}", heading, str(reason))
            return None

    def _slug(self, number, cells, kind, office, name):
        """The address in its cell, the one the directory has for the name, or one made of the name."""
        given = cells.get("Address", "")
        slug = given or self.known.get((kind, office, fold(name))) or self._made(kind, name)
        try:
            if isinstance(slug, ValueRefused):
                raise slug
            slug = checked(kind, "slug", slug)
        except ValueRefused as reason:
            self.problem(f"row {number}", "Address", str(reason))
            return None
        if slug in self.edition.entries(kind):
            other = self.row_of[kind, slug]
            sentence = f"{slug} is the address of row {other} as well. Write another into one of them."
            self.problem(f"row {number}", "Address", sentence)
            return None
        self.row_of[kind, slug] = number
        return slug

    def _made(self, kind, name):
        if kind == "office":
            name = re.sub(r"^(the )?office of (the )?", "", name, flags=re.IGNORECASE)
        return slugify(name)[:100].strip("-") or kind

    def _values(self, number, cells, kind):
        values = {}
        for column in COLUMNS:
            if not column.field or column.heading not in cells or column.field == "parent":
                continue
            try:
                values[column.field] = self._value(kind, column, cells[column.heading])
            except ValueRefused as reason:
                self.problem(f"row {number}", column.heading, str(reason))
        for field, sentence in faults(kind, values):
            self.problem(f"row {number}", field, sentence)
        return values

    def _value(self, kind, column, cell):
        if isinstance(cell, ValueRefused):
            raise cell
        if column.field == "lead_standing":
            if fold(cell or "appointed") not in _STANDINGS:
                raise ValueRefused(f"{shown(cell)} is not known. {column.help}")
            return _STANDINGS[fold(cell or "appointed")]
        return checked(kind, column.field, _spelled(column.field, cell))

    def _units(self, found):
        """Units name their department, which may stand further down."""
        named = {(one["office"], fold(one["name"])): slug for slug, one in self.edition.departments.items()}
        slug_at = {number: slug for (kind, slug), number in self.row_of.items() if kind == "department"}
        for number, cells in found:
            slug, cell = slug_at.get(number), cells.get("Unit of")
            if cell is None or slug not in self.edition.departments:
                continue
            values = self.edition.departments[slug]
            values["parent"] = named.get((values["office"], fold(cell))) if isinstance(cell, str) and cell else None
            if cell and values["parent"] is None:
                told = str(cell) if isinstance(cell, ValueRefused) else f"the office has no department {shown(cell)}."
                self.problem(f"row {number}", "Unit of", told)


def keep_what_no_cell_says(edition: Edition, drafts: Edition):
    """
    Put into `edition`, which a sheet says, what `drafts` have and a sheet cannot say otherwise: line ends and doubled
    spaces, the places of an order that is theirs, and the retired department that a unit belongs to.

    So a year that was written as a sheet, and is read again, changes nothing.
    """
    for kind in ("office", "department"):
        there = drafts.entries(kind)
        for slug, values in edition.entries(kind).items():
            for field in values.keys() & there.get(slug, {}).keys() & _TEXTS:
                was = there[slug][field]
                if values[field] != was and values[field] == _spelled(field, _tidied(_cell_of(field, was))):
                    values[field] = was
    for slug, values in edition.departments.items():
        parent = drafts.departments.get(slug, {}).get("parent")
        if values.get("parent", "") is None and parent and drafts.departments[parent].get("retired_at"):
            values["parent"] = parent
    _keep_places(edition.offices, drafts.offices)
    for office in edition.offices:
        _keep_places({s: v for s, v in edition.departments.items() if v["office"] == office}, drafts.departments)


def _keep_places(entries, there):
    slugs = list(entries)
    if there.keys() >= entries.keys() and slugs == sorted(slugs, key=lambda slug: (there[slug]["position"], slug)):
        for slug, values in entries.items():
            values["position"] = there[slug]["position"]


def write(edition: Edition | None = None) -> bytes:
    """`edition` as a workbook; without one, the template. Texts and contact lines have no column."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Directory"
    sheet.append([column.heading for column in COLUMNS])
    for row in _rows_of(edition) if edition else ():
        sheet.append([""] * len(COLUMNS))
        for place, value in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row, place)
            cell.value = value
            cell.data_type = "s"  # what begins with "=" is text here, never a formula
    _lay_out(sheet)
    _explain(book.create_sheet("How to fill it in"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows_of(edition):
    for slug, office in edition.offices.items():
        if office.get("retired_at"):
            continue
        yield _row(slug, office, office["name"], "", "")
        below = [(s, v) for s, v in edition.departments.items() if v["office"] == slug and not v.get("retired_at")]
        for address, department in below:
            parent = department.get("parent")
            above = edition.departments[parent] if parent else {}
            unit_of = "" if above.get("retired_at") else above.get("name", "")
            yield _row(address, department, office["name"], department["name"], unit_of)


def _row(slug, values, office, department, unit_of):
    row = {"Office": office, "Department": department, "Unit of": unit_of, "Address": slug}
    for column in COLUMNS:
        if column.field and column.field != "parent":
            row[column.heading] = _cell_of(column.field, values.get(column.field, ""))
    return [row[column.heading] for column in COLUMNS]


def _cell_of(field, value):
    if field == "also_known_as":
        return "; ".join(value.split("\n"))
    if field == "lead_standing":
        return Office.Standing(value).label if value else ""
    return value.removeprefix("+1 ") if field in ("phone", "fax") else value


def _lay_out(sheet):
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(sheet.max_row, 2)}"
    for place, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = "@"
        heading = sheet.cell(1, place)
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="DCE8F0")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.number_format = "@"


def _explain(sheet):
    sheet.append(["Column", "What to write"])
    for column in COLUMNS:
        sheet.append([column.heading, column.help])
    sheet.append([])
    for sentence in (
        "One row for each office, with the Department cell empty, and one for each department.",
        "Save it under the school year it is for, for example 2025-26.xlsx.",
        "An empty cell says that there is nothing. Remove a whole column to leave what the directory has.",
    ):
        sheet.append([sentence])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 100
    for cell in (*sheet["A"][:1], *sheet["B"][:1]):
        cell.font = Font(bold=True)
    for cell in sheet["B"]:
        cell.alignment = Alignment(wrap_text=True)
