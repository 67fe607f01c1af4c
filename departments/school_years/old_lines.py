"""What one line of the old site's pages says, taken by itself. Pure; `old_page.py` puts the lines together."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify

from .. import phones, richtext
from ..models import Contact, Entry

Kind, Standing = Contact.Kind, Entry.Standing

_BULLET = re.compile(r"(?:[•·▪◦‣●○■]\s*|[-–—*]\s+)+|[-–—*]+\Z")
_INVISIBLE = re.compile(r"[\ud800-\udfff\u200b\u2060\ufeff]")


@dataclass(frozen=True)
class Line:
    """`text` as it stands, `words` as it is read: one space between words, without the bullet before them."""

    number: int
    text: str
    words: str
    is_bullet: bool
    after_blank: bool


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank, numbered from 1 as an editor shows them."""
    found, after_blank = [], True
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if line.strip():
            words = " ".join(richtext.without_control_characters(_INVISIBLE.sub(" ", line)).split())
            bullet = _BULLET.match(words)
            found.append(Line(number, line, words[bullet.end() :] if bullet else words, bool(bullet), after_blank))
        after_blank = not line.strip()
    return found


_FURNITURE = {
    "an error message of the old site": r"an error\b.*\bwas encountered\b.*|.*\bobject reference not set\b.*"
    r"|close message|server error\b.*",
    "the logo": r".*\blogo:.*",
    "the foot of the page": r"(©|\(c\)).*|copyright\b.*\d{4}.*|all rights reserved\.?|last (updated|modified)\b.*",
    "a menu": r"(skip to )?(main )?(content|menu|navigation)|(back )?to (the )?top|home|home\s*[>»|/].*|print( page)?"
    r"|search( (this|the) site)?|site ?map|log ?in|sign in|share|translate|(a|select) language|you are here\b.*"
    r"|contact us|quick links|next|previous|[^|»>\d]*([|»>][^|»>\d]*){2,}",
}


def furniture(words: str) -> str:
    """What part of the old site's frame this line is, or ""."""
    return next((what for what, form in _FURNITURE.items() if re.fullmatch(form, words, re.IGNORECASE)), "")


_POST = re.compile(
    r"\b(director|superintendent|chief|manager|coordinator|supervisor|administrator|officer|principal|head|dean"
    r"|counsel|auditor|controller|comptroller|treasurer|commissioner|lead|leader|president|chair|executive)\b",
    re.IGNORECASE,
)
_SMALL = {"of", "the", "and", "for", "to", "in", "on", "at", "&", "/", "-", "–"}
_ROLE = re.compile(
    r"\b(secretary|assistant|clerk|receptionist|specialist|analyst|technician|associate|planner|bookkeeper|liaison"
    r"|contact|advisor|registrar|reception)\b",
    re.IGNORECASE,
)
_PARTICLES = {"de", "del", "la", "las", "los", "da", "di", "du", "van", "der", "den", "von", "bin", "al", "y", "st."}


def is_title(words: str) -> bool:
    """Whether `words` name a post: "Chief of Staff", "Acting Director"."""
    parts = words.replace(",", " ").split()
    capital = all(part.lower() in _SMALL or part.strip("(").lstrip("&")[:1].isupper() for part in parts)
    return 0 < len(parts) <= 10 and len(words) <= 100 and words[0].isupper() and capital and bool(_POST.search(words))


def is_name(words: str) -> bool:
    """Whether `words` can be a person's name as people write it: "Dr. Patricia A. Ellis", "Leon Groce, Ph.D."."""
    parts = words.split()
    if not parts or len(parts) > 8 or len(words) > 100 or re.search(r"[\d:;!?<>@|/…]", words):
        return False
    last = parts[-1]
    ends = last.endswith(".") and len(last) > 4 and "." not in last[:-1]
    proper = all(part.lower() in _PARTICLES or part.lstrip("(\"'“‘’")[:1].isupper() for part in parts)
    return proper and not ends and parts[0][0].isupper()


def is_heading(line: Line) -> bool:
    """Whether the line can stand over something: short, begins like a name, and is no sentence."""
    words = line.words
    short = len(words) <= 100 and len(words.split()) <= 12
    return (
        short
        and not line.is_bullet
        and bool(slugify(words))
        and (words[0].isupper() or words[0].isdigit())
        and any(char.isalpha() for char in words)
        and not re.search(r"[.,;:!?…]\Z|[:@<>|]", words)
        and not numbers_in(words)
    )


@dataclass(frozen=True)
class Number:
    """A number as it stands in the line, and the words before it."""

    text: str
    before: str


def numbers_in(words: str) -> list[Number]:
    """The phone numbers written in `words`, with their extensions."""
    found, before = [], ""
    for piece, link in phones.pieces(words):
        if link:
            found.append(Number(piece, before))
        before = "" if link else piece
    return found


@dataclass(frozen=True)
class Detail:
    """
    A line of details. `kind` is "lead", "phone", "fax", "phone/fax", "email", "location", "hours" or "contact"; `label`
    what stands before the colon, `value` the words after it without numbers, `picture` a picture's text run into it.
    """

    kind: str
    label: str
    value: str = ""
    numbers: tuple[Number, ...] = ()
    standing: str = ""
    picture: str = ""

    @property
    def is_blank(self):
        return not (self.value or self.numbers or self.standing == Standing.VACANT)


_WHOSE = r"(?:(?:the|our|office|department|main|direct|general)\s+)*"
_PHONE_WORD = r"(?:phone|telephone|tel\.?|ph\.?)(?:\s+(?:number|no\.?))?"
_LABELS = {
    "phone/fax": rf"{_WHOSE}{_PHONE_WORD}\s*(?:/|&|and)\s*fax(?:\s+numbers?)?",
    "phone": _WHOSE + _PHONE_WORD,
    "fax": _WHOSE + r"fax(?:\s+(?:number|no\.?))?",
    "email": _WHOSE + r"e-?mail(?:\s+address)?",
    "location": _WHOSE + r"(?:location|address|room|building)",
    "hours": _WHOSE + r"hours(?:\s+of\s+operation)?",
}
_WITHOUT_COLON = re.compile(
    rf"(?P<label>{_LABELS['phone/fax']}|{_LABELS['phone']}|{_LABELS['fax']})\s+(?=[(+\d])", re.I
)


def detail(words: str) -> Detail | None:
    """The detail that a line of these words is, or None for what is text."""
    label, colon, value = (part.strip() for part in words.partition(":"))
    if bare := _WITHOUT_COLON.match(words):
        label, colon, value = bare["label"], ":", words[bare.end() :]
    if not colon:
        return _email("", words) if "@" in words else _name_and_title(words)
    for kind, form in _LABELS.items():
        if re.fullmatch(form, label, re.IGNORECASE):
            return _labelled(kind, label, value)
    return _lead(label, value) or _contact(label, value)


def _labelled(kind, label, value):
    if kind == "email":
        return _email(label, value) if value else Detail(kind, label)
    if kind in ("location", "hours"):
        return Detail(kind, label, value) if len(value) <= 200 else None
    numbers = tuple(numbers_in(value))
    return Detail(kind, label, _without(value, numbers), numbers)


def _email(label, value):
    try:
        validate_email(value)
    except ValidationError:
        return None
    return Detail("email", label, value)


_STANDING = {"acting": Standing.ACTING, "interim": Standing.INTERIM, "on leave": Standing.ON_LEAVE}
_BEFORE = re.compile(r"(?P<standing>acting|interim)\s+(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s*(?:,\s*(?P<plain>acting|interim|on leave)|[(\[](?P<set>acting|interim|on leave)[)\]])\Z", re.IGNORECASE
)
_VACANT = re.compile(r"\W*(?:currently\s+)?(?:position\s+)?(?:is\s+)?(?:vacant|vacancy)(?:\s+position)?\W*", re.I)
_NOBODY = re.compile(
    r"\W*(?:t\.?b\.?[ad]\.?|none|n/a|open|to be (?:announced|determined|named|hired|filled))?\W*", re.I
)
_RUN_IN = re.compile(r"(?<=[a-z]{3})(?=[A-Z])")


def without_standing(words: str) -> tuple[str, str]:
    """`words` without “Acting”, “Interim” or “on leave” set apart, and the standing that says, or ""."""
    if before := _BEFORE.match(words):
        return words[before.end() :], _STANDING[before["standing"].lower()]
    if behind := _BEHIND.search(words):
        return words[: behind.start()], _STANDING[(behind["plain"] or behind["set"]).lower()]
    return words, ""


def holder(words: str) -> tuple[str, str] | None:
    """The name and standing of who holds a post, the name "" where nobody is named; None for what is neither."""
    if _VACANT.fullmatch(words):
        return "", Standing.VACANT
    if _NOBODY.fullmatch(words):
        return "", ""
    name, standing = without_standing(words)
    return (name, standing) if is_name(name) else None


def _lead(label, value):
    picture, label = _without_picture(label)
    title, standing = without_standing(label)
    if not (is_title(label) and is_title(title)):
        return None
    numbers = tuple(numbers_in(value))
    name = _without(value, numbers)
    if not name:
        return Detail("lead", title, "", numbers, standing, picture)
    held = holder(name)
    return Detail("lead", title, held[0], numbers, held[1] or standing, picture) if held else None


def _without_picture(label):
    """The text of a picture that was run into the title: "Teacher with StudentsChief of Staff"."""
    for seam in _RUN_IN.finditer(label):
        if is_title(label[seam.start() :]):
            return label[: seam.start()], label[seam.start() :]
    return "", label


def _name_and_title(words):
    """ "Leon Groce, Ph.D., Director": the name, and after the last comma the title."""
    name, comma, label = (part.strip() for part in words.rpartition(","))
    title, standing = without_standing(label)
    if comma and len(name.split()) > 1 and is_name(name) and is_title(label) and is_title(title):
        return Detail("lead", title, name, (), standing)
    return None


def _contact(label, value):
    """ "Secretary: Jane Doe 414-475-8393", "TTY: 414-475-8393", "Secretary: Jane Doe"."""
    numbers = tuple(numbers_in(value))
    words = _without(value, numbers)
    is_role = 0 < len(label.split()) <= 6 and len(label) <= 100 and label[0].isupper() and len(words) <= 100
    known = _ROLE.search(label) and (not words or is_name(words))
    if is_role and (known or (numbers and len(words.split()) <= 8)):
        return Detail("contact", label, words, numbers)
    return None


_BETWEEN = re.compile(r"\b(?:or|and|fax|phone|telephone|tel|tty|tdd)\b[:.]?|[|;]", re.IGNORECASE)


def _without(value, numbers):
    """The words of `value` beside its numbers, and beside what only joins them."""
    if not numbers:
        return value
    words = " ".join(piece.strip() for piece, link in phones.pieces(value) if not link)
    return " ".join(_BETWEEN.sub(" ", words).split()).strip(" ,-–—/:")


def kind_of(words: str, otherwise=Kind.VOICE) -> Kind:
    """The kind of line that the words before a number tell of."""
    forms = {Kind.TTY: r"tty|tdd", Kind.FAX: "fax", Kind.VIDEO_RELAY: "video|vrs", Kind.TEXT: "text|sms"}
    return next((kind for kind, form in forms.items() if re.search(rf"\b({form})\b", words, re.I)), otherwise)
