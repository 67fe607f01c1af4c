"""The columns of the CSV file and the workbook. `docs/exports.md` has the same table, and a test compares them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`field` is the one of `TableRow`; `width` is in characters, for the workbook; `what` says what stands there."""

    heading: str
    field: str
    width: int
    what: str


COLUMNS = (
    Column("School year", "year", 12, "The school year whose directory this is, as 2024-25."),
    Column("Kind", "kind", 12, "Office, Department or Unit; or, of one of their contact lines, Person or Line."),
    Column("Office", "office", 38, "The office's name. Every row has one."),
    Column("Department", "department", 38, "The department's or unit's name. Empty in the rows of the office itself."),
    Column("Unit of", "unit_of", 30, "For a unit: the department it belongs to."),
    Column("Title", "title", 28, "The lead's post, without “Acting” or “Interim”; or what the contact line is for."),
    Column("Name", "name", 28, "Who leads, or who answers. Empty while the post is vacant, or where nobody is named."),
    Column("Standing", "standing", 12, "Of the lead: Appointed, Acting, Interim, On leave or Vacant."),
    Column("Phone", "phone", 16, "The number as 414-475-8393, without its extension."),
    Column("Extension", "extension", 10, "The extension's digits."),
    Column("Number is", "number_kind", 14, "What answers there: Phone, Fax, TTY, Text messages or Video relay."),
    Column("Fax", "fax", 16, "The office's or department's fax number."),
    Column("E-mail", "email", 30, "One address."),
    Column("Location", "location", 34, "Building and room."),
    Column("Hours", "hours", 26, "When the phone is answered."),
    Column("Note", "note", 30, "What a contact line adds, such as its hours."),
    Column("Page", "page", 60, "The address of the page, at the place of the department."),
    Column("Checked on", "checked_on", 12, "The day the details were last checked, as 2024-09-30."),
)
HEADINGS = [column.heading for column in COLUMNS]


def cells(row) -> list[str]:
    """The texts of a `table.TableRow`, a cell for each column."""
    return [getattr(row, column.field) for column in COLUMNS]
