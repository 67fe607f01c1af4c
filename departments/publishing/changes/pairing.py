"""Two lists of things, before and after: which is which, and which were moved among the others."""

from collections import defaultdict, deque

from rapidfuzz.distance import LCSseq


def matched(before, after, *keys) -> dict[int, int]:
    """
    Which item of `after` is which of `before`: `{index in after: index in before}`, each at most once.

    Every key in turn (a function of an item) pairs what those before it left over. Items with equal keys pair in
    their order; a key that is None or empty pairs nothing.
    """
    pairs = {}
    for key in keys:
        taken = set(pairs.values())
        waiting = defaultdict(deque)
        for index, item in enumerate(before):
            if index not in taken:
                waiting[key(item)].append(index)
        for index, item in enumerate(after):
            if index not in pairs and (name := key(item)) and waiting[name]:
                pairs[index] = waiting[name].popleft()
    return pairs


def moved(before, after) -> dict:
    """
    What was moved: `{item: (its place before, its place after)}`, places counted from 1.

    The items are hashable and stand once in each list. Only what is in both can move, and as few as possible do: an
    item taken to the top is one move, and what is new or gone pushes nothing.
    """
    place_before = {item: place for place, item in enumerate(before, 1)}
    blocks = LCSseq.opcodes(before, after).as_matching_blocks()
    stayed = {item for block in blocks for item in after[block.b : block.b + block.size]}
    return {
        item: (place_before[item], place)
        for place, item in enumerate(after, 1)
        if item in place_before and item not in stayed
    }


def moved_among(pairs, before, after) -> dict[int, tuple[int, int]]:
    """
    The same by index in `after`, of what `matched()` paired: `before` and `after` say of each thing among which others
    it stands, and only among these can it move.
    """
    new_of = {old: new for new, old in pairs.items()}
    siblings = defaultdict(lambda: ([], []))
    for index, group in enumerate(before):
        # What is gone needs a key of its own: nothing in `after` has a number below zero.
        siblings[group][0].append(new_of.get(index, ~index))
    for index, group in enumerate(after):
        siblings[group][1].append(index)
    return {index: places for both in siblings.values() for index, places in moved(*both).items()}


def united(first, second) -> list:
    """The items of both, in the order of `first`: each that only `second` has after the one before it there."""
    order = list(first)
    for index, item in enumerate(second):
        if item not in order:
            order.insert(order.index(second[index - 1]) + 1 if index else 0, item)
    return order
