"""
One of the old site's office pages, put together from what its lines say. Pure.

The headings decide what belongs to what (`outline.py`): one names the office, others its departments, and the rest
stand in the text.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .old_parts import LeftOut, OldPart, Writing
from .outline import is_of_its_staff, is_plain, outline_of
from .statements import Statement, statements_of
from .text_lines import lines_of


@dataclass(frozen=True, order=True)
class Said:
    """A line of the text, its number counted from 1, and what it was taken for, or why it was left out."""

    number: int
    line: str
    what: str


@dataclass(frozen=True)
class OldPage:
    """
    `office` is None where no line names one. Every line that is not blank is in `understood` or in `left_out`, once;
    words that are struck out of a line of which others stay are in `left_out` besides.
    """

    office: OldPart | None
    departments: tuple[OldPart, ...]
    understood: tuple[Said, ...]
    left_out: tuple[Said, ...]


def parse(text: str, name: str = "") -> OldPage:
    """What `text` says; of the office `name` where no line of it names one. Takes any text; raises nothing."""
    lines = lines_of(text)
    statements = statements_of([line for line in lines if not line.frame])
    if name and outline_of(statements).office is None:
        statements = [Statement((), name, is_heading=True), *statements]
    reading = _Reading(statements)
    understood, left_out = [], [Said(line.number, line.text, _(line.frame)) for line in lines if line.frame]
    left_out += [Said(one.number, one.struck, _(_STRUCK)) for one in lines if one.struck and not one.is_struck]
    for place, statement in enumerate(reading.statements):
        try:
            said, what = understood, reading.read(place, statement)
        except LeftOut as reason:
            said, what = left_out, str(reason)
        said += [Said(line.number, line.text, what) for line in statement.lines]
    office = reading.office and reading.office.part(has_summary=True)
    departments = tuple(one.part(has_summary=False) for one in reading.departments.values())
    return OldPage(office, departments, tuple(sorted(understood)), tuple(sorted(left_out)))


_STRUCK = gettext_noop("it is struck out")


class _Reading:
    """The statements are read from the top; `part` is what they belong to at the moment."""

    def __init__(self, statements: list[Statement]):
        self.statements = statements
        self.outline = outline_of(statements)
        self.office = self.part = None
        self.departments = {}
        self.lost = ""  # why nothing is certain until the next heading, or ""
        self.nobodys = ""  # why no detail is, or ""
        self.gone = ""  # why nothing is until the next department or the office once more, or ""

    def read(self, place, one) -> str:
        """What `one` was taken for. Raises LeftOut."""
        outline, name = self.outline, self.outline.names[place]
        if one.is_struck:
            raise LeftOut(self._struck(place, one))
        if outline.office is None:
            raise LeftOut(_("no line names the office"))
        if place == outline.office:
            self.office = Writing({"name": one.words})
            self._begin(self.office)
            return _("the name of the office")
        if name == outline.names[outline.office] and not one.detail:
            if one.is_heading and self.office:
                self._begin(self.office)
            raise LeftOut(_("it repeats the name of the office"))
        if place < outline.office:
            raise LeftOut(_("it stands before the name of the office"))
        if place in outline.asides:
            raise LeftOut(_("it may be a menu, or the text of a picture"))
        if name in outline.departments and not (one.is_bullet and self.part.blocks):
            return self._department(place, one, name)
        if self.gone:
            raise LeftOut(self.gone)
        if one.is_heading:
            return self._heading(place, one)
        if self.lost or (one.detail and self.nobodys):
            raise LeftOut(self.lost or self.nobodys)
        if one.detail and one.detail.says_more:
            self.part.say(*_block(one))
            words = _("the text of {name}, for it says more than a number: “{words}”")
            return words.format(name=self.part.name, words=one.detail.value)
        return self._detail(place, one.detail) if one.detail else self._text(one)

    def _department(self, place, one, name):
        is_new = name not in self.departments
        if self.outline.sections.get(place):
            self._begin(self.departments.setdefault(name, Writing({"name": one.words})))
            if is_new:
                return _("the name of a department")
        raise LeftOut(_("it repeats the name of a department"))

    def _begin(self, part):
        self.part, self.lost, self.nobodys, self.gone = part, "", "", ""

    def _struck(self, place, one):
        """Why it is left out. What stands under a heading that is struck out belongs to nothing that is there."""
        if one.is_heading and place not in self.outline.asides:
            self.lost = _("it stands under “{words}”, which is struck out").format(words=one.words)
            self.gone = self.lost if place in self.outline.gone else self.gone
        return _(_STRUCK)

    def _heading(self, place, one):
        self._begin(self.part)
        if not (is_of_its_staff(one.words) or (self.part is self.office and is_plain(one.words))):
            self.nobodys = _("it stands under “{words}”, and nothing says whose it is").format(words=one.words)
        section = self.outline.sections[place]
        if not any(_has_words(below) and _block(below) not in self.part.blocks for below in section):
            raise LeftOut(_("a heading with no text of its own under it"))
        self.part.say("h2", one.words)
        return _("a heading in the text of {name}").format(name=self.part.name)

    def _detail(self, place, one):
        above = self.statements[place - 1].detail
        try:
            return self.part.put(one, beside_lead=bool(above and above.kind == "lead"))
        except LeftOut:
            if one.kind == "lead" and one.value:
                words = _("it stands under {label}: {value}, which was left out")
                self.lost = words.format(label=one.label, value=one.value)
            raise

    def _text(self, one):
        if not _has_words(one):
            raise LeftOut(_("nothing says what this is for"))
        self.part.say(*_block(one))
        return _("the text of {name}").format(name=self.part.name)


def _has_words(one):
    return one.is_text and bool(re.search(r"[^\W\d_]{2}", one.words))


def _block(one):
    return ("li" if one.is_bullet else "p"), one.words
