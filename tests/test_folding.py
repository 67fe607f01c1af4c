"""Text as search compares it."""

from hypothesis import given
from hypothesis import strategies as st

from departments.folding import fold, folded_words


def test_fold_drops_capitals_accents_and_apostrophes():
    assert fold("  O’Brien & José–María, Ph.D. ") == "obrien and jose maria ph d"
    assert fold("STRASSE") == fold("straße")


def test_each_folded_word_has_a_space_before_it():
    assert folded_words("Restorative Practices", "", "HR") == " restorative practices hr"
    assert folded_words("", " – ") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
