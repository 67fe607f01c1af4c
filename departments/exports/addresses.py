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
        return self.origin + self.directory.office_url(page.slug, "" if part is page else part.slug)

    def card(self, part: Part) -> str:
        """The cards of an office with its departments, or of one department; a department's stays when it moves."""
        return self.origin + self.directory.url(f"{_kind(part)}-card", part.slug)

    def person_card(self, part: Part, person: Person) -> str:
        """The card of somebody who leads or answers there."""
        return self.origin + self.directory.url(f"{_kind(part)}-person-card", part.slug, person.key)


def _kind(part):
    return "office" if isinstance(part, OfficePage) else "department"
