"""What is to be taken out, wherever it stands in a text and however it is written there. Pure."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import slugify

from ..models.facts import ENTRY, LINE, Form, named
from ..models.removal import marks_to_keep
from ..words import phones
from ..words.folding import fold, pattern
from ..words.name_words import TITLES
from ..words.names_of_people import Name

_WITHHELD = {"name": "name withheld", "number": "number withheld", "email": "e-mail withheld", "words": "withheld"}
# What is nothing, or something else, without a part of it: it is left empty.
_UNDIVIDED = {"number", "logo", *named(ENTRY | LINE, Form.NUMBER, Form.EMAIL, Form.LINK, Form.PICTURE)}
_ADDRESSES = {"slug", "succeeds", "anchor", "office", "department", "parent", "username"}
_GAP = r"(?:<[^>]*>|&\w+;|[\W_])+"  # between two words, also of HTML
_MAIL = r"(?:@[\w.-]*\w)?"
_TITLE = "(?:" + "|".join(r"\.?".join(title) for title in sorted(TITLES, key=len, reverse=True)) + r")\b\.?"
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)


@dataclass(frozen=True)
class Wanted:
    """
    Of one person: any of `name`, `number`, `email`, other `words` such as an address, and `picture`, the name of a
    stored one. `instead` is the new name of somebody who changed it.
    """

    name: str = ""
    instead: str = ""
    number: str = ""
    email: str = ""
    words: str = ""
    picture: str = ""

    @property
    def marks(self) -> list[str]:
        """What a file that names it again is known by."""
        given = {"lead_name": self.name, "phone": self.number, "email": self.email, "image": self.picture}
        return sorted(mark for field, value in given.items() for mark in marks_to_keep(field, value))

    def without(self, text: str, field: str, number: int) -> tuple[str, bool]:
        """
        `text`, a value of `field`, without it, and whether that is sure: a surname alone may be somebody else's.

        `number` makes an address of its own for each removal.
        """
        squeezed = _squeezed(text)
        if not any(part in squeezed for part in self._parts):
            return text, False
        kinds = {match.lastgroup for match in self._everywhere.finditer(text)}
        is_sure = bool(kinds - {"perhaps"})
        if not kinds or field in _UNDIVIDED:
            return "" if kinds else text, is_sure
        if field in _ADDRESSES and re.fullmatch(r"[-\w. ]+", text):
            return self._everywhere.sub(slugify(self.instead) or f"withheld-{number}", text), is_sure
        # A link to it is no link any more.
        text = _LINK.sub(lambda link: link[2] if self._everywhere.search(link[1]) else link[0], text)
        return self._everywhere.sub(self._in_words, text), is_sure

    def _in_words(self, match):
        kind = match.lastgroup.replace("perhaps", "name")
        if kind == "name" and "@" in match[0]:
            kind = "email"
        words = self.instead if kind == "name" and self.instead else _WITHHELD.get(kind, "")
        before = _TAG.sub("", match.string[: match.start()]).rstrip()
        if not before or before.endswith((".", "!", "?")):
            words = words[:1].upper() + words[1:]
        return words + "".join(_TAG.findall(match[0]))  # what begins or ends there still does

    @cached_property
    def _parts(self):
        """Of each a part without which it is not there: the expression itself takes a hundred times as long."""
        stem = self.picture.split("-")[0]
        parts = (Name.of(self.name).surname, phones.digits(phones.written(self.number))[0][-7:], self.email, self.words)
        return [part for part in map(_squeezed, (*parts, stem)) if part]

    @cached_property
    def _everywhere(self):
        """One expression for all of it, with a group for each kind."""
        found = {
            "picture": re.escape(re.sub(r"-\d+x\d+\.webp$", "", self.picture)) + r"[-\w.]*" if self.picture else "",
            "email": self.email and rf"(?<![.+-]){re.escape(self.email)}(?!\.\w)",
            "number": self.number and _number(self.number),
            **(_names(self.name, bool(self.instead)) if self.name else {}),
            "words": self.words and pattern(self.words),
        }
        groups = (rf"(?P<{kind}>(?<![^\W_])(?:{one})(?![^\W_]))" for kind, one in found.items() if one)
        return re.compile("|".join(groups) or r"(?!)", re.IGNORECASE)


def _squeezed(text):
    return fold(text).replace(" ", "")


def _number(text):
    digits, extension = phones.digits(phones.written(text))
    digits = digits or re.sub(r"\D", "", text)
    country, rest = ("1", digits[1:]) if len(digits) == 11 and digits.startswith("1") else ("", digits)
    more = rf"(?:\W{{0,2}}(?:;ext=|ext\.?|x|int\.?|anexo|#)\s*{extension or '[0-9]{1,7}'})"
    whole = r"[\W_]{0,3}".join(rest) + (more if extension else f"{more}?")
    return rf"(?:tel:)?(?:\+?{country}[\W_]{{0,3}})?\(?{whole}"


def _names(text, keeps_titles):
    """By kind: the given name or nickname beside the surname; and the surname alone, with initials or a title."""
    name = Name.of(text)
    surname = f"(?:{pattern(name.surname)})"
    given = "|".join(pattern(one) for one in (name.given, name.nickname) if one)
    if not given:
        return {"perhaps": rf"(?:{_TITLE}\s+)?{surname}{_MAIL}"}
    middle = "|".join([r"[^\W\d_]\.?", r"[\"“‘(][^\W\d_]+[\"”’)]", *map(pattern, name.additional.split())])
    middle = rf"(?:{_GAP}(?:{middle})){{0,3}}{_GAP}"
    initial = f"(?:{pattern(name.given[0])})"
    joined = f"(?:{pattern(fold(name.surname).replace(' ', ''))})"
    whole = rf"(?:{given}){middle}{surname}|(?:{given})(?:{_GAP})?{joined}|{surname}\W+(?:{_TITLE}\W+)*(?:{given})"
    before, after = ("", "") if keeps_titles else (rf"(?:{_TITLE},?\s+)*", rf"(?:,?\s+{_TITLE})*")
    alone = rf"(?:(?:{_TITLE}|{initial}\b\.?){_GAP})*{surname}|{initial}{joined}(?=@)"
    return {"name": rf"{before}(?:{whole}){after}{_MAIL}", "perhaps": rf"(?:{alone}){_MAIL}"}
