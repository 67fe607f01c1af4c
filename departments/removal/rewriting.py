"""A value as any table has it, with each text in it made another: JSON of whatever form and release. Pure."""

import json
import re
from collections.abc import Callable
from typing import Any

from ..models.facts import ENTRY, LINE, LINE_SAYS, Form, named, of_group
from ..words.nobody import WITHHELD

_BY_ADDRESS = {"offices", "departments", "office", "department"}
# Their values are ours, and no texts of anybody.
_OURS = {"model", "kind", "format", "db", "codename", *named(ENTRY | LINE, Form.CHOICE)}


def rewritten(value: Any, take: Callable[[str, str, Any], str], field: str = "", home: Any = "") -> Any:
    """
    `value` with `take(text, field, home)` for each text in it, the names of keys and JSON within texts included.

    `home` is the address of the office or department that the text is about, or (kind, key) of its row. What becomes
    empty in a list is left out of it.
    """
    if field in _OURS:
        return value
    if isinstance(value, str):
        inner = _json(value)
        if inner is None:
            return take(value, field, home)
        new = rewritten(inner, take, field, home)
        return value if new == inner else json.dumps(new, ensure_ascii=False)
    if isinstance(value, list):
        made = [(item, rewritten(item, take, field, home)) for item in value]
        return [new for item, new in made if new != "" or item == ""]
    if isinstance(value, dict):
        home = _home(value, field, home)
        made = {_key(name, take, field, home): rewritten(one, take, name, home) for name, one in value.items()}
        return value if made == value else _whole(made, value)
    return value


def _key(name, take, field, home):
    """The name of a key: of one in a form of ours it stays, and the address of an office or department is a text."""
    return take(name, "slug", home) if field in _BY_ADDRESS or not re.fullmatch(r"[a-z_]+", name) else name


def _json(text):
    try:
        return json.loads(text) if text.startswith(("[", "{")) else None
    except ValueError:
        return None


def _home(values, field, home):
    if "lead_name" in values:
        return values.get("slug") or field or home
    if "role" in values:
        for kind in ("department", "office"):
            if owner := values.get(kind):
                return owner[-1] if isinstance(owner, list) else (kind, owner)
    return home


def _whole(made, value):
    """What has to be true of the record beside the text that went."""
    if value.get("image") and not made["image"]:
        made |= {name: ENTRY[name].blank for name in of_group(ENTRY, "picture") if name in made}
    if "role" in made and not any(map(made.get, LINE_SAYS)):
        made["name"] = WITHHELD["words"].capitalize()
    if "is_whole" in made:  # what a load remembers is not its file any more, which is then read again
        made["is_whole"] = False
    return made
