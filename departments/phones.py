"""Phone numbers: what to show, what to dial, what digits a search compares."""

from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat


def _parse(number):
    return _parsed(str(number))


@lru_cache(maxsize=1024)  # a page, and more so an export, asks several things of each number
def _parsed(text):
    """What `text` is, or None. Callers share it: it is never changed."""
    try:
        return phonenumbers.parse(text, "US")
    except NumberParseException:
        return None


def display(number) -> str:
    """
    `number` as people write it here: `414-475-8393`, `414-475-8393 ext. 12`; abroad `+44 20 7946 0958`.

    Takes a PhoneNumber or a text. What is no number is given back as it was, never an error: it may be a draft.
    """
    if not number:
        return ""
    parsed = _parse(number)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return str(number)
    if parsed.country_code == 1 and len(digits := str(parsed.national_number)) == 10:
        shown = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
        return f"{shown} ext. {parsed.extension}" if parsed.extension else shown
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


def link(number) -> str:
    """The `tel:` address of `number` (RFC 3966): `tel:+14144758393;ext=12`. Empty for what cannot be dialled."""
    parsed = _parse(number) if number else None
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return ""
    extension = f";ext={parsed.extension}" if parsed.extension else ""
    return f"tel:{phonenumbers.format_number(parsed, PhoneNumberFormat.E164)}{extension}"


def parts(number) -> tuple[str, str]:
    """`number` as `display()` shows it but without its extension, and the extension; empty where there is none."""
    parsed = _parse(number) if number else None
    if parsed is None or not parsed.extension or not phonenumbers.is_possible_number(parsed):
        return display(number), ""
    return display(phonenumbers.format_number(parsed, PhoneNumberFormat.E164)), parsed.extension


def international(number) -> str:
    """`number` as the whole world dials it, `+1-414-475-8393`, without its extension. Empty if it cannot be dialled."""
    parsed = _parse(number) if number else None
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, PhoneNumberFormat.RFC3966).removeprefix("tel:").partition(";")[0]


def pieces(text: str) -> list[tuple[str, str]]:
    """`text` in pieces, in order: its words with an empty address, and each number written in it with its `link()`."""
    found, end = [], 0
    for match in phonenumbers.PhoneNumberMatcher(text, "US"):
        found += [(text[end : match.start], ""), (match.raw_string, link(match.raw_string))]
        end = match.end
    return [(words, address) for words, address in [*found, (text[end:], "")] if words]


def digits(number: str) -> tuple[str, str]:
    """
    All digits of `number`, the country's first, and its extension: ("14144758393", "12").

    Takes a number as a payload writes it, "+1 414-475-8393 ext. 12", and does no more than take it apart: search does
    this for a whole directory at once.
    """
    number, _, extension = str(number).partition(" ext. ")
    return "".join(filter(str.isdecimal, number)), extension
