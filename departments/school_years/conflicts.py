"""
Three sides of one entry: what was last loaded, the draft now, and what the file says. Pure.

Only the file changed: the file's value is taken. Only an editor changed: the editor's stays. Both, differently: a
conflict, in which the editor's value stays until somebody decides.
"""

from dataclasses import dataclass

from .edition import DEFAULTS

# A place among neighbours is no statement of its own: what comes or goes above moves it. It is never a conflict.
QUIET = {"position"}


@dataclass(frozen=True)
class Conflict:
    """A field that an editor and the file both changed. `loaded` is None where nothing was loaded before."""

    kind: str
    slug: str
    name: str
    field: str
    loaded: object
    draft: object
    said: object
    takes: bool | None = None  # the file's value, or else the editor's; None while nobody decided


def merged(loaded: dict | None, draft: dict, said: dict) -> tuple[dict, dict]:
    """The fields of the draft that the file changes, as `{field: value}`; and those in conflict, likewise."""
    taken, conflicts = {}, {}
    for field, value in said.items():
        now = draft[field]
        if now == value:
            continue
        if loaded is None or field not in loaded:
            # What nobody has filled in: taking the file's value loses nothing.
            is_free = now == DEFAULTS["department"].get(field)
            (taken if is_free or field in QUIET else conflicts)[field] = value
        elif loaded[field] == now:
            taken[field] = value
        elif loaded[field] != value and field not in QUIET:
            conflicts[field] = value
    return taken, conflicts
