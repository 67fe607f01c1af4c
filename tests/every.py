"""How much is tried: what CI has the time for, or, with `make prove EVERY=1`, whatever can be."""

import os

EVERY = bool(os.environ.get("EVERY"))


def times(all_of_them: int, enough: int) -> int:
    """How often to do what may come out otherwise each time."""
    return all_of_them if EVERY else enough
