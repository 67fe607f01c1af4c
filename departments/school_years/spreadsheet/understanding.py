"""
Sheets of any maker as rows of the template: where the headings are, what each column is, what belongs to no row.

Pure, and never silent: whatever is not as the template has it is a proposal, which can be refused.
"""

import hashlib
import re
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ...models.facts import Column
from ...words.folding import fold
from ...words.nobody import is_nobody
from ..problems import Problem, refused
from ..values import ValueRefused, shown
from . import blocks, headings
from .cells import LAST_PLACE, MAX_COLUMNS, Dated, Made, Table, letter, together
from .headings import HOURS, LOCATION, NAME, PHONE, TITLE
from .read_as import Proposal, ReadAs
from .sheet_columns import (
    DEPARTMENT,
    EXPLAINS,
    EXTENSION,
    FIRST_NAME,
    HOLDER,
    LAST_NAME,
    LINE,
    OFFICE,
    READ_AS,
    UNIT,
    UNIT_OF,
)
from .struck_out import WHOSE, StruckOut

_LOOKED_THROUGH = 60  # rows, for headings
_TOTAL = re.compile(
    r"(grand\s+)?(sub\s*-?\s*)?totals?(\s*[:=-]?\s*\d*|\s*[:=-]?\s+(number|count|de|of|\d+|departments?|offices?|staff|employees?"
    r"|people|records?|rows?|entries|lines|phones?|units?|departamentos|oficinas)\b.*)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*([*†‡#]|(notes?|nota|notas|source|fuente|updated|last\s+updated|actualizado|revised|as\s+of|prepared|printed"
    r"|legend|key|confidential|draft|effective|generated|exported)\b(?!\s+(office|center|department)\b)"
    r"|(page|p[aá]gina)\s+\d|for\s+(questions|changes|corrections|updates)\b|questions\b"
    r"|(please|contact|call|send|e-?mail)\s.*|end\s+of\s+|\(.*\)\s*$)",
    re.IGNORECASE,
)
_OFFICE_NAME = re.compile(
    r"(?!.*\b(directory|directorio|list|roster|phones?|staff)\b)((the\s+)?(office|division|bureau|oficina|divisi[oó]n)\b"
    r"|.*\s(office|division)$)",
    re.IGNORECASE,
)
_DITTO = re.compile(r"""["“”„″〃]|''|ditto\.?|do\.|idem\.?|íd\.|(same )?as above""", re.IGNORECASE)
_ANY_SHEET = re.compile(
    r"(sheet|hoja|table|tabla|directory|directorio|list|data|datos|export|phones?)[\s\d]*", re.IGNORECASE
)


@dataclass
class SheetRow:
    """A row as the template has it, by column; `at` is the cell of each value as the file has it, such as "F7"."""

    where: str
    cells: dict[Column, str | ValueRefused]
    at: dict[Column, str]
    headings: dict[Column, str]  # as the file has them
    lines: list[tuple[str, str, str]] = field(default_factory=list)  # heading, cell and text of what is a contact line
    names_unit: bool = False
    contacts: list = field(default_factory=list)  # the contact lines, as `several.Line`

    def called(self, column: Column) -> str:
        """The column in a sentence on this row: by its heading, with its cell where that is not as in the template."""
        typed, at = self.headings.get(column, column.heading), self.at.get(column, "")
        is_in_row = at.rpartition("!")[2].lstrip(ascii_uppercase) in ("", self.where.rpartition(" ")[2])
        return column.heading if is_in_row and fold(typed) == fold(column.heading) else f"{typed} ({at})"


@dataclass
class SheetAsRead:
    """A sheet as it was understood: `headings` is the number of their row, None where none was found."""

    name: str
    is_read: bool
    headings: int | None = None
    by_itself: int | None = None  # the row that was found to be theirs
    office: str = ""
    columns: dict[int, Column] = field(default_factory=dict)
    typed: dict[int, str] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)  # what columns are known by from file to file
    examples: dict[int, list[str]] = field(default_factory=dict)
    groups: list[range] = field(default_factory=list)  # the places of each table, where several stand side by side
    count: int = 0

    @property
    def names_offices(self) -> bool:
        return OFFICE in self.columns.values()


class Understanding:
    """`rows` of all sheets that are read, in order; the `sheets`; and, while nothing is raised, all that is wrong."""

    def __init__(self, file: str, tables: list[Table], read_as: ReadAs):
        self.file, self.read_as = file, read_as
        self.proposals: dict[str, Proposal] = {}
        self.problems: list[Problem] = []
        self.sheets: list[SheetAsRead] = []
        self.rows: list[SheetRow] = []
        self.said = [table.name for table in tables]  # where a school year may be named
        self.is_several = sum(not (one.is_hidden or _explains(one)) for one in tables) > 1
        tables = [table for table in tables if not _explains(table)]
        for table in tables:
            self._sheet(table)
        if not any(sheet.is_read for sheet in self.sheets):  # then they may be lists of the people of an office each
            self.proposals, self.problems, self.sheets = {}, [], []
            for table in tables:
                self._sheet(table, may_be_people=True)

    def accepts(self, kind: str, where: str, sentence: str) -> bool:
        """Propose what `sentence` says of `where`; whether it is to be done."""
        is_refused = self.read_as.refuses(kind, where)
        one = Proposal(kind, where, sentence, is_refused)
        self.proposals[f"{one.key}/{sentence}" if one.key in self.proposals else one.key] = one
        return not is_refused

    # A sheet

    def _sheet(self, table, may_be_people=False):
        at = table.name if self.is_several else ""
        sheet = SheetAsRead(table.name, True, office=self.read_as.office.get(table.name, ""))
        self.sheets.append(sheet)
        told = _("it says one below the other, label by label, and is read as a row for each.")
        if (laid := blocks.as_rows(table)) and self.accepts("put", table.name, told):
            table = laid
        sheet.by_itself = _heading_row(table)
        sheet.headings = self.read_as.headings.get(table.name) or sheet.by_itself
        if table.is_hidden and self.read_as.sheets.get(table.name) is None:
            sheet.is_read = not self.accepts("hidden", table.name, _("the sheet is hidden and is left out."))
        elif sheet.headings is None and table.rows and self.read_as.sheets.get(table.name) is None:
            self.accepts("sheet", table.name, _("no row of headings was found, so the sheet is left out."))
        sheet.is_read = self.read_as.sheets.get(table.name, sheet.is_read) and sheet.headings in table.rows
        if not sheet.is_read:
            return
        struck = StruckOut(table, at, self.accepts)
        top = {number: struck.rest(number, row) for number, row in table.rows.items() if number <= sheet.headings}
        table = replace(table, rows=table.rows | top)
        _spread(table, sheet.headings)
        self._columns(table, sheet, at)
        names_entries = bool(set(sheet.columns.values()) & {OFFICE, DEPARTMENT})
        if names_entries or may_be_people:
            above = [(number, row) for number, row in table.rows.items() if number < sheet.headings and row]
            if above and above[-1][0] == sheet.headings - 1 and headings.score(above[-1][1]):
                del above[-1]  # headings in two rows
            self._titles(above, sheet, at)
        are_people = NAME in sheet.columns.values() and HOLDER not in map(headings.meant, sheet.typed.values())
        if names_entries or (sheet.office and are_people):
            self._rows(table, sheet, at)
            return
        sheet.is_read = False
        self.accepts("sheet", table.name, _("no column of offices or departments was found: the sheet is left out."))

    def _columns(self, table, sheet, at):
        sheet.typed = {place: str(cell) for place, cell in _headings(table, sheet.headings).items()}
        below = [row for number, row in table.rows.items() if number > sheet.headings]
        for place in {place for row in below for place in row} - sheet.typed.keys():
            sheet.typed[place] = ""
        if len(sheet.typed) > MAX_COLUMNS or max(sheet.typed, default=0) > LAST_PLACE:
            words = _("it has more than {number} columns. Remove those that are no directory.")
            raise refused(self.file, words.format(number=MAX_COLUMNS))
        texts = {place: [str(row[place]) for row in below if isinstance(row.get(place), str)] for place in sheet.typed}
        sheet.typed = {place: typed for place, typed in sorted(sheet.typed.items()) if typed or texts[place]}
        sheet.examples = {place: texts[place][:3] for place in sheet.typed}
        sheet.groups = self._groups(sheet.typed, at)
        columns = {}
        for group in sheet.groups:
            columns |= headings.matched({place: one for place, one in sheet.typed.items() if place in group}, texts)
        for place, typed in sheet.typed.items():
            where = f"{at}!{letter(place)}" if at else letter(place)
            key = fold(typed) or f"column {letter(place)}"
            key = sheet.keys[place] = f"{key} ({letter(place)})" if key in sheet.keys.values() else key
            if key in self.read_as.columns:
                columns.pop(place, None)
                if column := READ_AS.get(self.read_as.columns[key]):
                    columns[place] = column
            elif place in columns and any(place in places for places in table.hidden_places):
                words = _("{column} is hidden and is left out.")
                words = words if typed else _("The column without a heading is hidden and is left out.")
                if self.accepts("hidden", where, words.format(column=shown(typed))):
                    del columns[place]
                    continue
            self._tell_column(where, typed, columns.get(place), key in self.read_as.columns)
        seen = {}
        for place, column in columns.items():
            group = next(one for one in sheet.groups if place in one)
            other = seen.setdefault((group, column), place)
            if other != place and column not in (LINE, LOCATION):
                self.problems.append(Problem(self.file, _row_of(at, sheet.headings), column.heading, _(_TWICE)))
        sheet.columns = dict(sorted(columns.items()))

    def _groups(self, typed, at):
        """The places of each table, where several of the same headings stand side by side; else all of them."""
        said = [(place, fold(one)) for place, one in typed.items() if one]
        starts = [place for place, one in said if one == said[0][1]]
        groups = [range(start, end) for start, end in pairwise([*starts, LAST_PLACE + 1])]
        words = [[one for place, one in said if place in group] for group in groups]
        is_same = len(groups) > 1 and all(one == words[0] and one[1:] for one in words)
        if is_same and {headings.meant(one) for one in words[0]} & {OFFICE, DEPARTMENT}:
            where = [f"{at}!{letter(start)}" if at else letter(start) for start in starts[1:]]
            sentence = _("the columns from here on have the same headings again, and are read as rows below.")
            if all([self.accepts("put", one, sentence) for one in where]):
                return groups
        return [range(LAST_PLACE + 1)]

    def _tell_column(self, where, typed, column, is_said):
        if column is None:
            if typed:
                words = _("The column {column} is not known and was passed over.")
                words = _("The column {column} was passed over.") if is_said else words
            else:
                words = _("The column without a heading is not known and was passed over.")
                words = _("The column without a heading was passed over.") if is_said else words
            self.accepts("column", where, words.format(column=shown(typed)))
        elif fold(typed) != fold(column.heading):
            words = _("{column} is read as {heading}.")
            words = words if typed else _("The column without a heading is read as {heading}.")
            self.accepts("column", where, words.format(column=shown(typed), heading=column.heading))

    def _titles(self, above, sheet, at):
        """What stands above the headings: it is told, and may name the office of the sheet."""
        for number, row in above:
            self.said += [cell for cell in row.values() if isinstance(cell, str)]
            (words, *others), where = row.values(), _row_of(at, number)
            names = not (others or sheet.names_offices or sheet.office) and _is_office_name(words)
            if names and self.accepts("office", where, _(_ALL_BELOW).format(words=shown(words))):
                sheet.office = words
            else:
                told = _("{words} stands above the headings and is left out.").format(words=_first(row))
                self.accepts("sheet", where, told)
        if not self.is_several or sheet.names_offices or sheet.office or _ANY_SHEET.fullmatch(sheet.name):
            return
        if self.accepts("office", sheet.name, _("the name of the sheet is the office of its rows.")):
            sheet.office = sheet.name

    # Its rows

    def _rows(self, table, sheet, at):
        first, section, last, above = len(self.rows), sheet.office, None, {}
        of_departments = [place for place, column in sheet.columns.items() if column is DEPARTMENT]
        department = {group: next((one for one in of_departments if one in group), None) for group in sheet.groups}
        struck = {group: StruckOut(table, at, self.accepts) for group in sheet.groups}
        for group, (number, whole) in product(sheet.groups, table.rows.items()):
            cells = {place: cell for place, cell in whole.items() if place in group}
            where = _row_of(at, number)
            if group is not sheet.groups[0]:
                where += f" from {letter(group.start)} on"
            if not cells or number <= sheet.headings or self._is_left_out(table, sheet, number, cells, where):
                continue
            named = _whose(sheet, cells, department[group])
            rest = struck[group].row(number, cells, where, named)
            if not rest or (len(rest) < len(cells) and self._is_left_out(table, sheet, number, rest, where)):
                says = {column: cells[place] for column, place in named.items()}
                above, last = {}, SheetRow(where, says, {}, {}) if OFFICE in says else last
                continue
            cells, office = rest, rest.get(named.get(OFFICE), "")
            names = not sheet.names_offices and OFFICE in named and office != section
            if names and self.accepts("office", where, _(_BELOW).format(words=shown(office))):
                section = office
                if department[group] not in cells:
                    continue
            row = self._row(table, sheet, self._repeated(table, cells, above, number, at), number, group, where, at)
            above = cells
            if row.cells or row.lines:
                self._place(row, section, last)
                self.rows.append(row)
                last = row
        sheet.count = len(self.rows) - first

    def _is_left_out(self, table, sheet, number, cells, where):
        texts = [cell for cell in cells.values() if isinstance(cell, str)]
        if number in table.hidden_rows:
            hides = _("{words}: the row is hidden and is left out.").format(words=_first(cells))
            if self.accepts("hidden", where, hides):
                return True
        typed = {place: fold(one) for place, one in sheet.typed.items()}
        if len(texts) > 1 and all(fold(str(cell)) == typed.get(place) for place, cell in cells.items()):
            return self.accepts("left", where, _("the headings once more; they are left out."))
        if texts and any(_TOTAL.fullmatch(text) for text in texts[:2]):
            return self.accepts("left", where, _("{words}: a total, which is left out.").format(words=_first(cells)))
        is_alone = len(texts) == len(cells) == 1
        if is_alone and (_NOTE.match(texts[0]) or (texts[0].endswith(".") and len(texts[0].split()) > 4)):
            return self.accepts("left", where, _("{words}: a note, which is left out.").format(words=_first(cells)))
        return False

    def _repeated(self, table, cells, above, number, at):
        """`cells` with those of the row above where one only says that it is the same."""
        for place, cell in list(cells.items()):
            if isinstance(cell, str) and _DITTO.fullmatch(cell):
                reference, there = table.reference(number, place), above.get(place, "")
                where = f"{at}!{reference}" if at else reference
                said = _("{words} stands for what is above, {above}.") if isinstance(there, str) else ""
                said = said.format(words=shown(cell), above=shown(there))
                is_read = there and said and self.accepts("carried", where, said)
                cells[place] = (
                    there
                    if is_read
                    else ValueRefused(_("{words} says nothing here. Type it out.").format(words=shown(cell)))
                )
        return cells

    def _row(self, table, sheet, cells, number, group, where, at):
        row = SheetRow(where, {}, {}, {})
        for place, column in sheet.columns.items():
            if place not in group:
                continue
            cell, reference = cells.get(place, ""), table.reference(number, place)
            reference = f"{at}!{reference}" if at else reference
            if isinstance(cell, Made):
                cell = str(cell) if self.accepts(cell.kind, reference, cell.why) else cell.otherwise
            if isinstance(cell, Dated) and column is HOURS:
                sentence = _("the day that a program made of it is read as {typed}.").format(typed=cell.typed)
                cell = cell.typed if self.accepts("cell", reference, sentence) else cell
            if column is LINE:
                if cell:
                    row.lines.append((sheet.typed[place], reference, cell))
                continue
            if column is LOCATION and (before := row.cells.get(column)):
                if not cell or isinstance(before, ValueRefused):
                    continue
                if isinstance(cell, str):
                    said = f"{before}, {cell}"
                    cell = (
                        said
                        if self.accepts("put", reference, _("put together as {words}.").format(words=shown(said)))
                        else before
                    )
            row.cells[column], row.at[column], row.headings[column] = cell, reference, sheet.typed[place]
        if not any(row.cells.values()) and not row.lines:
            row.cells = {}
        self._compose(row)
        return row

    def _compose(self, row):
        """Columns that only other makers have become those of the template."""
        cells, at = row.cells, row.at
        if FIRST_NAME in cells or LAST_NAME in cells:
            names = [cells.pop(column, "") for column in (FIRST_NAME, LAST_NAME)]
            self._put(row, NAME, together(names, " "), LAST_NAME if LAST_NAME in at else FIRST_NAME)
        if HOLDER in cells:
            name = cells.pop(HOLDER)
            self._put(row, NAME, name, HOLDER)
            if TITLE not in cells:
                post = re.sub(r"^name of (the )?|\s+name$", "", row.headings[HOLDER].strip(" :"), flags=re.IGNORECASE)
                self._put(row, TITLE, post[:1].upper() + post[1:].lower() if name else "", HOLDER)
        if EXTENSION in cells and (extension := cells.pop(EXTENSION)):
            phone, digits = cells.get(PHONE, ""), re.sub(r"\D", "", str(extension))
            typed, said = together([phone, extension], " "), f"{phone} ext. {digits}".strip()
            if not digits or isinstance(typed, ValueRefused):  # told where it is judged
                self._put(row, PHONE, typed, EXTENSION)
            elif self.accepts("put", at[EXTENSION], _(_BEHIND).format(number=shown(said))):
                self._put(row, PHONE, said, EXTENSION)
        if UNIT in cells and (unit := cells.pop(UNIT)):
            cells[UNIT_OF], cells[DEPARTMENT] = cells.get(DEPARTMENT, ""), unit
            at[DEPARTMENT], row.names_unit = at[UNIT], True

    def _put(self, row, column, value, of):
        row.cells[column] = value
        row.at.setdefault(column, row.at[of])
        row.headings.setdefault(column, row.headings[of])

    def _place(self, row, section, last):
        """The office, and the department, of a row that does not name it."""
        cells = row.cells
        for column in (OFFICE, DEPARTMENT, UNIT_OF):
            if isinstance(cell := cells.get(column, ""), str) and cell and is_nobody(cell):
                said = _("{words} names none, and is read as empty.").format(words=shown(cell))
                cells[column] = "" if self.accepts("cell", row.at.get(column, row.where), said) else cell
        office, department = cells.get(OFFICE, ""), cells.get(DEPARTMENT, "")
        if OFFICE not in row.headings:
            if section:
                cells[OFFICE] = section
                if isinstance(department, str) and fold(department) == fold(section):
                    cells[DEPARTMENT] = ""
            return
        if isinstance(office, str) and office and fold(office) == fold(str(department)):
            itself = _("{words} is named as its own department: it is the office itself.").format(words=shown(office))
            cells[DEPARTMENT] = "" if self.accepts("office", row.where, itself) else department
        if office or not last or not last.cells.get(OFFICE):
            return
        above = last.cells[OFFICE]
        if not isinstance(above, str) or not (department or cells.get(NAME)):
            return
        whose = last.cells.get(DEPARTMENT, "") if not department else ""
        parent = last.cells.get(UNIT_OF) or last.cells.get(DEPARTMENT, "")
        is_unit = row.names_unit and isinstance(parent, str) and not cells.get(UNIT_OF)
        named = shown((parent if is_unit else whose) or above)
        told = _("no office is named: it belongs to {name}, as the row above.").format(name=named)
        if self.accepts("carried", row.where, told):
            cells[OFFICE] = above
            if is_unit:
                cells[UNIT_OF] = parent
            if whose:
                cells[DEPARTMENT] = whose
                cells.setdefault(UNIT_OF, last.cells.get(UNIT_OF, ""))


_TWICE = gettext_noop("two columns have this heading. Remove one of them.")
_ALL_BELOW = gettext_noop("{words} is the office of all rows below it.")
_BELOW = gettext_noop("{words} is the office of the rows below it.")
_BEHIND = gettext_noop("the extension is put behind the number: {number}.")


def shape_of(tables: list[Table]) -> str:
    """What sheets have in common that one maker makes year after year: SHA-256 of their headings, in hexadecimal."""
    found = set()
    for table in tables:
        row = table.rows.get(_heading_row(table)) or next(iter(table.rows.values()), {})
        found.add(" | ".join(fold(str(cell)) for cell in row.values()))
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()


def _explains(table):
    """Whether it is the sheet of the template that says how to fill it in."""
    return table.name == EXPLAINS[0] and list(table.rows.get(1, {}).values()) == list(EXPLAINS[1:])


def _is_office_name(words):
    return isinstance(words, str) and bool(_OFFICE_NAME.match(words))


def _whose(sheet, cells, department):
    """By column where a row says whose it is; in a sheet without offices also whose those below it are."""
    columns = {place: column for place in cells if (column := sheet.columns.get(place)) in WHOSE}
    found = {column: place for place, column in columns.items() if not _names_none(cells[place])}
    place = department if department in cells else next(iter(cells)) if len(cells) == 1 else None
    is_section = not sheet.names_offices and _is_office_name(cells.get(place, ""))
    return {OFFICE: place} if is_section else found


def _names_none(cell):
    return isinstance(cell, str) and (bool(_DITTO.fullmatch(cell)) or is_nobody(cell))


def _first(row):
    return shown(next((str(cell) for cell in row.values() if isinstance(cell, str)), "…"))


def _row_of(at, number):
    return f"{at}, row {number}" if at else f"row {number}"


def _heading_row(table):
    rows = list(table.rows.items())[:_LOOKED_THROUGH]
    best = max(rows, key=lambda one: (headings.score(one[1]), -one[0]), default=None)
    if best is None or not headings.score(best[1]):
        return None
    below = table.rows.get(best[0] + 1, {})  # two rows of headings: Contact above Name and Phone
    is_heading_too = len(below) > 1 and all(isinstance(cell, str) and headings.meant(cell) for cell in below.values())
    return best[0] + is_heading_too


def _headings(table, number):
    """The headings, with those of the row above where two rows have them together."""
    row, above = table.rows[number], table.rows.get(number - 1, {})
    joined = above if headings.score(above) else {}
    return {place: cell for place, cell in (joined | row).items() if isinstance(cell, str)}


def _spread(table, number):
    """What a merged cell says is said in each of its rows, below the headings and in its first column."""
    for top, left, rows in table.merged:
        value = table.rows.get(top, {}).get(left, "")
        if (top, left) in table.struck:
            table.struck.update((row, left) for row in rows)
        if top > number and isinstance(value, str) and value:
            why = _("the merged cell is read as {words} in this row too.").format(words=shown(value))
            made = Made.of(value, why, "", "carried")
            for row in rows:
                table.rows[row] = dict(sorted(({left: made} | table.rows[row]).items()))
