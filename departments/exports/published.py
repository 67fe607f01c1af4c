"""What exports are made of: the live pages of a directory, one at a time and in order."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..models import Listing, Publication
from ..page import kept_page, office_page
from ..reading.directory import Directory, NotListed
from .addresses import Addresses
from .columns import HEADINGS

# Pages fetched at once: the memory an export takes is theirs, however many there are.
CHUNK = 20
# Changes whenever the same publications give other bytes, so that nobody keeps a file of the form before.
FORM = ("2", *HEADINGS)


@dataclass(frozen=True)
class Published:
    """A live page, when it was published, and where visitors find it."""

    page: office_page.OfficePage
    revised: datetime
    addresses: Addresses

    def trail(self, part) -> tuple[str, ...]:
        """The names down to `part`: the office, the department, the unit."""
        if part is self.page:
            return (part.name,)
        above = next((one.name for one in self.page.departments if one.slug == part.parent), None)
        return tuple(name for name in (self.page.name, above, part.name) if name is not None)


def published(addresses: Addresses) -> Iterator[Published]:
    """Every live page of the directory, in its order. One query; at most `CHUNK` pages are held at once."""
    rows = _live(addresses.directory).only("slug", "name", "payload", "published_at")
    for row in rows.iterator(chunk_size=CHUNK):
        # One damaged page must not cost the rest of a file that is half sent.
        if page := kept_page.readable_page_of(row):
            yield Published(page, row.published_at, addresses)


def office(addresses: Addresses, slug: str) -> Published:
    """The live page of the office at `slug`. Raises NotListed. One query."""
    row = _live(addresses.directory).filter(slug=slug).first()
    return _one(row, addresses, f"No office has the address {slug}.")


def department(addresses: Addresses, slug: str) -> tuple[Published, office_page.DepartmentPart]:
    """The department at `slug`, after the live page on which it stands. Raises NotListed. One query."""
    here = Listing.objects.filter(kind=Listing.Kind.DEPARTMENT, slug=slug).values("publication")
    # Twice, where it moved and the office it left was not published since: the newer page knows better.
    row = _live(addresses.directory).filter(pk__in=here).order_by("-published_at").first()
    found = _one(row, addresses, f"No department has the address {slug}.")
    return found, next(part for part in found.page.departments if part.slug == slug)


def _one(row, addresses, reason):
    if row is None:
        raise NotListed(reason)
    return Published(kept_page.page_of(row), row.published_at, addresses)


def fingerprint(directory: Directory) -> str:
    """
    What changes whenever an export of `directory` would; empty where nothing is live.

    One query, which opens no payload.
    """
    # A publication never changes, so its key says all that is in it.
    live = list(_live(directory).values_list("pk", flat=True))
    if not live:
        return ""
    parts = [*FORM, directory.year, directory.is_archive, *live]
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:32]


def _live(directory):
    live = Publication.objects.live(directory.moment).filter(school_year=directory.year)
    return live.order_by("position", "name", "pk")
