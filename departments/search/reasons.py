"""A listing as the result of a search: what it is, where it sits, and why it was found."""

from ..models import Listing
from ..models.facts import ENTRY, unsaid_kind
from ..reading.directory import Directory
from ..words.typed_number import TypedNumber
from .answers import Result
from .marking import Pieces, excerpt, mark, mark_number
from .query import Query


def result(row: Listing, directory: Directory, query: Query | None = None) -> Result:
    """`row`, a listing with the address of its `page`, as a result, with what `query` found in it marked."""
    pieces, why = ((row.name, False),), ()
    if query:
        pieces, found = mark(row.name, query.words)
        why = _why_number(row, query.number) or _why_words(row, query, found)
    url = directory.office_url(row.page, row.anchor)
    return Result(row.kind, row.name, _detail(row), row.phone, url, pieces, why)


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
    for label, number in ((_label(row), row.phone), (ENTRY["fax"].title, row.fax)):
        pieces = mark_number(number, asked) if number else ()
        if any(is_marked for _, is_marked in pieces):
            return ((f"{label} ", False), *pieces)
    return ()


def _label(row):
    if row.is_lead:
        return f"Number of {row.where}:"
    return row.get_phone_kind_display()


def _why_words(row, query, found) -> Pieces:
    """Where the words were found that the name does not show: another name, the title, the place, the text."""
    why, missing = (), [word for word in query.words if word not in found]
    sources = [("also known as ", name) for name in row.other_names]
    sources += [("", row.post if row.post != row.name else ""), ("in ", row.where)]
    for before, text in sources:
        pieces, here = mark(text, tuple(missing)) if missing and text else ((), ())
        if here:
            why += (*((" · ", False),) * bool(why), *(((before, False),) if before else ()), *pieces)
            missing = [word for word in missing if word not in here]
    if missing:
        pieces, here = excerpt(row.text, tuple(missing))
        why += (*((" · ", False),) * bool(why and pieces), *pieces)
        missing = [word for word in missing if word not in here]
    return why + _why_digits(row, missing, bool(why))


def _why_digits(row, missing, is_more) -> Pieces:
    """The number, where a word among others was the end of it or its extension."""
    for part in (part for word in missing for part in word.parts if part.of != "words"):
        asked = TypedNumber(**{part.of: part.text})
        if pieces := _why_number(row, asked):
            return (*((" · ", False),) * is_more, *pieces)
    return ()
