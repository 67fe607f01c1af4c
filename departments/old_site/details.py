"""What one line says of a lead, a number or another detail. Pure."""

import re
from dataclasses import dataclass

from ..models import Contact
from ..words import phones
from ..words.nobody import is_nobody
from ..words.standing_words import without_standing
from .names_and_titles import Standing, holder, is_name, is_title

Kind = Contact.Kind

_LONGEST = 200  # characters of a line that can be more than text


@dataclass(frozen=True)
class ReadNumber:
    """A number as it stands in the line, and the kind of its line."""

    text: str
    kind: str


@dataclass(frozen=True)
class Detail:
    """
    `kind` is "lead", "phone", "fax", "email", "location", "hours", "picture" or "contact"; `label` the words before the
    colon, of a lead the title without a standing; `value` those after it, without `numbers`; `standing` one of the
    models, "" where the line says none; `picture` the text of a picture that was run into the label.
    """

    kind: str
    label: str
    value: str = ""
    numbers: tuple[ReadNumber, ...] = ()
    standing: str = ""
    picture: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.value or self.numbers or self.standing == Standing.VACANT)

    @property
    def says_more(self) -> bool:
        """Whether a field of a number cannot hold all of it: "414-475-8393 x12/x13", "414-475-8393 Ann"."""
        return self.kind in ("phone", "fax") and bool(self.numbers and self.value)


_WHOSE = r"(?:(?:the|our|office|department|main|direct|general)\s+)*"
_PHONE = r"(?:(?:phone|telephone|tel\.?|ph\.?|p\.?)(?:\s+(?:number|no\.?))?|main\s+number)"
_LABELS = {
    "phone": rf"{_WHOSE}{_PHONE}(?:\s*(?:/|&|and)\s*fax(?:\s+numbers?)?)?",
    "fax": rf"{_WHOSE}(?:fax(?:\s+(?:number|no\.?))?|f\.?)",
    "email": rf"{_WHOSE}(?:e-?mail(?:\s+address)?|e\.?)",
    "location": rf"{_WHOSE}(?:location|address|room|building)",
    "hours": rf"{_WHOSE}hours(?:\s+of\s+operation)?",
    "picture": r"(?:image|picture|photo)(?:\s+(?:of|text))?",
}
_NUMBER_WITHOUT_COLON = re.compile(rf"({_LABELS['phone']}|{_LABELS['fax']})\s+(?:[-–—]\s+)?(?=[(+\d])", re.IGNORECASE)
_LABEL_BEHIND = re.compile(rf"([(+\d][^:]*?)\s*\(({_LABELS['phone']}|{_LABELS['fax']})\)", re.IGNORECASE)
_POST_IS_VACANT = re.compile(r"(.*\S)\s*(?:[-–—,]\s*|[(\[])(vacant)[)\]]?", re.IGNORECASE)


def detail(words: str) -> Detail | None:
    """The detail that a line of these words is, or None for what is text."""
    if len(words) > _LONGEST:
        return None
    if behind := _LABEL_BEHIND.fullmatch(words):
        return _labelled(behind[2], behind[1])
    if ":" in words[:-1] and words.endswith(":"):
        return None  # several labels, and nothing says which value is whose
    if ":" in words:
        label, value = (part.strip() for part in words.split(":", 1))
        return _labelled(label, value) or _lead(label, value) or _contact(label, value)
    if bare := _NUMBER_WITHOUT_COLON.match(words):
        return _labelled(bare[1], words[bare.end() :])
    if vacant := _POST_IS_VACANT.fullmatch(words):
        return _lead(vacant[1], vacant[2])
    name, comma, title = (part.strip() for part in words.rpartition(","))
    # “Leon Groce, Ph.D., Director”. One word is no name: “Academics, Chief Officer”.
    return _lead(title, name) if comma and (is_nobody(name) or (is_name(name) and " " in name)) else None


def _labelled(label, value):
    kind = next((kind for kind, form in _LABELS.items() if re.fullmatch(form, label, re.IGNORECASE)), None)
    if kind in ("phone", "fax"):
        numbers = numbers_in(value, Kind.FAX if kind == "fax" else Kind.VOICE)
        if "fax" in label.lower() and kind == "phone" and numbers:
            # "Phone/Fax": the first number and the second, or one number that is both.
            phone, *others = numbers
            numbers = (phone, *(ReadNumber(other.text, Kind.FAX.value) for other in others or [phone]))
        return Detail(kind, label, beside(value, numbers), numbers)
    return Detail(kind, label, value) if kind else None


def _lead(label, value):
    picture, label = _without_picture(label)
    title, standing = without_standing(label) or ("", "")
    numbers = numbers_in(value)
    held = holder(beside(value, numbers))
    if held is None or not (is_title(label) and is_title(title)):
        return None
    return Detail("lead", title, held[0], numbers, held[1] or standing, picture)


_RUN_IN = re.compile(r"(?<=[a-z]{3})(?=[A-Z])")


def _without_picture(label):
    """The text of a picture that was run into the title: "Teacher with StudentsChief of Staff"."""
    for seam in _RUN_IN.finditer(label):
        if is_title(label[seam.start() :]):
            return label[: seam.start()], label[seam.start() :]
    return "", label


_ROLE = re.compile(
    r"\b(secretary|assistant|clerk|receptionist|specialist|analyst|technician|associate|planner|bookkeeper|liaison"
    r"|contact|advisor|registrar|reception)\b",
    re.IGNORECASE,
)


def is_role(words: str) -> bool:
    """Whether `words` are a title, or name what somebody does: "Transportation Secretary"."""
    return is_title(words) or bool(_ROLE.search(words) and len(words) <= 100 and words[0].isupper())


def _contact(label, value):
    """ "Secretary: Jane Doe 414-475-8393", "TTY: 414-475-8393", "Secretary: Jane Doe"."""
    numbers = numbers_in(value)
    words = beside(value, numbers)
    held = holder(words)
    is_label = 0 < len(label.split()) <= 6 and len(label) <= 100 and label[0].isupper()
    if not is_label or not ((held and _ROLE.search(label)) or (numbers and len(words.split()) <= 8)):
        return None
    kind = _kind(label)
    numbers = tuple(ReadNumber(one.text, kind or one.kind) for one in numbers)
    name, standing = held or (words, "")
    return Detail("contact", label, name, numbers, standing)


def numbers_in(words: str, kind=Kind.VOICE) -> tuple[ReadNumber, ...]:
    """The phone numbers written in `words`, with their extensions; of `kind` where the words before say no other."""
    found, before = [], ""
    for piece, link in phones.pieces(words):
        if link != "":
            found.append(ReadNumber(piece, _kind(before) or kind.value))
        before = piece if link == "" else ""
    return tuple(found)


_KINDS = {Kind.TTY: r"tty|tdd", Kind.FAX: "fax", Kind.VIDEO_RELAY: "video|vrs", Kind.TEXT: "text|sms"}
_JOINS = re.compile(r"\b(?:or|and|fax|phone|telephone|tel|tty|tdd)\b[:.]?|[|;]", re.IGNORECASE)


def _kind(words):
    return next((kind.value for kind, form in _KINDS.items() if re.search(rf"\b({form})\b", words, re.I)), "")


def beside(value: str, numbers: tuple[ReadNumber, ...]) -> str:
    """The words of `value` beside its numbers, and beside what only joins them."""
    if not numbers:
        return value
    words = " ".join(piece.strip() for piece, link in phones.pieces(value) if link == "")
    return " ".join(_JOINS.sub(" ", words).split()).strip(" ,-–—/:")
