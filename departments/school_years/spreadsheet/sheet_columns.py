"""The columns of a school year's spreadsheet, as people see them."""

from ...models.facts import ENTRY, Column, Fact
from ...words.folding import fold

OFFICE = Column("Office", 38, "The office's name. Every row has one; a department's row names the office it is in.")
DEPARTMENT = Column("Department", 38, "The department's name. Empty in the row of the office itself.")
UNIT_OF = Column("Unit of", 26, "For a unit of a department: that department's name.")
ADDRESS = Column("Address", 30, "The last part of the page's address. Empty: the one the directory has for this name.")

# The facts that a sheet can say, in its order.
FACTS: dict[Column, Fact] = {fact.sheet: fact for fact in ENTRY.values() if fact.sheet}
COLUMNS = (OFFICE, DEPARTMENT, UNIT_OF, ADDRESS, *FACTS)
BY_HEADING = {fold(column.heading): column for column in COLUMNS}
