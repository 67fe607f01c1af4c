"""The sheets of a workbook or of a text, as texts by row and place, whatever program wrote them."""

import codecs
import csv
import io
import re
import zipfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import islice

import openpyxl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.worksheet._reader import WorkSheetParser

from ..problems import Refused, refused
from ..too_much import has_too_many, lists_too_many, pieces_of
from ..values import ValueRefused, shown

WORKBOOKS, TEXTS = (".xlsx", ".xlsm"), (".csv", ".tsv", ".tab", ".txt")
ENDINGS = WORKBOOKS + TEXTS
# How a text may be read, where what is found in it is not right.
ENCODINGS = ("UTF-8", "UTF-16", "Windows-1252", "Mac-Roman", "CP850")
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_COPY = gettext_lazy("Copy its table into a spreadsheet, save that as .xlsx, and load it.")
_SAVE = gettext_lazy("Open it, choose “Save as” and “Excel workbook (.xlsx)”, and load that.")
# What else people send, and what to do with it.
OTHERS = {
    ".xls": gettext_lazy(
        "It is of an old Excel. Open it, choose “Save as” and “Excel workbook (.xlsx)”, and load that."
    ),
    ".ods": _SAVE,
    ".numbers": gettext_lazy("In Numbers choose “Export to” and “Excel”, and load that."),
    ".pdf": gettext_lazy(
        "It has no cells. Ask for the spreadsheet it was made from. Copy its table into a spreadsheet, save that as "
        ".xlsx, and load it."
    ),
    ".doc": _COPY,
    ".docx": _COPY,
}
_BEGINNINGS = {
    b"%PDF": (gettext_noop("it is a PDF under another ending."), OTHERS[".pdf"]),
    b"\xd0\xcf\x11\xe0": (gettext_noop("it is of an old Excel, or locked with a password."), _SAVE),
}
MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS = 50_000
MAX_CELLS = 500_000  # of a text, or joined by merged ones; the parts of a workbook are counted by their marks
MAX_COLUMNS = 1_000  # that hold something
LAST_PLACE = 16_383  # XFD, behind which programs have no letters


class Made(str):
    """A text that stands so in no cell: `why` is a sentence on what it was made of, `otherwise` the cell without it."""

    why: str
    otherwise: str | ValueRefused
    kind: str  # of the proposal that it is

    @classmethod
    def of(cls, text: str, why: str, otherwise: str | ValueRefused, kind: str = "cell") -> "Made":
        made = cls(text)
        made.why, made.otherwise, made.kind = why, otherwise, kind
        return made


@dataclass
class Table:
    """
    A sheet: its `name`, "" of a text, and those of its rows that hold something, by the number that the file shows and
    by place, from 0: a text or a `ValueRefused`. `merged` are (row, place, other rows) of cells joined over rows,
    `struck` (row, place) of those that are struck out as a whole, and `stands_at` has where the file shows what is laid
    out otherwise than there, as "B7".
    """

    name: str
    rows: dict[int, dict[int, str | ValueRefused]] = field(default_factory=dict)
    merged: list[tuple[int, int, list[int]]] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_places: list[range] = field(default_factory=list)
    is_hidden: bool = False
    struck: set[tuple[int, int]] = field(default_factory=set)
    stands_at: dict[tuple[int, int], str] = field(default_factory=dict)

    def reference(self, number: int, place: int) -> str:
        """Where the file shows the cell at `place` in the row of this `number`, as "F7"."""
        return self.stands_at.get((number, place)) or f"{letter(place)}{number}"

    def has_struck(self, number: int, place: int) -> bool:
        """Whether the cell there is struck out, or words of it are."""
        cell = self.rows[number].get(place)
        return (number, place) in self.struck or (isinstance(cell, Made) and cell.kind == "left")


def read_tables(path, encoding="", separator="") -> tuple[list[Table], list[str]]:
    """
    The sheets of the file at `path`, and sentences on how it was read; a text with one of ENCODINGS and of SEPARATORS,
    where they are said. Raises Refused.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as reason:
        words = _("it cannot be opened ({reason}). Check the path.")
        raise refused(path.name, words.format(reason=reason.strerror)) from reason
    if size > MAX_BYTES:
        words = _("it is larger than {number} MB. No directory is.")
        raise refused(path.name, words.format(number=MAX_BYTES // 1024 // 1024))
    if start in _BEGINNINGS:
        raise refused(path.name, " ".join(map(_, _BEGINNINGS[start])))
    is_workbook = path.suffix.lower() in WORKBOOKS or start == b"PK\3\4"
    tables, notes = (_workbook(path), []) if is_workbook else _text_file(path, encoding, separator)
    if sum(len(table.rows) for table in tables) > MAX_ROWS:
        words = _("it has more than {number} rows. Remove what is no directory.")
        raise refused(path.name, words.format(number=MAX_ROWS))
    return tables, notes


# Texts


def _text_file(path, encoding, separator):
    text, notes = _decoded(path, encoding)
    if re.match(r'\s*(\[\s*\{|\{\s*")', text):
        raise refused(path.name, _("it is no table, but the text of a bundle. Give it the ending .json."))
    said = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    text = text[said.end() :] if said else text  # no spreadsheet program shows that line
    separator = SEPARATORS.get(separator) or (said and said[1]) or max(",;\t|", key=lambda mark: _parted(text, mark))
    if text.count(separator) > MAX_CELLS:
        raise refused(path.name, _(_TOO_MANY))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    table = Table("")
    try:
        for number, row in enumerate(islice(reader, MAX_CELLS), 1):
            if cells := {place: cell for place, one in enumerate(row) if (cell := _typed(one))}:
                table.rows[number] = cells
    except csv.Error as reason:
        words = _("it is no CSV from line {number} on ({reason}). Export it again.")
        raise refused(path.name, words.format(number=reader.line_num, reason=reason)) from reason
    return [table], notes


def _decoded(path, said):
    data = path.read_bytes()
    zeros = [data[:400:2].count(0), data[1:400:2].count(0)]  # of UTF-16 without a mark every other byte is one
    if said:
        encodings = (said.replace("UTF-8", "utf-8-sig"),)
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    elif max(zeros) > len(data[:400]) / 4:
        encodings = ("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le",)
    else:
        encodings = ("utf-8-sig", "windows-1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if said or encoding != "windows-1252":
            return text, []
        words = list(dict.fromkeys(re.findall(r"[^\s,;]*[^\x00-\x7f][^\s,;]*", text)))[:3]
        told = _("It is not UTF-8 and was read as Windows-1252, as in {words}.")
        return text, [told.format(words=", ".join(map(shown, words)))]
    words = _("it is not {encoding}. Save it as “CSV UTF-8”.")
    words = words if said else _("it is not UTF-8, UTF-16 or Windows-1252. Save it as “CSV UTF-8”.")
    raise refused(path.name, words.format(encoding=said))


def _parted(text, mark):
    """How well `mark` parts the first lines into as many cells each."""
    lines = re.sub(r'"[^"]*"', "", text[:20_000]).splitlines()[:50]
    counts = Counter(line.count(mark) for line in lines if mark in line)
    return max(((lines, cells) for cells, lines in counts.items()), default=(0, 0))


def _typed(value):
    """The text of a cell, where nothing tells a formula from a text."""
    return ValueRefused(_(_FORMULA)) if tidied(value).startswith("=") else tidied(value)


# Workbooks


def _workbook(path):
    try:
        _weigh(path)
        with (
            _transitional(path) as file,  # opened here: the reader leaves open what it refuses
            closing(openpyxl.load_workbook(file, read_only=True, rich_text=True)) as book,
        ):
            if not book.worksheets:
                raise refused(path.name, _("it has no sheet. Use the template."))
            return [_sheet(path, book, sheet) for sheet in book.worksheets]
    except Refused:
        raise
    except Exception as reason:  # the reader raises whatever it likes on a damaged file
        words = _("it is no workbook we can read, or damaged. Save it again as .xlsx.")
        raise refused(path.name, words) from reason


def _weigh(path):
    """Refuse what is too much before the reader makes cells of it."""
    if lists_too_many(path):
        raise refused(path.name, _(_TOO_MANY))
    with zipfile.ZipFile(path) as archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
            words = _("it unpacks to more than {number} MB. No directory does.")
            raise refused(path.name, words.format(number=MAX_UNPACKED // 1024 // 1024))
        for info in archive.infolist():
            with archive.open(info) as part:
                if has_too_many([b"<"], pieces_of(part)):
                    raise refused(path.name, _(_TOO_MANY))


# The names of Strict Open XML (ISO 29500), of which the reader knows the transitional ones.
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}


def _transitional(path):
    """The workbook, opened: where it is Strict Open XML, a copy with the other names."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names or b"//purl.oclc.org/ooxml/" not in archive.read("xl/workbook.xml"):
            return path.open("rb")
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as written:
            for name in names:
                data = archive.read(name)
                for strict, transitional in _STRICT.items():
                    data = data.replace(strict, transitional)
                written.writestr(name, data)
    copy.seek(0)
    return copy


def _sheet(path, book, sheet):
    """The reader's own parser tells also what is merged and hidden, and makes no cells of what is empty."""
    table, formulas = Table(sheet.title, is_hidden=sheet.sheet_state != "visible"), {}
    parser, rows = _parsed(book, sheet, data_only=False)
    hidden = []
    for number, cells in rows:
        if parser.row_dimensions.pop(str(number), {}).get("hidden") in ("1", "true"):
            hidden.append(number)
        written = {cell["column"] - 1: _written(book, cell) for cell in cells}
        if found := {place: value for place, (value, _) in written.items() if value}:
            table.rows[number] = found
            formulas |= {(number, place): one for place, one in found.items() if isinstance(one, _Formula)}
            table.struck |= {(number, place) for place, (_, is_struck) in written.items() if is_struck}
        if len(table.rows) > MAX_ROWS:
            break
    if formulas:
        _calculate(book, sheet, table, formulas)
    numbers, joined = sorted(table.rows), 0
    for one in parser.merged_cells.mergeCell if parser.merged_cells else ():
        left, top, _right, bottom = range_boundaries(one.ref)
        rows = numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]
        joined += len(rows)
        if joined > MAX_CELLS:
            raise refused(path.name, _(_TOO_MANY))
        table.merged += [(top, left - 1, rows)] if rows else []
    is_filtered = bool(getattr(parser, "auto_filter", None) and parser.auto_filter.filterColumn)
    table.hidden_rows = frozenset() if is_filtered else frozenset(hidden)
    columns = [one for one in parser.column_dimensions.values() if one.get("hidden") in ("1", "true")]
    table.hidden_places = [range(int(one["min"]) - 1, int(one["max"])) for one in columns]
    return table


def _parsed(book, sheet, data_only):
    how = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats, "rich_text": True}
    source = sheet._get_source()
    parser = WorkSheetParser(source, sheet._shared_strings, data_only=data_only, epoch=book.epoch, **how)

    def rows():
        with source:
            yield from parser.parse()

    return parser, rows()


class _Formula(ValueRefused):
    def __init__(self, text):
        super().__init__(_(_FORMULA))
        self.text = text


class Dated(ValueRefused):
    """A day, which a spreadsheet program makes of what is typed as `typed`, such as hours from 8-4."""

    def __init__(self, day):
        super().__init__(_(_NO_TEXT).format(value=shown(str(day))))
        self.typed = f"{day.month}-{day.day}"


# The format of a whole number: what stands before and behind its digits, and between them.
_DIGITS = re.compile(r'((?:"[^"]*"|\\.|[-() +])*)([0#?][-0#?() ]*)((?:"[^"]*"|\\.|[-() ])*)')


def _written(book, cell):
    """What a cell holds, and whether that is struck out as a whole; a `Made` where some of its words are."""
    is_struck = bool(cell["style_id"] and book._fonts[book._cell_styles[cell["style_id"]].fontId].strike)
    if not isinstance(cell["value"], CellRichText):
        return _as_shown(book, cell), is_struck
    # Words with a font of their own do not have the cell's, nor its line.
    pieces = [(str(one), is_struck if isinstance(one, str) else bool(one.font.strike)) for one in cell["value"]]
    whole = tidied("".join(words for words, _is_out in pieces))
    struck = "".join(words if is_out else " … " for words, is_out in pieces).strip(" …\n")
    stays = tidied(re.sub(r" {2,}", " ", "".join(words for words, is_out in pieces if not is_out)))
    if not (struck and re.search(r"\w", stays)):
        return whole, bool(struck)
    why = _("{struck} is struck out and is left out; {stays} stays.")
    return Made.of(stays, why.format(struck=shown(struck), stays=shown(stays)), whole, "left"), False


def _as_shown(book, cell):
    """What a cell holds; of a whole number with a format of its own, as 0042 or (414) 555-0100, what that shows."""
    value = _value(cell["value"], cell["data_type"])
    number = book._cell_styles[cell["style_id"]].numFmtId - BUILTIN_FORMATS_MAX_SIZE if cell["style_id"] else -1
    if number < 0 or not (isinstance(value, str) and cell["data_type"] == "n" and value.isdigit()):
        return value
    found = _DIGITS.fullmatch(book._number_formats[number])
    before, digits, behind = found.groups() if found else ("", "", "")
    before, behind = (re.sub(r'["\\]', "", one) if re.search(r"\w", one) else "" for one in (before, behind))
    return tidied(before + value.zfill(digits.count("0")) + behind)


def _value(value, kind):
    """What a cell holds."""
    if value is None:
        return ""
    if kind == "f":
        return _Formula(getattr(value, "text", None) or str(value))
    if kind == "e":
        return ValueRefused(_("it holds the error {value}. Mend it in the spreadsheet.").format(value=value))
    if isinstance(value, str):
        return tidied(value)
    # A number typed without dashes: the spreadsheet program made a number of it, digits and all.
    if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return Dated(value)
    otherwise = ValueRefused(_(_NO_TEXT).format(value=shown(str(value))))
    if isinstance(value, time):
        said = f"{value:%I:%M %p}".lstrip("0")
        why = _("the time {time} is read as {said}.").format(time=f"{value:%H:%M}", said=said)
        return Made.of(said, why, otherwise)
    return otherwise


_CELL = re.compile(r"=\$?([A-Z]{1,3})\$?(\d+)")


def _calculate(book, sheet, table, formulas):
    """Put in place of formulas what another cell has, or what their program calculated last."""
    waiting = dict(formulas)
    for (number, place), formula in formulas.items():
        if found := _CELL.fullmatch(formula.text):
            there = table.rows.get(int(found[2]), {}).get(column_index_from_string(found[1]) - 1, "")
            if isinstance(there, str) and there:
                table.rows[number][place] = _made(formula, there)
                del waiting[number, place]
    if not waiting:
        return
    for number, cells in _parsed(book, sheet, data_only=True)[1]:
        for cell in cells:
            formula = waiting.get((number, cell["column"] - 1))
            value = _written(book, cell)[0] if formula else ""
            if isinstance(value, str) and value:
                table.rows[number][cell["column"] - 1] = _made(formula, value)
            elif value and not isinstance(value, str):
                table.rows[number][cell["column"] - 1] = value


def _made(formula, text):
    why = _("the formula {formula} is read as {said}.").format(formula=shown(formula.text), said=shown(text))
    return Made.of(text, why, ValueRefused(_(_FORMULA)))


_TOO_MANY = gettext_noop(
    "it has more cells than any directory. Remove the columns, rows and sheets that are none of it."
)
_FORMULA = gettext_noop("it holds a formula. Copy the cell and paste it as a value.")
_NO_TEXT = gettext_noop("{value} is no text. Format the cell as text and type it again.")


def letter(place: int) -> str:
    """What the file calls the column at `place`: "A" for 0."""
    return get_column_letter(place + 1)


def tidied(text) -> str:
    """The text of a cell without what programs put around and into it."""
    return text.replace("\u00a0", " ").replace("\r\n", "\n").replace("_x000D_", "").strip()


def together(cells: Iterable[str | ValueRefused], between: str) -> str | ValueRefused:
    """The texts of `cells` as one; where one of them is refused, that: no text is made of why."""
    cells = list(filter(None, cells))
    return next((one for one in cells if isinstance(one, ValueRefused)), None) or between.join(cells)
