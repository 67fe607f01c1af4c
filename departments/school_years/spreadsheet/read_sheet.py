"""What the rows of a spreadsheet say of a school year."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from django.utils.text import slugify

from ...models.facts import Form
from ...words.folding import fold
from ..bundle import Bundle
from ..edition import Edition
from ..fixture import misplaced
from ..problems import Problem, Refused
from ..values import ValueRefused, checked, faults, shown
from ..year import dates_of
from .cells import Sheet
from .sheet_columns import BY_HEADING, FACTS

_LABEL = re.compile(r"(?<!\d)\d{4}-\d{2}(?!\d)")


def read(path, known: Callable[[str], dict] = lambda label: {}) -> Bundle:
    """
    The school year in the .xlsx or .csv at `path`; its label stands in the file's name.

    `known` gives the addresses that names have, for a label: {("office", "", folded name): address} and
    {("department", address of the office, folded name): address}. Raises Refused with every problem.
    """
    path = Path(path)
    sheet = Sheet(path)
    rows = sheet.rows()
    reading = _Reading(sheet.name, _label(path), rows, known)
    if reading.problems:
        raise Refused(*reading.problems)
    return Bundle(reading.edition, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), notes=reading.notes)


def _label(path):
    labels = _LABEL.findall(path.name)
    if len(set(labels)) != 1:
        sentence = "the file's name does not say the school year. Name it for example 2025-26.xlsx."
        raise Refused(Problem(path.name, "", "", sentence))
    dates_of(labels[0])
    return labels[0]


class _Reading:
    def __init__(self, file, label, rows, known):
        self.file, self.problems, self.notes = file, [], []
        starts_on, ends_on = dates_of(label)
        self.edition = Edition(label, {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()})
        self.row_of, self.slugs = {}, {}
        columns = self._columns(rows[0][1] if rows else [])
        if columns is None:
            return
        self.known = known(label)
        found = [(number, self._by_heading(columns, row)) for number, row in rows[1:]]
        for number, cells in found:
            if not cells.get("Department"):
                self._office(number, cells)
        for number, cells in found:
            if cells.get("Department"):
                self._department(number, cells)
        self._units(found)
        if not found:
            self.problem("", "", "it has headings and no row below them. Fill it in.")
        self.problems += misplaced(self.edition, file, lambda slug: f"row {self.row_of['department', slug]}")

    def problem(self, record, field, sentence):
        self.problems.append(Problem(self.file, record, field, sentence))

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

    def _by_heading(self, columns, row):
        return {heading: row[place] if place < len(row) else "" for heading, place in columns.items()}

    def _office(self, number, cells):
        name = self._name(number, cells, "Office", "office")
        if name is None:
            return
        slug = self._slug(number, cells, "office", "", name)
        if slug is None:
            return
        if fold(name) in self.slugs:
            self.problem(f"row {number}", "Office", f"{shown(name)} has two rows of its own. Remove one of them.")
            return
        self.slugs[fold(name)] = slug
        values = self._values(number, cells, "office")
        self.edition.offices[slug] = {"name": name} | values | {"position": len(self.edition.offices) + 1}

    def _department(self, number, cells):
        office = self.slugs.get(fold(cells["Office"])) if isinstance(cells["Office"], str) else None
        if office is None:
            where = shown(cells["Office"]) if isinstance(cells["Office"], str) else "it"
            sentence = f"{where} has no row of its own. Add one with the Department cell left empty."
            self.problem(f"row {number}", "Office", sentence)
        name = self._name(number, cells, "Department", "department")
        if name is None or office is None:
            return
        slug = self._slug(number, cells, "department", office, name)
        if slug is None:
            return
        values = self._values(number, cells, "department")
        place = sum(one["office"] == office for one in self.edition.departments.values()) + 1
        self.edition.departments[slug] = {"name": name, "office": office} | values | {"position": place}

    def _name(self, number, cells, heading, kind):
        try:
            if isinstance(cells[heading], ValueRefused):
                raise cells[heading]
            return checked(kind, "name", cells[heading])
        except ValueRefused as reason:
            self.problem(f"row {number}", heading, str(reason))
            return None

    def _slug(self, number, cells, kind, office, name):
        """The address in its cell, the one the directory has for the name, or one made of the name."""
        given = cells.get("Address", "")
        slug = given or self.known.get((kind, office, fold(name))) or self._made(kind, name)
        try:
            if isinstance(slug, ValueRefused):
                raise slug
            slug = checked(kind, "slug", slug)
        except ValueRefused as reason:
            self.problem(f"row {number}", "Address", str(reason))
            return None
        if slug in self.edition.entries(kind):
            other = self.row_of[kind, slug]
            sentence = f"{slug} is the address of row {other} as well. Write another into one of them."
            self.problem(f"row {number}", "Address", sentence)
            return None
        self.row_of[kind, slug] = number
        return slug

    def _made(self, kind, name):
        if kind == "office":
            name = re.sub(r"^(the )?office of (the )?", "", name, flags=re.IGNORECASE)
        return slugify(name)[:100].strip("-") or kind

    def _values(self, number, cells, kind):
        values = {}
        for column, fact in FACTS.items():
            if column.heading not in cells:
                continue
            try:
                values[fact.name] = self._value(kind, fact, cells[column.heading])
            except ValueRefused as reason:
                self.problem(f"row {number}", column.heading, str(reason))
        for field, sentence in faults(kind, values):
            self.problem(f"row {number}", field, sentence)
        return values

    def _value(self, kind, fact, cell):
        if isinstance(cell, ValueRefused):
            raise cell
        if fact.choices:
            known = {fold(words): value for value, label in fact.choices.choices for words in (value, label)}
            if fold(cell or fact.blank) not in known:
                raise ValueRefused(f"{shown(cell)} is not known. {fact.sheet.what}")
            return known[fold(cell or fact.blank)]
        return checked(kind, fact.name, spelled(fact, cell))

    def _units(self, found):
        """Units name their department, which may stand further down."""
        named = {(one["office"], fold(one["name"])): slug for slug, one in self.edition.departments.items()}
        slug_at = {number: slug for (kind, slug), number in self.row_of.items() if kind == "department"}
        for number, cells in found:
            slug, cell = slug_at.get(number), cells.get("Unit of")
            if cell is None or slug not in self.edition.departments:
                continue
            values = self.edition.departments[slug]
            values["parent"] = named.get((values["office"], fold(cell))) if isinstance(cell, str) and cell else None
            if cell and values["parent"] is None:
                told = str(cell) if isinstance(cell, ValueRefused) else f"the office has no department {shown(cell)}."
                self.problem(f"row {number}", "Unit of", told)


def spelled(fact, text):
    """The text of a cell as `fact` has it."""
    if fact.form is Form.NAMES:
        return "\n".join(name for part in re.split(r"[;\n]", text) if (name := part.strip()))
    if fact.form is Form.ADDRESSES:
        return " ".join(re.split(r"[\s;,]+", text)).strip()
    return text if fact.form is Form.PROSE else " ".join(text.split())
