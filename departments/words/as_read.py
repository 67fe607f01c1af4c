"""
A text as a reader sees it, and where each of its characters is written. Pure.

Signs for characters are read, what nobody sees is left out, and digits of every script are ours. Tags stay.
"""

import html
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote

TAG = re.compile(r"<[^>]*>")
_WRITTEN_OTHERWISE = re.compile(
    r"&(?:#\w{1,8}|[A-Za-z]\w{1,31});|%[2-7][0-9A-Fa-f]|(?:%[89A-Fa-f][0-9A-Fa-f])+"
    r"|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|(?![0-9])\d"
)


class AsRead(NamedTuple):
    """`text` as it is read; of each of its characters where it begins and ends in what is written."""

    text: str
    starts: list[int]
    ends: list[int]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where what is read from `start` to `end`, at least one character, is written."""
        return self.starts[start], self.ends[end - 1]


def as_read(text: str) -> AsRead:
    """What `text`, plain, HTML or a link, is read as."""
    if not _WRITTEN_OTHERWISE.search(text):
        places = range(len(text) + 1)
        return AsRead(text, [*places[:-1]], [*places[1:]])
    read, starts, ends, last = [], [], [], 0
    for sign in (*_WRITTEN_OTHERWISE.finditer(text), None):
        begin, end = sign.span() if sign else (len(text), len(text))
        read.append(text[last:begin])
        starts += range(last, begin)
        ends += range(last + 1, begin + 1)
        meant = _meant(sign[0]) if sign else ""
        read.append(meant)
        starts += [begin] * len(meant)
        ends += [end] * len(meant)
        last = end
    return AsRead("".join(read), starts, ends)


def _meant(sign):
    """What one sign is read as."""
    read = html.unescape(sign) if sign[0] == "&" else unquote(sign)
    if len(read) == 1 and read.isdecimal():
        return str(unicodedata.decimal(read))
    return "" if _WRITTEN_OTHERWISE.fullmatch(read) and len(read) == 1 else read
