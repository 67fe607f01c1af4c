"""One allow-list for what editors write."""

import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
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
        ("<h1>Big</h1><h2>Right</h2>", "<h2>Big</h2><h2>Right</h2>"),
        ("<ul><li><p></p></li></ul>", ""),
        ("<h2> </h2><p>&nbsp;</p>", ""),
        ("<p>a\x00b</p>", "<p>ab</p>"),
        ("<p>a&#1;b&#x1;c&#X1F;d&#x7f;e&#xFFFE;f</p>", "<p>abcdef</p>"),
        ("<p>a\x0bb&#11;c&#13;d</p>", "<p>a\nb\nc\nd</p>"),
        ("<p>&amp;#1; &amp;#x1;</p>", "<p>&amp;#1; &amp;#x1;</p>"),
        ('<p><a href="java&#1;script:alert(1)">x</a></p>', '<p><a rel="noopener noreferrer">x</a></p>'),
        (
            "<h1>A</h1><h4>B</h4><h6>C</h6><b>d</b> <i>e</i>",
            "<h2>A</h2><h3>B</h3><h3>C</h3><strong>d</strong> <em>e</em>",
        ),
        ('<b style="font-weight:normal"><p>a <b>b</b></p></b>', "<p>a <strong>b</strong></p>"),
        ("<title>Microsoft Word</title><p>a</p>", "<p>a</p>"),
        (None, ""),
    ],
)
def test_sanitise_keeps_what_is_allowed_and_nothing_empty(written, kept):
    assert richtext.sanitise(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (
            "<div>Walk-ins Monday</div><div>Calls Tuesday</div><table><tr><td>Mon</td><td>8 to 4</td></tr></table>",
            "<p>Walk-ins Monday</p><p>Calls Tuesday</p><p>Mon: 8 to 4</p>",
        ),
        ("<tr><td>Monday<td>8 to 4<tr><td>Tuesday<td>9 to 5", "<p>Monday: 8 to 4</p><p>Tuesday: 9 to 5</p>"),
        (
            "<table><tr><th>Day</th><th>Hours</th><th>Room</th></tr><tr><td>Mon:</td><td></td><td>12</td></tr></table>",
            "<p>Day: Hours, Room</p><p>Mon: 12</p>",
        ),
        ("<TABLE><TR><TD><P>Room</P></TD><TD><P>1</P><P>2</P></TD></TR></TABLE>", "<p>Room: 1 2</p>"),
        ("<dl><dt>Mon</dt><dd>8 to 4</dd><dt>Tue<dd>9</dl>", "<p>Mon: 8 to 4</p><p>Tue: 9</p>"),
        (
            "<table><tr><td><h2>Left</h2><p>a</p></td><td><ul><li>b</li></ul></td></tr></table>",
            "<h2>Left</h2><p>a</p><ul><li>b</li></ul>",
        ),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "<p>a</p><p>b</p>"),
        ("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>", "<p>a</p><p>b: c</p>"),
        ("<ul><li>a<table><tr><td>b</td><td>c</td></tr></table></li></ul>", "<ul><li>a<p>b: c</p></li></ul>"),
        ("<strong><table><tr><td>b</td><td>c</td></tr></table></strong>", "<strong><p>b: c</p></strong>"),
        ("a<section>b</section>c<hr>d", "a<p>b</p>c<p>d</p>"),
        ("a<p></p>b<p>&nbsp;</p>c <em></em>d", "a b c d"),
        ("a<em></em>b", "ab"),
        ("<table></table>", ""),
        ("Pick<select><option>One<option>Two</select>Go", "Pick Go"),
        ("a<option>b<option>c</option>d<textarea><p>e</textarea>f", "a d f"),
        ("414-475-8393<sup>2</sup> H<SUB class=x>2</SUB>O 1<sup>st</sup>", "414-475-8393² H₂O 1st"),
        ("<iframe src=x>No frames.</iframe>a", "a"),
    ],
)
def test_words_keep_apart_where_their_elements_go(written, kept):
    assert richtext.sanitise(written) == kept
    assert richtext.sanitise(kept) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (
            "<p>The office<a class=msocomanchor href='#_msocom_1'>[JD1]</a> opens.</p>"
            "<div style='mso-element:comment-list'><hr><div style='mso-element:comment'>"
            "<div><p>Do not publish</p></div></div></div><p>Soon.</p>",
            "<p>The office opens.</p><p>Soon.</p>",
        ),
        ("a<a href='#_msocom_1'>[1]</a> <span STYLE=\"Display : none\">b <span>c</span> d</span>e", "a e"),
        ("a<i style=mso-hide:all>b</i><i style='visibility:hidden'>c</i>d", "ad"),
        ("a<div hidden>b</div>c<p hidden=''>d<p>e", "a c<p>e</p>"),
        ("<p>Call <del>414-475-0000</del><ins>414-475-8393</ins></p>", "<p>Call 414-475-8393</p>"),
        ("a<s\tdir=ltr>b</s>c", "ac"),
        ("a<i style='backface-visibility:hidden;x-display:none'>b</i>", "a<em>b</em>"),
        (
            "<style media=print>.no{display:none}</style><style media='(width<9em)'>.no{display:none}</style>"
            "<p class=no>a",
            "<p>a</p>",
        ),
        ("a<noscript><p>b</p></noscript>c", "ac"),
        ("a<s>b</s><strike>c</strike><b style='text-decoration:underline line-through'>d</b>e", "ae"),
        ("<ul><li hidden>a<ul><li>b</li></ul>c</li><li>d<li hidden>e</ul>f", "<ul><li>d</li></ul>f"),
        ("<table><tr><td>a<td hidden>b<td>c<tr hidden><td>d</table>", "<p>a: c</p>"),
        ("<div><span hidden>a</div><p>b</p>", "<p>b</p>"),
        ("<div hidden>a</b>b<br>c<div>d</div>e</div>f", "f"),
        ("a<del>b", "a"),
        ("<!--[if x]><del><![endif]-->a<!-->b<img hidden>c", "abc"),
        (
            "<p>a<sup><a href='#cmnt1'>[a]</a></sup></p><div> <p class=c><a href='#cmnt_ref1'>[a]</a>b</p><p>c</div>",
            "<p>a</p>",
        ),
        ("<p>a<p><a href='https://docs.example.org/d#cmnt_ref1'>[a]</a> b<p>c", "<p>a</p><p>c</p>"),
        ("a<b style='opacity:0'>b</b><i style='opacity:.5'>c</i><b style='font-size:0pt'>d</b>", "a<em>c</em>"),
        (
            "<div style='font-size:0'>a<p style='font-size:1em'>b</div><p style='font-size:0.9em'>c",
            "<p>a</p><p>b</p><p>c</p>",
        ),
        (
            "<style><!-- .st, P.hid{text-decoration:line-through} /* .no{display:none} */ --></style>"
            "<p class='x st'>a<p class=hid>b<p><i class=hid>c</i><i class=no>d</i>",
            "<p><em>c</em><em>d</em></p>",
        ),
        (
            "<style>@media print{.a{}.b{display:none}}.c{display:none}</style><i class=b>b</i><i class=c>c</i>",
            "<em>b</em>",
        ),
        ("<p style='text-decoration:none'>a hidden style</p>", "<p>a hidden style</p>"),
        ("<a href='/?display:none'>a</a>", '<a href="/?display:none" rel="noopener noreferrer">a</a>'),
    ],
)
def test_comments_and_hidden_or_struck_out_words_are_left_out(written, kept):
    assert richtext.sanitise(written) == kept
    assert richtext.sanitise(kept) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" start=5 type=a", ' start="5" type="a"'),
        (" type=I data-type=upper-roman", ' type="I"'),
        (" start=1 type=1 reversed", ""),
        (" start=0 type=disc", ""),
        (" start=-3", ""),
        (" start=1000", ""),
    ],
)
def test_a_list_keeps_where_and_how_it_counts(written, kept):
    assert richtext.sanitise(f"<ol{written}><li>a</li></ol>") == f"<ol{kept}><li>a</li></ol>"
    assert richtext.sanitise(f"<ul{written}><li>a</li></ul>") == "<ul><li>a</li></ul>"


def _linked(address):
    (link,) = prose.links(f'<a href="{address}">x</a>')
    return link.href


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("www.example.org/calendar?a=1", "https://www.example.org/calendar?a=1"),
        ("WWW.example.co.uk", "https://WWW.example.co.uk"),
        ("example.org/calendar", "https://example.org/calendar"),
        ("jo.poe@example.org", "mailto:jo.poe@example.org"),
        (" jo@schools.example.org ", "mailto:jo@schools.example.org"),
        ("414-555-0100", "tel:+14145550100"),
        ("(414) 475-8393 ext. 12", "tel:+14144758393;ext=12"),
        ("https://example.org/a@b.org", "https://example.org/a@b.org"),
        ("mailto:jo@example.org", "mailto:jo@example.org"),
        ("tel:414-555-0100", "tel:414-555-0100"),
        ("/offices/academics/", "/offices/academics/"),
        ("#hours", "#hours"),
        ("calendar.html", "calendar.html"),
        ("2024-25", "2024-25"),
        ("475-8393 fax", "475-8393 fax"),
        ("file:///C:/Users/jo/form.docx", ""),
        ("www.example.org\x01/x", "https://www.example.org/x"),
    ],
)
def test_a_link_says_how_it_is_followed(written, kept):
    assert _linked(written) == kept


_markup = st.text(st.sampled_from("<>/&;\"'= \n\x00aphrefulistrongemblockquote123#\u00a0é\r\x0b"), max_size=80)
_references = st.lists(st.sampled_from(["&#1;", "&#x1;", "&#13;", "&amp;", "#1;", "&", "&#xFFFE;", "<p>", "a"])).map(
    "".join
)
_TABLES = ["<table>", "</table>", "<tr>", "<td>", "</td>", "<dl>", "<dt>", "<dd>", "<div>", "</div>", "<h1>", "<b>"]
_THEIRS = [*_TABLES, "<del>", "</del>", "<p hidden>", "<li style=display:none>", "<!--", "-->", "<ol start=5>"]
_elements = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<a href='x'>", "<em>", "</em>", "<br>", "words", "<h2>", *_THEIRS]
    ),
    max_size=12,
).map("".join)


@given(_markup | _elements | _references | st.text())
@example("<h2><em><h2>words</em>")  # a heading in a heading, as soon as what is empty is out
def test_sanitising_twice_changes_nothing(html):
    once = richtext.sanitise(html)
    assert richtext.sanitise(once) == once
    assert "<script" not in once and without_control_characters(once) == once


def _seconds(html):
    begun = time.thread_time()
    richtext.sanitise(html)
    prose.blocks(html)
    return time.thread_time() - begun


@pytest.mark.thorough
@pytest.mark.parametrize(
    "begin",
    [
        *(
            "<blockquote>",
            "<ul><li>",
            "<em><strong>",
            "<div>",
            "<blockquote><p>",
            "<td>",
            "<table><tr><td>",
            "<dl><dd>",
        ),
        *("<h2>", "<blockquote></em>", "<x-y></b>"),
    ],
)
@pytest.mark.parametrize("words", ["", "Far in"])
def test_what_is_nested_thousands_deep_is_flat_and_soon_read(begin, words):
    html = begin * 4000 + words
    kept = richtext.sanitise(html)
    assert max(kept.count("<blockquote>"), kept.count("<ul>")) <= 32
    assert prose.plain(kept) == words
    assert richtext.sanitise(kept) == kept
    assert _seconds(html) < 1


@pytest.mark.parametrize("begin", ["<h2><a href=x>", "<marquee></b><a href=x>"])
def test_links_that_do_not_end_are_flat_and_soon_read(begin):
    html = begin * 4000 + "Far in"
    kept = richtext.sanitise(html)
    assert max(kept.count("<h2>"), kept.count("<a ")) <= 32
    assert prose.plain(kept) == "Far in"
    assert _seconds(html) < 0.5


@pytest.mark.thorough
@pytest.mark.parametrize(
    "piece",
    [
        *("<a", "<td>a", "<", "&nbsp;", "<p></p>a", "a@", "<b style=", "1", "a.", "<li hidden>", "<option>"),
        *("<div style=font-size:0>", "<i style=font-size:0></i>", "<style>", "<style>@a{", "<style>/*", "<div><p>"),
    ],
)
def test_what_is_long_is_soon_read(piece):
    assert _seconds(piece * 10_000) < 2
    assert _seconds(f'<a href="{piece * 10_000}">x</a>') < 2


def test_what_is_hidden_in_foreign_elements_does_not_pass():
    assert richtext.sanitise('<table><td><a href="java<td>script:alert(1)">x</a></table>') == (
        '<p><a rel="noopener noreferrer">x</a></p>'
    )
    assert "<script" not in richtext.sanitise("<scr<td>ipt>alert(1)</scr<td>ipt>")


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


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("x" * 100_001, "It has 100,001 characters; 100,000 are the most. Shorten it."),
        ("<p>" * 5_001, "It has more than 5,000 tags. Paste it without its formatting, or shorten it."),
    ],
)
def test_a_text_that_is_too_much_is_refused_before_it_is_read(html, sentence, monkeypatch):
    field = Office._meta.get_field("body").formfield()
    assert field.clean(f"<p>{'x' * 99_993}</p>")
    monkeypatch.setattr(richtext, "sanitise", lambda html: pytest.fail("It was read."))
    with pytest.raises(ValidationError) as refused:
        field.clean(html)
    assert refused.value.messages == [sentence]


@pytest.mark.django_db
def test_saving_a_draft_sanitises_its_text():
    office = make_office(body="<p>Hi</p><script>alert(1)</script>")
    assert Office.objects.get(pk=office.pk).body == "<p>Hi</p>" == office.body
