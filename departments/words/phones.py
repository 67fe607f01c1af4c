"""Phone numbers: what to show, what to dial, what to keep, what digits a search compares."""

import re
from functools import lru_cache

import phonenumbers
from django.db.models import CharField, ExpressionWrapper, F
from django.utils.translation import gettext, gettext_noop
from phonenumber_field.phonenumber import PhoneNumber, to_python
from phonenumbers import PhoneNumberFormat

from .exact_number import NoNumber, read_exactly

# A number of North America as fixtures have it, and as the database keeps it (RFC 3966). The library needs a tenth of
# a millisecond for each number, five times over on its way into a row: seconds for a whole school year. It is not
# asked about what is written in one of these ways already.
_WRITTEN = re.compile(r"\+1 ([0-9]{3})-([0-9]{3})-([0-9]{4})(?: ext\. ([0-9]{1,7}))?")
_KEPT_ABROAD = re.compile(r"(\+(?!1 )[^a-zA-Z#]*[0-9])(?: x|#| Anexo | int\.? )([0-9]{1,7})")
_FAX_BEFORE = re.compile(r"\bfax\b[^\d\n]{0,12}\Z", re.IGNORECASE)
_FAX_BEHIND = re.compile(r"[ (,]{1,2}fax\b(?!\W*[\d:])", re.IGNORECASE)
EXTENDED = gettext_noop("{number} ext. {extension}")
_KEPT = re.compile(r"tel:\+1-([0-9]{3})-([0-9]{3})-([0-9]{4})(?:;ext=([0-9]{1,7}))?")


def written(number) -> str:
    """
    `number`, a PhoneNumber or a text of any writing, as fixtures have it: "+1 414-475-8393 ext. 12".

    "" for none; what is no number is given back as it was.
    """
    if isinstance(number, PhoneNumber):
        number = str(number) if number.is_valid() else number.raw_input
    try:
        return exactly(number) if number else ""
    except NoNumber:
        return number


def exactly(text: str) -> str:
    """`text` as `written()` writes it. Raises NoNumber, with a sentence, where anything would have to be guessed."""
    kept = _KEPT.fullmatch(text)
    if kept and _is_given_out(kept):
        area, exchange, line, extension = kept.groups()
        return _joined(f"+1 {area}-{exchange}-{line}", extension)
    return text if is_written(text) else read_exactly(reworded(text))


def as_number(value) -> PhoneNumber | str | None:
    """`value`, a text of any writing, as the field of a model has it: a number, invalid where nothing is certain."""
    if not value or not isinstance(value, str):
        return value
    try:
        text = exactly(value)
    except NoNumber:
        return PhoneNumber(raw_input=value)
    return to_python(for_column(text), region="US")


def reworded(number: str) -> str:
    """`number` as anything was kept, with today's word for an extension abroad: once it was its country's own."""
    found = _KEPT_ABROAD.fullmatch(number or "")
    return _joined(*found.groups()) if found else number


def is_written(number) -> bool:
    """Whether `number` is a number of North America, written as `written()` writes it."""
    return isinstance(number, str) and _is_given_out(_WRITTEN.fullmatch(number))


def _is_given_out(found):
    return found is not None and _is_block_given_out(found[1] + found[2] + found[3][0])


@lru_cache(2**16)
def _is_block_given_out(first_seven):
    """Numbers of North America are valid by the thousand: no rule looks at the last three digits."""
    number = phonenumbers.PhoneNumber(country_code=1, national_number=int(f"{first_seven}000"))
    return phonenumbers.is_valid_number(number)


class _Written(PhoneNumber):
    """A number whose `raw_input` is as `written()` writes it."""

    def is_valid(self):
        return True

    def __str__(self):
        return self.raw_input

    def format_as(self, format):
        if format != PhoneNumberFormat.RFC3966:
            return super().format_as(format)
        return f"tel:{self.raw_input.replace(' ext. ', ';ext=').replace(' ', '-')}"


def for_column(text: str) -> PhoneNumber | str:
    """`text` for the field of a model, which makes the same of both, and of this one at once."""
    found = _WRITTEN.fullmatch(text)
    if not found or not _is_given_out(found):
        return text
    *digits, extension = found.groups()
    return _Written(country_code=1, national_number=int("".join(digits)), extension=extension, raw_input=text)


def as_kept(column: str) -> ExpressionWrapper:
    """The text that the database keeps in `column`, for `values_list()`: the field itself would parse it."""
    return ExpressionWrapper(F(column), output_field=CharField())


def display(number) -> str:
    """
    `number` as people write it here: `414-475-8393`, `414-475-8393 ext. 12`; abroad `+44 20 7946 0958 ext. 12`.

    Takes a PhoneNumber or a text. What is no number is given back as it was, never an error: it may be a draft.
    """
    return _joined(*parts(number))


def told(number) -> str:
    """The same in the reader's language."""
    return with_extension(*parts(number))


def with_extension(number: str, extension: str) -> str:
    """`number` with its extension in the reader's language; itself where it has none."""
    return gettext(EXTENDED).format(number=number, extension=extension) if extension else number


def parts(number) -> tuple[str, str]:
    """`number` as `display()` shows it but without its extension, and the extension; empty where there is none."""
    return _told(number)[:2]


def link(number) -> str:
    """The `tel:` address of `number` (RFC 3966): `tel:+14144758393;ext=12`. Empty for what cannot be dialled."""
    return _told(number)[2]


def international(number) -> str:
    """`number` as the whole world dials it, `+1-414-475-8393`, without its extension. Empty if it cannot be dialled."""
    return _told(number)[3]


def spoken(number) -> str:
    """`number` for programs that read it out anywhere in the world: `+1-414-475-8393 ext. 12`."""
    shown, extension = parts(number)
    return _joined(international(number) or shown, extension)


def _told(number):
    """How `number` is shown, its extension, its address and how the world dials it: "" where it cannot be dialled."""
    return _told_of(str(number or ""))


@lru_cache(maxsize=8192)  # several things are asked of each number, and the library needs a hundred times as long
def _told_of(text):
    if not is_written(text):
        return _told_by_the_library(text)
    digits, _, extension = text.removeprefix("+1 ").partition(" ext. ")
    return digits, extension, _joined(f"tel:+1{digits.replace('-', '')}", extension, ";ext="), f"+1-{digits}"


def _told_by_the_library(text):
    try:
        found = phonenumbers.parse(exactly(text))
    except NoNumber:
        return text, "", "", ""
    bare, digits = _without_extension(found), str(found.national_number)
    shown = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    if found.country_code != 1 or len(digits) != 10:
        shown = phonenumbers.format_number(bare, PhoneNumberFormat.INTERNATIONAL)
    world = phonenumbers.format_number(bare, PhoneNumberFormat.RFC3966).removeprefix("tel:")
    return shown, found.extension or "", _address(bare, found.extension), world


def _address(number, extension):
    return _joined(f"tel:{phonenumbers.format_number(number, PhoneNumberFormat.E164)}", extension, ";ext=")


def _without_extension(number):
    bare = phonenumbers.PhoneNumber()
    bare.merge_from(number)
    bare.extension = None
    return bare


def _joined(number, extension, by=" ext. "):
    """The one way an extension is written: the library has one for each country, " x12", " int. 12", "#12"."""
    return f"{number}{by}{extension}" if extension else number


def pieces(text: str) -> list[tuple[str, str | None]]:
    """
    `text` in pieces, in order: its words with an empty address, and each number written in it with its `link()`; None
    for that of a fax.
    """
    found: list[tuple[str, str | None]] = []
    end = 0
    for match in phonenumbers.PhoneNumberMatcher(text, "US"):
        number, before = match.number, text[end : match.start]
        is_fax = _FAX_BEFORE.search(before) or _FAX_BEHIND.match(text, match.end)
        address = None if is_fax else _address(_without_extension(number), number.extension)
        found += [(before, ""), (match.raw_string, address)]
        end = match.end
    return [(words, address) for words, address in [*found, (text[end:], "")] if words]


@lru_cache(maxsize=20_000)
def digits(number: str) -> tuple[str, str]:
    """
    All digits of `number`, the country's first, and its extension: ("14144758393", "12").

    Takes a number as a payload writes it, "+1 414-475-8393 ext. 12", and does no more than take it apart: search does
    this for a whole directory at once.
    """
    number, _, extension = reworded(number).partition(" ext. ")
    return "".join(filter(str.isdecimal, number)), extension
