"""More in a cell than its column holds: two numbers, two addresses, an address with a name around it. Pure."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models.facts import LINE as LINE_FACTS
from ...models.facts import Kind
from ...words import phones
from ...words.folding import fold
from ...words.nobody import is_nobody, names_nobody
from ..values import ValueRefused, shown
from .cells import together
from .headings import EMAIL, FAX, NAME, PHONE, TITLE
from .sheet_columns import DEPARTMENT, FACTS, OFFICE, PHONE_AND_FAX, UNIT_OF

_BETWEEN_NUMBERS = re.compile(r"\s*(?:[;/,&\n|]|\bor\b|\band\b|\by\b|\bo\b)\s*", re.IGNORECASE)
_EXTENSION = re.compile(r"(.*?)[\s,]*(?:ext(?:ension)?|x)[\s.:]*(\d{1,7})\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>,;:()\[\]\"']+@[^\s<>,;:()\[\]\"']+")
_AREA_CODE = re.compile(r"(?<!\d)(?:1[\s.-]*)?\(?(\d{3})\)?[\s.-]*\d{3}[\s.-]*\d{4}(?!\d)")
_IN_A_HEADING = re.compile(r"\((\d{3})\)")
_BLANKS = {fact.name: fact.blank for fact in LINE_FACTS.values()}


@dataclass(frozen=True)
class Line:
    """A contact line that a sheet has, as {field: text or ValueRefused}, and the cell of each field, or of all."""

    values: dict
    at: dict | str

    @classmethod
    def of(cls, at: dict | str, **values) -> "Line":
        return cls(_BLANKS | values, at)

    def cell(self, field: str) -> str:
        """Where `field` stands in the sheet; the field itself, where no cell has it."""
        return self.at if isinstance(self.at, str) else self.at.get(field, field)


def area_code(rows) -> str:
    """
    The area code that all whole numbers of `rows`, and headings as "Phone (414)", have; "" where they have none or
    several, or one number has it.
    """
    columns = (PHONE, FAX, PHONE_AND_FAX)
    said = {code for row in rows for column in columns for code in _IN_A_HEADING.findall(row.headings.get(column, ""))}
    cells = (_said(row.cells.get(column)) for row in rows for column in columns)
    found = Counter(code for cell in cells for code in _AREA_CODE.findall(cell))
    return next(iter(said | {*found})) if len(said | {*found}) == 1 and (said or found.total() > 1) else ""


def part(row, code: str, accepts) -> None:
    """Leave in the cells of `row` one number and one address each; what is beside them becomes its contact lines."""
    lines = row.contacts
    _post_beside_a_name(row, accepts)
    if cell := row.cells.pop(PHONE_AND_FAX, ""):
        _phone_and_fax(row, cell, code, accepts)
    for column, kind in ((PHONE, Kind.VOICE.value), (FAX, Kind.FAX.value)):
        cell = _said(row.cells.get(column))
        numbers = [_with_code(one, code) for one in _numbers(cell)]
        if len(numbers) > 1 and all(map(_is_number, numbers)):
            said = _("{cell} is read as {number}, and a contact line for {numbers}.")
            said = said.format(cell=shown(cell), number=numbers[0], numbers=", ".join(numbers[1:]))
            if accepts("lines", row.at[column], said):
                row.cells[column] = numbers[0]
                lines += [Line.of(row.at[column], phone=one, kind=kind) for one in numbers[1:]]
        elif (whole := _with_code(cell, code)) != cell:
            said = _("{cell} is read as {number}: all other numbers have the area code {code}.")
            said = said.format(cell=shown(cell), number=whole, code=code)
            row.cells[column] = whole if accepts("cell", row.at[column], said) else cell
    lines += _addresses(row, accepts)
    for heading, at, cell in row.lines:
        said = _said(cell)
        names = "phone" if _is_number(_with_code(said, code)) else "email" if _ADDRESS.fullmatch(said) else "name"
        told = _("{cell} is a contact line, “{heading}”.").format(cell=shown(said), heading=heading)
        if isinstance(cell, ValueRefused) or accepts("lines", at, told):
            lines.append(Line.of(at, role=heading, **{names: _with_code(said, code) if names == "phone" else cell}))


_POST = re.compile(
    r"\b(director\w*|superintendent|chief|manager|coordinator|supervisor|administrator|officer|principal|counsel|head"
    r"|secretary|assistant|clerk|specialist|analyst|technician|liaison|jef[ea]|gerente|coordinador\w*|secretari[oa])\b",
    re.IGNORECASE,
)
# What may stand between a name and a post: in brackets, on a line of its own, behind a dash or a comma.
_BESIDE = (
    r"([^(]*[^(\s])\s*\(([^()]+)\)",
    r"(.+?)\s*\n\s*(.+)",
    r"(.+?)\s+[-–—]\s+(.+)",
    r"(.+), (.+)",
    r"(.+?), (.+)",
)


def _post_beside_a_name(row, accepts):
    """A post in the cell of a name becomes the title; several lines that are none are refused."""
    cell = _said(row.cells.get(NAME))
    for form in _BESIDE if _POST.search(cell) and not row.cells.get(TITLE) else ():
        if not (found := re.fullmatch(form, cell)):
            continue
        name, post = found.groups()
        if _POST.search(name) and "," not in form:
            name, post = post, name
        if _POST.search(post) and not _POST.search(name) and "\n" not in name + post and " " in name:
            told = _("{cell} is read as {name}, with the title {title}.")
            if accepts("put", row.at[NAME], told.format(cell=shown(cell), name=name, title=post)):
                row.cells[NAME] = name
                row.cells[TITLE], row.at[TITLE], row.headings[TITLE] = post, row.at[NAME], row.headings[NAME]
            break
    if "\n" in _said(row.cells.get(NAME)):
        words = _("{cell} has several lines. Write one name, and its title into a column.")
        row.cells[NAME] = ValueRefused(words.format(cell=shown(cell)))


# Where a fax begins that has its word before it; and the words for either.
_BEFORE_FAX = re.compile(r"(?<=\d)[\s(]+(?=(?:fax|f)\b[^\d/;,\n]{0,5}\d)", re.IGNORECASE)
_NONE = re.compile(r"\bn/a\b", re.IGNORECASE)
_WORD = re.compile(
    r"\(?\b(?:phone|ph|telephone|tel[eé]fono|tel|t|p|voice|v|main|office|(fax|f))\b[).:#]*", re.IGNORECASE
)


def _phone_and_fax(row, cell, code, accepts):
    at, heading = row.at[PHONE_AND_FAX], row.headings[PHONE_AND_FAX]
    parts = dict(enumerate(_BETWEEN_NUMBERS.split(_BEFORE_FAX.sub(" / ", _NONE.sub("–", _said(cell))))))
    fax = next((place for place, one in parts.items() if any(_WORD.findall(one))), 1)
    plain = {place: words for place, one in parts.items() if not names_nobody(words := _WORD.sub("", one).strip(" ()"))}
    numbers = [_with_code(one, code) for one in _numbers(" / ".join(plain.values()))]
    found = {FAX if place == fax else PHONE: one for place, one in zip(plain, numbers, strict=False)}
    words = {PHONE: _("phone {number}"), FAX: _("fax {number}")}
    each = [words[column].format(number=number) for column, number in found.items()] or [""]
    said = reduce(lambda some, one: _("{some} and {one}").format(some=some, one=one), each)
    is_read = len(numbers) == len(found) == len(plain) and all(map(_is_number, numbers))
    if not is_read or not accepts("put", at, _("{cell} is read as {said}.").format(cell=shown(_said(cell)), said=said)):
        found = {PHONE: cell}  # where it is judged
    for column, number in found.items():
        row.cells[column], row.at[column], row.headings[column] = number, at, heading


def _addresses(row, accepts):
    cell = _said(row.cells.get(EMAIL))
    found = [one.removeprefix("mailto:").rstrip(".") for one in _ADDRESS.findall(cell.replace("mailto:", ""))]
    if not found or found == [cell]:
        return []
    told = _("{cell} is read as {address}.")
    told = _("{cell} is read as {address}, and a contact line for {others}.") if found[1:] else told
    told = told.format(cell=shown(cell), address=found[0], others=", ".join(found[1:]))
    if not accepts("lines" if found[1:] else "cell", row.at[EMAIL], told):
        return []
    row.cells[EMAIL] = found[0]
    return [Line.of(row.at[EMAIL], email=one) for one in found[1:]]


def _said(cell):
    return cell if isinstance(cell, str) else ""


def _numbers(cell):
    """The numbers in a cell, each whole: "414-555-0130 / 0131", "414-555-0100 x12/x13"."""
    parts = [part for part in _BETWEEN_NUMBERS.split(cell) if part]
    if len(parts) < 2 or _is_number(cell):
        return [cell]
    found = parts[:1]
    for other in parts[1:]:
        digits, last = re.sub(r"\D", "", other), found[-1]
        extension = _EXTENSION.fullmatch(last)
        main = extension[1] if extension else last
        if said := _EXTENSION.fullmatch(other):
            other = other if said[1] else f"{main} ext. {said[2]}"
        elif extension and len(digits) == len(extension[2]) < 7:
            other = f"{main} ext. {digits}"
        elif len(digits) == 4 and digits == other.strip(" ()-"):
            other = f"{main[:-4]}{digits}"
        elif len(digits) == 7 and len(re.sub(r"\D", "", main)) >= 10:
            other = f"{re.sub(r'[^0-9]', '', main)[-10:-7]}-{digits[:3]}-{digits[3:]}"
        found.append(other.strip())
    return found


def _with_code(cell, code):
    digits = re.sub(r"\D", "", cell)
    is_bare = len(digits) == 7 and not re.search(r"[^\d\s.-]", cell)
    return f"{code}-{digits[:3]}-{digits[3:]}" if code and is_bare else cell


def _is_number(text):
    try:
        return bool(phones.exactly(text))
    except phones.NoNumber:
        return False


_LEADS = re.compile(
    r"(?!.*\b(assistant\s+to|secretary|admin\w*\s+assistant|clerk|specialist)\b).*\b(director\w*|chief|superintendent"
    r"|supervisor|manager|head|principal|administrator|coordinator|lead|officer|jef[ea]|gerente)\b",
    re.IGNORECASE,
)


def persons(rows: list, accepts) -> list:
    """The `rows` that are entries: where several are people of one office or department, the others are its lines."""
    groups, others = defaultdict(list), []
    for row in rows:
        groups[tuple(fold(str(row.cells.get(column, ""))) for column in (OFFICE, DEPARTMENT, UNIT_OF))].append(row)
    for group in groups.values():
        people = [(_said(row.cells.get(TITLE)), _said(row.cells.get(NAME))) for row in group]
        if len(group) < 2 or len(set(people)) < len(group) or not all(name for _, name in people):
            continue
        own = next((row for row, (title, _) in zip(group, people, strict=True) if _LEADS.match(title)), group[0])
        beside = [row for row in group if row is not own]
        named = shown(_said(own.cells.get(DEPARTMENT)) or _said(own.cells.get(OFFICE)))
        words = ngettext(
            "{whose} has {number} people: {name} leads it, the others are contact lines.",
            "{whose} has {number} people: {name} leads it, the others are contact lines.",
            len(group),
        )
        told = words.format(whose=named, number=len(group), name=shown(_said(own.cells.get(NAME))))
        where = ", ".join(row.where for row in (own, *beside[:5])) + (" …" if len(beside) > 5 else "")
        if accepts("people", where, told):
            own.contacts += [line for row in beside for line in (_line(row, own), *row.contacts)]
            others += beside
    left = {id(row) for row in others}
    return [row for row in rows if id(row) not in left]


def _line(row, own):
    """A person's row as a line: what has no place in one, and is not the lead's as well, is its note."""
    shares = {TITLE: "role", NAME: "name", PHONE: "phone", EMAIL: "email"}
    values = {name: cell for column, name in shares.items() if (cell := row.cells.get(column, ""))}
    at = {name: row.at.get(column, row.where) for column, name in shares.items()}
    at[""] = at["name"]  # of what is wrong with the line as a whole
    if is_nobody(_said(values.get("name"))):
        values |= {"name": "", "note": "vacant"}
    rest = {
        column: cell if isinstance(cell, ValueRefused) else f"{column.heading}: {cell}"
        for column in FACTS
        if column not in shares and (cell := row.cells.get(column)) and cell != own.cells.get(column)
    }
    note = together([values.get("note", ""), *rest.values()], "; ")
    at["note"] = next((row.at.get(column, "note") for column, cell in rest.items() if cell is note), "note")
    return Line.of(at, **values | {"note": note})
