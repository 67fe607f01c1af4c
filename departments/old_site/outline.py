"""Which headings of a page name the office and its departments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..words.folding import fold
from .names_and_titles import is_chief, is_title, names_a_post
from .statements import Statement


@dataclass(frozen=True)
class Outline:
    """
    Places count the statements from 0. `office` is where the office is named, None for nowhere. `names` are the
    statements as names are compared, `departments` those that name one. `sections` has by the place of each heading
    what stands under it, to the next one, and is not struck out. `asides` are headings between the name of the office
    and its chief. `gone` are those struck out that named a department.
    """

    office: int | None
    names: tuple[str, ...]
    departments: frozenset[str]
    sections: dict[int, list[Statement]]
    asides: frozenset[int]
    gone: frozenset[int] = frozenset()


def outline_of(statements: Sequence[Statement]) -> Outline:
    """The outline of a page that says `statements`."""
    sections, below = {}, []
    for place, one in enumerate(statements):
        if one.is_heading:
            sections[place] = below = []
        elif not one.is_struck:
            below.append(one)
    names = tuple(_name(one.words) for one in statements)
    office = _office(statements, {place: one for place, one in sections.items() if not statements[place].is_struck})
    if office is None:
        return Outline(None, names, frozenset(), sections, frozenset())
    asides = frozenset(_asides(statements, names, office, sections))
    of_departments = {
        place
        for place, section in sections.items()
        if place > office and place not in asides and _is_department(statements[place].words, section)
    }
    gone = frozenset(place for place in of_departments if statements[place].is_struck)
    departments = frozenset({names[place] for place in of_departments - gone} - {names[office]})
    return Outline(office, names, departments, sections, asides, gone)


def _name(words):
    """ "Department of Nutrition Services" and "Nutrition Services" are one."""
    return re.sub(r"\A(the )?(office|department|division) (of|for) (the )?(?=.)", "", fold(words))


def _office(statements, sections):
    """
    In the last of the headings that first say so: a menu of offices stands above it. Or in one over its
    chief, or that is repeated.
    """
    if statements and not statements[0].lines:
        return 0
    for form in (r"(the )?office (of|for) .+", r"(?!(the|our|main|head|home|front) office)\S.* office"):
        found = [place for place in sections if re.fullmatch(form, fold(statements[place].words))]
        if found:
            end = next((place for place in range(found[0], len(statements)) if place not in sections), len(statements))
            last = fold(statements[[place for place in found if place < end][-1]].words)
            return next(place for place in found if fold(statements[place].words) == last)
    for place, section in sections.items():
        first = next((one.detail for one in section if one.detail), None)
        if first and first.kind == "lead" and is_chief(first.label):
            return place
    following = ((place, place + 1) for place in sections if place + 1 in sections)
    return next((one for one, two in following if fold(statements[one].words) == fold(statements[two].words)), None)


def _asides(statements, names, office, sections):
    """A department is led by somebody else: a heading here is the text of a picture, or the end of a menu."""
    is_between = False
    for place in range(office, len(statements)):
        if place not in sections or names[place] == names[office]:
            is_between = place in sections
        elif is_between and (section := sections[place]):
            first = section[0].detail
            if first and first.kind == "lead" and is_chief(first.label):
                yield place


def is_plain(heading: str) -> bool:
    """Whether `heading` names no part of the district, only a part of the page: "Overview", "How to Reach Us"."""
    return bool(_NO_NAME.fullmatch(fold(heading)) or _SPEAKS_TO_YOU.search(fold(heading)))


def is_of_its_staff(heading: str) -> bool:
    """Whether who stands under `heading` belongs to the part above: "Transportation Staff", or a post."""
    is_post = is_title(heading) and not re.search(r"[-–—’']|office\b", heading, re.IGNORECASE)
    return is_post or bool(re.search(r" (staff|personnel|employees)\Z", fold(heading)))


_NO_NAME = re.compile(
    r"(the )?(office|department|division|section)s?( and (department|division|section)s?)?|overview|about( us)?"
    r"|(our )?(mission|vision|values|goals|staff|team|services|resources|programs|links|work|leadership)"
    r"|(contact|further|more|general)( us| information)?"
)
_SPEAKS_TO_YOU = re.compile(r"\b(contacts?|information|questions?|reach|call|visit|help|us|our|we|your?|how|hours)\b")


_REACHED = ("phone", "fax", "email", "location")


def _is_department(heading, section):
    """Whether `heading` has a lead in its own section, numbers under it, or is called a department."""
    name = fold(heading)
    if not section or _NO_NAME.fullmatch(name) or names_a_post(heading) or is_of_its_staff(heading):
        return False
    first = section[0].detail
    has_lead = any(one.detail and one.detail.kind == "lead" for one in section)
    reached = [one.detail for one in section[:4] if one.detail and one.detail.kind in _REACHED]
    has_numbers = (first in reached or len(reached) > 1) and not is_plain(heading)
    called = rf"(the )?(department|division) of (the )?{re.escape(name)}\b"
    is_called = re.match(r"(department|division) of ", name) or re.match(called, fold(section[0].words))
    return bool(has_lead or has_numbers or is_called)
