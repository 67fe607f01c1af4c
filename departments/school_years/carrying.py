"""What visitors see now and would miss in the coming year. Last year's page goes on where somebody decides so."""

from dataclasses import dataclass

from ..models import Listing, Office, Publication, SchoolYear


@dataclass(frozen=True)
class Missed:
    """What visitors see of an office now, and its draft in the coming year; None where there is none to carry it on."""

    publication: Publication
    draft: Office | None


def missed(year: SchoolYear, *, at) -> tuple[Missed, ...]:
    """
    The offices that visitors see now and would not see once `year` is open from the moment `at`: neither they nor what
    succeeds them is published in it. None for a year that is no later than the current one. Four queries.
    """
    now = SchoolYear.objects.current()
    if now is None or now.starts_on >= year.starts_on:
        return ()
    shown = (
        Publication.objects.live().filter(school_year=now).select_related("school_year").order_by("position", "name")
    )
    live = Publication.objects.live(at).filter(school_year=year)
    there = Listing.objects.filter(publication__in=live, kind=Listing.Kind.OFFICE).values_list("slug", "succeeds")
    published = {address for slug, succeeds in there for address in (slug, *succeeds.split())}
    kept = year.offices.kept(at)
    drafts = {earlier: office for office in kept for earlier in office.succeeds.split()}
    drafts |= {office.slug: office for office in kept}
    return tuple(Missed(one, drafts.get(one.slug)) for one in shown if one.slug not in published)
