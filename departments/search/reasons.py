"""A listing as the result of a search: what it is, where it sits, and why it was found."""

from itertools import chain

from ..models import Listing
from ..models.facts import ENTRY, unsaid_kind
from ..reading.directory import Directory
from ..words.typed_number import TypedNumber
from .answers import Result
from .marking import Pieces, excerpt, mark, mark_number
from .query import Query

# Words of ours, which begin with a capital where they come first. What editors wrote stays as it is: an address, say.
_OTHER_NAME, _PLACE = _OURS = ("also known as ", "in ")


def result(row: Listing, directory: Directory, query: Query | None = None) -> Result:
    """`row`, a listing that is `placed()`, as a result, with what `query` found in it marked."""
    pieces, why = ((row.name, False),), ()
    if query:
        pieces, found = mark(row.name, query.words)
        why = _why_number(row, query.number) or _why_words(row, query, found)
    url = directory.office_url(row.page, row.anchor)
    instead = None if row.phone else directory.call_instead(*row.numbered)
    return Result(row.kind, row.name, _detail(row), row.phone, url, pieces, why, instead)


def _detail(row):
    if row.kind in (Listing.Kind.OFFICE, Listing.Kind.DEPARTMENT):
        return " · ".join(filter(None, [str(row.lead), row.where]))
    title = row.post if row.post != row.name else ""
    kind = unsaid_kind(row.phone_kind, f"{row.name} {title}")
    return ", ".join(filter(None, [title, row.where, kind[:1].upper() + kind[1:]]))


def _why_number(row, asked) -> Pieces:
    """The number that was asked for and whose it is; empty where the row has no such number."""
    if asked is None:
        return ()
    kind = f"Number of {row.where}:" if row.is_lead else row.get_phone_kind_display()
    for label, number in ((kind, row.phone), (ENTRY["fax"].title, row.fax)):
        pieces = mark_number(number, asked) if number else ()
        if any(is_marked for _, is_marked in pieces):
            return ((f"{label} ", False), *pieces)
    return ()


def _why_words(row, query, found) -> Pieces:
    """Where words were found that the name does not show: another name, the title, the place, the text, the number."""
    reasons, missing = [], [word for word in query.words if word not in found]
    sources = [(_OTHER_NAME, name) for name in row.other_names]
    sources += [("", row.post if row.post != row.name else ""), (_PLACE, row.where)]
    for before, text in sources:
        pieces, here = mark(text, tuple(missing)) if missing and text else ((), ())
        if here:
            reasons.append(((before, False), *pieces) if before else pieces)
            missing = [word for word in missing if word not in here]
    if missing:
        pieces, here = excerpt(row.text, tuple(missing))
        reasons.append(pieces)
        missing = [word for word in missing if word not in here]
    # A word among others may have been the end of the number, or its extension.
    parts = (part for word in missing for part in word.parts if part.of != "words")
    numbers = (_why_number(row, TypedNumber(**{part.of: part.text})) for part in parts)
    reasons.append(next(filter(None, numbers), ()))
    pieces = tuple(chain.from_iterable(((" · ", False), *pieces) for pieces in reasons if pieces))[1:]
    first = [(text.capitalize() if text in _OURS else text, is_marked) for text, is_marked in pieces[:1]]
    return (*first, *pieces[1:])
