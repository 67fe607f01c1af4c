"""The columns of the CSV file and the workbook. `docs/exports.md` has the same table, and a test compares them."""

from ..models.facts import ENTRY, LINE, Column

YEAR = Column("School year", 12, "The school year whose directory this is, as 2024-25.")
KIND = Column("Kind", 12, "Office, Department or Unit; or, of one of their contact lines, Person or Line.")
OFFICE = Column("Office", 38, "The office's name. Every row has one.")
DEPARTMENT = Column("Department", 38, "The department's or unit's name. Empty in the rows of the office itself.")
UNIT_OF = Column("Unit of", 30, "For a unit: the department it belongs to.")
EXTENSION = Column("Extension", 10, "The extension's digits.")
NUMBER_IS = Column("Number is", 14, "What answers there: Phone, Fax, TTY, Text messages or Video relay.")
PAGE = Column("Page", 60, "The address of the page, at the place of the department.")
INSTEAD = Column("Call instead", 40, "Where there is no number, the one to call, and whose it is.")
UNCHECKED = Column("Not yet checked for", 16, "The school year, where the whole page is still that of the year before.")

# Programs may count columns: these stand where they stood when they were released, and what is newer after them.
_RELEASED = (
    *("School year", "Kind", "Office", "Department", "Unit of", "Title", "Name", "Standing", "Phone", "Extension"),
    *("Number is", "Fax", "E-mail", "Location", "Hours", "Note", "Page", "Checked on"),
    *("Languages", "Website", "Not yet checked for", "Call instead"),
)
_EXPORTED = dict.fromkeys(fact.export for fact in (*ENTRY.values(), *LINE.values()) if fact.export)
_BY_HEADING = {
    column.heading: column
    for column in (YEAR, KIND, OFFICE, DEPARTMENT, UNIT_OF, EXTENSION, NUMBER_IS, PAGE, *_EXPORTED, UNCHECKED, INSTEAD)
}
COLUMNS = tuple(_BY_HEADING[heading] for heading in dict.fromkeys((*_RELEASED, *_BY_HEADING)))
HEADINGS = [column.heading for column in COLUMNS]


def cells(row: dict[Column, str]) -> list[str]:
    """The texts of a row of `table.rows()`, a cell for each column."""
    return [row.get(column, "") for column in COLUMNS]
