"""
A phone number as somebody wrote it, read only where nothing has to be guessed.

What is kept has the digits that were written, in their order, but for what is dialled before a number: 1, 00, 011, and
the 0 of "+44 (0)20". All else is refused in a sentence that says what to do.
"""

import re
import unicodedata
from functools import reduce

import phonenumbers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from . import plain_text
from .typed_number import UNSEEN

LIKE_THIS = gettext_noop("Write the number as 414-475-8393, or 414-475-8393 ext. 12 with an extension.")
_LONGEST = 128  # characters, as long as the column

# What people put around a number, and words before it that say no more than that it is one.
_AROUND = "\"'“”‘’<>[](){}.,;:-~#☎☏✆📞📱\ufe0f "
_WHICH = "office|main|direct|cell|mobile|work|line|telephone|phone"
_CALLED = re.compile(rf"\A(?:(?:{_WHICH}|tel|ph|call|number|no|[tp](?=[\s.:]))(?![a-z])[\s.:#-]*)+", re.IGNORECASE)
_CALLED_BEHIND = re.compile(rf"(?<=\d)[\s,(\[-]+(?:{_WHICH})[\s)\]]*\Z", re.IGNORECASE)
_BODY = re.compile(r"\+?[\d\s.,()\[\]/_·•-]+")
_TRUNK = re.compile(r"(\A\D*(?:\+|00|011)\W*(\d{1,3})[\s.)\]-]*)[(\[]\s*0\s*[)\]]")
_EXTENSION = re.compile(
    r"(?:[\s,;(\[/-]*(?:(?<![a-z])(?:extension|exten|extn|ext|ex|xtn|xt|x|anexo|int)|#)[\s.:=#-]*(?:(?:no|number)\b[\s.]*)?"
    r"|,,\s*)(?P<digits>\d{1,9})[\s)\].,;#]*\Z",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?<=\d)\.0\Z")  # a sheet that takes a number for an amount writes 4144758393.0
_SEVERAL = re.compile(r"\d\W*(?:extension|ext|x|#)\W*\d+\D+\d", re.IGNORECASE)
_WORD_OF_KEYS = re.compile(
    r"\+?(?:1[\s.-]*)?\(?\d{3}\)?[\s.-]*(?:\d{3}[.-]?)?(?:[A-Z]{3,}-?)+\d*", re.IGNORECASE | re.ASCII
)
_LIKE_ZERO = gettext_noop("has the letter {letter}; write 0 if it is a zero")
_LIKE_ONE = gettext_noop("has the letter {letter}; write 1 if it is a one")
_LIKE_DIGITS = {"O": _LIKE_ZERO, "o": _LIKE_ZERO, "l": _LIKE_ONE, "I": _LIKE_ONE}
_UNKNOWN_EXTENSION = re.compile(r"\d\W*[^\W\d_]{2,}\W*(\d{1,7})\W*\Z")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


class NoNumber(ValueError):
    """What was written is not to be kept as a number; the text is a sentence that says why and what to do."""


def read_exactly(text: str) -> str:
    """
    The number in `text`, as "+1 414-475-8393 ext. 12". Digits of any script are digits. Raises NoNumber.

    A number of North America needs its area code, one from abroad its +, 00 or 011.
    """
    if len(text) > _LONGEST:
        words = ngettext(
            "it has {number} character; {longest} fit.", "it has {number} characters; {longest} fit.", len(text)
        )
        raise NoNumber(f"{words.format(number=len(text), longest=_LONGEST)} {_(LIKE_THIS)}")
    try:
        seen = plain_text.line(text)
    except plain_text.NotKept as reason:
        raise NoNumber(str(reason)) from reason
    plain = " ".join("".join(map(_plain, UNSEEN.sub("", seen))).split())
    main = _CALLED_BEHIND.sub("", _CALLED.sub("", plain.lstrip(_AROUND.replace("(", ""))))
    main = _AMOUNT.sub("", main) if main[:-2].isdecimal() else main
    found = _EXTENSION.search(main)
    number = _dialled(main[: found.start()] if found else main)
    if number is None:
        raise NoNumber(_why_not(text, plain))
    bare = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return f"{bare} ext. {found['digits']}" if found else bare


def _plain(character):
    """A digit of any script as 0 to 9, any dash as "-". A raised or circled digit stays: it is none of a number."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) == "Pd" or character == "\u2212":
        return "-"
    plain = unicodedata.normalize("NFKC", character)
    return character if any(map(str.isdigit, plain)) else plain


def _dialled(text):
    """The number whose digits `text` has, without an extension; None where it has other ones, or says more."""
    main = _TRUNK.sub(_without_trunk, text.strip(_AROUND))
    if not _BODY.fullmatch(main):
        return None
    digits = "".join(filter(str.isdecimal, main))
    if abroad := re.match(r"\D*\+|011|00", main):
        digits = digits.removeprefix(abroad[0].strip("(+"))
    elif len(digits) == 10:
        digits = f"1{digits}"
    elif len(digits) != 11 or digits[0] != "1":
        return None
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return None
    has_them = f"{number.country_code}{phonenumbers.national_significant_number(number)}" == digits
    return number if has_them and phonenumbers.is_valid_number(number) else None


def _without_trunk(found):
    """A number abroad up to its "(0)", which is dialled in that country only; where it has no such 0, all of it."""
    region = phonenumbers.region_code_for_country_code(int(found[2]))
    country = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    return found[1] if country and country.national_prefix == "0" else found[0]


def _why_not(text, plain):
    """What is wrong with `text`, and what to do."""
    sentence, values = _how_wrong(plain)
    return sentence.format(text=" ".join(text.split())[:60], **values)


def _how_wrong(plain):
    """A sentence about {text}, and the other values of it."""
    digits = "".join(filter(str.isdecimal, plain))
    if _SEVERAL.search(plain):
        return _("“{text}” has more than one extension. Write one, and a contact line for the other."), {}
    if len(digits) > (15 if plain.startswith(("+", "00", "011")) else 11):
        return _("“{text}” has too many digits for one number. Write one, and ext. before an extension."), {}
    if _EXTENSION.fullmatch(plain):
        return _("“{text}” is an extension alone. Write the whole number before it, as 414-475-8393 ext. 12."), {}
    if digits and any(map(str.isalpha, plain)):
        return _why_no_letters(plain)
    if re.fullmatch(r"[2-9]11", digits):
        return _("“{text}” is the same for everybody, and no number of an office. Name it in a text or a note."), {}
    if len(digits) == 7:
        return _("“{text}” has no area code. Write it in front, as 414-475-8393."), {}
    return f"{_('“{text}” is no phone number.')} {_(LIKE_THIS)}", {}


def _why_no_letters(plain):
    if _WORD_OF_KEYS.fullmatch(plain) and (number := _dialled(plain.upper().translate(_KEYS))):
        pressed = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL).removeprefix("+1 ")
        words = _("“{text}” has letters for digits. On the keys of a phone it is {pressed}: write those digits.")
        return words, {"pressed": pressed}
    letters = dict.fromkeys(filter(str.isalpha, plain))
    if letters.keys() <= _LIKE_DIGITS.keys():
        each = (_(_LIKE_DIGITS[one]).format(letter=one) for one in letters)
        return _("“{text}” {why}."), {
            "why": reduce(lambda some, one: _("{some} and {one}").format(some=some, one=one), each)
        }
    if found := _UNKNOWN_EXTENSION.search(plain):
        return _("“{text}” has letters in it. Write ext. {extension} if {extension} is an extension."), {
            "extension": found[1]
        }
    words = _("“{text}” has letters in it. Write the digits only; words such as fax or TTY belong in the kind or note.")
    return words, {}
