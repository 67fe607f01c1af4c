"""
Contact cards: vCard 3.0 (RFC 2426), which every address book reads.

A card each for an office, a department and a person. A number's extension stands in the note and not in TEL, where
Android takes every digit as one to dial and would call a wrong number: see docs/decisions/0008.
"""

import base64
import logging
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ..models.facts import ENTRY, LINE, Kind, Standing
from ..page import pictures
from ..page.office_page import Part
from ..page.persons import Person, people_of
from ..page.storage import store
from ..words import phones
from ..words.names_of_people import Name
from .content_lines import line, listed, structured, text
from .published import Published

log = logging.getLogger(__name__)
# The RFC has no type for TTY and text messages. Android shows what begins with X- as the number's label.
_TYPES = {
    Kind.VOICE: ("WORK", "VOICE"),
    Kind.FAX: ("WORK", "FAX"),
    Kind.TTY: ("X-TTY-TDD",),
    Kind.TEXT: ("X-TEXT",),
    Kind.VIDEO_RELAY: ("WORK", "VIDEO"),
}
_STANDINGS = {
    Standing.ACTING: _("Acting: leads until the post is filled."),
    Standing.INTERIM: _("Interim: leads until the post is filled."),
    Standing.ON_LEAVE: _("On leave."),
}


def stream(pages: Iterable[Published]) -> Iterator[bytes]:
    """All cards of `pages` in UTF-8, a piece for each page."""
    for published in pages:
        yield "".join(of(published, published.page)).encode()


def of(published: Published, part: Part) -> Iterator[str]:
    """The card of the office or department and one for each of its people; then those of an office's departments."""
    for one in published.page.parts if part is published.page else (part,):
        yield of_entry(published, one)
        for person in people_of(one):
            yield of_person(published, one, person)


def of_entry(published: Published, part: Part, with_picture: bool = False) -> str:
    """
    The card of an office or department itself, with the numbers of its lines that name nobody. An office is a company:
    its name stands in ORG alone, where address books read a company's, Apple's too.
    """
    name = Name(surname=part.name) if part.anchor else Name()
    card = _Card(published, part, published.directory.card_url(part), part.name, name)
    if not part.anchor:
        card.add("X-ABShowAs", "COMPANY")
    if with_picture:
        card.picture(part.picture)
    if part.other_names:
        card.add("NICKNAME", listed(part.other_names))
    card.number(part.phone, preferred=True)
    card.number(part.fax, Kind.FAX)
    for contact in part.contacts:
        if not contact.is_person:
            card.number(contact.phone, contact.kind)
    if not part.has_number:
        card.call_instead(published.page)
    card.email(part.email)
    card.note(str(part.lead), *_extensions([(part.phone, Kind.VOICE), (part.fax, Kind.FAX)]))
    card.note(*(": ".join(filter(None, (line.label, line.in_words))) for line in part.contacts))
    return card.text()


def of_person(published: Published, part: Part, person: Person) -> str:
    """The card of somebody who leads or answers at the office or department."""
    address = published.directory.card_url(part, person)
    name = Name.of(person.name)
    card = _Card(published, part, address, person.name, name)
    if name.nickname:
        card.add("NICKNAME", text(name.nickname))
    if person.title:
        card.add("TITLE", text(person.title))
    for answered in person.lines:
        card.number(answered.phone, answered.kind, preferred=answered.phone == part.phone)
        card.email(answered.email)
        card.facts(LINE, answered)
    if not any(answered.phone for answered in person.lines):
        card.call_instead(part, published.page)
    card.note(name.note, gettext(_STANDINGS.get(person.lead.standing, "")) if person.lead else "")
    card.note(*_extensions((answered.phone, answered.kind) for answered in person.lines))
    card.note(*(answered.note for answered in person.lines))
    return card.text()


class _Card:
    """The lines of one card, and the sentences of its note."""

    def __init__(self, published: Published, part: Part, address: str, shown: str, name: Name):
        self.part, self.directory, self.unchecked = part, published.directory, published.page.unchecked
        self.lines, self.notes = {}, {}  # in order, and none twice
        self.add("FN", text(" ".join(shown.split())))
        self.add("N", structured(name.surname, name.given, name.additional, name.prefixes, name.suffixes))
        self.add("ORG", structured(*published.trail(part)))
        if part.location:
            self.add("ADR", structured("", "", part.location, "", "", "", ""), ("WORK",))
        self.add("URL", published.directory.part_url(published.page, part))
        # The same card whenever it is saved again; an earlier year's has another address, and never replaces today's.
        self.add("UID", uuid.uuid5(uuid.NAMESPACE_URL, address).urn)
        self.add("REV", f"{published.revised.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")

    def add(self, name, value, types=()):
        self.lines[line(name, value, types)] = True

    def number(self, number, kind=Kind.VOICE, *, preferred=False):
        value = phones.international(number)
        if value:
            self.add("TEL", value, _TYPES.get(kind, _TYPES[Kind.VOICE]) + (("PREF",) if preferred else ()))

    def call_instead(self, *within):
        if instead := self.directory.call_instead(*within):
            self.number(instead.phone)
            self.note(f"{instead} ({instead.name})")

    def email(self, address):
        if address:
            self.add("EMAIL", text(address), ("INTERNET",))

    def picture(self, shown):
        """The smallest JPEG of a picture; a store that is gone costs the picture, not the card."""
        try:
            if shown and pictures.is_stored(shown.name):
                with store().open(pictures.rendition(shown.name, pictures.widths_of(shown.name)[0], "jpg")) as file:
                    self.add("PHOTO;ENCODING=b", base64.b64encode(file.read()).decode(), ["JPEG"])
        except Exception:
            log.exception("The picture %s is left out of a card.", shown.name)

    def note(self, *sentences):
        self.notes |= dict.fromkeys(filter(None, sentences))

    def facts(self, table, part):
        for fact in table.values():
            kept = getattr(part, fact.name)
            value = fact.in_words(kept) if fact.card and kept != fact.blank else ""
            if value and fact.card == "NOTE":
                self.note(f"{fact.title}: {value}")
            elif value:
                self.add(fact.card, text(value))

    def text(self) -> str:
        self.facts(ENTRY, self.part)
        if self.unchecked:
            self.note(gettext("Not yet checked for {year}.").format(year=self.unchecked))
        if self.directory.is_archive:
            self.note(gettext("From the directory of the school year {}.").format(self.directory.year.label))
        if self.notes:
            self.add("NOTE", text("\n".join(self.notes)))
        return "".join([line("BEGIN", "VCARD"), line("VERSION", "3.0"), *self.lines, line("END", "VCARD")])


def _extensions(numbers):
    """The numbers that have an extension, with it, as sentences."""
    for number, kind in numbers:
        if phones.parts(number)[1]:
            yield f"{LINE['kind'].told(kind)}: {phones.told(number)}"
