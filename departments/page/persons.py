"""The people of an office or department: who leads it, and who is named on a contact line."""

from dataclasses import dataclass, replace

from django.utils.text import slugify

from ..models import Contact
from .office_page import ContactLine, Lead, Part


@dataclass(frozen=True)
class Person:
    """
    Somebody by name. `lead` is their post, where they have one. `numbers` are pairs of a number as stored and its
    kind, as in `Contact.Kind`.
    """

    name: str
    title: str = ""
    lead: Lead | None = None
    numbers: tuple[tuple[str, str], ...] = ()
    emails: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def key(self):
        """
        The last part of their card's address: the name, so that a link to it never shows who comes after them.

        Empty for a name without any letter or digit.
        """
        return slugify(self.name, allow_unicode=True)[:100]


def people_of(part: Part) -> tuple[Person, ...]:
    """
    The people of `part`, its lead first. One who leads and is named on lines as well is one person.

    A name that gives no address gives no person.
    """
    found = {}
    for person in (*_lead(part), *(_of_line(line) for line in part.contacts)):
        if person.key:
            known = found.get(person.key)
            found[person.key] = _together(known, person) if known else person
    return tuple(found.values())


def _lead(part):
    if part.lead.name and not part.lead.is_vacant:
        numbers = _numbers(part.phone, Contact.Kind.VOICE.value)
        yield Person(part.lead.name, part.lead.post, part.lead, numbers, _given(part.email))


def _of_line(line: ContactLine):
    return Person(line.name, line.role, None, _numbers(line.phone, line.kind), _given(line.email), _given(line.note))


def _together(known, more):
    return replace(
        known,
        title=known.title or more.title,
        numbers=tuple(dict.fromkeys(known.numbers + more.numbers)),
        emails=tuple(dict.fromkeys(known.emails + more.emails)),
        notes=tuple(dict.fromkeys(known.notes + more.notes)),
    )


def _numbers(number, kind):
    return ((number, kind),) if number else ()


def _given(text):
    return (text,) if text else ()
