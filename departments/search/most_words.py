"""What has most of the words of a question, the rarest of them above all: "who do I call about a lost laptop"."""

import math
from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from ..words.folding import fold
from .alike import WEAK
from .rank import Rank
from .readings import Nearness, Readings
from .word_places import each

# What a word is worth where it stands: as typed, in another form, with a slip; in names, around them, in the text.
_OF_LEVEL = {Nearness.TYPED: 1.0, Nearness.OTHER: 1.0, Nearness.SLIP: 0.5}
_WHERE = (
    (1.0, attrgetter("whole")),
    (0.9, attrgetter("in_names")),
    (0.4, attrgetter("in_names_or_around")),
    (0.45, attrgetter("in_names_or_text")),
)
_WEAK = 0.2
_CLOSE = 0.6  # of what the best one has, the others must have as much


def tiers(words, readings: Readings) -> Iterator:
    """The places that have most of `words`, as the one rank there is."""
    worth = defaultdict(float)
    for word in [word for word in words if len(word.typed) > 1] or words:  # a letter begins words everywhere
        for place, points in _points(word, readings).items():
            worth[place] += points
    best = max(worth.values(), default=0)
    close = {place: -round(points, 3) for place, points in worth.items() if points >= _CLOSE * best}
    yield Rank.MOST, close, set(close)


def _points(word, readings):
    found, has_any = {}, False
    for level, share in _OF_LEVEL.items():
        if level == Nearness.SLIP and has_any:
            break
        (places,) = each([word], readings, level)
        for here, where in _WHERE:
            several = where(places)
            if several:
                has_any = has_any or here >= 0.9
                rare = math.log(1 + len(readings.edition) / len(several))
                points = share * here * rare * (_WEAK if fold(word.typed) in WEAK else 1)
                for place in several:
                    found[place] = max(found.get(place, 0), points)
    return found
