"""What exports are made of: the live pages of a directory, one at a time and in order."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..page import kept_page, office_page
from ..reading.directory import Directory
from .columns import HEADINGS

# Pages fetched at once: the memory an export takes is theirs, however many there are.
CHUNK = 20
# Changes whenever the same publications give other bytes, so that nobody keeps a file of the form before.
FORM = ("3", *HEADINGS)


@dataclass(frozen=True)
class Published:
    """A live page, when it was published, and the directory it is in, whose addresses are in full."""

    page: office_page.OfficePage
    revised: datetime
    directory: Directory

    def trail(self, part) -> tuple[str, ...]:
        """The names down to `part`: the office, the department, the unit."""
        if part is self.page:
            return (part.name,)
        above = (one.name for one in self.page.departments if one.slug == part.parent)
        return (self.page.name, *above, part.name)


def published(directory: Directory) -> Iterator[Published]:
    """
    Every live page of the directory, in its order. One query; at most `CHUNK` pages are held at once.
    """
    rows = directory.publications().only("payload", "published_at")
    for row in rows.iterator(chunk_size=CHUNK):
        # One damaged page must not cost the rest of a file that is half sent.
        if page := kept_page.readable_page_of(row):
            yield Published(page, row.published_at, directory)


def office(directory: Directory, slug: str) -> tuple[Published, office_page.OfficePage]:
    """The live page of the office at `slug`, and the office on it. Raises NotListed. One query."""
    found = _readable(directory.publication(slug), directory)
    return found, found.page


def department(directory: Directory, slug: str) -> tuple[Published, office_page.DepartmentPart]:
    """The live page on which the department at `slug` stands, and the department. Raises NotListed. One query."""
    found = _readable(directory.publication_with(slug), directory)
    return found, found.page.department(slug)


def _readable(publication, directory):
    return Published(kept_page.page_of(publication), publication.published_at, directory)


def fingerprint(directory: Directory) -> str:
    """
    What changes whenever an export of `directory` would; empty where nothing is live.

    Two queries, which open no payload.
    """
    # A publication changes only where a person is taken out: its key and its digest say all that is in it.
    live = list(directory.publications().values_list("pk", "digest"))
    if not live:
        return ""
    parts = [*FORM, directory.year, directory.is_archive, directory.district, *live]
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:32]
