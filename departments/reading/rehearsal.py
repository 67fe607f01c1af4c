"""
Rehearsals: a school year that is not open yet, read as the site that it will be.

It is the same reading as any, at the moment at which the year opens: what is published for it by then, beside what
visitors see then of the years before. Staff read it under the year's label, as far as they see every office; others by
a link that a publisher made. An office that is not published is in no list, as it would be in none; its draft is shown
at its address, and says so.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from ..drafts.preview import LinkExpired, LinkInvalid, maker_of, open_link_to_year
from ..drafts.roles import sees_every_office
from ..models import Listing, Office, SchoolYear
from ..models.school_year import first_of
from ..page.persons import spelling
from ..school_years.readiness import moment_of
from . import year_changes
from .directory import Directory
from .year_changes import News, YearChanges


@dataclass(frozen=True)
class Rehearsal:
    """`directory` is the year's as it will be. Of a link, `until` says when it ends and `maker` who made it."""

    directory: Directory
    until: datetime | None = None
    maker: str = ""

    @cached_property
    def unpublished(self) -> tuple[Office, ...]:
        """The offices of which visitors would find nothing, in order. One query."""
        year, moment = self.directory.year, self.directory.moment
        shown = self.directory.publications().order_by().values("office")
        offices = Office.objects.filter(school_year=year).kept(moment).exclude(pk__in=shown)
        return tuple(offices.select_related("school_year").order_by("position", "name"))

    @cached_property
    def changes(self) -> YearChanges:
        """What differs from the year before. One query, or two."""
        return year_changes.of(self.directory)

    def news_of(self, slug: str) -> News | None:
        """What differs of the office at `slug`; None where nothing does."""
        url, told = self.directory.office_url(slug), self.changes
        return next((news for news in (*told.new, *told.changed) if news.url == url), None)

    def mark_of(self, url: str, name: str = "") -> str:
        """
        What a row of a list is marked as: "new" or "changed", or "" where it is as it was. `url` is that of an office
        or department, with a `name` of somebody, or of a contact line, there.
        """
        return self._lines.get((url, spelling(name)), "") if name else self._entries.get(url, "")

    @cached_property
    def _entries(self):
        offices = (*self.changes.new, *self.changes.changed)
        found = {part.url: part.what for office in offices for part in (office, *office.departments)}
        of_new = [part for office in self.changes.new for part in office.departments if not part.became]
        return found | {part.url: "new" for part in of_new}

    @cached_property
    def _lines(self):
        """People and contact lines of which the year before has nothing, or something else. Two queries."""
        now, then, marks = self.directory, defaultdict(set), {}
        if now.year_before is None:
            return marks
        for row in _people_and_lines(replace(now, year=now.year_before)):
            then[_who(row)].add(_said_beside(row))
        for row in _people_and_lines(now):
            if _said_beside(row) not in then[_who(row)]:
                url = now.office_url(row.publication.slug, row.anchor)
                marks[url, spelling(row.name)] = "changed" if then[_who(row)] else "new"
        return marks


def _people_and_lines(directory):
    return directory.listings().filter(kind__in=[Listing.Kind.PERSON, Listing.Kind.LINE])


def _who(row):
    """A person is the same wherever they are, a contact line only where it is."""
    return row.kind, spelling(row.name), "" if row.kind == Listing.Kind.PERSON else row.where


def _said_beside(row):
    return row.title, row.lead_standing, row.where, row.publication.name, row.phone, row.phone_kind


def is_for_staff(token: str) -> bool:
    """Whether a rehearsal's key is the label of its year, under which staff reads it; else it is that of a link."""
    return first_of(token) is not None


def opened(token: str, user) -> Rehearsal:
    """
    The rehearsal with this token, for `user`. Five queries.

    Raises LinkInvalid where there is none, or it is not theirs to read; LinkExpired where it has ended.
    """
    if not is_for_staff(token):
        link = open_link_to_year(token)
        return _of(link.school_year, token, link.expires_at, maker_of(link))
    year = SchoolYear.objects.filter(label=token).first()
    if year is None or not (user.is_active and user.is_staff and sees_every_office(user)):
        raise LinkInvalid("There is no such rehearsal.")
    return _of(year, token)


def _of(year, token, *told):
    if year.is_opened():
        sentence = _("The school year {year} is open to visitors by now: read it in the directory.")
        raise LinkExpired(sentence.format(year=year))
    return Rehearsal(Directory.rehearsed(year, token, moment_of(year)), *told)
