"""The people of an office or department: who leads it, and who is named on a contact line. Nobody else is a person."""

from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..models.facts import Standing
from ..models.lead import Lead
from ..words.folding import fold
from .office_page import ContactLine, Part


@dataclass(frozen=True)
class Person:
    """Somebody by name, with the lines they answer: who leads (`lead`) answers the office's or department's own."""

    name: str
    lines: tuple[ContactLine, ...]
    lead: Lead | None = None

    @property
    def key(self) -> str:
        """The last part of their card's address: the name, so that a link to it never shows who comes after them."""
        return slugify(self.name, allow_unicode=True)[:100]

    @property
    def title(self) -> str:
        """Their post, or what the first of their lines is for that says so."""
        return self.lead.post if self.lead else next(filter(None, (line.role for line in self.lines)), "")


def people_of(part: Part) -> tuple[Person, ...]:
    """The people of `part`, its lead first. One who leads and is named on lines as well is one person."""
    lead, lines = part.lead if part.lead.is_person else None, {}
    for line in (*((_lead_line(part),) if lead else ()), *part.contacts):
        if line.is_person:
            lines.setdefault(spelling(line.name), []).append(line)
    leads = spelling(lead.name) if lead else ""
    return tuple(Person(own[0].name, tuple(own), lead if key == leads else None) for key, own in lines.items())


def spelling(name: str) -> str:
    """What names have in common that are one person's: neither capitals nor accents nor signs make another one."""
    key = slugify(name, allow_unicode=True)[:100]
    return fold(key) or key


def _lead_line(part):
    lead = part.lead
    is_away = lead.standing == Standing.ON_LEAVE
    post = _("{name} (on leave)").format(name=lead.post) if is_away else lead.post
    return ContactLine(post, lead.name, part.phone, email=part.email)
