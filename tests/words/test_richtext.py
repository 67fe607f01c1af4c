"""One allow-list for what editors write."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.models import Office
from departments.words import prose, richtext
from departments.words.plain_text import without_control_characters
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
        ("<p>a&#1;b&#x1;c&#X1F;d&#x7f;e&#xFFFE;f</p>", "<p>abcdef</p>"),
        ("<p>a\x0bb&#11;c&#13;d</p>", "<p>a\nb\nc\nd</p>"),
        ("<p>&amp;#1; &amp;#x1;</p>", "<p>&amp;#1; &amp;#x1;</p>"),
        ('<p><a href="java&#1;script:alert(1)">x</a></p>', '<p><a rel="noopener noreferrer">x</a></p>'),
        (None, ""),
    ],
)
def test_sanitise_keeps_what_is_allowed_and_nothing_empty(written, kept):
    assert richtext.sanitise(written) == kept


_markup = st.text(st.sampled_from("<>/&;\"'= \n\x00aphrefulistrongemblockquote123#\u00a0é\r\x0b"), max_size=80)
_references = st.lists(st.sampled_from(["&#1;", "&#x1;", "&#13;", "&amp;", "#1;", "&", "&#xFFFE;", "<p>", "a"])).map(
    "".join
)
_elements = st.lists(
    st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "</ul>", "<a href='x'>", "<em>", "</em>", "<br>", "words", "<h2>"]),
    max_size=12,
).map("".join)


@given(_markup | _elements | _references | st.text())
def test_sanitising_twice_changes_nothing(html):
    once = richtext.sanitise(html)
    assert richtext.sanitise(once) == once
    assert "<script" not in once and without_control_characters(once) == once


def _seconds(html):
    begun = time.perf_counter()
    richtext.sanitise(html)
    prose.blocks(html)
    return time.perf_counter() - begun


@pytest.mark.parametrize("begin", ["<blockquote>", "<ul><li>", "<em><strong>", "<div>", "<blockquote><p>"])
@pytest.mark.parametrize("words", ["", "Far in"])
def test_what_is_nested_thousands_deep_is_flat_and_soon_read(begin, words):
    html = begin * 4000 + words
    kept = richtext.sanitise(html)
    assert max(kept.count("<blockquote>"), kept.count("<ul>")) <= 32
    assert prose.plain(kept) == words
    assert richtext.sanitise(kept) == kept
    assert _seconds(html) < 1


def test_what_editors_nest_stays_as_it_is_and_words_keep_apart():
    lists = "<ul><li><p>a</p>" * 8 + "</li></ul>" * 8
    assert richtext.sanitise(lists) == lists
    deep = "<blockquote>" * 40 + "<p>one</p><p>two</p>" + "</blockquote>" * 40
    assert prose.plain(deep) == "one\ntwo"
    assert prose.plain("<blockquote>" * 40 + "one<blockquote>two") == "one two"


def test_headings_are_lowered_to_fit_under_the_page():
    assert richtext.lower_headings("<h2>A</h2><h3>B</h3>", 1) == "<h3>A</h3><h4>B</h4>"
    assert richtext.lower_headings("<h3>B</h3>", 9) == "<h6>B</h6>"
    assert richtext.lower_headings("<p>h2</p>", 1) == "<p>h2</p>"


@pytest.mark.django_db
def test_saving_a_draft_sanitises_its_text():
    office = make_office(body="<p>Hi</p><script>alert(1)</script>")
    assert Office.objects.get(pk=office.pk).body == "<p>Hi</p>" == office.body
