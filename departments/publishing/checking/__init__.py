"""
Checks before publishing: what must be mended first, and what deserves a look. Pure: no queries, no clock, no HTTP.

A rule is a function of `Subject` that yields `(field, sentence)`: the model field to mend ("contacts" for contact
lines) and what to do about it. Its docstring says why there is such a rule.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...page.office_page import OfficePage
from .errors import ERRORS
from .subject import Subject, cut
from .warnings import WARNINGS


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


# Errors first: so they are asked, and so they are listed.
RULES = (*((Level.ERROR, rule) for rule in ERRORS), *((Level.WARNING, rule) for rule in WARNINGS))


@dataclass(frozen=True)
class Problem:
    """
    One thing to mend. `part` names the office or department, `slug` is the department's, "" for the office itself.
    """

    rule: str
    level: Level
    part: str
    slug: str
    field: str
    sentence: str


def problems(page: OfficePage, *, on: date, stored=lambda name: True) -> tuple[Problem, ...]:
    """
    What is wrong with `page` if it is published on the day `on`: errors, then warnings, each in the order of the page.

    `stored(name)` says whether the picture of that name is in the store.
    """
    seen = [Subject(part, page, on, stored) for part in (page, *page.departments)]
    found = [
        Problem(name_of(rule), level, look.name, look.slug, field, f"{cut(look.name)}: {sentence}")
        for wanted in Level
        for look in seen
        for level, rule in RULES
        if level == wanted
        for field, sentence in rule(look)
    ]
    return tuple(found)


def name_of(rule) -> str:
    """The rule's name as problems carry it, for example "name-missing"."""
    return rule.__name__.replace("_", "-")
