"""What the rows of a spreadsheet say of a school year."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from django.utils.text import slugify

from ...models.facts import ENTRY
from ...words.addresses import LONGEST, free_address
from ...words.folding import fold
from ...words.names_of_people import names_several, turned
from ...words.naming import core
from ..bundle import Bundle
from ..edition import KINDS, Edition, days_of
from ..edition_reading import EditionReading
from ..problems import Refused, refused
from ..same_names import finder, is_another_form, named, pairs
from ..values import ValueRefused, faults, rules, shown
from ..year import with_its_days
from .cells import Sheet
from .keeping import keep_what_no_cell_says
from .sheet_columns import BY_HEADING, FACTS, spelled

_LABEL = re.compile(r"(?<!\d)[0-9]{4}-[0-9]{2}(?!\d)")


def read(path, known: Callable[[str], Iterable[Edition]] = lambda label: ()) -> Bundle:
    """
    The school year in the .xlsx or .csv at `path`; its label stands in the file's name.

    `known` gives, for a label, the editions in which names have an address, the nearest first: what no cell can say
    stays as that one has it. Raises Refused with every problem.
    """
    path = Path(path)
    sheet = Sheet(path)
    rows = sheet.rows()
    reading = _Reading(sheet.name, _label(path))
    reading.take(rows, known)
    if reading.problems:
        raise Refused(*reading.problems)
    if reading.known:
        keep_what_no_cell_says(reading.edition, reading.known[0])
    return Bundle(reading.edition, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), notes=reading.notes)


def _label(path):
    labels = _LABEL.findall(path.name)
    if len(set(labels)) != 1:
        raise refused(path.name, "the file's name does not say the school year. Name it for example 2025-26.xlsx.")
    return labels[0]


class _Reading(EditionReading):
    def __init__(self, file, label):
        super().__init__(file, Edition(label, days_of(with_its_days(label)), continues=True))
        self.row_of, self.offices, self.named, self.places = {}, {}, {}, Counter()

    def take(self, rows, known):
        columns = self._columns(rows[0][1] if rows else [])
        if columns is None:
            return
        self.known = list(known(self.edition.label))
        found = [
            (number, {heading: row[place] if place < len(row) else "" for heading, place in columns.items()})
            for number, row in rows[1:]
        ]
        names = [name for _, cells in found if isinstance(name := cells.get("Name"), str)]
        self.turns_names = sum(bool(turned(" ".join(name.split()))) for name in names) > 1
        for kind in KINDS:
            rows = [(number, cells) for number, cells in found if bool(cells["Department"]) == (kind == "department")]
            self.office_called = finder(named(self.edition.offices))
            self.addresses = self._addresses(kind, rows)
            for number, cells in rows:
                self._entry(kind, number, cells)
        self._units(found)
        if not found:
            self.problem("", "", "it has headings and no row below them. Fill it in.")
        self.find_misplaced(lambda slug: f"row {self.row_of['department', slug]}")

    def _columns(self, headings):
        """Which column each heading is; None where the first row has no headings."""
        columns = {}
        for place, heading in enumerate(headings):
            column = BY_HEADING.get(fold(heading)) if isinstance(heading, str) else None
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

    def _entry(self, kind, number, cells):
        heading, office = kind.title(), {}
        if kind == "department":
            office = {"office": self._office_of(number, cells["Office"])}
        name = self._judged(number, heading, partial(_checked, kind, ENTRY["name"]), cells[heading])
        if name is None or None in office.values():
            return
        slug = self._slug(number, cells, kind, office.get("office", ""), name)
        if slug is None:
            return
        if kind == "office" and self.offices.setdefault(fold(name), slug) != slug:
            self.problem(f"row {number}", heading, f"{shown(name)} has two rows of its own. Remove one of them.")
            return
        values = self._values(number, cells, kind, name)
        self.places[kind, *office.values()] += 1
        place = {"position": self.places[kind, *office.values()]}
        self.edition.entries(kind)[slug] = {"name": name} | office | values | place

    def _office_of(self, number, cell):
        office = self.office_called("", cell) if isinstance(cell, str) else None
        if office is None:
            sentence = "has no row of its own. Add one with the Department cell left empty."
            self.problem(f"row {number}", "Office", f"{shown(cell) if isinstance(cell, str) else 'it'} {sentence}")
        return office

    def _judged(self, number, heading, judge, cell):
        """The value in a cell; None for one that is wrong, which is then told."""
        try:
            if isinstance(cell, ValueRefused):
                raise cell
            return judge(cell)
        except ValueRefused as reason:
            self.problem(f"row {number}", heading, str(reason))
            return None

    def _slug(self, number, cells, kind, office, name):
        """The address in its cell, the one the directory has for the name, or one made of the name."""
        own = re.sub(r"^(the )?office of (the )?", "", name, flags=re.IGNORECASE) if kind == "office" else name
        made = slugify(own)[:LONGEST].strip("-") or kind
        slug = self.addresses.get(number)
        other, its_slug = self.named.setdefault((kind, office, core(name)), (number, slug))
        if other != number and not (slug and its_slug):
            mend = "Remove one of them, or give each an Address where they are two."
            self.problem(f"row {number}", kind.title(), f"{shown(name)} is the name of row {other} as well. {mend}")
            return None
        if not slug and kind == "department":  # another office may have one of this name
            made = free_address(made, office, self.edition.departments.keys() | {*self.addresses.values()})
        slug = slug or made
        slug = self._judged(number, "Address", rules(kind)["slug"], slug)
        if slug in self.edition.entries(kind):
            other = self.row_of[kind, slug]
            sentence = f"{slug} is the address of row {other} as well. Write another into one of them."
            self.problem(f"row {number}", "Address", sentence)
            return None
        if slug is not None:
            self.row_of[kind, slug] = number
        return slug

    def _addresses(self, kind, rows):
        """
        By row the address in its cell, or the one the directory has for its name: that also where the cell has only
        another form of it. None that is made may be the same.
        """
        typed = {number: cell for number, cells in rows if (cell := cells.get("Address"))}
        there = [entries for edition in self.known for entries in (edition.listed(kind), edition.entries(kind))]
        settled = {number: cell for number, cell in typed.items() if any(cell in one for one in there)}
        said = {}
        for number, cells in rows:
            office, name = (one if isinstance(one := cells[column], str) else "" for column in ("Office", kind.title()))
            said[number] = (self.office_called("", office) or "" if kind == "department" else "", name)
        for entries in there:
            taken = set(settled.values())
            left = {slug: one for slug, one in named(entries).items() if slug not in taken}
            found = pairs({number: one for number, one in said.items() if number not in settled}, left)
            settled |= {n: slug for n, slug in found.items() if is_another_form(str(typed.get(n, slug)), slug)}
        for number, cell in typed.items():
            if cell != (slug := settled.get(number, cell)):
                self.notes.append(f"{said[number][1]}: {shown(cell)} is read as {slug}, its address here.")
        return typed | settled

    def _values(self, number, cells, kind, name):
        values = {}
        for column, fact in FACTS.items():
            if (heading := column.heading) in cells:
                values[fact.name] = self._judged(number, heading, partial(_checked, kind, fact), cells[heading])
        self.understand(name, values)
        self._name_of_the_lead(name, values)
        for field, sentence in faults(kind, values):
            self.problem(f"row {number}", ENTRY[field].sheet.heading, sentence)
        return values

    def _name_of_the_lead(self, record, values):
        """ "Quill, Marta" is turned where the column has more of its kind; what stays as typed is told."""
        typed = values.get("lead_name") or ""
        if names_several(typed):
            self.notes.append(f"{record}: {shown(typed)} may name more than one person, and is kept as it was typed.")
        elif said := turned(typed):
            values["lead_name"] = said if self.turns_names else typed
            read = (
                f"was read as: {shown(said)}" if self.turns_names else f"is kept as it was typed, not as {shown(said)}"
            )
            self.notes.append(f"{record}: {shown(typed)} {read}.")

    def _units(self, found):
        """Units name their department, which may stand further down."""
        department_called = finder(named(self.edition.departments))
        slug_at = {number: slug for (kind, slug), number in self.row_of.items() if kind == "department"}
        for number, cells in found:
            slug, cell = slug_at.get(number), cells.get("Unit of")
            if cell is None or slug not in self.edition.departments:
                continue
            values = self.edition.departments[slug]
            values["parent"] = department_called(values["office"], cell) if isinstance(cell, str) and cell else None
            if cell and values["parent"] is None:
                wrong = cell if isinstance(cell, ValueRefused) else f"its office has no row for {shown(cell)}. Add one."
                self.problem(f"row {number}", "Unit of", str(wrong))


def _checked(kind, fact, cell):
    if not fact.choices:
        return rules(kind)[fact.name](spelled(fact, cell))
    known = {fold(words): value for value, label in fact.choices.choices for words in (value, label)}
    if fold(cell or fact.blank) not in known:
        raise ValueRefused(f"{shown(cell)} is not known. {fact.sheet.what}")
    return known[fold(cell or fact.blank)]
