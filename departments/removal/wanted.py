"""What is to be taken out, wherever it stands in a text and however it is written there. Pure."""

import re
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape

from django.utils.text import slugify

from ..models.facts import ENTRY, LINE, Form, named, of_group
from ..models.removal import marks_to_keep
from ..words import phones
from ..words.as_read import TAG, as_read
from ..words.folding import MARKS, fold, pattern
from ..words.name_words import TITLES
from ..words.names_of_people import Name
from ..words.nobody import WITHHELD

# What is nothing, or something else, without a part of it: it is left empty.
_UNDIVIDED = {"number", "logo", *named(ENTRY | LINE, Form.NUMBER, Form.EMAIL, Form.LINK, Form.PICTURE)}
_ADDRESSES = {*of_group(ENTRY, "address"), "anchor", "office", "department", "parent", "username"}
_YEAR = re.compile(r"\d{4}-\d{2}")  # a label by which a whole year is found
_RICH = {"message", *named(ENTRY | LINE, Form.RICH)}
_GAP = r"(?:<[^>]*>|\.(?=\w)|[^\w.;:<>]|_)+"  # between two words, also of HTML; no sentence ends there
_COMMA = r"(?:<[^>]*>|[^\w.;:<>])+"
_BETWEEN = r"(?:<[^>]*>|[^\w<>]|_){0,6}"  # between two digits
_MAIL = r"(?:@[\w.-]*\w)?"
_TITLE = "(?:" + "|".join(r"\.?".join(title) for title in sorted(TITLES, key=len, reverse=True)) + r")\b\.?"
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

    def without(
        self, text: str, field: str, number: int, which=frozenset({True, False})
    ) -> tuple[str, frozenset[bool]]:
        """
        `text`, a value of `field`, without it, and what is there: True for what is sure, False for what may be somebody
        else's, as a surname alone. Only `which` of them is left out.

        `number` makes an address of its own for each removal.
        """
        if field == "first_name" and self.name and fold(text) == fold(Name.of(self.name).given):
            # Of an account: whose it is says its other columns.
            return Name.of(self.instead).given if False in which else text, {False}
        read = as_read(text)
        squeezed = {_squeezed(read.text), _squeezed(TAG.sub("", read.text))}
        if _YEAR.fullmatch(text) or not any(part in one for part in self._parts for one in squeezed):
            return text, set()
        is_address = field in _ADDRESSES and re.fullmatch(r"[-\w. ]+", text)
        sides = {_is_sure(one) for one in self._matches(read.text, is_address)}
        if field in _UNDIVIDED:
            sides = {max(sides)} if sides else sides
            return "" if sides & {*which} else text, sides
        if not sides & {*which}:
            return text, sides
        if is_address:
            instead = slugify(self.instead) or f"withheld-{number}"
            return self._replaced(text, which, lambda match, before, written: instead, is_address), sides
        # A link to it is no link any more.
        text = _LINK.sub(lambda link: link[2] if self._leads_to_it(link[1], which) else link[0], text)
        says = partial(self._in_words, is_rich=field in _RICH)
        return self._replaced(text, which, says, is_address), sides

    def _matches(self, read, is_address):
        """Addresses are taken for a name only: whoever has one of something else would find nothing there any more."""
        if is_address:
            return [one for one in self._everywhere.finditer(read) if one.lastgroup in ("name", "perhaps")]
        return [*self._everywhere.finditer(read)]

    def _leads_to_it(self, tag, which):
        return any(_is_sure(one) in which for one in self._everywhere.finditer(as_read(tag).text))

    def _replaced(self, text, which, says, is_address):
        made, last, read = "", 0, as_read(text)
        for match in self._matches(read.text, is_address):
            if _is_sure(match) in which:
                start, end = read.written(*match.span())
                made += text[last:start]
                made, last = made + says(match, made, text[start:end]), end
        return made + text[last:]

    def _in_words(self, match, before, written, *, is_rich):
        kind = {"perhaps": "name", "local": "number"}.get(match.lastgroup, match.lastgroup)
        if kind == "name" and "@" in match[0]:
            kind = "email"
        words = self.instead if kind == "name" and self.instead else WITHHELD.get(kind, "")
        before = TAG.sub("", before).rstrip()
        if not before or before.endswith((".", "!", "?")):
            words = words[:1].upper() + words[1:]
        # Elements that begin or end in it still do.
        return (escape(words, quote=False) if is_rich else words) + "".join(TAG.findall(written))

    @cached_property
    def _parts(self):
        """Of each a part without which it is not there: the expression itself takes a hundred times as long."""
        stem = self.picture.split("-")[0]
        surname = Name.of(self.name).surname
        parts = (surname, *_halves(surname), phones.digits(phones.written(self.number))[0][-7:], self.email, self.words)
        return [part for part in map(_squeezed, (*parts, stem)) if part]

    @cached_property
    def _everywhere(self):
        """One expression for all of it, with a group for each kind."""
        found = {
            "picture": re.escape(re.sub(r"-\d+x\d+\.webp$", "", self.picture)) + r"[-\w.]*" if self.picture else "",
            "email": self.email and rf"(?<![.+-]){re.escape(self.email)}(?!\.\w)",
            **(_number(self.number) if self.number else {}),
            **(_names(self.name, bool(self.instead)) if self.name else {}),
            "words": self.words and pattern(self.words),
        }
        groups = (rf"(?P<{kind}>(?<![^\W_])(?:{one})(?![^\W_]))" for kind, one in found.items() if one)
        return re.compile("|".join(groups) or r"(?!)", re.IGNORECASE)


def _is_sure(match):
    return match.lastgroup not in ("perhaps", "local")


def _squeezed(text):
    return fold(text).replace(" ", "")


def _number(text):
    """By kind: the number, and the same without its area code."""
    digits, extension = phones.digits(phones.written(text))
    digits = digits or re.sub(r"\D", "", text)
    country, rest = ("1", digits[1:]) if len(digits) == 11 and digits.startswith("1") else ("", digits)
    words = r"(?:;ext=|extension|ext\.?|x|int\.?|anexo|#)"
    more = rf"(?:\W{{0,3}}{words}\W{{0,2}}{extension or '[0-9]{1,7}'})"
    more = more if extension else f"{more}?"
    found = {"number": rf"(?:tel:)?(?:\+?{country}{_BETWEEN})?\(?{_BETWEEN.join(rest)}{more}"}
    if country:
        found["local"] = rf"(?<!\d\W)(?<!\d\)\W){rest[3:6]}{_BETWEEN}{rest[6:]}{more}"
    return found


def _names(text, keeps_titles):
    """By kind: the given name or nickname beside the surname; and the surname alone, with initials or a title."""
    name = Name.of(text)
    apart = re.sub(f"(?<=\\w)[{MARKS}](?=\\w)", " ", name.surname)  # "O Brien" for O'Brien
    surname = "(?:" + "|".join(map(pattern, dict.fromkeys((name.surname, apart)))) + ")"
    given = "|".join(pattern(one) for one in (name.given, name.nickname) if one)
    if not given:
        return {"perhaps": rf"(?:{_TITLE}\s+)?{surname}{_MAIL}"}
    middle = "|".join([r"[^\W\d_]\.?", r"[\"“‘(][^\W\d_]+[\"”’)]", *map(pattern, name.additional.split())])
    middle = rf"(?:{_GAP}(?:{middle})){{0,3}}{_GAP}"
    initial = f"(?:{pattern(name.given[0])})"
    joined = f"(?:{pattern(fold(name.surname).replace(' ', ''))})"
    first = rf"(?:{given}){middle}{surname}|(?:{given})(?:{_GAP})?{joined}"
    whole = rf"{first}|{surname}{_COMMA}(?:{_TITLE}{_COMMA})*(?:{given})"
    before, after = ("", "") if keeps_titles else (rf"(?:{_TITLE},?\s+)*", rf"(?:,?\s+{_TITLE})*")
    initials = rf"{initial}\b\.?(?:{_GAP}[^\W\d_]\b\.?)?"
    alone = rf"(?:(?:{_TITLE}|{initials}){_GAP})*{surname}|{initial}(?:{joined}|{surname})(?=@|\Z)"
    if halves := "|".join(map(pattern, _halves(name.surname))):
        alone += rf"|(?:{_TITLE}|{initials}|{given}){_GAP}(?:{halves})|(?:{halves}),{_GAP}(?:{given})"
    return {"name": rf"{before}(?:{whole}){after}{_MAIL}", "perhaps": rf"(?:{alone}){_MAIL}"}


def _halves(surname):
    """The parts of a double surname, of which people may say one."""
    parts = [part for part in re.split(r"[\s-]+", surname) if len(part) > 2]
    return parts if len(parts) > 1 else []
