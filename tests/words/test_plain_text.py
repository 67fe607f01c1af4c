"""One rule for what is kept of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.words import plain_text
from departments.words.plain_text import HalfCharacter, line, lines, without_control_characters

ANY = st.text(st.characters() | st.sampled_from("\t\r\n\x0b\x0c\x1c\x85\u2028\u00a0\x00\ufffe\u200f "))


@pytest.mark.parametrize(
    ("text", "one_line", "several"),
    [
        ("Ann Roe", "Ann Roe", "Ann Roe"),
        ("  Ann\tRoe\u00a0", "Ann Roe", "Ann\tRoe"),
        ("Ann\x0bRoe", "Ann Roe", "Ann\nRoe"),
        ("Ann\r\nRoe\rPoe\nLow\r\n", "Ann Roe Poe Low", "Ann\nRoe\nPoe\nLow"),
        ("Ann\u2028Roe\x85Poe", "Ann Roe Poe", "Ann\nRoe\nPoe"),
        ("a\n\n\tb", "a b", "a\n\n\tb"),
        ("NUL\x00, bell\x07, \ufffe\uffff\x7f", "NUL, bell,", "NUL, bell,"),
        ("\u200fשלום\u200f e\u0301 𝒜 👩‍👩‍👧", "\u200fשלום\u200f e\u0301 𝒜 👩‍👩‍👧", "\u200fשלום\u200f e\u0301 𝒜 👩‍👩‍👧"),
        (" \t\r\n\x00\u3000", "", ""),
    ],
)
def test_what_is_kept(text, one_line, several):
    assert (line(text), lines(text)) == (one_line, several)


@pytest.mark.parametrize("rule", [line, lines])
def test_half_a_character_is_refused(rule):
    with pytest.raises(HalfCharacter, match="half a character"):
        rule("a\ud800b")


@given(ANY)
def test_what_is_kept_is_kept_again_as_it_is(text):
    try:
        kept = {rule: rule(text) for rule in (line, lines)}
    except HalfCharacter:
        return
    assert all(rule(one) == one == one.strip() for rule, one in kept.items())
    assert without_control_characters(kept[lines]) == kept[lines]
    assert "\n" not in kept[line] and plain_text.line(kept[lines]) == kept[line]
