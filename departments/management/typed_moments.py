"""Moments as commands take them."""

from datetime import UTC, datetime

from django.utils import timezone


def moment(text) -> datetime:
    """An aware datetime from ISO text; without an offset it is the district's time. Raises ValueError."""
    parsed = datetime.fromisoformat(text)
    try:
        aware = timezone.make_aware(parsed) if timezone.is_naive(parsed) else parsed
        aware.astimezone(UTC)  # as databases keep it
        timezone.localtime(aware)
    except OverflowError as reason:
        raise ValueError(f"{text} is beyond the calendar.") from reason
    return aware
