"""Text as search compares it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.words.folding import MARKS, fold, folded_words, pattern, spelled


def test_fold_drops_capitals_accents_and_apostrophes():
    assert fold("  O’Brien & José–María, Ph.D. ") == "obrien and jose maria ph d"
    assert fold("STRASSE") == fold("straße")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz Wałęsa", "lukasz walesa"),
        ("Søren Ærø", "soren aero"),
        ("Đorđe Ðýri", "dorde dyri"),
        ("Þórunn Bjarnþórsdóttir", "thorunn bjarnthorsdottir"),
        ("Straße STRAẞE", "strasse strasse"),
        ("Kırıkkale İzmir", "kirikkale izmir"),
        ("Œuvre", "oeuvre"),
        ("Għargħur Ħamrun", "gharghur hamrun"),
        ("Ŋukŋa Ŧ", "nukna t"),
        ("Hausa ƙasa Ɗan Ƴaƴa ɓera", "hausa kasa dan yaya bera"),
        ("Ɛdwoa Ɔkyere Əli", "edwoa okyere eli"),
        *((f"O{mark}Neill", "oneill") for mark in MARKS),
    ],
)
def test_letters_that_do_not_come_apart_and_marks_nobody_types(text, folded):
    assert fold(text) == folded


_LETTERS = st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F) | st.sampled_from("ʻ’'-& \u0301\u0323·")
_NAMES = st.text(_LETTERS)


@given(_NAMES)
def test_a_text_is_found_by_what_is_typed_for_it(text):
    assert re.search(pattern(text), text, re.IGNORECASE)
    typed = fold(text.replace("&", " & "))
    assert re.search(pattern(typed), text.replace("&", " & "), re.IGNORECASE)


@given(st.text())
def test_a_pattern_can_always_be_looked_for(text):
    re.compile(pattern(text))


def test_a_pattern_finds_nothing_else():
    assert not re.search(pattern("lopez"), "Lopes", re.IGNORECASE)
    assert not re.search(pattern("mims howell"), "Mims and Howell", re.IGNORECASE)
    assert not re.search(pattern("a.c"), "abc", re.IGNORECASE)


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
