"""The chart: from the superintendent to each unit. docs/decisions/0007-chart-root.md says who stands at the top."""

from dataclasses import dataclass, replace
from functools import cached_property

from ...models.facts import Language
from ...models.lead import Lead
from ...page.office_page import OfficePage, Part
from ...words import filing
from ...words.folding import fold
from ..directory import CallInstead, Directory
from .letters import index_key

_ROOM = 100  # boxes that are not too large a chart
_SUPERINTENDENT = {"superintendent", "superintendent of schools", "superintendents office"}


@dataclass(frozen=True)
class Node:
    """
    A box of the chart and what is `below` it. `kind` is district, office, department or unit; `unchecked` an office's
    school year for which nobody has checked it yet.
    """

    kind: str
    name: str
    url: str
    lead: Lead | None = None
    phone: str = ""
    instead: CallInstead | None = None
    below: tuple["Node", ...] = ()
    unchecked: str = ""
    written_in: str = Language.ENGLISH.value

    @cached_property
    def letters(self) -> tuple[filing.Letter, ...]:
        """What is directly below it by letter, where a chart of all is too large; else ()."""
        return filing.by_letter((index_key(node.name), node) for node in self.below) if self._size > _ROOM else ()

    @cached_property
    def _size(self):
        return 1 + sum(node._size for node in self.below)


def of(directory: Directory) -> Node | None:
    """
    The top of the chart of `directory`; None where nothing is listed. One query, two where there is no superintendent.

    Below the superintendent's office stand its own departments, then the other offices in their order. Without that
    office all offices stand below the district.
    """
    pages = directory.office_pages
    if not pages:
        return None
    top = top_office(pages)
    others = tuple(_node(page, page, directory) for page in pages if page is not top)
    if top is None:
        named = "district", directory.district.name, directory.home_url
        return Node(*named, instead=directory.call_instead(), below=others)
    office = _node(top, top, directory)
    return replace(office, below=office.below + others)


def top_office(pages: tuple[OfficePage, ...]) -> OfficePage | None:
    """
    The superintendent's office: by its name, else by its address, else by its lead's title; None where there is none.

    The first in their order counts. A deputy's or an assistant superintendent's office is another office.
    """
    rules = [
        lambda page: index_key(page.name) in _SUPERINTENDENT,
        lambda page: index_key(page.slug) in _SUPERINTENDENT,
        lambda page: fold(page.lead_title) in _SUPERINTENDENT,
    ]
    return next((page for rule in rules for page in pages if rule(page)), None)


def _node(part: Part, page, directory, kinds=("office", "department", "unit")):
    below = tuple(_node(one, page, directory, kinds[1:] or kinds) for one in page.below(part))
    url = directory.part_url(page, part)
    instead = None if part.phone else directory.call_instead(page)
    unchecked = page.unchecked if part is page else ""
    return Node(kinds[0], part.name, url, part.lead or None, part.phone, instead, below, unchecked, part.written_in)
