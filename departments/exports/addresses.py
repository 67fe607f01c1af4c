"""Where visitors find what is exported, in full: a file has no page to be relative to."""

from dataclasses import dataclass

from ..page.office_page import OfficePage, Part
from ..page.persons import Person
from ..reading.directory import Directory


@dataclass(frozen=True)
class Addresses:
    """Addresses of a directory's pages and cards. `origin` is the site, as "https://example.org"; empty: relative."""

    directory: Directory
    origin: str = ""

    def part(self, page: OfficePage, part: Part) -> str:
        """Where the office, or one of its departments, stands."""
        return self.origin + self.directory.office_url(page.slug, part.anchor)

    def card(self, part: Part) -> str:
        """The cards of an office with its departments, or of one department; a department's stays when it moves."""
        return self.origin + self.directory.url(_name(part, "card"), part.slug)

    def person_card(self, part: Part, person: Person) -> str:
        """The card of somebody who leads or answers there."""
        return self.origin + self.directory.url(_name(part, "person-card"), part.slug, person.key)


def _name(part, card):
    return f"{'department' if part.anchor else 'office'}-{card}"
