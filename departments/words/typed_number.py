"""Phone numbers as people type and paste them into a search box: with dots, with words around, or only the end."""

import re
import unicodedata
from dataclasses import dataclass

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_EXTENSION = re.compile(
    r"(?:(?<=[\d\s);,.])|^)(?:;\s*)?(?:extension|extn|ext|x|#)\s*[.:=#]?\s*(?P<digits>\d{1,7})(?![\d\w])", re.IGNORECASE
)
_GAP = r"[\s.\-/·]*"
# Whole numbers with words around them: ten digits with or without the country code, one from abroad, seven digits.
_WHOLE = (
    re.compile(rf"(?<!\d)(?:\+?1{_GAP})?\(?\d{{3}}\)?{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)"),
    re.compile(r"\+\d[\d\s().\-/]{5,20}\d(?!\d)"),
    re.compile(rf"(?<!\d)(?<!\d-)\d{{3}}{_GAP}\d{{4}}(?![\d])"),
)
_WORDS_FOR_IT = re.compile(r"\b(?:tel|telephone|phone|fax|call|number|no|tty|ph)\b", re.IGNORECASE)
_FEWEST, _MOST = 3, 15


@dataclass(frozen=True)
class TypedNumber:
    """
    What is looked for: `digits` of a number or of a part of it, an `extension`, or both.

    `around` is the text without them; `is_all` says that nothing but the number was typed.
    """

    digits: str = ""
    extension: str = ""
    around: str = ""
    is_all: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether it is enough to call: seven digits, or with the area code, or more."""
        return len(self.digits) >= 7

    @property
    def may_be_exact(self) -> bool:
        """Whether this is as much of a number as people give: the last four, the last seven, or all of it."""
        return len(self.digits) in (4, 7) or len(self.digits) >= 10


def read(text: str) -> TypedNumber | None:
    """
    The number in `text`, or None: "tel:+14144758393;ext=12", "(414) 475-8393", "475.8393 x12", "8393", "ext 12".

    Three digits or more are a number where nothing else is typed; among words it takes a whole one. Short digits are
    an extension only behind "ext", "extension", "x" or "#".
    """
    text = plain(text)
    extension = _EXTENSION.search(text)
    rest = text[: extension.start()] + " " + text[extension.end() :] if extension else text
    asked = extension["digits"] if extension else ""
    for pattern in _WHOLE:
        if found := pattern.search(rest):
            around = rest[: found.start()] + " " + rest[found.end() :]
            return TypedNumber(_digits(found[0]), asked, around, not _says_more(around))
    if _says_more(rest):
        return TypedNumber("", asked, rest, False) if asked else None
    digits = _digits(rest)
    if digits and not _FEWEST <= len(digits) <= _MOST:
        return None
    return TypedNumber(digits, asked) if digits or asked else None


def plain(text: str) -> str:
    """`text` with each digit of any script as 0 to 9, one kind of dash, and nothing that cannot be seen."""
    text = unicodedata.normalize("NFKC", UNSEEN.sub("", text))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in _DASHES.sub("-", text))


def _says_more(text):
    return bool(re.search(r"[^\W\d_]", _WORDS_FOR_IT.sub("", text)))


def _digits(text):
    """Its digits, without what is dialled before a number: 1 before ten digits, 00 or 011 before a country."""
    digits = re.sub(r"\D", "", text)
    digits = re.sub(r"^(?:00|011)(?=\d{10})", "", digits)
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
