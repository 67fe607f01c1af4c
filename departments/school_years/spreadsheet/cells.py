"""The cells of a .csv or .xlsx, as texts, whatever program wrote it."""

import csv
import io
import zipfile
from contextlib import closing
from itertools import islice

import openpyxl

from ..problems import Refused, refused
from ..too_much import has_too_many, lists_too_many, pieces_of
from ..values import ValueRefused, shown

ENDINGS = (".xlsx", ".csv")
MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS = 50_000
MAX_CELLS = 500_000  # of a .csv; the parts of a workbook are counted by their marks


class Sheet:
    """The cells of a file: rows of (row number, values), where a value is a text or a `ValueRefused`."""

    def __init__(self, path):
        self.path, self.name = path, path.name

    def refused(self, sentence) -> Refused:
        return refused(self.name, sentence)

    def rows(self) -> list:
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
        delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
        if text.count(delimiter) > MAX_CELLS:
            raise self.refused(_TOO_MANY)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            return [(reader.line_num, list(map(_text, row))) for row in islice(reader, MAX_ROWS + 1)]
        except csv.Error as reason:
            raise self.refused(f"it is no CSV from line {reader.line_num} on ({reason}). Export it again.") from reason

    def _xlsx(self):
        try:
            self._weigh()
            # Opened here: the reader leaves open what it refuses.
            with self.path.open("rb") as file, closing(openpyxl.load_workbook(file, read_only=True)) as book:
                sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                if not sheets:
                    raise self.refused("it has no sheet. Use the template.")
                rows = sheets[0].iter_rows(max_col=60, max_row=MAX_ROWS + 1)
                return [(number, list(map(_value, row))) for number, row in enumerate(rows, 1)]
        except Refused:
            raise
        except Exception as reason:  # the reader raises whatever it likes on a damaged file
            raise self.refused("it is no workbook we can read, or damaged. Save it again as .xlsx.") from reason

    def _weigh(self):
        """Refuse what is too much before the reader makes cells of it."""
        if lists_too_many(self.path):
            raise self.refused(_TOO_MANY)
        with zipfile.ZipFile(self.path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise self.refused(f"it unpacks to more than {MAX_UNPACKED // 1024 // 1024} MB. No directory does.")
            for info in archive.infolist():
                with archive.open(info) as part:
                    if has_too_many([b"<"], pieces_of(part)):
                        raise self.refused(_TOO_MANY)


def _value(cell):
    """What a cell of an .xlsx holds."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return ValueRefused(_FORMULA)
    if cell.data_type == "e":
        return ValueRefused(f"it holds the error {value}. Mend it in the spreadsheet.")
    if isinstance(value, str):
        return tidied(value)
    # A number typed without dashes: the spreadsheet program made a number of it, digits and all.
    if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        return str(int(value))
    return ValueRefused(f"{shown(str(value))} is no text. Format the cell as text and type it again.")


def _text(value):
    """The same of a .csv, where nothing tells a formula from a text."""
    return ValueRefused(_FORMULA) if tidied(value).startswith("=") else tidied(value)


_TOO_MANY = "it has more cells than any directory. Remove the columns, rows and sheets that are none of it."
_FORMULA = "it holds a formula. Copy the cell and paste it as a value."


def tidied(text) -> str:
    """The text of a cell without what programs put around and into it."""
    return text.replace("\u00a0", " ").replace("\r\n", "\n").replace("_x000D_", "").strip()
