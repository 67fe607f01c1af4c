"""
What the lines say, one after the other: a detail, a heading, or text.

A label takes its value from the line under it, labels under each other from as many lines under them, a number alone
belongs to whom it stands under, and a paragraph that was broken over lines is one again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from operator import attrgetter

from django.utils.text import slugify

from ..words.link_address import is_mailbox
from .details import Detail, beside, detail, is_role, numbers_in
from .names_and_titles import holder, is_name, is_title
from .text_lines import TextLine


@dataclass(frozen=True)
class Statement:
    """
    `lines` say together what `words` are; a heading is no detail, and what is neither is text. The name of the office
    that the page itself does not say is a heading of no lines.
    """

    lines: tuple[TextLine, ...]
    words: str
    detail: Detail | None = None
    is_heading: bool = False

    @property
    def is_text(self) -> bool:
        return not (self.detail or self.is_heading)

    @property
    def is_bullet(self) -> bool:
        return bool(self.lines) and self.lines[0].is_bullet

    @property
    def is_struck(self) -> bool:
        return bool(self.lines) and self.lines[0].is_struck


def statements_of(lines: Sequence[TextLine]) -> list[Statement]:
    """`lines` in order, each in one statement. Nothing belongs together that has something struck out in between."""
    runs = groupby(lines, key=attrgetter("is_struck"))
    return [one for _, run in runs for one in _statements([*run])]


def _statements(lines):
    found, place = [], 0
    while place < len(lines):
        several = _of_person(*lines[place : place + 3]) or _of_two_lines(*lines[place : place + 3])
        one = several or _of_one(*lines[place : place + 2])
        some = _of_columns(lines, place) or [one]
        place += sum(len(each.lines) for each in some)
        if found and (both := _with_number(found[-1], some[0])):
            found[-1], some = both, some[1:]
            continue
        if found and _goes_on(found[-1], some[0]):
            some = [replace(found[-1], lines=found[-1].lines + one.lines, words=f"{found[-1].words} {one.words}")]
            found.pop()
        found += some
    return found


def _of_person(name, role=None, number=None):
    """Somebody's name over the role, over a number alone; None for anything else."""
    if number is None or " " not in name.words or not (role.near and number.near and is_name(name.words)):
        return None
    numbers = _alone(number.words)
    says_role = numbers and is_role(role.words) and not detail(role.words)
    kind = ("lead" if is_title(role.words) else "contact") if says_role else ""
    words = f"{role.words}: {name.words} {number.words}"
    return Statement((name, role, number), words, Detail(kind, role.words, name.words, numbers)) if kind else None


def _with_number(above, one):
    """Who is named `above` with the number that stands alone below; None for anything else."""
    who = above.detail
    numbers = one.is_text and one.lines[0].near and _alone(one.words)
    if not (numbers and who and who.kind in ("lead", "contact") and who.value):
        return None
    return replace(above, lines=above.lines + one.lines, detail=replace(who, numbers=who.numbers + numbers))


def _alone(words):
    """The numbers of `words`, where these say nothing else, nor what they are for."""
    numbers = numbers_in(words)
    return () if detail(words) or beside(words, numbers) else numbers


def _of_columns(lines, place):
    """Up to eight labels alone, over as many values in the same order; nothing where one value does not fit."""
    labels = [*takewhile(lambda line: line.words.endswith(":") and _label(line), lines[place : place + 8])]
    values = lines[place + len(labels) : place + 2 * len(labels)]
    found = [_of_both(*pair) for pair in zip(labels, values, strict=False)]
    return found if len(found) == len(labels) > 1 and all(found) else []


def _of_two_lines(above, below=None, after=None):
    """A label, or a title alone, over its value; None where it is not certain that the two belong together."""
    if below is None or below.is_bullet != above.is_bullet or not (below.near or below.is_bullet):
        return None
    label, further = _label(above), after and _label(after)
    if label is None or not label.is_blank:
        return None
    if label.kind == "lead" and ":" not in above.words and not (above.is_bullet or further):
        return None
    # Of two posts with the same title under each other, the first has nobody, and a heading stands between them.
    is_same = further and further.kind == label.kind == "lead" and further.label == label.label
    return None if is_same and not below.is_bullet else _of_both(above, below)


def _of_both(above, below):
    """A label with its value; None where the value is no such thing, or says by itself what it is."""
    words = f"{above.words.rstrip(': ')}: {below.words}"
    both = None if detail(below.words) else detail(words)
    if both is None or both.kind != _label(above).kind:
        return None
    if both.kind in ("lead", "email"):
        certain = (holder if both.kind == "lead" else is_mailbox)(below.words)
    else:
        certain = both.numbers and below.words.startswith(both.numbers[0].text)
    return Statement((above, below), words, both) if certain else None


def _label(line):
    """The detail of `line`, or the one that it would be with a colon at its end."""
    return detail(line.words) or detail(f"{line.words}:")


def _of_one(line, below=None):
    one = detail(line.words)
    is_heading = not one and _is_heading(line, below)
    return Statement((line,), line.words.rstrip(": ") if is_heading else line.words, one, is_heading)


_LONGEST_HEADING = 100
_OFFICE = re.compile(r"(the )?office (of|for) \w", re.IGNORECASE)
_DEPARTMENT = re.compile(r"(the )?(department|division) of \w", re.IGNORECASE)


def _is_heading(line, below):
    """
    Short, begins like a name, is no sentence, and stands apart, or right over a lead, or names an office. Of what is
    struck out also a department wherever it stands: what is below it must not go to the one above.
    """
    over = below and detail(below.words)
    over_lead = bool(over and over.kind == "lead")
    words = line.words.rstrip(": ") if over_lead else line.words
    is_short = len(words) <= _LONGEST_HEADING and len(words.split()) <= 12
    if not (is_short and slugify(words) and (words[0].isupper() or words[0].isdigit())) or line.is_bullet:
        return False
    is_broken_off = below and not below.after_blank and below.words[:1].islower()
    is_sentence = re.search(r"[.,;:!?…]\Z|[:@<>|]", words) or not re.search(r"[^\W\d_]", words) or numbers_in(words)
    names_one = bool(_OFFICE.match(words) or (line.is_struck and _DEPARTMENT.match(words)))
    return not (is_sentence or is_broken_off) and (line.apart or over_lead or names_one)


def _goes_on(above, one):
    """Whether `one` is the rest of the paragraph, or of the item of a list, `above` it."""
    if not above.is_text:
        return False
    last, first = above.lines[-1], one.lines[0]
    is_next = first.number == last.number + 1 and not first.is_bullet and not re.match(r"\d+[.)] ", first.words)
    return one.is_text and is_next and not above.words.endswith((".", "!", "?", ":", "”", '"'))
