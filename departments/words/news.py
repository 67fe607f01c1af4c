"""What happens again and again is told in the log once an hour, in each process."""

import time

AN_HOUR = 60 * 60  # seconds
_told: dict[str, float] = {}


def is_news(what: str, within: float = AN_HOUR) -> bool:
    """Whether `what` was not told in this process `within` so many seconds; from now on it was."""
    now = time.monotonic()
    if what in _told and now - _told[what] < within:
        return False
    if len(_told) >= 10_000:
        _told.clear()
    _told[what] = now
    return True
