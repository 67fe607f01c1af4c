"""What visitors see of a school year now, and what somebody may look for in it."""

import re

from departments.models import Listing, Publication


def live_in(year):
    return Publication.objects.live().filter(school_year=year)


def departments_in(year):
    """The departments visitors see, each listing by its address; one that stands on two pages as the newer has it."""
    rows = Listing.objects.filter(publication__in=live_in(year), kind=Listing.Kind.DEPARTMENT)
    return {row.slug: row for row in rows.order_by("publication__published_at")}


def searches_in(year):
    """What somebody may look for: a name, a number, a job, an earlier name, next to nothing, and what is not there."""
    rows = Listing.objects.filter(publication__in=live_in(year))
    named, called = rows.filter(kind=Listing.Kind.PERSON).first(), rows.exclude(phone="").first()
    yield from ("a", "director", "zzyzx")
    yield from ((named.name, named.name.split()[-1][:3]) if named else ())
    yield from ((called.phone, re.sub(r"\D", "", called.phone)[-4:], called.name) if called else ())
    yield from (row.name for row in Publication.objects.exclude(pk__in=live_in(year)).order_by("slug", "number")[:3])
