"""
What was renamed, moved, merged or divided between two editions, in whole sentences with where they lead. Pure.

An office or department that succeeds several was merged from them, several that succeed one are what it was divided
into, and what succeeds one that is listed still came out of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..page.office_page import OfficePage, Part
from ..school_years import comparison
from ..school_years.edition import KINDS

RENAMED, MOVED, MERGED, DIVIDED = "Renamed", "Moved", "Merged", "Divided"

Place = tuple[str, str]  # a name, and the address of its page
Key = tuple[str, str]  # a kind and a slug


@dataclass(frozen=True)
class Sentence:
    """`pieces` of text, each with the address that it leads to or ""; `kind` is one of those above."""

    kind: str
    pieces: tuple[Place, ...]

    @classmethod
    def of(cls, kind: str, words: str, **places: Sequence[Place]) -> "Sentence":
        """`words` with the names of each of `places` where these are in braces: "Arts, Music and Dance"."""
        return cls(kind, tuple(_pieces(words, places)))

    def __str__(self):
        return "".join(text for text, _ in self.pieces)


def _pieces(words, places) -> Iterator[Place]:
    for text, name, *_rest in Formatter().parse(words):
        if text:
            yield text, ""
        if name == "several":
            for index, place in enumerate(places[name]):
                yield from [(", ", "")] if index else ()
                yield place
        elif name and len(places[name]) > 1:
            *several, last = places[name]
            yield from _pieces(_("{several} and {last}"), {"several": several, "last": [last]})
        elif name:
            yield from places[name]


@dataclass(frozen=True)
class _Entry:
    part: Part
    page: OfficePage
    url: str

    @property
    def place(self) -> Place:
        return comparison.name_of(self.part), self.url


def told(before, after, same: Mapping, then_url: Callable, now_url: Callable) -> tuple[dict, dict]:
    """
    The sentences on each of `after`, and on each of `before`, by kind and address. `same` is as `comparison.compare`
    takes it; `then_url` and `now_url` give for a page and a part of it where it stands.
    """
    then, now = ({key: one for key, one in _entries(*side)} for side in ((before, then_url), (after, now_url)))
    earlier = {key: (key[0], same.get(key, key[1])) for key in now}
    earlier = {new: old for new, old in earlier.items() if old in then}
    heirs = comparison.heirs(before, after)
    became, had_become = defaultdict(tuple), defaultdict(tuple)
    for sentence, olds, news in (*_of_the_same(then, now, earlier), *_successions(then, now, earlier, heirs)):
        for keys, found in ((olds, had_become), (news, became)):
            for key in keys:
                found[key] += (sentence,)
    return became, had_become


def _entries(pages, url):
    for page in pages:
        for part in page.parts:
            yield ("department" if part.anchor else "office", part.slug), _Entry(part, page, url(page, part))


def _of_the_same(then, now, earlier) -> Iterator:
    """What is called otherwise, is in another office, or below another department than before."""
    address_now = {old: new[1] for new, old in earlier.items()}
    for new, old in earlier.items():
        one, was = now[new], then[old]
        if one.place[0] != was.place[0]:
            yield Sentence.of(RENAMED, _("{was} is now called {one}."), was=[was.place], one=[one.place]), [], [new]
        if not one.part.anchor:
            continue
        above, parent = (side.part.parent and ("department", side.part.parent) for side in (was, one))
        if address_now.get(("office", was.page.slug)) != one.page.slug:
            words = _("{one} is now in {home}, before it was in {was}.")
            home, was = now["office", one.page.slug].place, then["office", was.page.slug].place
            yield Sentence.of(MOVED, words, one=[one.place], home=[home], was=[was]), [], [new]
        elif (above and address_now.get(above, above[1])) != one.part.parent:
            words = _("{one} is now a unit of {above}.") if parent else _("{one} is no longer a unit of {above}.")
            there = now.get(parent) if parent else then.get(above)
            if there:
                yield Sentence.of(MOVED, words, one=[one.place], above=[there.place]), [], [new]


def _successions(then, now, earlier, heirs) -> Iterator:
    """What took the place of something, or took it in."""
    continued, alone = set(earlier.values()), defaultdict(list)

    def said(kind, words, olds, news):
        homes = [now["office", now[new].page.slug].place for new in news]
        places = {"olds": [then[old].place for old in olds], "news": [now[new].place for new in news], "homes": homes}
        return Sentence.of(kind, words, **places), olds, news

    for old, several in heirs.items():
        several = [new for new in several if earlier.get(new) != old]
        new = [one for one in several if one not in earlier]
        if old in continued:
            words = ngettext("{news} was part of {olds} before.", "{news} were part of {olds} before.", len(new))
            yield from [said(DIVIDED, words, [old], new)] if new else ()
        elif len(several) > 1:
            yield said(DIVIDED, _("{olds} was divided into {news}."), [old], several)
        else:
            alone[several[0]].append(old)
    for new, olds in alone.items():
        if new in earlier or (len(olds) == 1 and olds[0][0] == new[0]):
            words = ngettext("{olds} is now part of {news}.", "{olds} are now part of {news}.", len(olds))
            yield said(MERGED, words, olds, [new])
        elif len(olds) > 1:
            yield said(MERGED, _("{olds} were merged into {news}."), olds, [new])
        elif new[0] == KINDS[0]:
            yield said(MOVED, _("{olds} is now an office of its own: {news}."), olds, [new])
        else:
            yield said(MOVED, _("{olds} is now a department of {homes}: {news}."), olds, [new])
