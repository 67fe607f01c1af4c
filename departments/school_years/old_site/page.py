"""
One of the old site's office pages, put together from what its lines say. Pure.

The headings decide what belongs to what: one names the office, those whose own section holds a lead or numbers name
departments, and the others stand in the text.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from ...folding import fold
from .frame import frame
from .lines import lines_of
from .people import is_chief
from .statements import Statement, statements_of
from .writing import LeftOut, OldPart, Writing


@dataclass(frozen=True)
class Said:
    """A line of the text, its number counted from 1, and what it was taken for, or why it was left out."""

    number: int
    line: str
    what: str


@dataclass(frozen=True)
class OldPage:
    """
    `office` is None where no line names one. `picture_text` has no place in a draft without a picture. Every line that
    is not blank is in `understood` or in `left_out`, once.
    """

    office: OldPart | None
    departments: tuple[OldPart, ...]
    picture_text: str
    understood: tuple[Said, ...]
    left_out: tuple[Said, ...]


def parse(text: str) -> OldPage:
    """What `text` says. Takes any text; raises nothing."""
    understood, left_out, kept = [], [], []
    for line in lines_of(text):
        if what := frame(line.words):
            left_out.append(Said(line.number, line.text, what))
        else:
            kept.append(line)
    reading = _Reading(statements_of(kept))
    for place, statement in enumerate(reading.statements):
        try:
            said, what = understood, reading.read(place, statement)
        except LeftOut as reason:
            said, what = left_out, str(reason)
        said += [Said(line.number, line.text, what) for line in statement.lines]
    left_out.sort(key=lambda one: one.number)
    office = reading.office and reading.office.part(has_summary=True)
    departments = tuple(one.part(has_summary=False) for one in reading.departments.values())
    return OldPage(office, departments, reading.picture, tuple(understood), tuple(left_out))


class _Reading:
    """The statements are read from the top; `part` is what they belong to at the moment."""

    def __init__(self, statements: list[Statement]):
        self.statements = statements
        self.first = _office_heading(statements)
        self.sections = _sections(statements)
        self.names = self._departments()
        self.office = self.part = None
        self.departments = {}
        self.picture = ""
        self.lost = ""  # why nothing is certain until the next heading, or ""

    def read(self, place, one) -> str:
        """What `one` was taken for. Raises LeftOut."""
        if self.first is None:
            raise LeftOut("no line names the office")
        if place == self.first:
            self.office = self.part = Writing({"name": one.words})
            return "the name of the office"
        name = fold(one.words)
        if name == fold(self.statements[self.first].words):
            raise LeftOut(f"it repeats the name {self.statements[self.first].words}")
        if place < self.first:
            raise LeftOut("it stands before the name of the office")
        if name in self.names and not (one.is_bullet and self.part.blocks):
            return self._department(place, one, name)
        if one.is_heading:
            return self._heading(place, one)
        if self.lost:
            raise LeftOut(self.lost)
        return self._detail(place, one.detail) if one.detail else self._text(one)

    def _department(self, place, one, name):
        begins = name not in self.departments
        if one.is_heading and self.sections[place]:
            self.lost, self.part = "", self.departments.setdefault(name, Writing({"name": one.words}))
            if begins:
                return "the name of a department"
        raise LeftOut(f"it repeats the name {one.words}")

    def _heading(self, place, one):
        self.lost = ""
        if self._may_be_a_picture(place):
            raise LeftOut("it may be the text of a picture")
        if not any(self._is_new_text(below) for below in self.sections[place]):
            raise LeftOut("a heading with no text of its own under it")
        self.part.say("h2", one.words)
        return f"a heading in the text of {self.part.name}"

    def _detail(self, place, one):
        above = self.statements[place - 1].detail
        beside_lead = bool(above and above.kind == "lead")
        if one.kind == "picture" and one.value:
            return self._picture(one.value)
        try:
            what = self.part.put(one, beside_lead=beside_lead)
        except LeftOut:
            if one.kind == "lead" and one.value:
                self.lost = f"it stands under {one.label}: {one.value}, which was left out"
            raise
        return f"{what}; before it {self._picture(one.picture)}" if one.picture else what

    def _picture(self, words):
        self.picture = self.picture or words
        return f"the text of a picture, “{words}”"

    def _text(self, one):
        if not _has_words(one):
            raise LeftOut("nothing says what this is for")
        self.part.say(*_block(one))
        return f"the text of {self.part.name}"

    def _is_new_text(self, one):
        return one.is_text and _has_words(one) and _block(one) not in self.part.blocks

    def _departments(self):
        """The names of the departments, folded."""
        if self.first is None:
            return set()
        after = range(self.first + 1, len(self.statements))
        office = fold(self.statements[self.first].words)
        names = {fold(self.statements[place].words) for place in after if self._names_a_department(place)}
        return names - {office}

    def _names_a_department(self, place):
        name, section = fold(self.statements[place].words), self.sections.get(place)
        if not section or _NO_NAME.fullmatch(name) or self._may_be_a_picture(place):
            return False
        first = section[0].detail
        has_lead = any(below.detail and below.detail.kind == "lead" for below in section)
        has_numbers = first and first.kind in ("phone", "fax", "email", "location") and not _SPEAKS_TO_YOU.search(name)
        called = rf"(the )?(department|division) of (the )?{re.escape(name)}\b"
        is_called = re.match(r"(department|division) of ", name) or re.match(called, fold(section[0].words))
        return bool(has_lead or has_numbers or is_called)

    def _may_be_a_picture(self, place):
        """Between the names of the office and a chief: a department is led by somebody else."""
        below = self.sections[place][0].detail if self.sections[place] else None
        is_first = place < self.first + len(_run_of_headings(self.statements[self.first :]))
        return bool(is_first and below and below.kind == "lead" and is_chief(below.label))


def _block(one):
    return ("li" if one.is_bullet else "p"), one.words


def _has_words(one):
    return bool(re.search(r"[^\W\d_]{2}", one.words))


def _sections(statements):
    """By the place of each heading what stands under it, to the next one; a heading that is repeated has it twice."""
    sections, section, below = {}, [], None
    for place in reversed(range(len(statements))):
        one = statements[place]
        if not one.is_heading:
            section.append(one)
            continue
        is_repeated = below is not None and not section and fold(statements[below].words) == fold(one.words)
        sections[place] = sections[below] if is_repeated else section[::-1]
        section, below = [], place
    return sections


_NO_NAME = re.compile(
    r"(the )?(office|department|division|section)s?( and (department|division|section)s?)?|overview|about( us)?"
    r"|(our )?(mission|vision|values|goals|staff|team|services|resources|programs|links|work|leadership)"
    r"|(contact|further|more|general)( us| information)?"
)
_SPEAKS_TO_YOU = re.compile(
    r"\b(contacts?|information|questions?|reach|call|visit|help|us|our|we|you|your|how|hours)\b"
)


def _office_heading(statements):
    """
    Where the office is named: in the last of the headings that first say so, since a menu of offices stands above it;
    or else in a heading that is repeated right away.
    """
    headings = [place for place, one in enumerate(statements) if one.is_heading]
    for form in (r"(the )?office (of|for) .+", r"(?!(the|our|main|head|home|front) office)\S.* office"):
        found = [place for place in headings if re.fullmatch(form, fold(statements[place].words))]
        if found:
            run = range(found[0], found[0] + len(_run_of_headings(statements[found[0] :])))
            return _first_of_its_name(statements, [place for place in found if place in run])
    return next((place for place in headings if _is_repeated(statements, place)), None)


def _run_of_headings(statements):
    return list(takewhile(lambda one: one.is_heading, statements))


def _is_repeated(statements, place):
    below = statements[place + 1] if place + 1 < len(statements) else None
    return bool(below and below.is_heading and fold(below.words) == fold(statements[place].words))


def _first_of_its_name(statements, run):
    """The last of the places in `run`; of a name that is repeated right away the first."""
    last = run[-1]
    while last > run[0] and _is_repeated(statements, last - 1):
        last -= 1
    return last
