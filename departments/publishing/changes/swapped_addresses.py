"""Which offices, or departments, stand at each other's addresses now, told by all else that is said of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product

from ...models.facts import ENTRY, Form, named
from ...page.office_page import Part
from ...words.folding import fold
from ...words.naming import core

_TELLING = named(ENTRY, Form.LINE, Form.NUMBER, Form.EMAIL, Form.LINK, Form.PROSE, Form.RICH, Form.PICTURE) - {"slug"}
_MOST = 3  # what more have tells none from another


def swapped(before: Iterable[Part], after: Iterable[Part]) -> dict[str, str]:
    """
    The addresses of those of `after` that exchanged theirs among each other, each with the one that it had.

    The same is what has the same name, or else shares most of name, lead, numbers and texts; what shares no more with
    another than with what had its address stayed there.
    """
    old, new = ({part.slug: part for part in side} for side in (before, after))
    old, new = ({s: part for s, part in side.items() if _differs(s, old, new)} for side in (old, new))
    holders: tuple[defaultdict, defaultdict] = defaultdict(list), defaultdict(list)
    for side, found in zip((old, new), holders, strict=True):
        for slug, part in side.items():
            for trait in _traits(part):
                found[trait].append(slug)
    shared: Counter = Counter()
    for trait, slugs in holders[1].items():
        if max(len(slugs), len(holders[0][trait])) <= _MOST:
            shared.update(product(slugs, holders[0][trait]))

    def rank(pair):
        slug, earlier = pair
        return fold(new[slug].name) != fold(old[earlier].name), -shared[pair], slug != earlier, pair

    pairs: dict[str, str] = {}
    taken = set()
    for slug, earlier in sorted(shared, key=rank):
        if slug not in pairs and earlier not in taken:
            pairs[slug] = earlier
            taken.add(earlier)
    pairs = {slug: earlier for slug, earlier in pairs.items() if slug != earlier}
    while broken := [slug for slug, earlier in pairs.items() if earlier not in pairs]:
        for slug in broken:
            del pairs[slug]
    return pairs


def _differs(slug, old, new):
    return slug in old and slug in new and fold(old[slug].name) != fold(new[slug].name)


def _traits(part):
    values = ((name, getattr(part, name)) for name in _TELLING)
    yield from {(name, fold(value) if name == "name" else value) for name, value in values if value}
    yield from {("word", word) for word in core(part.name).split()}
