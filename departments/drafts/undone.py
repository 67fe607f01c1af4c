"""
What pages that were scheduled before undo, on their day, of what is published for a moment before that. `page` is what
is published, `instead_of` the page that visitors see without it (None for none), `ahead` are the publications that
begin later, the next first, and what stands at the addresses `moves` moves in these too. Two queries for each of them.
"""

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext as _

from ..models import Publication
from ..page import kept_page
from ..page.office_page import OfficePage
from ..publishing.changes import between, summary
from ..words.days import moment


def undone(
    page: OfficePage, instead_of: OfficePage | None, ahead: Iterable[Publication], moves: Collection[str] = ()
) -> list[str]:
    """What `ahead` undoes of `page`, in sentences: each as often as a page begins that puts it back."""
    return list(_undone(page, instead_of, _read(ahead), moves))


def undone_whenever(
    page: OfficePage, instead_of: OfficePage | None, ahead: Iterable[Publication], moves: Collection[str] = ()
) -> list[str]:
    """The same where the moment is still to be chosen: each sentence begins with the moments for which it is true."""
    later, since, told = _read(ahead), "", []
    for place, (scheduled, _takes_off, then) in enumerate(later):
        until = moment(scheduled.live_from)
        when = _("Published between {since} and {until}") if since else _("Published before {until}")
        when = when.format(since=since, until=until)
        told += [f"{when}: {one}" for one in _undone(page, instead_of, later[place:], moves)]
        since, instead_of = until, then
    return told


def _read(ahead):
    """Each of `ahead` with whether it was planned to take something off, and its page."""
    return [(one, one.taken_off.exists(), kept_page.readable_page_of(one)) for one in ahead]


def _undone(page, instead_of, later, moves) -> Iterator[str]:
    is_anew, before = True, set()
    for scheduled, takes_off, then in later:
        said = {"number": scheduled.number, "moment": moment(scheduled.live_from)}
        is_anew = is_anew and takes_off  # one behind a page that stays as it is stays as well
        if is_anew:
            told = _(
                "No. {number}, scheduled for {moment}, is made anew with this, and is still without what goes off the "
                "site then."
            )
            yield told.format(**said)
            continue
        differs = [one for one in between(page, then) if one.field or one.slug not in moves] if then else []
        otherwise = {(one.slug, one.field) for one in differs}
        changes = between(instead_of, page) if instead_of else differs
        found = [one for one in changes if (one.slug, one.field) in otherwise - before]
        if found:
            told = _(
                "No. {number}, scheduled for {moment}, was made without this, and undoes it then: {changes}. Publish "
                "the same for that moment as well, or call that page off."
            )
            yield told.format(**said, changes=summary(found))
        before = otherwise
