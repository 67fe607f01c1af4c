"""
Checks before publishing: what must be mended first, and what deserves a look. Pure: no queries, no clock, no HTTP.

A rule is a function of `Subject` that yields `(field, sentence)`: the model field to mend ("contacts" for contact
lines) and what to do about it. Its docstring says why there is such a rule.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from inspect import isfunction

from ...page.office_page import OfficePage
from ..changes.change import of_part
from . import errors, warnings
from .subject import Subject, cut


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


def _rules_of(module):
    """The public functions that `module` itself defines, in their order there."""
    written = [found for found in vars(module).values() if isfunction(found) and found.__module__ == module.__name__]
    return tuple(rule for rule in written if not rule.__name__.startswith("_"))


# Errors first: so they are asked, and so they are listed.
RULES = {Level.ERROR: _rules_of(errors), Level.WARNING: _rules_of(warnings)}


@dataclass(frozen=True)
class Finding:
    """
    One thing to mend. `part` names the office or department, `slug` is the department's, "" for the office itself.
    """

    rule: str
    level: Level
    part: str
    slug: str
    field: str
    sentence: str


def problems(
    page: OfficePage, *, on: date, stored=lambda name: True, leads=lambda address: True, levels=tuple(RULES), only=()
) -> tuple[Finding, ...]:
    """
    What is wrong with `page` if it is published on the day `on`: errors, then warnings, each in the order of the page,
    or those of other `levels`; or what `only` these rules, by name, find.

    `stored(name)` says whether that picture is in the store, `leads(address)` whether a link of ours leads anywhere.
    """
    seen = [Subject(part, page, on, stored, leads) for part in page.parts]
    found = [
        Finding(name_of(rule), level, look.name, look.slug, field, of_part(cut(look.name), sentence))
        for level in levels
        for look in seen
        for rule in RULES[level]
        if not only or name_of(rule) in only
        for field, sentence in rule(look)
    ]
    return tuple(found)


def name_of(rule) -> str:
    """The rule's name as problems carry it, for example "name-missing"."""
    return rule.__name__.replace("_", "-")
