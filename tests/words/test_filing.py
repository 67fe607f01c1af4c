"""Which letter a name is filed under."""

import pytest

from departments.words.filing import Letter, by_letter, is_long
from departments.words.folding import fold


def _filed(*names):
    """The letters that have entries, as a dictionary."""
    return {letter.name: letter.entries for letter in by_letter((fold(name), name) for name in names) if letter.entries}


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Arts", "A"),
        ("arts", "A"),
        ("Ávila", "A"),
        ("Ångström", "A"),
        ("Ædelsten", "A"),
        ("Đorđević", "D"),
        ("Łukasz", "L"),
        ("Ñandú", "N"),
        ("Østergaard", "O"),
        ("“Zoo” of Learning", "Z"),
        ("’Round the Clock", "R"),
        ("24/7 Help", "0–9"),
    ],
)
def test_a_name_is_filed_under_the_base_letter_it_begins_with(name, letter):
    assert _filed(name) == {letter: (name,)}


def test_digits_stand_before_the_letters_and_other_scripts_behind_them():
    names = ["Ω Club", "24/7 Help", "!!!", "Zoo", "مكتب", "Άλφα", "Arts"]
    assert _filed(*names) == {
        "0–9": ("24/7 Help",),
        "A": ("Arts",),
        "Z": ("Zoo",),
        "Other": ("!!!", "Άλφα", "Ω Club", "مكتب"),
    }
    assert list(_filed(*names)) == ["0–9", "A", "Z", "Other"]


def test_every_letter_is_there_where_anything_is():
    letters = by_letter([("b", 1), ("a", 2), ("b", 0)])
    assert letters[:3] == (Letter("A", (2,)), Letter("B", (1, 0)), Letter("C"))
    assert "".join(letter.name for letter in letters) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert [letter.anchor for letter in by_letter([("7", 7), ("ω", 8)])] == [
        "digits",
        *"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "other",
    ]
    assert by_letter([]) == ()


@pytest.mark.parametrize(("count", "answer"), [(0, False), (100, False), (101, True)])
def test_a_list_is_long_that_nobody_looks_through(count, answer):
    assert is_long(by_letter(("a", number) for number in range(count))) is answer
