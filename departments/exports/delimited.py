"""The rows as CSV that a spreadsheet opens as it stands."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

from .columns import HEADINGS, cells
from .table import TableRow

# A cell that begins so is a formula to a spreadsheet program, which may then run it; the wide forms are for those
# that take them as the narrow ones.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def stream(pages: Iterable[list[TableRow]]) -> Iterator[bytes]:
    """
    The file, a piece for each page: RFC 4180 with CRLF and every cell in quotes, UTF-8 with a byte order mark, which
    is how Excel knows it. A cell that would begin a formula begins with an apostrophe.
    """
    yield codecs.BOM_UTF8 + lines([HEADINGS])
    for rows in pages:
        yield lines(cells(row) for row in rows)


def lines(table: Iterable[Iterable[str]]) -> bytes:
    """The rows of `table` so."""
    text = io.StringIO(newline="")
    # In quotes, text with a semicolon stays in its cell where a spreadsheet takes semicolons for commas.
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([map(_safe, line) for line in table])
    return text.getvalue().encode()


def _safe(cell):
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
