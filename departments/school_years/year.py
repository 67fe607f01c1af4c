"""School years as a calendar has them."""

import re
from datetime import date

from .problems import Problem, Refused


def dates_of(label) -> tuple[date, date]:
    """The first and last day of the school year `label` ("2025-26"), July 1 to June 30. Raises Refused."""
    years = re.fullmatch(r"(\d{4})-(\d{2})", label)
    if years is None or (int(years[1]) + 1) % 100 != int(years[2]) or not 1900 <= int(years[1]) <= 9998:
        raise Refused(Problem("", f"school year {label}", "label", "write two years that follow, such as 2025-26."))
    first = int(years[1])
    return date(first, 7, 1), date(first + 1, 6, 30)
