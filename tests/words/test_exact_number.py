"""What is kept as a number has the digits that were written; the rest is refused in a sentence."""

import random
import re

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError

from departments.models import Contact, Department, DistrictLine, Office
from departments.models.facts import ENTRY, Form
from departments.models.number_field import NumberField
from departments.school_years.spreadsheet.sheet_columns import spelled
from departments.school_years.values import MODELS, ValueRefused, rules
from departments.words import phones
from departments.words.exact_number import NoNumber, read_exactly
from tests.words.number_writings import REFUSED, WRITINGS

COLUMNS = [
    field
    for model in (Office, Department, Contact, DistrictLine)
    for field in model._meta.concrete_fields
    if isinstance(field, NumberField)
]


def test_at_least_three_hundred_writings_are_tried():
    assert len({text for text, _ in WRITINGS}) >= 300


@pytest.mark.parametrize(("text", "kept"), WRITINGS)
def test_what_people_write_is_kept(text, kept):
    assert read_exactly(text) == kept


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items())
def test_what_would_have_to_be_guessed_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(NoNumber) as refused:
        read_exactly(text)
    assert str(refused.value).startswith(f"“{text}” {sentence}")
    assert phones.display(text) == text  # and shown as it was written, where it stands in a draft already
    assert phones.link(text) == ""


def test_what_is_too_long_for_its_column_is_refused():
    with pytest.raises(NoNumber, match="it has 212 characters; 128 fit"):
        read_exactly("414-475-8393" + " " * 200)


@pytest.mark.parametrize("text", ["", " ", "\x00", "+", "()", "1", "x", ",,1", "\ud800"])
def test_whatever_is_no_number_is_refused(text):
    with pytest.raises(NoNumber):
        read_exactly(text)


def test_what_no_reader_sees_is_dropped_as_in_every_text():
    assert read_exactly("(414) 47\x9d5-8393") == "+1 414-475-8393"
    with pytest.raises(NoNumber, match="half a character"):
        read_exactly("414-475\ud800-8393")


def test_what_names_nobody_in_a_sheet_is_no_number():
    assert [spelled(ENTRY["phone"], text) for text in ("N/A", "-", "–", "none", "414-475-8393 TBD")] == [
        *[""] * 4,
        "414-475-8393 TBD",
    ]


# Every door


def _doors():
    """What each way in makes of a text, by its name: the number as kept, or None where it is refused."""
    for field in COLUMNS:
        yield f"form of {field}", field.formfield().clean
        yield f"model of {field}", lambda text, field=field: field.clean(field.to_python(text), None)
    for kind, model in MODELS.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, NumberField):
                yield f"bundle, {field}", rules(kind)[field.name]
    for fact in ENTRY.values():
        if fact.form is Form.NUMBER:
            yield f"sheet, {fact.name}", lambda text, fact=fact: rules("office")[fact.name](spelled(fact, text))


def _kept(door, text):
    try:
        return phones.written(door(text)) or None  # a sheet's "-" is nothing
    except (ValidationError, ValueRefused):
        return None


def _texts(count):
    """Texts as somebody in a hurry types them: digits for the most part, and whatever else is on the keyboard."""
    chance = random.Random(13)
    pieces = [
        *"0123456789",
        "414",
        "475",
        "8393",
        "-",
        " ",
        ".",
        "(414) ",
        "1-",
        "+1 ",
        "+44 ",
        "(0)",
        "00",
        "011",
        "x",
    ]
    pieces += [
        " ext. ",
        "#",
        "/",
        "12",
        "fax",
        "Ann",
        " TTY",
        "FLOWERS",
        "٤",
        "４",
        "²",
        "½",
        "–",
        "\u00a0",
        ",",
        ";",
        "e",
    ]
    starts = ["", "414-475-8393", "(414) 475-8393", "414-475-8393 x12", "+44 20 7946 0958", "1-800-", "475-8393"]
    for _ in range(count):
        text = chance.choice(starts) + "".join(chance.choices(pieces, k=chance.randint(0, 9)))
        places = list(text)
        if chance.random() < 0.2:
            places.insert(chance.randrange(len(places) + 1), chance.choice(["(0)", " (0) "]))
        if chance.random() < 0.2 and places:
            places.insert(chance.randrange(len(places)), chr(chance.choice([chance.randrange(0x20, 0x2FF), 0x1F4DE])))
        yield "".join(places)


def _says_no_other_number(text, kept):
    """The rule, in words of its own: the digits typed, in order, but for what is dialled before a number."""
    typed = "".join(str(int(character)) for character in text if character.isdecimal())
    # Of the countries tried, only one has a 0 that is not dialled from abroad, and only there.
    abroad = re.sub(r"\A(\W*(?:\+|00|011)\W*44\W*)\(\W*0\W*\)", r"\1", text)
    without_trunk = "".join(str(int(c)) for c in abroad if c.isdecimal())
    digits = "".join(phones.digits(kept))
    national = digits.removeprefix("1") if kept.startswith("+1 ") else digits
    accepted = {before + digits for before in ("", "00", "011")} | {national if kept.startswith("+1 ") else digits}
    words = re.sub(r"(?i)telephone|phone|tel|call|number|ph|no|extension|exten|extn|ext|xtn|xt|x|anexo|int", "", text)
    letters = [c for c in words if c.isalpha() and c not in "ptPT"]
    return bool({typed, without_trunk} & accepted) and not letters


@pytest.mark.parametrize(
    "count", [pytest.param(1000, id="some"), pytest.param(10_000, marks=pytest.mark.exhaustive, id="ten thousand")]
)
def test_random_texts_keep_their_digits_in_every_door(count):
    doors, kept_some = dict(_doors()), 0
    assert len(doors) == 6 * 2 + 5 + 2
    for number, text in enumerate(_texts(count)):
        try:
            kept = read_exactly(text.strip())
        except NoNumber:
            kept = None
        else:
            kept_some += 1
            assert _says_no_other_number(text, kept), (text, kept)
        if text.strip():
            names = list(doors) if count > 1000 or number % 20 == 0 else []
            assert {name: _kept(doors[name], text) for name in names} == dict.fromkeys(names, kept), text
    assert kept_some > count / 50


def test_every_form_of_the_admin_has_the_field_that_is_certain():
    for model, options in admin.site._registry.items():
        for one in (options, *(inline(model, admin.site) for inline in options.inlines)):
            for field in one.model._meta.concrete_fields if one.model._meta.app_label == "departments" else ():
                if "Phone" in type(field).__name__ or isinstance(field, NumberField):
                    assert field in COLUMNS
