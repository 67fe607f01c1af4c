"""What the rows of a spreadsheet say of a school year."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ...models.facts import ENTRY
from ...words.addresses import LONGEST, free_address
from ...words.folding import fold
from ...words.names_of_people import names_several, turned
from ...words.naming import core
from ...words.standing_words import without_standing
from ..bundle import Bundle
from ..edition import KINDS, Edition, days_of
from ..edition_reading import EditionReading
from ..problems import Problem, Refused
from ..same_names import finder, is_another_form, named, pairs
from ..values import ValueRefused, faults, rules, shown
from ..year import with_its_days
from . import several
from .cells import read_tables
from .headings import NAME, TITLE
from .keeping import keep_what_no_cell_says
from .read_as import Proposal, ReadAs, years_in
from .sheet_columns import ADDRESS, DEPARTMENT, FACTS, OFFICE, UNIT_OF, value_of
from .understanding import SheetAsRead, SheetRow, Understanding, shape_of

_OWN = {"office": OFFICE, "department": DEPARTMENT}


@dataclass
class Sheets(Bundle):
    """
    What was read of a spreadsheet: `read_as` is how a person wanted it, `proposals` what was made of it, and
    `problems` what keeps it from being loaded.
    """

    read_as: ReadAs = None
    sheets: list[SheetAsRead] = None
    proposals: list[Proposal] = None
    problems: list[Problem] = None
    shape: str = ""

    @property
    def is_the_templates(self) -> bool:
        """Whether it is just as the template has it, but for what people type into names."""
        return self.edition is not None and all(one.kind == "lead" for one in self.proposals)

    def loadable(self) -> "Sheets":
        """The same, to be loaded. Raises Refused with every problem."""
        if self.problems:
            raise Refused(*self.problems)
        return self

    @property
    def origin(self) -> dict:
        headings = {one.name: one.headings for one in self.sheets if one.headings not in (None, one.by_itself)}
        kept = replace(self.read_as.for_the_next(), headings=headings)
        return super().origin | {"read_as": {} if kept == ReadAs() else {"shape": self.shape, "map": kept.as_json()}}

    def map(self) -> ReadAs:
        """All of how it was read, to be kept and changed."""
        columns = {key: one.columns.get(place) for one in self.sheets for place, key in one.keys.items()}
        return replace(
            self.read_as,
            year=self.edition.label if self.edition else "",
            sheets={one.name: one.is_read for one in self.sheets},
            headings={one.name: one.headings for one in self.sheets if one.headings},
            office={one.name: one.office for one in self.sheets if one.office},
            columns={key: column.heading if column else "" for key, column in columns.items()},
        )


def read(path, *known_and_remembered, **wanted) -> Sheets:
    """What `understand` understands, to be loaded. Raises Refused with every problem."""
    return understand(path, *known_and_remembered, **wanted).loadable()


def understand(
    path,
    known: Callable[[str], Iterable[Edition]] = lambda label: (),
    remembered: Callable[[str], tuple[ReadAs, str]] = lambda shape: (ReadAs(), ""),
    read_as: ReadAs | None = None,
    year: str = "",
) -> Sheets:
    """
    The school year in the sheets at `path`, as far as they can be understood; its `edition` is None where neither
    `year` nor `read_as`, the file's name or what stands in it say one.

    `known` gives, for a label, the editions in which names have an address, the nearest first: what no cell can say
    stays as that one has it. `remembered` gives, where nobody says how to read it, how one of its shape was read, and a
    sentence on that. Raises Refused where it is no sheet, or no school year.
    """
    path = Path(path)
    tables, notes = read_tables(path)
    shape, told = shape_of(tables), ""
    if read_as is None:
        read_as, told = remembered(shape)
    if read_as.encoding or read_as.separator:
        tables, notes = read_tables(path, read_as.encoding, read_as.separator)
    notes += [told] if told else []
    read_as = replace(read_as, year=year) if year else read_as
    found = Understanding(path.name, tables, read_as)
    label = _label(path, read_as, found)
    try:
        reading, wrong = _Reading(path.name, label, found) if label else None, [Problem(path.name, "", "", _(_NO_YEAR))]
    except Refused as reason:  # it is the name of no school year
        reading, wrong = None, reason.problems
    if reading:
        reading.take(known)
        if reading.known and not reading.problems:
            keep_what_no_cell_says(reading.edition, reading.known[0])
    problems = reading.problems if reading else [*wrong, *found.problems]
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    proposals = list(found.proposals.values())
    notes += [str(one) for one in proposals if not (one.is_refused or one.kind == "lead")]
    notes += reading.notes if reading else []
    edition, cells = (reading.edition, reading.cells) if reading else (None, {})
    return Sheets(edition, path.name, checksum, {}, notes, cells, read_as, found.sheets, proposals, problems, shape)


_NO_YEAR = gettext_noop(
    "the file's name does not say the school year. Name it for example 2025-26.xlsx, or say which it is."
)


def _label(path, read_as, found):
    if read_as.year:
        return next(iter(years_in(read_as.year)), read_as.year)
    labels = years_in(path.name)
    if not labels and len(labels := years_in(" ".join(found.said))) == 1:
        sentence = _("the school year is {year}, as the sheet itself says.").format(year=min(labels))
        return min(labels) if found.accepts("sheet", "", sentence) else None
    return min(labels) if len(labels) == 1 else None


class _Reading(EditionReading):
    def __init__(self, file, label, found):
        super().__init__(file, Edition(label, days_of(with_its_days(label)), continues=True))
        self.found, self.accepts, self.rows, self.problems = found, found.accepts, found.rows, found.problems
        self.row_of, self.offices, self.named, self.places, self.cells, self.known = {}, {}, {}, Counter(), {}, []

    def take(self, known):
        if not any(sheet.is_read for sheet in self.found.sheets):
            sentence = _("there is no such heading. Use the template's, or say which column the offices are in.")
            self.problem("row 1", OFFICE.heading, sentence)
            return
        self.known = list(known(self.edition.label))
        self._find_offices()
        names = [name for row in self.rows if isinstance(name := row.cells.get(NAME), str)]
        self.turns_names = sum(bool(turned(" ".join(name.split()))) for name in names) > 1
        code = several.area_code(self.rows)
        for row in self.rows:
            several.part(row, code, self.accepts)
        self.rows = several.persons(self.rows, self.accepts)
        for kind in KINDS:
            rows = [row for row in self.rows if bool(row.cells.get(DEPARTMENT)) == (kind == "department")]
            self.office_called = finder(named(self.edition.offices))
            addresses = self._addresses(kind, rows)
            for row in rows:
                self._entry(kind, row, addresses)
        self._units()
        if not self.rows:
            self.problem("", "", _("it has headings and no row below them. Fill it in."))
        self.find_misplaced(lambda slug: self.row_of["department", slug].where)

    # Offices that no row is of

    def _find_offices(self):
        """The office of each row that cannot name one, and a row for each that is only named by its departments."""
        homes = [_homes(edition) for edition in self.known]
        for row in self.rows:
            self._put_into_its_office(row, homes)
        own = [row.cells.get(OFFICE) for row in self.rows if not row.cells.get(DEPARTMENT)]
        own = {core(office) for office in own if isinstance(office, str)}
        units = {core(str(row.cells.get(DEPARTMENT))) for row in self.rows}
        rows, known = [], {core(one["name"]) for edition in self.known for one in edition.offices.values()}
        for row in self.rows:
            office, parent = row.cells.get(OFFICE, ""), row.cells.get(UNIT_OF, "")
            if row.cells.get(DEPARTMENT) and isinstance(office, str) and office and core(office) not in own:
                own.add(core(office))
                told = _("the office has no row of its own: it is made from its departments.")
                if core(office) in known:
                    told = _("the office has no row of its own: it stays as the directory has it.")
                if self.accepts("office", office, told):
                    rows.append(
                        SheetRow(row.where, {OFFICE: office, DEPARTMENT: ""}, {OFFICE: row.at.get(OFFICE, "")}, {})
                    )
            if row.names_unit and isinstance(parent, str) and parent and core(parent) not in units:
                units.add(core(parent))
                told = _("the department has no row of its own: it is made from its units.")
                if self.accepts("office", parent, told):
                    rows.append(SheetRow(row.where, {OFFICE: office, DEPARTMENT: parent}, {}, {}))
            rows.append(row)
        self.rows = rows

    def _put_into_its_office(self, row, homes):
        """A department in a sheet without offices is in the one that it was in, or else an office itself."""
        cells, department = row.cells, row.cells.get(DEPARTMENT, "")
        if OFFICE not in cells and isinstance(department, str) and department:
            home = next((offices[core(department)] for offices in homes if core(department) in offices), "")
            told = _("{name} is in {office}, as it was.") if home else _("{name} is in no office, so it is one.")
            is_accepted = self.accepts("office", row.where, told.format(name=shown(department), office=shown(home)))
            if home and is_accepted:
                cells[OFFICE] = home
            elif is_accepted:
                cells[OFFICE], cells[DEPARTMENT] = department, ""
                row.at[OFFICE], row.headings[OFFICE] = row.at[DEPARTMENT], row.headings[DEPARTMENT]

    # One entry

    def _entry(self, kind, row, addresses):
        column, office = _OWN[kind], {}
        if kind == "department":
            office = {"office": self._office_of(row)}
        name = self._judged(row, row.called(column), partial(value_of, kind, ENTRY["name"]), row.cells.get(column, ""))
        if name is None or None in office.values():
            return
        slug = self._slug(row, kind, office.get("office", ""), name, addresses)
        if slug is None:
            return
        if kind == "office" and self.offices.setdefault(fold(name), slug) != slug:
            words = _("{name} has two rows of its own. Remove one of them.")
            self.problem(row.where, row.called(column), words.format(name=shown(name)))
            return
        values = self._values(row, kind, name)
        self.places[kind, *office.values()] += 1
        place = {"position": self.places[kind, *office.values()]}
        self.edition.entries(kind)[slug] = {"name": name} | office | values | place
        cells = {FACTS[one].name: at for one, at in row.at.items() if one in FACTS}
        self.cells[kind, slug] = cells | {"name": row.at.get(column, row.where), "": row.where}

    def _office_of(self, row):
        cell = row.cells.get(OFFICE, "")
        office = self.office_called("", cell) if isinstance(cell, str) else None
        if office is None:
            if not cell:
                words = _("it is empty. Name the office of this row.")
            elif isinstance(cell, str):
                words = _("{name} has no row of its own. Add one with the Department cell left empty.")
                words = words.format(name=shown(cell))
            else:
                words = _("it has no row of its own. Add one with the Department cell left empty.")
            self.problem(row.where, row.called(OFFICE), words)
        return office

    def _judged(self, row, called, judge, cell):
        """The value in a cell; None for one that is wrong, which is then told."""
        try:
            if isinstance(cell, ValueRefused):
                raise cell
            return judge(cell)
        except ValueRefused as reason:
            self.problem(row.where, called, str(reason))
            return None

    def _slug(self, row, kind, office, name, addresses):
        """The address in its cell, the one the directory has for the name, or one made of the name."""
        own = re.sub(r"^(the )?office of (the )?", "", name, flags=re.IGNORECASE) if kind == "office" else name
        made = slugify(own)[:LONGEST].strip("-") or kind
        slug = addresses.get(id(row))
        other, its_slug = self.named.setdefault((kind, office, core(name)), (row, slug))
        if other is not row and not (slug and its_slug):
            words = _(
                "{name} is the name of {row} as well. Remove one of them, or give each an Address where they are two."
            )
            self.problem(row.where, row.called(_OWN[kind]), words.format(name=shown(name), row=other.where))
            return None
        if not slug and kind == "department":  # another office may have one of this name
            made = free_address(made, office, self.edition.departments.keys() | {*addresses.values()})
        slug = slug or made
        slug = self._judged(row, row.called(ADDRESS), rules(kind)["slug"], slug)
        if slug in self.edition.entries(kind):
            other = self.row_of[kind, slug].where
            words = _("{address} is the address of {row} as well. Write another into one of them.")
            self.problem(row.where, row.called(ADDRESS), words.format(address=slug, row=other))
            return None
        if slug is not None:
            self.row_of[kind, slug] = row
        return slug

    def _addresses(self, kind, rows):
        """
        By row the address in its cell, or the one the directory has for its name: that also where the cell has only
        another form of it. None that is made may be the same.
        """
        typed = {id(row): cell for row in rows if (cell := row.cells.get(ADDRESS))}
        there = [entries for edition in self.known for entries in (edition.listed(kind), edition.entries(kind))]
        settled = {key: cell for key, cell in typed.items() if any(cell in one for one in there)}
        said = {}
        for row in rows:
            office, name = (
                one if isinstance(one := row.cells.get(column, ""), str) else "" for column in (OFFICE, _OWN[kind])
            )
            said[id(row)] = (self.office_called("", office) or "" if kind == "department" else "", name)
        for entries in there:
            taken = set(settled.values())
            left = {slug: one for slug, one in named(entries).items() if slug not in taken}
            found = pairs({key: one for key, one in said.items() if key not in settled}, left)
            settled |= {n: slug for n, slug in found.items() if is_another_form(str(typed.get(n, slug)), slug)}
        for key, cell in typed.items():
            if cell != (slug := settled.get(key, cell)):
                words = _("{name}: {cell} is read as {address}, its address here.")
                self.notes.append(words.format(name=said[key][1], cell=shown(cell), address=slug))
        return typed | settled

    def _values(self, row, kind, name):
        values = {}
        for column, fact in FACTS.items():
            if column in row.cells:
                judge = partial(value_of, kind, fact)
                values[fact.name] = self._judged(row, row.called(column), judge, row.cells[column])
        self._lead(row, name, values)
        for field, sentence in faults(kind, values):
            self.problem(row.where, row.called(ENTRY[field].sheet), sentence)
        if row.contacts:
            values["contacts"] = [line for one in row.contacts if (line := self._line(row, one))]
        return values

    def _line(self, row, line):
        values = dict(line.values)
        if self.turns_names and isinstance(name := values["name"], str):
            values["name"] = turned(name) or name
        judged = {
            name: self._judged(row, line.cell(name), rules("contact")[name], value) for name, value in values.items()
        }
        for name, sentence in faults("contact", judged):
            self.problem(row.where, line.cell(name), sentence)
        return None if None in judged.values() else judged

    def _lead(self, row, name, values):
        """A standing typed into a title or a name, and "Quill, Marta" where the column has more of its kind."""
        title, at = values.get("lead_title") or "", row.at.get(TITLE, row.where)
        if self.found.read_as.refuses("lead", at) and (without_standing(title) or ("", ""))[1]:
            values["lead_as_typed"] = True
            told = _("{name}: {words} stays as it was typed.").format(name=name, words=shown(title))
            self.accepts("lead", at, told)
        before = len(self.notes)
        self.understand(name, values)
        if title != (values.get("lead_title") or ""):
            for note in self.notes[before:]:
                self.accepts("lead", at, note)
        typed = values.get("lead_name") or ""
        if names_several(typed):
            words = _("{name}: {words} may name more than one person, and is kept as it was typed.")
            self.notes.append(words.format(name=name, words=shown(typed)))
        elif (said := turned(typed)) and not self.turns_names:
            words = _("{name}: {words} is kept as it was typed, not as {other}.")
            self.notes.append(words.format(name=name, words=shown(typed), other=shown(said)))
        elif said:
            read = _("{name}: {words} was read as: {read}.").format(name=name, words=shown(typed), read=shown(said))
            if self.accepts("lead", row.at[NAME], read):
                values["lead_name"] = said
                self.notes.append(read)

    def _units(self):
        """Units name their department, which may stand further down."""
        department_called = finder(named(self.edition.departments))
        slug_at = {id(row): slug for (kind, slug), row in self.row_of.items() if kind == "department"}
        for row in self.rows:
            slug, cell = slug_at.get(id(row)), row.cells.get(UNIT_OF)
            if cell is None or slug not in self.edition.departments:
                continue
            values = self.edition.departments[slug]
            values["parent"] = department_called(values["office"], cell) if isinstance(cell, str) and cell else None
            if cell and values["parent"] is None:
                words = _("its office has no row for {name}. Add one.").format(name=shown(cell))
                self.problem(row.where, row.called(UNIT_OF), str(cell) if isinstance(cell, ValueRefused) else words)


def _homes(edition):
    """By the name of each department that is the only one of its name, the name of its office in `edition`."""
    found = defaultdict(list)
    for one in edition.departments.values():
        found[core(one["name"])].append(one["office"])
    return {name: edition.offices[homes[0]]["name"] for name, homes in found.items() if len(homes) == 1}
