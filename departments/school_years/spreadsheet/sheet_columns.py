"""The columns of a school year's spreadsheet, as people see them and as the models have them."""

from dataclasses import dataclass

from ...models import Office
from ...words.folding import fold


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

BY_HEADING = {fold(column.heading): column for column in COLUMNS}
STANDINGS = {fold(words): value for value, label in Office.Standing.choices for words in (value, label)}
