"""The drafts of a school year beside those of the year before."""

from dataclasses import dataclass, field

from ..models import SchoolYear
from . import comparison
from .comparison import Likeness, OfficeChanges
from .edition import Drafts, of_drafts


@dataclass(frozen=True)
class Beside:
    """
    What became of the year `before`, office by office, in the drafts `now`; and what may be one under two addresses.

    `before` is None, and nothing told, where there is no earlier year.
    """

    before: SchoolYear | None
    now: Drafts | None = None
    then: Drafts | None = None
    changes: tuple[OfficeChanges, ...] = ()
    likenesses: tuple[Likeness, ...] = field(default=())


def beside(year: SchoolYear) -> Beside:
    """
    The drafts of `year` compared with those of the year before it, open or not.

    What says that it succeeds one that is gone is the same, as on the visitors' page of what changed. Seven queries.
    """
    before = SchoolYear.objects.filter(starts_on__lt=year.starts_on).first()
    if before is None:
        return Beside(None)
    now, then = of_drafts(year), of_drafts(before)
    pages = then.edition.pages(), now.edition.pages()
    same = comparison.successions(*pages)
    settled = {(kind, slug) for (kind, _), slug in same.items()}
    likenesses = (like for like in comparison.likenesses(*pages) if (like.kind, like.before_slug) not in settled)
    return Beside(before, now, then, comparison.compare(*pages, same=same), tuple(likenesses))
