"""Which letter a name is filed under."""

import pytest

from departments.words.filing import Letter, by_letter
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


def test_names_of_other_scripts_and_signs_stand_before_the_letters():
    assert _filed("Ω Club", "24/7 Help", "!!!", "Arts") == {"Other": ("!!!", "24/7 Help", "Ω Club"), "A": ("Arts",)}


def test_every_letter_is_there_where_anything_is():
    letters = by_letter([("b", 1), ("a", 2), ("b", 0)])
    assert letters[:3] == (Letter("A", (2,)), Letter("B", (1, 0)), Letter("C"))
    assert "".join(letter.name for letter in letters) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert [letter.anchor for letter in by_letter([("7", 7)])[:2]] == ["other", "A"]
    assert by_letter([]) == ()
