"""The directory as rows: one for each office, department and contact line, in the order of the pages."""

from collections.abc import Iterable, Iterator

from ..models.facts import ENTRY, LINE, Column, Form, Kind
from ..page.office_page import ContactLine, Part
from ..words import phones
from ..words.plain_text import without_control_characters
from .columns import DEPARTMENT, EXTENSION, INSTEAD, KIND, NUMBER_IS, OFFICE, PAGE, UNCHECKED, UNIT_OF, YEAR
from .published import Published

# A row in plain texts by column; what there is not is left out or empty. Numbers as people write them, the extension
# by itself.
TableRow = dict[Column, str]


def rows(pages: Iterable[Published]) -> Iterator[list[TableRow]]:
    """The rows of `pages`, a list for each page."""
    for published in pages:
        yield [row for part in published.page.parts for row in _rows_of(published, part)]


def _rows_of(published, part):
    office, *below = published.trail(part)
    where = {
        YEAR: published.page.school_year,
        OFFICE: office,
        DEPARTMENT: below[-1] if below else "",
        UNIT_OF: below[0] if len(below) > 1 else "",
        UNCHECKED: published.page.unchecked,
        PAGE: published.directory.part_url(published.page, part),
    }
    kind, call_instead = ("Office", "Department", "Unit")[len(below)], published.directory.call_instead
    yield _row(where | {KIND: kind, INSTEAD: "" if part.phone else call_instead(published.page)} | _of_part(part))
    for line in part.contacts:
        kind, instead = "Person" if line.is_person else "Line", "" if line.phone else call_instead(part, published.page)
        yield _row(where | {KIND: kind, INSTEAD: instead} | _of_line(line))


def _of_part(part: Part):
    lead, said = part.lead, _facts(ENTRY, part)
    if not lead:
        said[ENTRY["lead_standing"].export] = ""
    if lead.is_vacant:
        said[ENTRY["lead_name"].export] = ""
    return said | _of_number(part.phone, Kind.VOICE)


def _of_line(line: ContactLine):
    return _facts(LINE, line) | _of_number(line.phone, line.kind)


def _facts(table, part):
    return {fact.export: _text(fact, getattr(part, fact.name)) for fact in table.values() if fact.export}


def _text(fact, value):
    if fact.form is Form.DAY:
        return value.isoformat() if value else ""
    if fact.form is Form.NUMBER:
        return phones.display(value)  # for programs, whatever language the site speaks
    return value if isinstance(value, str) and fact.form in (Form.LINE, Form.EMAIL) else fact.in_words(value)


def _of_number(number, kind):
    if not number:
        return {}
    shown, extension = phones.parts(number)
    return {ENTRY["phone"].export: shown, EXTENSION: extension, NUMBER_IS: LINE["kind"].in_words(kind)}


def _row(said) -> TableRow:
    return {column: without_control_characters(str(text or "")) for column, text in said.items()}
