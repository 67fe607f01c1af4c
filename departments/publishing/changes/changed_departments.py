"""What became of the departments of an office: new, gone, moved, in another place of the tree."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from django.utils.translation import gettext as _

from ...page.office_page import Part
from ...words.folding import fold
from . import changed_fields, changed_lines, pairing
from .change import Change, name_of


def changes(before, after) -> Iterator[Change]:
    """The changes that lead from the departments `before` to those `after`, both in the order of their page."""
    exchanged = swapped(before, after)
    earlier = {id(part): part.slug for part in before if part.slug in exchanged}
    earlier |= {id(part): exchanged[part.slug] for part in after if part.slug in exchanged}
    # Those that exchanged their addresses are the same departments. Of the others first by name, then by address.
    keys = (_both, lambda part: earlier.get(id(part)), lambda part: fold(part.name), _address)
    pairs = pairing.matched(before, after, *keys)
    address_now = {before[old].slug: after[new].slug for new, old in pairs.items()}
    parents_before = [address_now.get(part.parent, part.parent) for part in before]
    moves = pairing.moved_among(pairs, parents_before, [part.parent for part in after])
    for index, part in enumerate(after):
        if index not in pairs:
            yield _new(part, after)
            continue
        old = before[pairs[index]]
        yield from changed_fields.changes(old, part, part.slug)
        if parents_before[pairs[index]] != part.parent:
            was, now = _named(old.parent, before), _named(part.parent, after)
            sentence = became_a_unit(part, was, now)
            yield Change(name_of(part), part.slug, "parent", _("unit of"), was, now, sentence=sentence)
        if index in moves:
            yield _moved(part, *moves[index], after)
        yield from changed_lines.changes(old, part, part.slug)
    for index in sorted(set(range(len(before))) - set(pairs.values())):
        gone = before[index]
        yield Change(name_of(gone), gone.slug, sentence=_("{name} is no longer on the page").format(name=name_of(gone)))


def swapped(before: Iterable[Part], after: Iterable[Part]) -> dict[str, str]:
    """
    The addresses that some of `after` exchanged, two or more in a ring, each with the one that it had: they have the
    same name, or else the same texts, or lead and number.
    """
    old, new = ({part.slug: part for part in side} for side in (before, after))
    there = [[side[slug] for slug in sorted(old.keys() & new.keys())] for side in (old, new)]
    keys = _both, lambda part: fold(part.name), lambda part: part.summary + part.body, _lead_and_number, _address
    pairs = {there[1][now].slug: there[0][was].slug for now, was in pairing.matched(*there, *keys).items()}
    found, seen = {}, set()
    for start in pairs:
        ring, slug = [], start
        while slug in pairs and slug not in seen:
            seen.add(slug)
            ring.append(slug)
            slug = pairs[slug]
        if slug == start and len(ring) > 1:
            found |= {one: pairs[one] for one in ring}
    return found


_address = attrgetter("slug")


def _both(part):
    return part.slug, fold(part.name)


def _lead_and_number(part):
    return part.lead_name and part.phone and (part.lead_name, part.phone)


def _new(part, departments):
    parent = _named(part.parent, departments)
    words = _("New unit of {parent}: {name}") if parent else _("New department: {name}")
    return Change(name_of(part), part.slug, sentence=words.format(parent=parent, name=name_of(part)))


def became_a_unit(part: Part, was: str, now: str) -> str:
    """That `part` has another parent, by the names of both; "" for none."""
    words = _("{name} is now a unit of {parent}") if now else _("{name} is no longer a unit of {parent}")
    return words.format(name=name_of(part), parent=now or was)


def _moved(part, was, now, departments):
    words, behind = _("{name} moved from place {was} to place {now}"), ""
    if was == now:  # as many came or went before it as it moved past
        next_ones = [other for other in departments if other.parent == part.parent][now:]
        words, behind = _("{name} now comes last"), name_of(next_ones[0]) if next_ones else ""
        words = _("{name} now comes before {behind}") if behind else words
    sentence = words.format(name=name_of(part), was=was, now=now, behind=behind)
    return Change(name_of(part), part.slug, "position", _("place"), str(was), str(now), sentence=sentence)


def _named(slug, departments):
    """The name of the department at `slug`; the address itself where none has it, "" for no address."""
    return next((name_of(part) for part in departments if part.slug == slug), slug or "")
