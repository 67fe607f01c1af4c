"""Text as search compares it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.words.folding import fold, folded_words, spelled


def test_fold_drops_capitals_accents_and_apostrophes():
    assert fold("  O’Brien & José–María, Ph.D. ") == "obrien and jose maria ph d"
    assert fold("STRASSE") == fold("straße")


def test_each_folded_word_has_a_space_before_it():
    assert folded_words("Restorative Practices", "", "HR") == " restorative practices hr"
    assert folded_words("", " – ") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("Straße", [("strasse", 0, (1, 2, 3, 4, 5, 5, 6))]),
        ("ﬁnance", [("finance", 0, (1, 1, 2, 3, 4, 5, 6))]),
        ("Jose\u0301", [("jose", 0, (1, 2, 3, 5))]),
        ("O’Roe", [("oroe", 0, (1, 3, 4, 5))]),
        ("Mims-Howell,", [("mims", 0, (1, 2, 3, 4)), ("howell", 5, (6, 7, 8, 9, 10, 11))]),
        ("R&D", [("r", 0, (1,)), ("and", 1, (2, 2, 2)), ("d", 2, (3,))]),
        ("𝐀b", [("ab", 0, (1, 2))]),
        ("–", []),
        ("", []),
    ],
)
def test_each_folded_letter_says_where_it_ends(token, expected):
    assert spelled(token) == tuple(expected)


@given(st.text())
def test_a_text_is_spelled_as_it_is_folded(text):
    assert " ".join(one.word for one in spelled(text)) == fold(text)
    for one in spelled(text):
        assert len(one.ends) == len(one.word) and one.start < one.ends[0] and list(one.ends) == sorted(one.ends)
