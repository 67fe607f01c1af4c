"""One allow-list for what editors write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.models import Office
from departments.words import richtext
from tests.making import make_office


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Plain <strong>words</strong></p>", "<p>Plain <strong>words</strong></p>"),
        ("<script>alert(1)</script><p onclick=x>Hi</p>", "<p>Hi</p>"),
        ('<p style="color:red"><img src=x onerror=alert(1)>Hi</p>', "<p>Hi</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        (
            '<a href="tel:+14144758393">call</a>',
            '<a href="tel:+14144758393" rel="noopener noreferrer">call</a>',
        ),
        ("<h1>Big</h1><h2>Right</h2>", "Big<h2>Right</h2>"),
        ("<ul><li><p></p></li></ul>", ""),
        ("<h2> </h2><p>&nbsp;</p>", ""),
        ("<p>a\x00b</p>", "<p>ab</p>"),
        (None, ""),
    ],
)
def test_sanitise_keeps_what_is_allowed_and_nothing_empty(written, kept):
    assert richtext.sanitise(written) == kept


_markup = st.text(st.sampled_from("<>/&;\"'= \n\x00aphrefulistrongemblockquote123#\u00a0é"), max_size=80)
_elements = st.lists(
    st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "</ul>", "<a href='x'>", "<em>", "</em>", "<br>", "words", "<h2>"]),
    max_size=12,
).map("".join)


@given(_markup | _elements | st.text())
def test_sanitising_twice_changes_nothing(html):
    once = richtext.sanitise(html)
    assert richtext.sanitise(once) == once
    assert "<script" not in once


def test_headings_are_lowered_to_fit_under_the_page():
    assert richtext.lower_headings("<h2>A</h2><h3>B</h3>", 1) == "<h3>A</h3><h4>B</h4>"
    assert richtext.lower_headings("<h3>B</h3>", 9) == "<h6>B</h6>"
    assert richtext.lower_headings("<p>h2</p>", 1) == "<p>h2</p>"


@pytest.mark.django_db
def test_saving_a_draft_sanitises_its_text():
    office = make_office(body="<p>Hi</p><script>alert(1)</script>")
    assert Office.objects.get(pk=office.pk).body == "<p>Hi</p>" == office.body
