"""
What is too much for one school year, counted while a file is still bytes: to make values of them takes far more time
and memory. docs/limits.md has the numbers.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

MAX_MARKS = 1_500_000  # of what begins a value; 10,000 departments with every cell filled have 1,000,000
MAX_TABLE = 4 * 2**20  # bytes of a .zip's list of files: 10,000 with long names are 2 MB
_ENDS = b"PK\x05\x06"


def has_too_many(marks: Iterable[bytes], pieces: Iterable[bytes]) -> bool:
    """Whether `marks` of one byte stand in `pieces` more often than in any directory."""
    left = MAX_MARKS
    for piece in pieces:
        left -= sum(map(piece.count, marks))
        if left < 0:
            return True
    return False


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """What is in `file`, a megabyte at a time."""
    return iter(partial(file.read, 2**20), b"")


def lists_too_many(path: Path) -> bool:
    """Whether the .zip at `path` lists more files than any directory has: to open it is to read all of the list."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - 2**16 - 22))  # the end, with the longest remark behind it
        end = file.read()
    found = end.rfind(_ENDS)
    return found >= 0 and int.from_bytes(end[found + 12 : found + 16], "little") > MAX_TABLE
