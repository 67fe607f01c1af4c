"""Numbers that are close to one that nothing has."""

from itertools import islice

from django.utils.translation import gettext as _
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..words.typed_number import TypedNumber
from .search_index import SearchIndex


def nearest(number: TypedNumber, edition: SearchIndex, most: int) -> dict[int, str]:
    """
    Places of `edition` whose number is `number` but for one digit, or for two that changed places, each with what
    differs, in words.

    Of a number, or of its last seven or four digits; a digit too many or too few is one slip, too.
    """
    asked = number.digits
    if len(asked) < 9:
        length = next((length for length in (7, 4) if abs(len(asked) - length) <= (length == 7)), 0)
    else:
        length = 10 if len(asked) < 12 else len(asked)
    if not length:
        return {}
    close = process.extract(asked, edition.ends(length), scorer=OSA.distance, score_cutoff=2, limit=most * 40)
    # Of two slips, only two digits that changed places.
    close = [one for one in close if one[1] == 1 or (len(one[0]) == len(asked) and sorted(one[0]) == sorted(asked))]
    numbers = [edition.numbers[place] for *_, place in close]
    numbers.sort(key=lambda one: (one.is_fax, one.entry))
    # An office's number is its lead's, too: each number once, for whom the page names first.
    entries = {}
    for number in numbers:
        entries.setdefault(number.digits, (number.entry, _differs(number.digits[-length:], asked)))
    told = {}
    for place, how in entries.values():
        told.setdefault(place, how)
    return dict(islice(told.items(), most))


def _differs(digits, asked):
    if len(digits) != len(asked):
        return _("Number has one digit more or less")
    return _("Number differs in two digits") if sorted(digits) == sorted(asked) else _("Number differs in one digit")
