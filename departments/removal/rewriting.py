"""A value as any table has it, with each text in it made another: JSON of whatever form and release. Pure."""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from ..models.facts import ENTRY, LINE, LINE_SAYS, Form, named, of_group
from ..words.nobody import WITHHELD

_BY_ADDRESS = {"offices", "departments", "office", "department"}
# Their values are ours, and no texts of anybody.
_OURS = {"model", "kind", "format", "db", "codename", *named(ENTRY | LINE, Form.CHOICE)}


class About(NamedTuple):
    """
    What a text is about: `home` is the address of its office or department, or (kind, key) of its row; `whose` whom
    that or the contact line names, "" for nobody, None where it is of neither.
    """

    home: Any = ""
    whose: str | None = None


_OF_NOTHING = About()


def rewritten(value: Any, take: Callable[[str, str, About], str], field: str = "", about: About = _OF_NOTHING) -> Any:
    """
    `value` with `take(text, field, about)` for each text in it, the names of keys and JSON within texts included.

    What becomes empty in a list is left out of it.
    """
    if field in _OURS:
        return value
    if isinstance(value, str):
        inner = _json(value)
        if inner is None:
            return take(value, field, about)
        new = rewritten(inner, take, field, about)
        return value if new == inner else json.dumps(new, ensure_ascii=False)
    if isinstance(value, list):
        made = [(item, rewritten(item, take, field, about)) for item in value]
        return [new for item, new in made if new != "" or item == ""]
    if isinstance(value, dict):
        about = _about(value, field, about)
        made = {_key(name, take, field, about): rewritten(one, take, name, about) for name, one in value.items()}
        return value if made == value else _whole(made, value)
    return value


def _key(name, take, field, about):
    """The name of a key: of one in a form of ours it stays, and the address of an office or department is a text."""
    return take(name, "slug", about) if field in _BY_ADDRESS or not re.fullmatch(r"[a-z_]+", name) else name


def _json(text):
    try:
        return json.loads(text) if text.startswith(("[", "{")) else None
    except ValueError:
        return None


def _about(values, field, about):
    if "lead_name" in values:
        return About(values.get("slug") or field or about.home, str(values["lead_name"] or ""))
    if "role" in values:
        owners = [(kind, owner) for kind in ("department", "office") if (owner := values.get(kind))]
        homes = [owner[-1] if isinstance(owner, list) else (kind, owner) for kind, owner in owners]
        return About(*homes[:1] or [about.home], str(values.get("name") or ""))
    return about


def _whole(made, value):
    """What has to be true of the record beside the text that went."""
    if value.get("image") and not made["image"]:
        made |= {name: ENTRY[name].blank for name in of_group(ENTRY, "picture") if name in made}
    if "role" in made and not any(map(made.get, LINE_SAYS)):
        made["name"] = WITHHELD["words"].capitalize()
    if "is_whole" in made:  # what a load remembers is not its file any more, which is then read again
        made["is_whole"] = False
    return made
