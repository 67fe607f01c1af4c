"""What changed in a school year as CSV: a row for each thing that changed, those of an office together."""

import codecs
from collections.abc import Iterator

from ..reading import year_changes
from ..reading.directory import Directory
from ..reading.year_changes import News
from ..words import phones
from ..words.plain_text import without_control_characters
from . import delimited

HEADINGS = ("School year", "Since", "What", "Office", "Department", "Now", "Before", "Page")


def written(directory: Directory) -> bytes:
    """The file, as `delimited` writes one; only its headings where there is no earlier year to compare with."""
    changes, rows = year_changes.of(directory), [HEADINGS]
    for office in (*changes.new, *changes.changed, *changes.gone):
        for part in (office, *office.departments):
            where = office.name, part.name if part is not office else ""
            for what, now, before in _said(part):
                row = (str(directory.year), str(changes.before), what, *where, now, before, part.url)
                rows.append(tuple(map(without_control_characters, row)))
    return codecs.BOM_UTF8 + delimited.lines(rows)


def _said(news: News) -> Iterator[tuple[str, str, str]]:
    """What changed of it, what it is now, a whole sentence where it was moved or merged, and what it was before."""
    if news.what == "new":
        yield "New", ", ".join(filter(None, (news.lead, phones.display(news.phone)))), ""
    if news.what == "gone" and not news.became:
        yield "No longer listed", "", ""
    yield from ((sentence.kind, str(sentence), "") for sentence in news.became)
    yield from ((fact.label, fact.now, fact.before) for fact in news.facts)
    if news.revised:
        yield "Text", "revised", ""
