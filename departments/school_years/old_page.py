"""
One of the old site's office pages, read from its text. Pure.

Nothing is made up: what a page keeps stands in its text, and what cannot be told apart for certain is left out, with
the reason. Every line that is not blank is either in `OldPage.understood` or in `OldPage.left_out`.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.html import escape

from .. import richtext
from ..folding import fold
from ..models import Contact, Entry
from ..pages import ContactLine
from .old_lines import Line, detail, furniture, holder, is_heading, is_title, kind_of, lines_of, numbers_in

_LONGEST_SUMMARY = 300


@dataclass
class OldPart:
    """An office or a department; fields as the draft has them, numbers as the page writes them, `body` as HTML."""

    name: str
    lead_title: str = ""
    lead_name: str = ""
    lead_standing: str = Entry.Standing.APPOINTED.value
    phone: str = ""
    fax: str = ""
    email: str = ""
    location: str = ""
    hours: str = ""
    summary: str = ""
    body: str = ""
    contacts: list[ContactLine] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """A line of the text, its number counted from 1, and what it was taken for, or why it was left out."""

    number: int
    line: str
    what: str


@dataclass(frozen=True)
class OldPage:
    """`office` is None where no line names one. `picture_text` has no place in a draft without a picture."""

    office: OldPart | None
    departments: tuple[OldPart, ...]
    picture_text: str
    understood: tuple[Said, ...]
    left_out: tuple[Said, ...]


def parse(text: str) -> OldPage:
    """What `text` says. Takes any text; raises nothing."""
    return _Reading(lines_of(text)).page()


class _Reading:
    """The lines are read from the top; `part` is what they belong to at the moment."""

    def __init__(self, lines):
        self.lines = lines
        self.has_blanks = any(line.after_blank for line in lines[1:])
        self.understood, self.left_out = [], []
        self.office, self.part, self.departments = None, None, {}
        self.text, self.picture = {}, ""
        self.waiting = None  # the line of a label whose value may stand on the next one, and that detail
        self.place = 0

    def page(self):
        first = self._office_line()
        for place, line in enumerate(self.lines):
            self.place = place
            waiting, self.waiting = self.waiting, None
            if what := (furniture(line.words) if line.words else "nothing that could be read"):
                self._leave(line, what)
            elif first is None:
                self._leave(line, "no line before it names the office")
            elif self.place < first:
                self._leave(line, "it stands before the name of the office")
            elif self.place == first:
                self.office = self._begin(line)
                self._take(line, "the name of the office")
            elif not (waiting and self._is_value_of(waiting, line)):
                self._read(line)
        for part in filter(None, [self.office, *self.departments.values()]):
            _put_text(part, self.text[id(part)], may_have_summary=part is self.office)
        by_number = {"key": lambda said: said.number}
        return OldPage(
            self.office,
            tuple(self.departments.values()),
            self.picture,
            tuple(sorted(self.understood, **by_number)),
            tuple(sorted(self.left_out, **by_number)),
        )

    def _take(self, line, what):
        self.understood.append(Said(line.number, line.text, what))

    def _leave(self, line, why):
        self.left_out.append(Said(line.number, line.text, why))

    def _begin(self, line):
        self.part = OldPart(line.words)
        self.text[id(self.part)] = []
        return self.part

    def _office_line(self):
        """Where the office is named: a heading that says “Office”, or one that is repeated right away."""
        headings = [(n, one) for n, one in enumerate(self.lines) if is_heading(one) and not furniture(one.words)]
        called = [(n, fold(one.words)) for n, one in headings if re.search(r"\boffice\b", one.words, re.IGNORECASE)]
        called = [(n, name) for n, name in called if name != "office"]
        names = [name for _, name in called]
        for n, name in called:
            if names.count(name) > 1:
                return n
        if called:
            # A menu of offices stands before the page's own heading, and that before the first detail.
            details = (n for n, line in enumerate(self.lines) if (one := detail(line.words)) and not one.is_blank)
            end = next(details, len(self.lines))
            before = [n for n, _ in called if n < end]
            return before[-1] if before else called[0][0]
        for (n, one), (_, other) in pairwise(headings):
            if fold(one.words) == fold(other.words) and other is self._after(n):
                return n
        return None

    def _after(self, place):
        """The line after the one at `place` that is not part of the old site's frame, or None."""
        following = (self.lines[n] for n in range(place + 1, len(self.lines)))
        return next((line for line in following if line.words and not furniture(line.words)), None)

    def _is_value_of(self, waiting, line):
        """Take `line` for what the label above it says, where it can only be that."""
        label, one = waiting
        same_list = line.is_bullet if label.is_bullet else not (line.after_blank or line.is_bullet)
        if not same_list or detail(line.words):
            return False
        if one.kind == "lead":
            held = holder(line.words)
            if held is None or fold(line.words) in self._known_names():
                return False
            self._take(line, self._lead(one, held[0], held[1] or one.standing, None))
            return True
        numbers = numbers_in(line.words)
        if one.kind in ("phone", "fax", "phone/fax") and numbers and line.words.startswith(numbers[0].text):
            self._take(line, self._numbers(detail(f"{one.label}: {line.words}")))
            return True
        return False

    def _known_names(self):
        return {fold(self.office.name), *self.departments}

    def _read(self, line):
        if fold(line.words) == fold(self.part.name):
            return self._leave(line, f"it repeats the name {self.part.name}")
        if one := detail(line.words):
            return self._detail(line, one)
        if self._is_title_alone(line):
            self.waiting = line, detail(f"{line.words}:")
            return self._title(line, self.waiting[1])
        if is_heading(line) and (line.after_blank or not self.has_blanks):
            return self._heading(line)
        if set(line.words) <= set("-–—_=*.·•| ") or not any(map(str.isalnum, line.words)):
            return self._leave(line, "it has no words")
        if (found := numbers_in(line.words)) and not line.words.replace(found[0].text, "").strip(" .,;/()"):
            return self._leave(line, "nothing says what this number is for")
        self._paragraph(line)

    def _is_title_alone(self, line):
        """ "Director", and a name under it."""
        below = self.lines[self.place + 1] if self.place + 1 < len(self.lines) else None
        if below is None or self.part.lead_title or not is_title(line.words) or below.is_bullet != line.is_bullet:
            return False
        one = detail(f"{line.words}:")
        near = (line.is_bullet or not (line.after_blank or below.after_blank)) and not furniture(below.words)
        return near and bool(one and one.kind == "lead" and holder(below.words)) and not detail(below.words)

    def _heading(self, line):
        name, below = fold(line.words), self._after(self.place)
        while below is not None and fold(below.words) == name:
            below = self._after(self.lines.index(below))
        if name == fold(self.office.name):
            return self._leave(line, f"it repeats the name {self.office.name}")
        if name in self.departments:
            self.part = self.departments[name]
            return self._leave(line, f"it repeats the name {self.part.name}")
        if below is None:
            return self._leave(line, "a heading with nothing under it")
        one = detail(below.words)
        is_section = name in _SECTIONS
        if not is_section and (one or self._is_named_in(line, below) or self._title_below(below)):
            self.departments[name] = self._begin(line)
            return self._take(line, "the name of a department")
        if one or (is_heading(below) and below.after_blank):
            return self._leave(line, "a heading with no text of its own under it")
        self.text[id(self.part)].append(("h2", line.words, line))
        return self._take(line, f"a heading in the text of {self.part.name}")

    def _is_named_in(self, line, below):
        called = rf"(department|division) (of )?(the )?{re.escape(fold(line.words))}\b"
        return bool(re.match(r"(department|division) of ", fold(line.words)) or re.search(called, fold(below.words)))

    def _title_below(self, below):
        place = self.lines.index(below)
        name = self.lines[place + 1] if place + 1 < len(self.lines) else None
        stands_together = below.is_bullet or not below.after_blank
        return stands_together and is_title(below.words) and name is not None and holder(name.words) is not None

    def _detail(self, line, one):
        if one.picture and not self.picture:
            self.picture = one.picture
        if one.is_blank and not (one.kind == "lead" and one.label):
            self.waiting = line, one
            return self._take(line, f"a label with nothing behind it: {one.label}")
        if one.kind == "lead" and not (one.value or one.standing == Entry.Standing.VACANT or one.numbers):
            self.waiting = (line, one) if line.words.rstrip().endswith(":") else None
            return self._title(line, one)
        if one.kind == "lead":
            return self._take(line, self._lead(one, one.value, one.standing, one.numbers))
        if one.kind == "contact":
            return self._take(line, self._contact(one))
        if one.kind in ("email", "location", "hours"):
            if getattr(self.part, one.kind):
                return self._leave(line, f"{self.part.name} has another {one.kind} above it")
            setattr(self.part, one.kind, one.value)
            return self._take(line, f"the {one.kind} of {self.part.name}")
        if not one.numbers:
            return self._leave(line, "it has no phone number that could be dialled")
        self._take(line, self._numbers(one))

    def _title(self, line, one):
        """A title with nobody behind it: the next line may name them. A page with a lead keeps that one."""
        if self.part.lead_title and fold(self.part.lead_title) != fold(one.label):
            return self._take(line, f"the title of one more person: {one.label}")
        if not self.part.lead_title:
            self.part.lead_title = one.label
            self.part.lead_standing = one.standing or self.part.lead_standing
        return self._take(line, f"the title of the lead of {self.part.name}{_picture(one)}")

    def _lead(self, one, name, standing, numbers):
        part, vacant = self.part, standing == Entry.Standing.VACANT
        has_lead = part.lead_name or part.lead_standing == Entry.Standing.VACANT
        if has_lead or (part.lead_title and fold(part.lead_title) != fold(one.label)):
            if (fold(part.lead_title), part.lead_name) == (fold(one.label), name):
                return f"the lead of {part.name} again"
            note = str(Entry.Standing(standing).label) if standing else ""
            for number in numbers or [None]:
                self._add(ContactLine(one.label, name, number.text if number else "", note=note))
            return f"a contact line of {part.name}"
        part.lead_title, part.lead_name = one.label, name
        part.lead_standing = str(standing or part.lead_standing)
        for number in numbers or ():
            self._number("phone", number, "Phone" if not part.phone else one.label)
        said = "the lead" if name else "a vacant post" if vacant else "a title, and that nobody is named yet"
        return f"{said} of {part.name}{_picture(one)}"

    def _contact(self, one):
        name, standing = (holder(one.value) if one.value else None) or ("", "")
        note = one.value if not name else str(Entry.Standing(standing).label) if standing else ""
        for number in one.numbers or [None]:
            text, before = (number.text, number.before) if number else ("", "")
            kind = kind_of(f"{one.label} {before}").value
            self._add(ContactLine(one.label, name, text, kind, "", note))
        return f"a contact line of {self.part.name}"

    def _add(self, line):
        if line not in self.part.contacts:
            self.part.contacts.append(line)

    def _numbers(self, one):
        field = "fax" if one.kind == "fax" else "phone"
        if one.kind == "phone/fax" and len(one.numbers) == 1:
            self._number("phone", one.numbers[0], one.label)
            self._number("fax", one.numbers[0], one.label)
        for place, number in enumerate(one.numbers if one.kind != "phone/fax" or len(one.numbers) > 1 else ()):
            second_is_fax = one.kind == "phone/fax" and place == 1
            says_fax = kind_of(number.before) == Contact.Kind.FAX
            self._number("fax" if second_is_fax or says_fax else field, number, one.label)
        rest = f", without “{one.value}”" if one.value else ""
        return f"the {one.kind} of {self.part.name}{rest}"

    def _number(self, name, number, label):
        kind = kind_of(number.before, Contact.Kind.FAX if name == "fax" else Contact.Kind.VOICE)
        fits = kind in (Contact.Kind.VOICE, Contact.Kind.FAX)
        if fits and not getattr(self.part, name):
            setattr(self.part, name, number.text)
        elif not fits or getattr(self.part, name) != number.text:
            self._add(ContactLine(label, "", number.text, kind.value))

    def _paragraph(self, line: Line):
        blocks = self.text[id(self.part)]
        above = blocks[-1] if blocks else None
        goes_on = above and not line.after_blank and not line.is_bullet and above[2].number == line.number - 1
        if goes_on and above[0] in ("p", "li") and not re.search(r"[.!?:”\"]\Z", above[1]):
            blocks[-1] = (above[0], f"{above[1]} {line.words}", line)
        elif any(block[1] == line.words for block in blocks):
            return self._leave(line, f"it stands in the text of {self.part.name} already")
        else:
            blocks.append(("li" if line.is_bullet else "p", line.words, line))
        self._take(line, f"the text of {self.part.name}")


_SECTIONS = {
    "overview", "about", "about us", "mission", "our mission", "vision", "contact", "contact us", "contact information",
    "staff", "our staff", "team", "our team", "department", "departments", "office", "services", "our services",
    "resources", "programs", "links",
}  # fmt: skip


def _picture(one):
    return f"; before it the text of a picture, “{one.picture}”" if one.picture else ""


def _put_text(part, blocks, *, may_have_summary):
    """The first paragraph of an office is its summary where it is as short as one; all else is the text."""
    if may_have_summary and blocks and blocks[0][0] == "p" and _is_short(blocks[0][1]) and not _opens_list(blocks):
        part.summary, blocks = blocks[0][1], blocks[1:]
    html, in_list = [], False
    for tag, words, _ in blocks:
        if (tag == "li") != in_list:
            in_list = not in_list
            html.append("<ul>" if in_list else "</ul>")
        html.append(f"<{tag}>{escape(words)}</{tag}>")
    part.body = richtext.sanitise("".join([*html, "</ul>" if in_list else ""]))


def _is_short(words):
    # “Dr. Ellis” and “e.g.” end no sentence: what does is followed by a capital and is longer than an abbreviation.
    return len(words) <= _LONGEST_SUMMARY and len(re.findall(r"\w{3,}[.!?]\s+(?=[A-Z])", words)) < 2


def _opens_list(blocks):
    return blocks[0][1].endswith(":") or (len(blocks) > 1 and blocks[1][0] == "li")
