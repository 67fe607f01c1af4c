"""
Three sides of one entry: what was last loaded, the draft now, and what the file says. Pure.

Only the file changed: the file's value is taken. Only an editor changed: the editor's stays. Both, differently: a
conflict, in which the editor's value stays until somebody decides. What makes sense only together (`Fact.group`) is
one thing, and so is each contact line.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..models.facts import ENTRY, grouped
from . import contact_lines
from .edition import DEFAULTS

# A place among neighbours is no statement of its own: what comes or goes above moves it. It is never a conflict.
QUIET = {"position"}


@dataclass(frozen=True)
class Conflict:
    """
    What an editor and the file both changed. `field` is the field; of several that make sense only together, their
    group, and each side then {field: value}; of a contact line "contacts-2", and each side the line, or None where it
    has no such line. `loaded` is None where nothing was loaded before.
    """

    kind: str
    slug: str
    name: str
    field: str
    loaded: object
    draft: object
    said: object
    takes: bool | None = None  # the file's value, or else the editor's; None while nobody decided


def merged(
    loaded: dict | None,
    draft: dict,
    said: dict,
    takes: Callable[[str], bool | None] = lambda field: None,
    asks: Callable[[str, object], bool] = lambda field, value: False,
) -> tuple[dict, list]:
    """
    The fields of the draft that the load changes, as `{field: value}`; and what is in conflict, as
    `(field, loaded, draft, said, takes)`. `takes(field)` is what was decided of a conflict. What `asks(field, value)`
    is one wherever the draft has it otherwise.
    """
    if all(said[name] == value for name, value in draft.items() if name in said):  # as most are
        return {}, []
    taken, conflicts, loaded = {}, [], loaded or {}
    for field, group in grouped(ENTRY, (name for name in draft if name != "contacts")).items():
        names = [name for name in group if name in said]
        differing = [name for name in names if draft[name] != said[name]]
        unsaid = [name for name in group if name in loaded and name not in said] if differing else []
        is_free = not any(_was_changed(loaded, draft, name) for name in (*differing, *unsaid))
        is_news = any(name not in loaded or loaded[name] != said[name] for name in differing)
        if is_free and not any(asks(name, said[name]) for name in differing):
            taken |= {name: said[name] for name in differing}
        elif field not in QUIET and (is_free or is_news):
            was = loaded if all(name in loaded for name in names) else None
            sides = [side and {name: side[name] for name in names} for side in (was, draft, said)]
            if names == [field]:
                sides = [side and side[field] for side in sides]
            conflicts.append((field, *sides, takes(field)))
            taken |= {name: said[name] for name in names} if conflicts[-1][-1] else {}
    if "contacts" in said and said["contacts"] != draft["contacts"]:
        lines = [side.get("contacts", []) for side in (loaded, draft, said)]
        kept, of_lines = contact_lines.merged(*lines, takes, asks)
        conflicts += of_lines
        taken |= {"contacts": kept} if kept != draft["contacts"] else {}
    return taken, conflicts


def _was_changed(loaded, draft, name):
    """Whether the draft has what an editor gave it. What nobody has filled in is free: the file's loses nothing."""
    if name not in loaded:
        return name not in QUIET and draft[name] != DEFAULTS["department"].get(name)
    return loaded[name] != draft[name]
