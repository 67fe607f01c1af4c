"""Numbers as people type and paste them."""

import pytest

from departments.words.typed_number import read

WHOLE = "4144758393"


@pytest.mark.parametrize(
    ("text", "digits", "extension"),
    [
        ("414-475-8393", WHOLE, ""),
        ("(414)475.8393", WHOLE, ""),
        ("+1 414 475 8393", WHOLE, ""),
        ("1-414-475-8393", WHOLE, ""),
        ("011 1 414 475 8393", WHOLE, ""),
        ("9-414-475-8393", WHOLE, ""),
        ("\u202a+1\u00a0414\u2011475\u20118393\u202c", WHOLE, ""),
        ("４１４－４７５－８３９３", WHOLE, ""),
        ("tel:+14144758393;ext=12", WHOLE, "12"),
        ("414-475-8393 ext. 0012", WHOLE, "0012"),
        ("414-475-8393x12", WHOLE, "12"),
        ("414-475-8393 #12", WHOLE, "12"),
        ("475-8393 extension 12", "4758393", "12"),
        ("+44 20 7946 0958", "442079460958", ""),
        ("8393", "8393", ""),
        ("414", "414", ""),
        ("ext 12", "", "12"),
        ("x12", "", "12"),
        ("Extension: 12", "", "12"),
    ],
)
def test_a_number_alone(text, digits, extension):
    number = read(text)
    assert (number.digits, number.extension, number.is_all) == (digits, extension, True)


@pytest.mark.parametrize(
    ("text", "digits", "around"),
    [
        ("please call 414-475-8393 today", WHOLE, ["please", "call", "today"]),
        ("Room 230, 414-475-8393", WHOLE, ["Room", "230,"]),
        ("Ann Roe <tel:475-8393>", "4758393", ["Ann", "Roe", "<tel:", ">"]),
        ("office ext 12", "", ["office"]),
    ],
)
def test_a_number_among_words(text, digits, around):
    number = read(text)
    assert (number.digits, number.around.split(), number.is_all) == (digits, around, False)


@pytest.mark.parametrize(
    "text", ["", "12", "room 230", "chambers 8393", "lynx 12", "x", "2024-2025 plan", "1" * 16, "ext", "12x", "№"]
)
def test_what_is_no_number(text):
    assert read(text) is None
