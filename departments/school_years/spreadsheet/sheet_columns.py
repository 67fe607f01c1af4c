"""The columns of a school year's spreadsheet, as people see them, and what else a column of another sheet may hold."""

import re
from typing import Any

from django.utils.translation import gettext as _

from ...models.facts import ENTRY, Column, Fact, Form
from ...words import prose
from ...words.folding import fold
from ...words.nobody import names_nobody
from ..values import ValueRefused, rules, shown

OFFICE = Column("Office", 38, "The office's name. Every row has one; a department's row names the office it is in.")
DEPARTMENT = Column("Department", 38, "The department's name. Empty in the row of the office itself.")
UNIT_OF = Column("Unit of", 26, "For a unit of a department: that department's name.")
ADDRESS = Column("Address", 30, "The last part of the page's address. Empty: the one the directory has for this name.")

# The facts that a sheet can say, in its order.
FACTS: dict[Column, Fact] = {fact.sheet: fact for fact in ENTRY.values() if fact.sheet}
COLUMNS = (OFFICE, DEPARTMENT, UNIT_OF, ADDRESS, *FACTS)
BY_HEADING = {fold(column.heading): column for column in COLUMNS}
# The sheet that says how to fill the template in: its name and its headings.
EXPLAINS = ("How to fill it in", "Column", "What to write")

# What only sheets of other makers have.
UNIT = Column("Unit", 0, "The unit's name; the Department cell of its row names the department it is in.")
FIRST_NAME = Column("First name", 0, "It comes before the last name.")
LAST_NAME = Column("Last name", 0, "It comes behind the first name.")
HOLDER = Column("Name under its post", 0, "The lead's name, where the heading is the post: Director.")
EXTENSION = Column("Extension", 0, "It is put behind the phone number.")
PHONE_AND_FAX = Column(
    "Phone and fax", 0, "Two numbers in a cell: the fax is the one that says so, or else the second."
)
LINE = Column("Contact line", 0, "A number, an address or a person besides: a line under the column's own heading.")
READ_AS = {
    column.heading: column for column in (*COLUMNS, UNIT, FIRST_NAME, LAST_NAME, HOLDER, EXTENSION, PHONE_AND_FAX, LINE)
}


def value_of(kind: str, fact: Fact, cell: str) -> Any:
    """The value of `fact` of an entry or a line of `kind` that stands in `cell`. Raises ValueRefused."""
    if not fact.choices:
        return rules(kind)[fact.name](spelled(fact, cell))
    known = {fold(words): value for value, label in fact.choices.choices for words in (value, label)}
    if fold(cell or fact.blank) not in known:
        known_ones = _("Write one of {known}.").format(known=", ".join(fact.labels.values()))
        words = _("{value} is not known.").format(value=shown(cell))
        raise ValueRefused(f"{words} {_(fact.sheet.what) if fact.sheet else known_ones}")
    return known[fold(cell or fact.blank)]


def spelled(fact, text) -> str:
    """The text of a cell as `fact` has it."""
    if fact.form is Form.RICH:
        return prose.paragraphs(text)
    if fact.form is Form.NAMES:
        return "\n".join(name for part in re.split(r"[;\n]", text) if (name := part.strip()))
    if fact.form is Form.ADDRESSES:
        return " ".join(re.split(r"[\s;,]+", text)).strip()
    if fact.form in (Form.NUMBER, Form.EMAIL, Form.LINK):
        return "" if names_nobody(text) and not re.search(r"[\d@]|://", text) else text
    return text if fact.form is Form.PROSE else " ".join(text.split())
