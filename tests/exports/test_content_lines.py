"""RFC 2426 to the letter: escaping, and folding by octets."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vobject.base import getLogicalLines, textLineToContentLine
from vobject.vcard import stringToTextValues

from departments.exports.content_lines import LONGEST, line, listed, structured, text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Equity, Access; and \\ Inclusion", r"Equity\, Access\; and \\ Inclusion"),
        ("two\nlines", r"two\nlines"),
        ("two\r\nlines", r"two\nlines"),
        ("two\u2028lines", r"two\nlines"),
        ("bell\x07 and half a character \ud800", "bell and half a character "),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_text_is_escaped(value, written):
    assert text(value) == written


def test_values_in_parts():
    assert structured("Hill", "John", "R.", (), ("Ph.D.", "a,b")) == r"Hill;John;R.;;Ph.D.,a\,b"
    assert listed(["HR", "Human, Capital"]) == r"HR,Human\, Capital"


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("x" * 70, ["NOTE:" + "x" * 70]),
        ("x" * 71, ["NOTE:" + "x" * 70, " x"]),
        ("x" * 145, ["NOTE:" + "x" * 70, " " + "x" * 74, " x"]),
        ("é" * 36, ["NOTE:" + "é" * 35, " é"]),
        ("x" + "é" * 35, ["NOTE:x" + "é" * 34, " é"]),  # half of it would still have fitted
    ],
)
def test_a_long_line_is_folded_between_characters(value, lines):
    assert line("NOTE", value) == "\r\n".join(lines) + "\r\n"


@given(st.text(max_size=400))
def test_any_text_comes_back_from_short_lines(value):
    written = line("NOTE", text(value))
    assert all(len(one.encode()) <= LONGEST for one in written.split("\r\n"))
    ((logical, _),) = getLogicalLines(io.StringIO(written, newline=""))
    read = stringToTextValues(textLineToContentLine(logical).value)[0]
    assert text(read) == text(value)
