"""Which entries are the same by their names, however these are written. Pure."""

from collections import defaultdict
from collections.abc import Callable

from ..words.folding import fold
from ..words.naming import core

# Word for word in its office, then "Arts & Crafts" for "Department of Arts and Crafts", then so in any office.
_ROUNDS = (
    lambda office, name: (office, fold(name)),
    lambda office, name: (office, core(name)),
    lambda office, name: core(name),
)


def pairs(said: dict, there: dict) -> dict:
    """
    By each key of `said` the one of `there` that it is. Both are {key: (address of its office or "", name)}.

    Where two could be meant, on either side, nothing is assumed.
    """
    found = {}
    for alike in _ROUNDS:
        left, right = defaultdict(list), defaultdict(list)
        taken = set(found.values())
        for groups, entries, settled in ((left, said, found), (right, there, taken)):
            for key, entry in entries.items():
                if key not in settled:
                    groups[alike(*entry)].append(key)
        found |= {new[0]: right[name][0] for name, new in left.items() if len(new) == len(right[name]) == 1}
    return found


def finder(entries: dict) -> Callable[[str, str], str | None]:
    """What gives the key of the one of `entries`, as `pairs` takes them, that a name in an office means; or None."""
    exactly, alike = {_ROUNDS[0](*entry): key for key, entry in entries.items()}, defaultdict(list)
    for key, entry in entries.items():
        alike[_ROUNDS[1](*entry)].append(key)

    def found(*entry):
        keys = alike.get(_ROUNDS[1](*entry), ())
        return exactly.get(_ROUNDS[0](*entry)) or (keys[0] if len(keys) == 1 else None)

    return found


def named(entries: dict) -> dict:
    """`entries` of an edition that say their name, by their address, as `pairs` takes them."""
    return {slug: (one.get("office") or "", one["name"]) for slug, one in entries.items() if "name" in one}


def is_another_form(address: str, of: str) -> bool:
    """Whether two addresses are the same words: "arts-crafts" and "arts-and-crafts"."""
    return core(address) == core(of)
