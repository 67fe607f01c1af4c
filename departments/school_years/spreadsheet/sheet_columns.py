"""The columns of a school year's spreadsheet, as people see them."""

import re

from ...models.facts import ENTRY, Column, Fact, Form
from ...words.folding import fold
from ...words.nobody import names_nobody

OFFICE = Column("Office", 38, "The office's name. Every row has one; a department's row names the office it is in.")
DEPARTMENT = Column("Department", 38, "The department's name. Empty in the row of the office itself.")
UNIT_OF = Column("Unit of", 26, "For a unit of a department: that department's name.")
ADDRESS = Column("Address", 30, "The last part of the page's address. Empty: the one the directory has for this name.")

# The facts that a sheet can say, in its order.
FACTS: dict[Column, Fact] = {fact.sheet: fact for fact in ENTRY.values() if fact.sheet}
COLUMNS = (OFFICE, DEPARTMENT, UNIT_OF, ADDRESS, *FACTS)
BY_HEADING = {fold(column.heading): column for column in COLUMNS}


def spelled(fact, text) -> str:
    """The text of a cell as `fact` has it."""
    if fact.form is Form.NAMES:
        return "\n".join(name for part in re.split(r"[;\n]", text) if (name := part.strip()))
    if fact.form is Form.ADDRESSES:
        return " ".join(re.split(r"[\s;,]+", text)).strip()
    if fact.form is Form.NUMBER:
        return "" if names_nobody(text) and not any(map(str.isdigit, text)) else text
    return text if fact.form is Form.PROSE else " ".join(text.split())
