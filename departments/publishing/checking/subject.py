"""What a rule looks at: an office or department, on its page, on a day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from math import inf
from typing import Any

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumber

from ...models import Contact, Office
from ...models.facts import ENTRY, LINE, Form
from ...page.office_page import OfficePage, Part
from ...words import phones, prose


@dataclass(frozen=True)
class Subject:
    """`stored(name)`: whether a picture is in the store; `leads(address)`: whether a link of ours leads anywhere."""

    part: Part
    page: OfficePage
    on: date
    stored: Callable[[str], bool]
    leads: Callable[[str], bool]

    @property
    def is_office(self) -> bool:
        return self.part is self.page

    @property
    def name(self) -> str:
        return self.part.name.strip() or self.part.slug

    @property
    def slug(self) -> str:
        return "" if self.is_office else self.part.slug

    @cached_property
    def body(self) -> str:
        """The rich text in plain words."""
        return prose.plain(self.part.body)

    @cached_property
    def prose(self) -> list[tuple[str, Any, str]]:
        """What editors wrote freely: (field, contact line or None, plain text), without what is empty."""
        texts: list = [(field, None, getattr(self.part, field)) for field in ("summary", "hours")]
        texts += [("body", None, self.body)]
        texts += [("contacts", line, line.note) for line in self.part.contacts]
        return [text for text in texts if text[2].strip()]

    def numbers(self, is_wrong: Callable[[str], bool]) -> Iterator[tuple[str, str, str]]:
        """The numbers of which `is_wrong(number)` is true: (field, label, number)."""
        for name in _NUMBERS:
            if (number := getattr(self.part, name)) and is_wrong(number):
                yield name, label_of(name), number
        for line in self.part.contacts:
            if line.phone and is_wrong(line.phone):
                yield "contacts", _("number of “{line}”").format(line=line_name(line)), line.phone

    def values(self, is_wrong: Callable[[str, int], bool]) -> Iterator[tuple[str, str, str, int]]:
        """The texts of which `is_wrong(text, fits)` is true: (field, label, text, how many characters fit)."""
        for line, name, value, fits in self._texts:
            if is_wrong(value, fits):
                if line:
                    label = _("{label} of “{line}”").format(label=_(LINE[name].label), line=line_name(line))
                    yield "contacts", label, value, fits
                else:
                    yield name, label_of(name), value, fits

    @cached_property
    def _texts(self):
        """The texts there are: of which contact line, None for the part's own, and as what."""
        owners = [(None, self.part, Office), *((line, line, Contact) for line in self.part.contacts)]
        return [
            (line, name, value, fits)
            for line, owner, model in owners
            for name, fits in _texts(model)
            if (value := getattr(owner, name))
        ]


_NUMBERS = [fact.name for fact in ENTRY.values() if fact.form is Form.NUMBER]


@cache
def _texts(model):
    facts = (ENTRY if model is Office else LINE).values()
    return [(fact.name, model._meta.get_field(fact.name).max_length or inf) for fact in facts if fact.blank == ""]


def label_of(field: str, line=None) -> str:
    """What to call a fact of an entry, or the note of a contact line of it."""
    return _("note of “{line}”").format(line=line_name(line)) if line else _(ENTRY[field].label)


def line_name(line) -> str:
    """What to call a contact line, cut where it is too long for a sentence."""
    name = next(filter(str.strip, (line.role, line.name, line.phone, line.email, line.note)), "")
    return cut(name) or _("a contact line")


def cut(text: str, length=60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def parsed(number: str) -> PhoneNumber | None:
    """`number` as phonenumbers has it, or None where nobody could dial it."""
    try:
        return phonenumbers.parse(phones.exactly(number))
    except phones.NoNumber:
        return None


def dialled(number) -> tuple[int, int]:
    """What two spellings of one parsed number have in common, extensions aside."""
    return number.country_code, number.national_number
