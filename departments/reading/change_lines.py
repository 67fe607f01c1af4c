"""What changed in a school year as lines, one for each thing that changed: for the letter, and to take along."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..words import phones
from .year_changes import News, YearChanges

NEW, GONE, TEXT = "New", "No longer listed", "Text"


@dataclass(frozen=True)
class ChangeLine:
    """
    `what` is New, No longer listed, Renamed, Moved, Merged, Divided, Text, or the title of the fact that changed; `now`
    and `before` are as people read them, `now` a whole sentence of what was renamed, moved, merged or divided, and the
    lead of what is new, with its `phone`.
    """

    what: str
    office: str
    department: str
    url: str
    now: str = ""
    before: str = ""
    phone: str = ""

    @property
    def name(self) -> str:
        return self.department or self.office

    @property
    def said(self) -> str:
        return ", ".join(filter(None, (self.now, phones.display(self.phone))))


def lines(changes: YearChanges) -> Iterator[ChangeLine]:
    """The lines of `changes`, those of an office together: of new offices, then of others, then of those gone."""
    for office in (*changes.new, *changes.changed, *changes.gone):
        for part in (office, *office.departments):
            where = office.name, part.name if part is not office else "", part.url
            yield from _of(part, where)


def _of(news: News, where: tuple[str, str, str]) -> Iterator[ChangeLine]:
    if news.what == "new":
        yield ChangeLine(NEW, *where, news.lead, phone=news.phone)
    if news.what == "gone" and not news.became:
        yield ChangeLine(GONE, *where)
    for sentence in news.became:
        yield ChangeLine(sentence.kind, *where, str(sentence))
    for fact in news.facts:
        yield ChangeLine(fact.label, *where, fact.now, fact.before)
    if news.revised:
        yield ChangeLine(TEXT, *where, "revised")
