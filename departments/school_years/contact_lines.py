"""
The contact lines of one entry on three sides, line by line: as last loaded, in the draft, and in the file. Pure.

Nothing names a line in a file, so which is which is told as on the pages of what changed: equal lines first, then
those of one role and name, then the closest (`changed_lines.matched`). Of lines that nothing was loaded of, only the
first two: what an editor and the file both added may well be two.
"""

from collections.abc import Callable
from dataclasses import asdict

from ..page.office_page import ContactLine
from ..publishing.changes import changed_lines, pairing


def added(lines: list, said: list) -> list:
    """`lines` with those `said` that they lack: of the same role and name it is the one that is said."""
    base, new = [ContactLine(**line) for line in lines], [ContactLine(**line) for line in said]
    same = pairing.matched(base, new, lambda line: line, changed_lines.role_and_name)
    found = dict(enumerate(base)) | {same.get(place, len(base) + place): line for place, line in enumerate(new)}
    return [asdict(line) for line in found.values()]


def merged(loaded: list, draft: list, said: list, takes: Callable, asks: Callable) -> tuple[list, list]:
    """
    The lines, and what is in conflict as `(field, loaded, draft, said, takes)`: a line that both sides changed. A side
    is None where it has no such line. `takes` and `asks` are those of `conflicts.merged`.
    """
    before, now, new = ([ContactLine(**line) for line in side] for side in (loaded, draft, said))
    old = [*range(len(before))]
    own, others = _named(before, now, new)
    values, conflicts = {}, []
    for name in dict.fromkeys([*own, *others]):
        was = before[name] if name in old else None
        kept = now[own.index(name)] if name in own else None
        read = new[others.index(name)] if name in others else None
        values[name] = read if was == kept else kept
        is_asked = read is not None and asks("contacts", [asdict(read)])
        if kept != read and (was not in (kept, read) or is_asked):
            place = name if name in old else len(before) + others.index(name)
            field = f"contacts-{place + 1}"
            conflicts.append((field, *(line and asdict(line) for line in (was, kept, read)), takes(field)))
            values[name] = read if conflicts[-1][-1] else kept
    # The editor's order stays where it was changed.
    is_moved = [one for one in own if one in old] != [one for one in old if one in own]
    order = pairing.united(own, others) if is_moved or not old else pairing.united(others, own)
    return [asdict(values[name]) for name in order if values[name]], conflicts


def _named(before, now, new):
    """A name for each line of `now`, and of `new`: its place in `before`, or else one that those alike share."""
    in_now, in_new = changed_lines.matched(before, now), changed_lines.matched(before, new)
    added = [place for place in range(len(now)) if place not in in_now]
    coming = [place for place in range(len(new)) if place not in in_new]
    keys = (lambda line: line), changed_lines.role_and_name
    same = pairing.matched([now[place] for place in added], [new[place] for place in coming], *keys)
    shared = {coming[index]: added[other] for index, other in same.items()}
    own = [in_now.get(place, ("now", place)) for place in range(len(now))]
    others = [
        in_new[place] if place in in_new else ("now", shared[place]) if place in shared else ("new", place)
        for place in range(len(new))
    ]
    return own, others
