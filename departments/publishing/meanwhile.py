"""What others did to a page while somebody looked at it: the second of two who publish at once is told of the first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..models import Happening, Publication
from ..models.accounts import account_name
from ..page import kept_page
from ..words.days import moment
from . import changes

SAVED = gettext_noop("The draft was saved again meanwhile.")


@dataclass(frozen=True)
class Seen:
    """What somebody was shown: everything up to a happening, and the digest of the draft, or "" where none counts."""

    number: int
    draft: str = ""


def since(number: int, office) -> Iterator[str]:
    """Sentences about what was published of `office`, and what ended, after the happening `number`."""
    # A window that is set anew in one act is told once.
    happenings = list({one.key: one for one in Happening.objects.filter(office=office, pk__gt=number)}.values())
    keys = [happening.key.split("/") for happening in happenings]
    rows = Publication.objects.select_related("published_by", "withdrawn_by").in_bulk([pk for _, pk in keys])
    for happening, (kind, pk) in zip(happenings, keys, strict=True):
        publication = rows[int(pk)]
        # What is numbered once more, or ends as was planned before, was nobody's doing now.
        if kind == "published" and publication.published_at == happening.at:
            yield _published(publication)
        elif kind == "withdrawn" and publication.withdrawn_at == happening.at:
            yield _ended(publication, happening.at)


def _ended(publication, at):
    until = publication.live_until or at
    if publication.is_called_off():
        words = _("{who} called off {publication} on {moment}, while you looked.")
    elif until > at:
        words = _("{who} took {name} off the site from {until} on, on {moment}, while you looked.")
    else:
        words = _("{who} took {name} off the site on {moment}, while you looked.")
    told = {"who": _who(publication.withdrawn_by), "publication": publication, "name": publication.name}
    return words.format(**told, until=moment(until), moment=moment(at))


def _who(account):
    return account_name(account) or _("A command")


def _published(publication):
    """Who did so and when, for when if that is later, and what it changed."""
    at, begins = publication.published_at, publication.live_from
    before = Publication.objects.filter(office=publication.office_id, live_until=begins).taking_room().first()
    pages = [one and kept_page.readable_page_of(one) for one in (before, publication)]
    what = changes.summary(changes.between(*pages)) if all(pages) else ""
    if begins > at:
        words = _("{who} published {publication} on {moment} for {begins}, while you looked.")
        words = (
            _("{who} published {publication} on {moment} for {begins}, while you looked: {what}.") if what else words
        )
    else:
        words = _("{who} published {publication} on {moment}, while you looked.")
        words = _("{who} published {publication} on {moment}, while you looked: {what}.") if what else words
    told = {"who": _who(publication.published_by), "publication": publication, "what": what}
    return words.format(**told, moment=moment(at), begins=moment(begins))
