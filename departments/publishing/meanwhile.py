"""What others did to a page while somebody looked at it: the second of two who publish at once is told of the first."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..models import Happening, Publication
from ..models.accounts import account_name
from ..page import kept_page
from ..words.days import moment
from . import changes

SAVED = "The draft was saved again meanwhile."


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
            yield f"{_who(publication.published_by)} published {publication} on {_when(publication)}."
        elif kind == "withdrawn" and publication.withdrawn_at == happening.at:
            who, on = _who(publication.withdrawn_by), moment(happening.at)
            until = publication.live_until or happening.at
            goes = f" from {moment(until)} on," if until > happening.at else ""
            is_called_off = publication.is_called_off()
            did = f"called off {publication}" if is_called_off else f"took {publication.name} off the site{goes}"
            yield f"{who} {did} on {on}, while you looked."


def _who(account):
    return account_name(account) or "A command"


def _when(publication):
    """When, for when if that is later, and what it changed."""
    at, begins = publication.published_at, publication.live_from
    scheduled = f" for {moment(begins)}" if begins > at else ""
    before = Publication.objects.filter(office=publication.office_id, live_until=begins).taking_room().first()
    pages = [one and kept_page.readable_page_of(one) for one in (before, publication)]
    what = changes.summary(changes.between(*pages)) if all(pages) else ""
    return f"{moment(at)}{scheduled}, while you looked" + (f": {what}" if what else "")
