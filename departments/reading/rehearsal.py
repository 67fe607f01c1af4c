"""
Rehearsals: a school year that is not open yet, read as the site that it will be.

It is the same reading as any, at the moment at which the year opens: what is published for it by then, beside what
visitors see then of the years before. Staff read it under the year's label, as far as they see every office; others by
a link that a publisher made. An office that is not published is in no list, as it would be in none; its draft is shown
at its address, and says so.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from ..drafts.preview import LinkExpired, LinkInvalid, maker_of, open_link_to_year
from ..drafts.roles import sees_every_office
from ..models import Office, SchoolYear
from ..models.school_year import first_of
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
