"""
Some offices of a school year as a sheet that somebody takes away, changes and brings back.

It has a row for each office, department and contact line, and hidden in it, signed, what the drafts said as it was
made. A cell that still says that says nothing, and neither does a row that is missing: so what is brought back is what
was changed, and what an editor changed meanwhile is asked about. `docs/spreadsheet.md` tells people the same.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from operator import itemgetter

from django.core import signing
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ...models.facts import ENTRY, LINE, Column
from ...models.lead import LEAD
from ...words.addresses import LONGEST, free_address
from ...words.folding import fold
from ...words.naming import core
from ..bundle import Bundle
from ..edition import LINE_BLANKS, Drafts, Edition, packed, unpacked
from ..edition_reading import EditionReading
from ..plan import at_addresses
from ..problems import Refused, refused
from ..same_names import finder, named
from ..values import ValueRefused, faults, shown
from .cells import letter, read_tables, tidied
from .sheet_columns import ADDRESS, DEPARTMENT, FACTS, OFFICE, UNIT_OF, value_of
from .understanding import SheetRow
from .write_sheet import ON_ITS_PAGE, cell_of, rows_of, saved, workbook

LINE_NO = Column(
    "Line", 6, "Of a contact line: which one it is. Write “new” for another; empty its cells to remove it."
)
_MORE = {
    Column(fact.title, 40, "A paragraph has an empty line before it." if fact.name == "body" else ""): fact
    for fact in ENTRY.values()
    if fact.fits_a_cell and not (fact.sheet or fact.is_required or fact.group == "picture")
}
_ENTRY = FACTS | _MORE
_BY_HEADING = {column.heading: column for column in FACTS}
_LINE = {
    _BY_HEADING.get(fact.export.heading if fact.export else "")
    or Column(fact.title, 24, f"Of a contact line: its {fact.label}."): fact
    for fact in LINE.values()
}
_COLUMNS = (OFFICE, DEPARTMENT, UNIT_OF, LINE_NO, ADDRESS, *_ENTRY, *(one for one in _LINE if one not in _ENTRY))
_WHOSE = {OFFICE, DEPARTMENT, LINE_NO, ADDRESS}  # they say which row is which
_NAME = {"office": OFFICE, "department": DEPARTMENT}
_SENTENCES = (
    "One row for each office, with the Department cell empty, for each department, and for each contact line.",
    "Change any cell but Line and Address. A department that has no Address is new. What is not here stays as it is.",
    f"“{ON_ITS_PAGE}” stands for a text with headings, lists or links: it stays unless something is typed over it.",
    "Save it as .xlsx, and bring it back where you downloaded it.",
)
_HIDDEN, _SALT = "As downloaded", "departments.edit_sheet"
_MOST = 32_000  # characters that a cell of a workbook holds, and some
_STRUCK = gettext_noop("words in it are struck out. Delete those that are to go, and take the line off the others.")


def write(drafts: Drafts, offices: set[str]) -> bytes:
    """The workbook of `offices`, by address, as `drafts` have them."""
    base = Edition(drafts.edition.label)
    for kind, slug, values in drafts.edition.each():
        if values.get("office", slug) in offices and not values["retired_at"]:
            base.entries(kind)[slug] = values
    keys = [[kind, slug, drafts.keys[kind, slug]] for kind, slug, _ in base.each()]
    book = workbook(_COLUMNS, (row for _, row in _rows(base)), _SENTENCES)
    hidden = book.create_sheet(_HIDDEN)
    hidden.sheet_state = "hidden"
    text = signing.dumps({"edition": base.as_json(), "keys": keys}, salt=_SALT, compress=True)
    for start in range(0, len(text), _MOST):
        hidden.append([f"x{text[start : start + _MOST]}"])  # else some program makes a number of it
    return saved(book)


def is_edit_sheet(path) -> bool:
    """Whether the file at `path` was such a sheet once."""
    with suppress(Exception), zipfile.ZipFile(path) as book:
        return f'name="{_HIDDEN}"'.encode() in book.open("xl/workbook.xml").read(1_000_000)
    return False  # or nobody can read it, which is told where it is read


def read(path, drafts_of: Callable[[str], Drafts | None], may_edit: Callable[[int], bool]) -> Bundle:
    """
    What is to change by the sheet at `path`: an edition of the entries that differ, with its `base`.

    `drafts_of` gives the drafts of a school year as they are, `may_edit` whether the office of a key may be changed.
    Raises Refused with every problem.
    """
    tables, _notes = read_tables(path)
    pieces = [cell for one in tables if one.name == _HIDDEN for row in one.rows.values() for cell in row.values()]
    try:
        kept = signing.loads("".join(str(piece)[1:] for piece in pieces), salt=_SALT)
    except signing.BadSignature as reason:
        words = _("what it said as it was downloaded is damaged. Download it again, and copy your cells into that.")
        raise refused(path.name, words) from reason
    label = kept["edition"]["label"]
    drafts = drafts_of(label)
    if drafts is None:
        raise refused(path.name, _("there is no school year {year} any more.").format(year=label))
    reading = _Reading(path.name, kept, drafts, may_edit)
    reading.take([one for one in tables if not one.is_hidden])
    if reading.problems:
        raise Refused(*reading.problems)
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    return Bundle(reading.edition, path.name, checksum, notes=reading.notes, cells=reading.cells)


def _rows(edition) -> Iterator[tuple]:
    """Each row by the kind and the address of its entry, and what it says in Line."""
    for kind, slug, row in rows_of(edition, _ENTRY):
        yield (kind, slug, ""), _fitting(row)
        own = {column: row[column] for column in (OFFICE, DEPARTMENT, ADDRESS)}
        for number, line in enumerate(edition.entries(kind)[slug]["contacts"], 1):
            said = {column: cell_of(fact, line[fact.name]) for column, fact in _LINE.items()}
            yield (kind, slug, str(number)), _fitting(own | {LINE_NO: str(number)} | said)


def _fitting(row):
    return {column: cell if len(cell) < _MOST else ON_ITS_PAGE for column, cell in row.items()}


def _columns_of(table):
    """The place of each column that the first row of the table has, by its heading."""
    headings = next(iter(table.rows.values()), {})
    return {column: place for place, text in headings.items() for column in _COLUMNS if text == column.heading}


def _row_of(number, cells, columns):
    texts = {column: cells.get(place, "") for column, place in columns.items()}
    return SheetRow(
        f"row {number}", texts, {column: f"{letter(place)}{number}" for column, place in columns.items()}, {}
    )


class _Reading(EditionReading):
    def __init__(self, file, kept, drafts, may_edit):
        self.drafts, self.may_edit, self.base, self.cells = drafts, may_edit, Edition(drafts.edition.label), {}
        super().__init__(file, Edition(drafts.edition.label, base=self.base))
        was = unpacked(packed(kept["edition"]), Edition)  # a release may have kept it that knew fewer facts
        now = {(kind, pk): slug for (kind, slug), pk in drafts.keys.items()}
        # The address that each entry has now, which no cell changes; None of what was deleted.
        self.own = {(kind, slug): now.get((kind, pk)) for kind, slug, pk in kept["keys"]}
        for kind, slug, values in was.each():
            if own := self.own[kind, slug]:
                self.base.entries(kind)[own] = at_addresses(self.own, values)
        self.was = {key: {column: tidied(cell) for column, cell in row.items()} for key, row in _rows(was)}
        self.seen, self.said, self.rows, self.new = set(), {}, {}, []

    def take(self, tables):
        found = ((table, _columns_of(table)) for table in tables)
        table, columns = next((one for one in found if one[1].keys() >= _WHOSE), (None, {}))
        if table is None:
            sentence = _("the headings Office, Department, Line and Address are not all there. Download it again.")
            self.problem("row 1", "", sentence)
            return
        (_first, headings), *rows = table.rows.items()
        unknown = (shown(text) for place, text in headings.items() if place not in columns.values())
        words = _("The column {heading} is none of the sheet’s and was passed over.")
        self.notes += [words.format(heading=heading) for heading in unknown]
        for number, cells in rows:
            row = _row_of(number, cells, columns)
            if struck := [column for column, place in columns.items() if table.has_struck(number, place)]:
                for column in struck:
                    self.problem(row.where, column.heading, _(_STRUCK))
            else:
                self._row(row)
        self.office_called = finder(named(self.base.offices | self._said("office")))
        self._add_new()
        self.department_called = finder(named(self.base.departments | self._said("department")))
        for (kind, slug), (row, changed) in self.rows.items():
            if kind == "department" and {OFFICE, UNIT_OF} & {*changed}:
                self._find_home(self.said[kind, slug], row, changed)
        for (kind, slug), said in self.said.items():
            said["contacts"] = [line for line in said["contacts"] if line]
            if said != self.base.entries(kind).get(slug):
                self.edition.entries(kind)[slug] = said

    def _said(self, kind):
        return {slug: said for (of, slug), said in self.said.items() if of == kind and said["name"]}

    def _row(self, row):
        address, line = (str(row.cells[column]) for column in (ADDRESS, LINE_NO))
        kind = "department" if row.cells[DEPARTMENT] else "office"
        if kind == "department" and not (address or line):
            self.new.append(row)
            return
        key, is_new = (kind, address, line), fold(line) == "new"
        if (kind, address, "") not in self.was:
            words = _("this row is none that was downloaded. Leave the Address, and whose row it is, as it was.")
            if address:
                words = _("{address} is none that was downloaded. Leave the Address, and whose row it is, as it was.")
            self.problem(row.where, ADDRESS.heading, words.format(address=shown(address)))
        elif not is_new and (key not in self.was or key in self.seen):
            sentence = _("there is no such line, or it has two rows. Write “new” for another contact line.")
            self.problem(row.where, LINE_NO.heading, sentence)
        else:
            self.seen.add(key)
            before, said_of = {} if is_new else self.was[key], _LINE if line else {*_ENTRY, OFFICE, DEPARTMENT, UNIT_OF}
            changed = [one for one, cell in row.cells.items() if one in said_of and cell != before.get(one, "")]
            if changed:
                number = 0 if is_new else int(line) if line else None
                self._change(kind, self.own[kind, address], number, row, changed)

    def _change(self, kind, slug, number, row, changed):
        """Take what the row says of the entry, or of one of its lines: `number`, or 0 for a new one."""
        there = self.drafts.edition.entries(kind).get(slug)
        if there is None:
            words = _("it was deleted meanwhile. Recover it first, or leave its rows as they were.")
            self.problem(row.where, "", words)
        elif not self._may_edit(there.get("office", slug)):
            self.problem(row.where, "", _("it is in no office that you edit. Leave its rows as they were."))
        else:
            base = self.base.entries(kind)[slug]
            said = self.said.setdefault((kind, slug), base | {"contacts": [*base["contacts"]]})
            if number is not None:
                self._line(said["contacts"], number, row, changed)
                return
            self.rows[kind, slug] = row, changed
            self._facts(kind, said, row, changed)
            self.cells[kind, slug] = {fact.name: row.at[one] for one, fact in _ENTRY.items() if one in row.at}
            self.cells[kind, slug] |= {"name": row.at[_NAME[kind]], "": row.where}

    def _may_edit(self, office):
        return self.may_edit(self.drafts.keys["office", office])

    def _facts(self, kind, said, row, changed):
        facts = {column: (_ENTRY | {_NAME[kind]: ENTRY["name"]}).get(column) for column in changed}
        names = {fact.name for fact in facts.values() if fact}
        for column, fact in facts.items():
            if fact:
                said[fact.name] = self._value(kind, fact, row, column)
        if names & {*LEAD}:
            names |= {*LEAD}
            self.understand(said["name"], said)
        for field, sentence in faults(kind, said):
            if field in names:
                self.problem(row.where, ENTRY[field].title, sentence)

    def _line(self, lines, number, row, changed):
        line = dict(lines[number - 1] if number else LINE_BLANKS)
        line |= {_LINE[column].name: self._value("contact", _LINE[column], row, column) for column in changed}
        if number and not any(value for name, value in line.items() if name != "kind"):
            line = None
        else:
            for field, sentence in faults("contact", line):
                self.problem(row.where, LINE[field].title if field else "", sentence)
        if number:
            lines[number - 1] = line
        else:
            lines.append(line)

    def _value(self, kind, fact, row, column):
        cell = row.cells[column]
        try:
            if isinstance(cell, ValueRefused):
                raise cell
            if cell == ON_ITS_PAGE:
                words = _("“{words}” is the text of another row. Write the text, or leave it empty.")
                raise ValueRefused(words.format(words=ON_ITS_PAGE))
            return value_of(kind, fact, cell)
        except ValueRefused as reason:
            self.problem(row.where, column.heading, str(reason))
            return None

    def _add_new(self):
        """The departments that are new."""
        there = self.drafts.edition.departments | self._said("department")
        called = {(one["office"], core(one["name"])) for one in there.values()}
        last = {one["office"]: one["position"] for one in sorted(there.values(), key=itemgetter("position"))}
        for row in self.new:
            changed = [column for column, cell in row.cells.items() if cell]
            said = {"parent": None, "contacts": [], "office": self._office_of(row)}
            self._facts("department", said, row, changed)
            office, name = said["office"], said["name"]
            if office is None or name is None:
                continue
            if (office, core(name)) in called:
                words = _("its office has {name} already. Change the row of that, or write another name.")
                self.problem(row.where, DEPARTMENT.heading, words.format(name=shown(name)))
            slug = free_address(slugify(name)[:LONGEST].strip("-") or "department", office, there)
            said["position"] = last[office] = last.get(office, 0) + 1
            called.add((office, core(name)))
            there[slug] = self.said["department", slug] = said
            self.rows["department", slug] = row, changed

    def _office_of(self, row):
        told = _("{name} is no office of this sheet, or none that you edit. Choose another.")
        return self._meant(row, OFFICE, self._own_office, told)

    def _own_office(self, name):
        office = self.office_called("", name)
        return office if office and self._may_edit(office) else None

    def _meant(self, row, column, find, told):
        """What the cell of the row names; None for nothing, which is then told."""
        cell = row.cells[column]
        if isinstance(cell, ValueRefused):
            self.problem(row.where, column.heading, str(cell))
        elif found := find(cell):
            return found
        else:
            self.problem(row.where, column.heading, told.format(name=shown(cell)))
        return None

    def _find_home(self, said, row, changed):
        """The office and the department above it, where the row says another of them."""
        said["office"] = self._office_of(row) if OFFICE in changed else said["office"]
        if said["office"]:
            find = partial(self.department_called, said["office"])
            told = _("{name} is no department of its office in this sheet. Choose another.")
            said["parent"] = self._meant(row, UNIT_OF, find, told) if row.cells.get(UNIT_OF) else None
