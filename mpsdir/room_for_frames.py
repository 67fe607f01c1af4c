"""
Room for the frames of a request's calls, in one piece.

CPython keeps frames in pieces of 16 KB. It takes the next from the system when a call does not fit, and gives it back
when that call returns: where a loop happens to call across the end of a piece, that is done for every call, and a page
took up to twice its time (decision 0032). A piece is as large as the first frame in it needs.
"""

from collections.abc import Callable
from functools import wraps

_WORDS = 2**16  # of eight bytes; the piece is twice as large, and what is not used of it is never touched


def with_room(call: Callable) -> Callable:
    """`call`, with room for all the frames of what it calls."""

    @wraps(call)
    def called(*args):
        return call(*args)

    called.__code__ = called.__code__.replace(co_stacksize=_WORDS)
    return called
