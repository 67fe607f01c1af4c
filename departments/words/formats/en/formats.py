"""Django's own columns and fields: they write as all the rest is written, and read what people type."""

from ...days import DAY as DATE_FORMAT  # noqa: F401
from ...days import MOMENT as DATETIME_FORMAT  # noqa: F401

TIME_FORMAT = "g:i A"

# The first is how a field shows what it holds. Times are read with their day, by `typed_moment`.
TIME_INPUT_FORMATS = ["%H:%M:%S"]
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y"]
