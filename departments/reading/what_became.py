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

from ..page.office_page import Part
from ..school_years import comparison

RENAMED, MOVED, MERGED, DIVIDED = "Renamed", "Moved", "Merged", "Divided"

Place = tuple[str, str | None]  # a name, and the address of its page or ""
Key = tuple[str, str]  # a kind and a slug


@dataclass(frozen=True)
class Sentence:
    """Names as in Place, and, with None, what stands between them: its `pieces`. `kind` is one of those above."""

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
            yield text, None
        if name == "several":
            for index, place in enumerate(places[name]):
                yield from [(", ", None)] if index else ()
                yield place
        elif name and len(places[name]) > 1:
            *several, last = places[name]
            yield from _pieces(_("{several} and {last}"), {"several": several, "last": [last]})
        elif name:
            yield from places[name]


def of_change(item: comparison.Item, one: Place, home: Place) -> Sentence | None:
    """That it is called otherwise, or is in another office, `home`, or below another department; None of all else."""
    was = item.before, ""
    said: dict[str, Sequence[Place]] = {"one": [one], "was": [was], "above": [(item.after, "")]}
    if item.field == "name" and item.before and item.after:
        return Sentence.of(RENAMED, _("{was} is now called {one}."), **said)
    if item.kind == "moved" and item.field == "office":
        return moved(one, home, was)
    if item.kind == "moved":
        words = _("{one} is now a unit of {above}.") if item.after else _("{one} is no longer a unit of {was}.")
        return Sentence.of(MOVED, words, **said)
    return None


def moved(one: Place, home: Place, was: Place) -> Sentence:
    """That `one` is in the office `home`, and no more in the one it `was` in."""
    return Sentence.of(MOVED, _("{one} is now in {home}, before it was in {was}."), one=[one], home=[home], was=[was])


def successions(before, after, same: Mapping, then_url: Callable, now_url: Callable) -> Iterator:
    """
    Each sentence on what took the place of something, or took it in, with the keys of what it was and of what it is.
    `same` is as `comparison.compare` takes it; `then_url` and `now_url` give for a page and a part where it stands.
    """
    then, now = (
        {key(part): (comparison.name_of(part), url(page, part)) for page in pages for part in page.parts}
        for pages, url in ((before, then_url), (after, now_url))
    )
    homes = {key(part): now[key(page)] for page in after for part in page.departments}
    earlier = {new: (new[0], same.get(new, new[1])) for new in now}
    earlier = {new: old for new, old in earlier.items() if old in then}
    continued, alone = set(earlier.values()), defaultdict(list)

    def said(kind, words, olds, news):
        places = {"olds": [then[old] for old in olds], "news": [now[new] for new in news]}
        return Sentence.of(kind, words, **places, homes=[homes.get(new, ("", "")) for new in news]), olds, news

    for old, several in comparison.heirs(before, after).items():
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
        elif new in homes:
            yield said(MOVED, _("{olds} is now a department of {homes}: {news}."), olds, [new])
        else:
            yield said(MOVED, _("{olds} is now an office of its own: {news}."), olds, [new])


def key(part: Part) -> Key:
    return "department" if part.anchor else "office", part.slug
