"""
One value of a bundle or a spreadsheet, judged as the admin form would judge it.

The rules are read off the models (types, lengths, choices, validators), so that a new field has its rules here too.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from ..models import Contact, Department, Office, SchoolYear
from ..models.entry import VACANT_WITH_A_NAME
from ..models.facts import LINE_SAYS, Standing
from ..models.number_field import NumberField
from ..models.rich_text_field import RichTextField
from ..models.school_year import NO_SCHOOL_YEAR, first_of
from ..words import other_markup, phones, plain_text, richtext
from ..words.standing_words import unclear
from .edition import in_utc

MODELS = {"office": Office, "department": Department, "contact": Contact, "schoolyear": SchoolYear}
_BIGGEST = 2_147_483_647  # what an integer column of PostgreSQL holds


class ValueRefused(ValueError):
    """The value cannot stand in its field; the text is a sentence that says why and what to do."""


@cache
def rules(kind: str) -> dict:
    """
    By field of an "office", "department", "contact" or "schoolyear", what makes of a value the one that an edition has:
    a function of what JSON has (a text, a whole number, true, false or null), which raises ValueRefused.

    Addresses that point to other records (`office`, `parent`) are for the caller to judge, and so is whether the file
    of a picture exists. Found once for all the records of a file.
    """
    return rules_of(MODELS[kind])


@cache
def rules_of(model: type[models.Model]) -> dict:
    """The same of any model, for all fields but its key."""
    fields = model._meta.concrete_fields
    return {field.name: _rule(field) for field in fields if not field.is_relation and not field.primary_key}


def _rule(field):
    judge = _judge_of(field)
    return (lambda value: None if value is None else judge(value)) if field.null else judge


def _judge_of(field):
    if isinstance(field, models.BooleanField):
        return partial(_of_type, wanted=bool, sentence=_NO_FLAG)
    if isinstance(field, models.IntegerField):
        return _whole_number
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField):
        return _day
    return _text_judge(field)


_NO_FLAG = gettext_noop("{value} has the wrong type. Write true or false.")
_NO_WHOLE_NUMBER = gettext_noop("{value} has the wrong type. Write a whole number.")
_NO_TEXT = gettext_noop("{value} has the wrong type. Write a text in quotation marks.")
_DAY_OF_ANOTHER_TYPE = gettext_noop("{value} has the wrong type. Write it as 2025-07-01.")
_NO_DAY = gettext_noop("{value} is no day. Write it as 2025-07-01.")
_MOMENT_OF_ANOTHER_TYPE = gettext_noop(
    "{value} has the wrong type. Write a moment with its time zone, as 2025-07-01T05:00:00Z."
)
_NO_MOMENT = gettext_noop("{value} is no moment. Write a moment with its time zone, as 2025-07-01T05:00:00Z.")


def _of_type(value, wanted, sentence):
    if value is None:
        raise ValueRefused(_("null cannot stand here. Write an empty text for nothing."))
    if type(value) is not wanted:
        raise ValueRefused(_(sentence).format(value=shown(value)))
    return value


def _whole_number(value):
    if _of_type(value, int, _NO_WHOLE_NUMBER) < 0 or value > _BIGGEST:
        words = _("{value} is out of range. Write a whole number from 0 to {biggest}.")
        raise ValueRefused(words.format(value=shown(value), biggest=_BIGGEST))
    return value


def _day(value):
    _read(parse_date, value, _DAY_OF_ANOTHER_TYPE, _NO_DAY, lambda day: len(value) == 10)
    return value


def _moment(value):
    found = _read(parse_datetime, value, _MOMENT_OF_ANOTHER_TYPE, _NO_MOMENT, lambda moment: moment.tzinfo)
    try:
        return in_utc(found)
    except OverflowError as reason:
        words = _("{value} is out of range. Write a moment with its time zone, as 2025-07-01T05:00:00Z.")
        raise ValueRefused(words.format(value=shown(value))) from reason


def _read(parse, value, of_another_type, is_none, is_whole):
    try:
        found = parse(_of_type(value, str, of_another_type))
    except ValueError:  # well written, and in no calendar
        found = None
    if found is None or not is_whole(found):
        raise ValueRefused(_(is_none).format(value=shown(value)))
    return found


def _text_judge(field):
    if isinstance(field, RichTextField):
        judge = _rich_text
    elif isinstance(field, NumberField):
        judge = _phone
    else:
        judge = _plain_text_judge(field)

    kept = plain_text.lines if isinstance(field, models.TextField) else getattr(field, "kept", plain_text.line)

    def judged(value):
        if value == "" and field.blank:  # most of what a file says
            return ""
        try:
            text = kept(_of_type(value, str, _NO_TEXT))
            text = judge(text) if text else text
        except plain_text.NotKept as reason:
            raise ValueRefused(str(reason)) from reason
        if not text and not field.blank:
            raise ValueRefused(_("it is empty. Write something."))
        return text

    return judged


def _plain_text_judge(field):
    known = [choice for choice, _label in field.flatchoices]
    # The length is told here, and a picture may have any name of a file in the bundle: what the store calls it is
    # found when it is read.
    has_rules = field.name != "image" and any(not isinstance(one, MaxLengthValidator) for one in field.validators)

    def judged(value):
        if field.max_length and len(value) > field.max_length:
            words = ngettext(
                "it has {number} character; {fits} fit. Shorten it.",
                "it has {number} characters; {fits} fit. Shorten it.",
                len(value),
            )
            raise ValueRefused(words.format(number=len(value), fits=field.max_length))
        if known and value not in known:
            words = _("{value} is not known. Write one of {known}.")
            raise ValueRefused(words.format(value=shown(value), known=", ".join(known)))
        if has_rules:
            try:
                field.run_validators(value)
            except ValidationError as reason:
                words = _("{value}: {why}").format(value=shown(value), why=" ".join(reason.messages))
                raise ValueRefused(words) from reason
        return value

    return judged


def _phone(value):
    try:
        return phones.exactly(value)
    except phones.NoNumber as reason:
        raise ValueRefused(str(reason)) from reason


def _rich_text(value):
    """The text as the sanitiser writes it, provided that costs nothing a reader would miss."""
    clean = richtext.kept(value)
    if clean == value:
        return value
    lost = Counter(_pieces(value)) - Counter(_pieces(clean))
    for kind, what in lost:
        if kind == "text":
            words = _("the words {words} stand where pages do not show text. Move them to a paragraph.")
            raise ValueRefused(words.format(words=shown(what)))
        if kind == "attribute" or what not in richtext.ELEMENTS | other_markup.ELEMENTS:
            allowed = ", ".join(f"<{tag}>" for tag in sorted(richtext.ELEMENTS))
            words = _(
                "pages do not allow {what} in a text. Allowed are {elements}, href on <a>, and start (2 to 999) and "
                "type (a, A, i or I) on <ol>."
            )
            raise ValueRefused(words.format(what=shown(what), elements=allowed))
    return clean


class _Pieces(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append(("element", tag))
        self.found += [
            ("attribute", f'{name}="{value or ""}" on <{tag}>') for name, value in attrs if (tag, name) != ("a", "rel")
        ]

    def handle_data(self, data):
        # Word by word: where one run of text ends and the next begins depends on the writing.
        self.found += [("text", said) for word in data.split() if (said := word.rstrip(":,"))]  # between cells, too

    def handle_comment(self, data):
        self.found.append(("element", "!"))

    handle_decl = handle_pi = unknown_decl = handle_comment


def _pieces(html):
    parser = _Pieces()
    parser.feed(html)
    parser.close()
    return parser.found


def faults(kind: str, values: dict) -> Iterator:
    """What is wrong with a whole record whose values are each right: pairs of a field and a sentence."""
    if values.get("image_decorative") and values.get("image_alt"):
        yield "image_alt", _("either describe the picture or say that it is only decoration, not both at once.")
    if values.get("lead_standing") == Standing.VACANT and (name := values.get("lead_name")):
        sentence = VACANT_WITH_A_NAME.format(name=shown(name))
        yield "lead_name", sentence[:1].lower() + sentence[1:]
    lead = [values.get(name) or "" for name in ("lead_title", "lead_name")]
    if any(lead):
        yield from unclear(*lead, as_typed=bool(values.get("lead_as_typed"))).items()
    if kind == "contact" and not any(map(values.get, LINE_SAYS)):
        yield (
            "",
            _("the contact line says nothing. Give it a role, a name, a number or an e-mail address, or remove it."),
        )
    if kind == "schoolyear" and (label := values.get("label")) and first_of(label) is None:
        yield "label", _(NO_SCHOOL_YEAR)
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on and ends_on and ends_on <= starts_on:
        yield "ends_on", _("the last day must come after the first day.")


def shown(value) -> str:
    """A value in a sentence: in quotation marks, on one line, cut where it is long."""
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(plain_text.without_control_characters(text, "�").split())
    return f"“{text[:60]}…”" if len(text) > 61 else f"“{text}”"
