"""
What can be said of an entry (an office or a department) and of a contact line: each fact once, in the form's order.

The models take labels, blanks and choices from here; pages, lists, comparisons, exports, sheets and loads go through
these tables. A fact more is a field of the model, its migration, and a line below (CONTRIBUTING.md has the recipe).
Nothing here imports a model.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, make_dataclass, replace
from enum import Enum, auto
from functools import cached_property, partial
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ..words import phones, prose
from ..words.days import day
from ..words.for_templates import ForTemplates


class Standing(TextChoices):
    APPOINTED = "appointed", _("Appointed")
    ACTING = "acting", _("Acting")
    INTERIM = "interim", _("Interim")
    ON_LEAVE = "on_leave", _("On leave")
    VACANT = "vacant", _("Vacant")


class Kind(TextChoices):
    """What answers at a number."""

    VOICE = "voice", _("Phone")
    FAX = "fax", _("Fax")
    TTY = "tty", _("TTY")
    TEXT = "text", _("Text messages")
    VIDEO_RELAY = "video_relay", _("Video relay")


class Language(TextChoices):
    """What a text is written in, by its tag in HTML (BCP 47), so that it is read out and set as it should be."""

    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    BURMESE = "my", _("Burmese")
    CHINESE = "zh", _("Chinese")
    FRENCH = "fr", _("French")
    HMONG = "hmn", _("Hmong")
    KAREN = "kar", _("Karen")
    LAO = "lo", _("Lao")
    ROHINGYA = "rhg", _("Rohingya")
    RUSSIAN = "ru", _("Russian")
    SOMALI = "so", _("Somali")
    SPANISH = "es", _("Spanish")
    SWAHILI = "sw", _("Swahili")
    UKRAINIAN = "uk", _("Ukrainian")
    VIETNAMESE = "vi", _("Vietnamese")


class InSight(TextChoices):
    """The place of a picture that stays in sight where it is cut."""

    MIDDLE = "middle", _("The middle")
    TOP = "top", _("The top")
    BOTTOM = "bottom", _("The bottom")
    LEFT = "left", _("The left side")
    RIGHT = "right", _("The right side")


class Form(Enum):
    """How a value is kept, and so how it is read, compared and looked for."""

    LINE = auto()  # a line of text
    NAMES = auto()  # names, one a line
    LIST = auto()  # words, a comma between them
    ADDRESSES = auto()  # addresses of pages, a space between them
    PROSE = auto()  # plain sentences
    RICH = auto()  # HTML, sanitised
    NUMBER = auto()  # a number to call, as "+1 414-475-8393 ext. 12"
    EMAIL = auto()
    LINK = auto()  # an address elsewhere, https://…
    CHOICE = auto()
    FLAG = auto()
    PLACE = auto()  # a place among neighbours, from 1
    DAY = auto()  # a date; kept as "2025-07-01"
    PICTURE = auto()  # the name of a stored picture


@dataclass(frozen=True)
class Column:
    """A column of an export or of a school year's sheet: its heading, its width in characters, what stands there."""

    heading: str
    width: int
    what: str


@dataclass(frozen=True)
class Fact(ForTemplates):
    """
    One fact. `name` is the model's field and the key in kept pages, bundles and, if `in_api`, in the API; `label` is
    the editor's word for it.

    A fact that `is_required` has no blank: a page is found by it, or cannot be shown without. Facts of one `group` make
    sense only together: where two people change them, they are one. One `in_details` stands among the contact details
    under its label, is told when a year changes it, and has the property `mark` of microformats2. One `is_searched` is
    found by its words. `schema` is its property of schema.org, `card` the one of vCard 3.0 (RFC 2426); "NOTE" puts it
    there with its label.
    """

    name: str
    label: str
    form: Form = Form.LINE
    choices: type[TextChoices] | None = None
    group: str = ""
    is_required: bool = False
    in_details: bool = False
    mark: str = ""
    is_searched: bool = False
    in_api: bool = False
    schema: str = ""
    card: str = ""
    export: Column | None = None
    sheet: Column | None = None

    def __post_init__(self) -> None:
        if self.sheet and not self.fits_a_cell:
            raise ValueError(f"The fact “{self.name}” is kept as {self.form.name}, which no cell of a sheet can say.")

    @cached_property
    def blank(self) -> Any:
        """The value where nothing was said: what a kept page without this fact is read with."""
        return next(iter(self.labels)) if self.labels else _BLANKS.get(self.form, "")

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each of its choices says; empty where any value is one."""
        return dict(self.choices.choices) if self.choices else {}

    @property
    def fits_a_cell(self) -> bool:
        return self.form not in _NOT_ON_SHEETS

    @property
    def is_checked(self) -> bool:
        """Whether “these details are right” speaks of it."""
        return self.in_details or self.group == "lead"

    @property
    def title(self) -> str:
        """The label as it begins a line or a column, in the reader's language."""
        label = gettext(self.label)
        return label[:1].upper() + label[1:]

    def exported(self, heading: str, width: int, what: str) -> "Fact":
        """This fact with a column of its own in exports."""
        return replace(self, export=Column(heading, width, what))

    def on_sheet(self, heading: str, width: int, what: str) -> "Fact":
        """This fact with a column of its own on a school year's sheet."""
        return replace(self, sheet=Column(heading, width, what))

    def in_words(self, value: Any) -> str:
        """`value` as people read it, "" for none. A choice that nobody knows any more is told as it is kept."""
        if self.labels:
            return self.labels.get(value, str(value))
        if self.form in (Form.NAMES, Form.LIST, Form.ADDRESSES):
            return ", ".join(self.items(value))
        return _IN_WORDS.get(self.form, str)(value) if value or self.form in (Form.FLAG, Form.PLACE) else ""

    def told(self, value: Any) -> str:
        """The same in the reader's language: of choices and ticks, as all else is people's own words."""
        words = self.in_words(value)
        return gettext(words) if self.labels or self.form is Form.FLAG else words

    def items(self, value: str) -> list[str]:
        """`value` taken apart, where it is kept as several; else itself, or nothing where it is blank."""
        mark = {Form.NAMES: "\n", Form.LIST: ",", Form.ADDRESSES: " "}.get(self.form)
        return [" ".join(item.split()) for item in (value.split(mark) if mark else [value]) if item.strip()]


_NOT_ON_SHEETS = (Form.FLAG, Form.PLACE, Form.DAY, Form.PICTURE)
_BLANKS: dict[Form, Any] = {Form.FLAG: False, Form.PLACE: 0, Form.DAY: None}
_IN_WORDS: dict[Form, Callable[[Any], str]] = {
    Form.LINE: str.strip,
    Form.NUMBER: phones.told,
    Form.RICH: prose.plain,
    Form.FLAG: lambda ticked: _("yes") if ticked else _("no"),
    Form.DAY: day,
}


def _table(*facts: Fact) -> dict[str, Fact]:
    return {fact.name: fact for fact in facts}


_detail = partial(Fact, in_details=True, in_api=True)

ENTRY = _table(
    Fact("name", _("name"), is_required=True, in_api=True, schema="name"),
    Fact("slug", _("address"), group="address", is_required=True, in_api=True),
    Fact("also_known_as", _("other names"), Form.NAMES, schema="alternateName").on_sheet(
        "Other names", 26, "Acronyms, former and everyday names, a semicolon between them."
    ),
    Fact("lead_title", _("title of the lead"), group="lead")
    .exported("Title", 28, "The lead's post, without “Acting” or “Interim”; or what the contact line is for.")
    .on_sheet("Title", 24, "The post of the lead without “Acting” or “Interim”, for example Director."),
    Fact("lead_name", _("name of the lead"), group="lead")
    .exported("Name", 28, "Who leads, or who answers. Empty while the post is vacant, or where nobody is named.")
    .on_sheet("Name", 26, "The lead's name with prefix and degree. Empty while the post is vacant."),
    Fact("lead_standing", _("standing"), Form.CHOICE, Standing, group="lead")
    .exported("Standing", 12, "Of the lead: Appointed, Acting, Interim, On leave or Vacant.")
    .on_sheet("Standing", 14, _("Appointed, Acting, Interim, On leave or Vacant. Empty: Appointed.")),
    Fact("lead_as_typed", _("“Acting” belongs to the title"), Form.FLAG, group="lead"),
    _detail("phone", _("phone"), Form.NUMBER, schema="telephone")
    .exported("Phone", 16, "The number as 414-475-8393, without its extension.")
    .on_sheet("Phone", 24, "Main number, as 414-475-8393, or 414-475-8393 ext. 12."),
    _detail("fax", _("fax"), Form.NUMBER, schema="faxNumber")
    .exported("Fax", 16, "The office's or department's fax number.")
    .on_sheet("Fax", 18, "Fax number, in the same way."),
    _detail("email", _("e-mail"), Form.EMAIL, mark="u-email", is_searched=True, schema="email")
    .exported("E-mail", 30, "One address.")
    .on_sheet("E-mail", 26, "One address."),
    _detail("location", _("location"), mark="p-extended-address", is_searched=True)
    .exported("Location", 34, "Building and room.")
    .on_sheet("Location", 30, "Building and room."),
    _detail("hours", _("hours"), is_searched=True, card="NOTE")
    .exported("Hours", 26, "When the phone is answered.")
    .on_sheet("Hours", 24, "When the phone is answered."),
    _detail("languages", _("languages"), Form.LIST, is_searched=True, schema="knowsLanguage", card="NOTE")
    .exported("Languages", 22, "The languages spoken there besides English, a comma between them.")
    .on_sheet("Languages", 22, "The languages spoken there besides English, a comma between them."),
    _detail("website", _("website"), Form.LINK, is_searched=True, schema="url", card="URL")
    .exported("Website", 34, "A page elsewhere that says more.")
    .on_sheet("Website", 34, "A page elsewhere that says more, as https://www.example.org."),
    Fact("written_in", _("language of its name and texts"), Form.CHOICE, Language),
    Fact("summary", _("summary"), Form.PROSE, is_searched=True, in_api=True, schema="description").on_sheet(
        "Summary", 50, "One or two plain sentences that open the page."
    ),
    Fact("body", _("text"), Form.RICH, is_searched=True),
    Fact("image", _("picture"), Form.PICTURE, group="picture"),
    Fact("image_alt", _("picture in words"), group="picture"),
    Fact("image_decorative", _("only decoration"), Form.FLAG, group="picture"),
    Fact("image_in_sight", _("what stays in sight"), Form.CHOICE, InSight, group="picture"),
    Fact("position", _("place"), Form.PLACE),
    Fact("succeeds", _("succeeds"), Form.ADDRESSES, group="address").on_sheet(
        "Replaces", 24, "Addresses of what it replaces from the year before, a space between several."
    ),
    Fact("confirmed_on", _("details checked on"), Form.DAY).exported(
        "Checked on", 12, "The day the details were last checked, as 2024-09-30."
    ),
)

LABELLED = _("{label} {value}")  # a label with what it is of

# A line's fact fills the column of the entry's with the same heading.
LINE = _table(
    Fact("role", _("role"), in_api=True, export=ENTRY["lead_title"].export),
    Fact("name", _("name"), in_api=True, schema="name", export=ENTRY["lead_name"].export),
    Fact("phone", _("number"), Form.NUMBER, group="number", in_api=True, export=ENTRY["phone"].export),
    Fact("kind", _("kind"), Form.CHOICE, Kind, group="number", in_api=True),
    Fact("email", _("e-mail"), Form.EMAIL, is_searched=True, in_api=True, schema="email", export=ENTRY["email"].export),
    Fact("note", _("note"), is_searched=True, in_api=True, schema="description").exported(
        "Note", 30, "What a contact line adds, such as its hours."
    ),
    replace(ENTRY["languages"], schema="availableLanguage", sheet=None),
)


def unsaid_kind(kind: str, text: str) -> str:
    """What answers at a number, as a word within a line, where it is no phone and `text` beside it does not say so."""
    if kind == Kind.VOICE:
        return ""
    words = LINE["kind"].told(kind)
    if words.casefold().split(" ")[0] in text.casefold():
        return ""
    return words if words.isupper() else words.lower()


def named(table: dict[str, Fact], *forms: Form) -> frozenset[str]:
    """The names of the facts in `table` that are kept in one of `forms`."""
    return frozenset(fact.name for fact in table.values() if fact.form in forms)


def of_group(table: dict[str, Fact], group: str) -> list[str]:
    """The names of the facts in `table` that make sense only together as `group`."""
    return [fact.name for fact in table.values() if fact.group == group]


# Where an entry stands is no fact of its page, and one thing all the same.
_HOME = {"office": "home", "parent": "home"}
GROUPS = {"home": _("office and “unit of”"), "number": _("number and its kind")}


def group_of(table: dict[str, Fact], name: str) -> str:
    """What `name` counts as where two sides changed it: one with its group, or itself."""
    return (table[name].group if name in table else _HOME.get(name)) or name


def grouped(table: dict[str, Fact], names: Iterable[str]) -> dict[str, list[str]]:
    """`names` by what they count as, in their order."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(group_of(table, name), []).append(name)
    return groups


# A contact line has one of these: the others say nothing by themselves.
LINE_SAYS = ("role", "name", "phone", "email")
# The facts of either kind that are numbers to call.
NUMBERS = named(ENTRY, Form.NUMBER) | named(LINE, Form.NUMBER)


def values(name: str, table: dict[str, Fact]) -> Any:
    """A frozen dataclass, called `name`, of the facts in `table`: each an attribute with its blank as default."""
    attributes = [(fact.name, Any, field(default=fact.blank)) for fact in table.values()]
    return make_dataclass(name, attributes, frozen=True, bases=(ForTemplates,))
