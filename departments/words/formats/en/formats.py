"""What Django itself writes (columns of lists, fields that are only read) as all the rest is written."""

from ...days import DAY as DATE_FORMAT  # noqa: F401
from ...days import MOMENT as DATETIME_FORMAT  # noqa: F401

TIME_FORMAT = "g:i A"
