"""The last part of a page's address, which is made of a name and which no two pages of a school year share."""

import re
from collections.abc import Container
from itertools import chain, count

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

LONGEST = 100  # characters
_WRITE = _("Write letters a to z, digits and hyphens, for example chief-of-staff.")
of_address = RegexValidator(r"^[-\w]+\Z", _WRITE, flags=re.ASCII)  # what any may have that was ever kept
address = RegexValidator(r"^[-_]*[^\W_][-\w]*\Z", _WRITE, flags=re.ASCII)


def free_address(wanted: str, office: str, taken: Container[str]) -> str:
    """
    `wanted`, or where that is in `taken`: with the address of the department's `office` behind it, as
    records-desk-transportation; else, and where `office` is "", with the first number that is free.
    """
    with_office = [f"{wanted[: LONGEST - 51]}-{office[:50]}"] if office else []
    numbered = (f"{wanted[: LONGEST - 10]}-{number}" for number in count(2))
    return next(one for one in chain([wanted], with_office, numbered) if one not in taken)
