"""A listing as the result of a search: what it is, where it sits, and why it was found."""

from itertools import chain

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from ..models import Listing
from ..models.facts import ENTRY, LABELLED, LINE, unsaid_kind
from ..reading.directory import Directory
from ..words.folding import fold
from ..words.typed_number import TypedNumber
from .answers import Result
from .marking import Pieces, excerpt, mark, mark_number, put_in
from .query import Query, Word, WordPart
from .rank import Rank
from .readings import Nearness, Readings
from .search_index import initials_of

# Words of ours, which begin with a capital where they come first. What editors wrote stays as it is: an address, say.
_OURS = (
    _("also known as {name}"),
    _("in {place}"),
    _("looks like {word}"),
    _("looks like a word for {word}"),
    _("without {words}"),
)
_OTHER_NAME, _PLACE, _LIKE, _LIKE_A_WORD, _WITHOUT = _OURS
_SAID_FOR, _NUMBER_OF = _("“{typed}” is said for {word}"), _("Number of {place}: {number}")
_LEVELS = {Rank.STEM: Nearness.STEM, Rank.INITIALS: Nearness.OTHER, Rank.SAID: Nearness.OTHER}
_LEVELS |= {Rank.OTHER: Nearness.OTHER, Rank.OTHER_AROUND: Nearness.OTHER, Rank.OTHER_TEXT: Nearness.OTHER}
_LEVELS |= {Rank.SLIP: Nearness.SLIP, Rank.MOST: Nearness.SLIP}


def result(
    row: Listing, directory: Directory, readings: Readings | None = None, rank: Rank = Rank.EXACT, fact: str = ""
) -> Result:
    """
    `row`, a listing that is `placed()`, as a result, with what the query found in it marked.

    `fact` is what was asked for, in words: it stands first.
    """
    pieces, why = ((row.name, False),), ()
    if readings:
        title = row.post if row.post != row.name else ""
        sources = [(row.name, ""), *((name, _OTHER_NAME) for name in row.other_names), (title, ""), (row.where, _PLACE)]
        pieces, why = told(sources, readings, rank, row.text)
        why = _why_number(row, readings.query.number) or (*why, *_number_among_words(row, readings.query, why))
    why = ((fact, False), *((" · ", False),) * bool(why), *why) if fact else _capital(why)
    url = directory.office_url(row.page, row.anchor)
    instead = None if row.phone else directory.call_instead(*row.numbered)
    language = "" if row.kind == Listing.Kind.PERSON else row.written_in
    return Result(row.kind, row.name, _detail(row), row.phone, url, pieces, why, instead, row.phone_kind, language)


def told(sources, readings: Readings, rank: Rank, text: str = "") -> tuple[Pieces, Pieces]:
    """
    The name, which is the first of `sources`, in pieces; and where and how the words of the query are in these and in
    `text`, as far as the name does not show it.
    """
    level = _LEVELS.get(rank, Nearness.TYPED)
    said = [f" {' '.join(fold(source).split())} " for source, _ in sources]
    words = {_as_said(word, said, readings, level): word for word in readings.query.words}
    name, found = mark(sources[0][0], tuple(words))
    reasons, missing = [], [word for word in words if word not in found]
    for source, reason in sources[1:]:
        pieces, here = mark(source, tuple(missing)) if missing and source else ((), ())
        if here:
            reasons.append(put_in(reason, name=pieces, place=pieces) if reason else pieces)
            missing = [word for word in missing if word not in here]
    if missing and text:
        pieces, here = excerpt(text, tuple(missing))
        reasons.append(pieces)
        missing = [word for word in missing if word not in here]
    there = [word for word in words.values() if level > Nearness.STEM and readings.may_be_there(word, level)]
    how = [_how(word, sources, said, readings, level) for word in there]
    lost = [words[one].typed for one in missing if rank == Rank.MOST and not _may_be_number(words[one])]
    reasons = [*how, *reasons, put_in(_WITHOUT, words=f"“{'”, “'.join(lost)}”") if lost else ()]
    return name, tuple(chain.from_iterable(((" · ", False), *pieces) for pieces in reasons if pieces))[1:]


def _as_said(word: Word, said, readings, level) -> Word:
    """`word` as typed where that is in what is `said`, else with its other readings; guesses if they are there."""
    if _is_there(word.ways, said):
        return word
    ways = [way for way in readings.upto(word, level).ways if _is_there([way], said)]
    return Word(word.typed, tuple(dict.fromkeys((*readings.upto(word, min(level, Nearness.OTHER)).ways, *ways))))


def _how(word: Word, sources, said, readings, level) -> Pieces:
    """Why `word` is in one of `sources`, where it does not stand there as it was typed."""
    if _is_there(readings.upto(word, Nearness.STEM).ways, said):
        return ()
    for one, reason in ((Nearness.OTHER, _SAID_FOR), (Nearness.SLIP, _LIKE)):
        if one > level:
            break
        ways, together = readings.at(word, one), "".join(said)
        initials = {f"{part.text}{more}" for way in ways for part in way if part.of == "initials" for more in ("", "…")}
        ways = [way for way in ways if _is_in(way, together)]
        if not ways and not initials:
            continue
        for (text, _reason), words in zip(sources, said, strict=True):
            if here := tuple(way for way in ways if _is_in(way, words)):
                if one == Nearness.OTHER and any(
                    fold(word.typed) in "".join(part.text for part in way) for way in here
                ):
                    return ()  # only joined with its neighbour, or apart
                pieces, _found = mark(text, (Word(word.typed, here),))
                found = " ".join(piece for piece, is_marked in pieces if is_marked) or text
                if one == Nearness.SLIP and readings.for_a_word.intersection(here):
                    reason = _LIKE_A_WORD
                return put_in(reason, typed=word.typed, word=((found, True),))
            if not initials.isdisjoint(initials_of(text)):
                return put_in(reason, typed=word.typed, word=((text, True),))
    return ()


def _is_there(ways, said):
    """Whether one of `ways` is in one of what is `said`. Most are in none, and all together tell it at once."""
    together = "".join(said)
    return any(_is_in(way, together) and any(_is_in(way, words) for words in said) for way in ways)


def _is_in(way, words):
    """Whether all parts of `way` are among `words`, which are folded and have a space before and behind each."""
    return all(part.of == "words" and f" {part.text}{' ' if part.whole else ''}" in words for part in way)


def _may_be_number(word):
    return any(part.of != "words" for part in word.parts)


def _capital(why: Pieces) -> Pieces:
    ours = tuple(filter(None, (gettext(reason).partition("{")[0] for reason in _OURS)))
    first = [(f"{text[:1].upper()}{text[1:]}" if text.startswith(ours) else text, marked) for text, marked in why[:1]]
    return (*first, *why[1:])


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
    kind = LINE["kind"].told(row.phone_kind)
    either = (asked, TypedNumber(asked.extension), TypedNumber(extension=asked.digits))  # "7699" may be either
    for one in either[: 1 if asked.digits and asked.extension else 3]:
        for label, number in ((kind, row.phone), (ENTRY["fax"].title, row.fax)):
            pieces = mark_number(number, one) if number else ()
            if any(is_marked for _digits, is_marked in pieces):
                said = _NUMBER_OF if row.is_lead and number == row.phone else LABELLED
                return put_in(said, label=label, place=row.where, value=pieces, number=pieces)
    return ()


def _number_among_words(row, query: Query, why) -> Pieces:
    """A word among others may have been the end of the number, or its extension."""
    parts: list[WordPart] = [part for word in query.words for part in word.parts if part.of in ("digits", "extension")]
    told = (_why_number(row, TypedNumber(**{part.of: part.text})) for part in parts)
    found = next(filter(None, told), ())
    return (((" · ", False), *found) if why else found) if found else ()


def suggested(count: int) -> str:
    """How many are suggested."""
    return ngettext("{count} suggestion.", "{count} suggestions.", count).format(count=count)
