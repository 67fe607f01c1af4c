"""
The lines of a vCard 3.0: RFC 2426, which rests on RFC 2425.

Written here because the library for it folds by characters (a line of Greek came out at 140 octets) and takes six
times as long. The tests read what is written with that library.
"""

LONGEST = 75  # octets, without the line's end: RFC 2426, section 2.6
# What has no place in a line, and half characters, are left out; all that anybody takes for the end of a line is one.
_NOWHERE = [*range(0x09), *range(0x0B, 0x20), 0x7F, *range(0xD800, 0xE000)]
_ESCAPES = dict.fromkeys(_NOWHERE) | str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,"})
_ESCAPES |= dict.fromkeys(map(ord, "\n\x85\u2028\u2029"), r"\n")


def text(value: str) -> str:
    """`value` with what would end it, or begin the next part, escaped."""
    return value.translate(_ESCAPES)


def listed(values) -> str:
    """Texts of equal rank, such as several other names."""
    return ",".join(map(text, values))


def structured(*parts) -> str:
    """A value in parts, such as a name; each a text or several."""
    return ";".join(text(part) if isinstance(part, str) else listed(part) for part in parts)


def line(name: str, value: str, types=()) -> str:
    """One property with its CRLF, folded. `value` is escaped already."""
    types = f";TYPE={','.join(types)}" if types else ""
    return _folded(f"{name}{types}:{value}") + "\r\n"


def _folded(content):
    """`content` in lines short enough, no character split between two of them."""
    if len(content.encode()) <= LONGEST:
        return content
    pieces, room, start = [], LONGEST, 0
    for place, character in enumerate(content):
        size = len(character.encode())
        if size > room:
            pieces.append(content[start:place])
            start, room = place, LONGEST - 1  # one for the space that begins the next line
        room -= size
    return "\r\n ".join([*pieces, content[start:]])
