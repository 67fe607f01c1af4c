"""Numbers and e-mail addresses in a text, as links."""

import pytest

from departments.words.linked import linked

CALL = '<a class="in-text" dir="ltr" href="tel:+14144758393{}">{}</a>'
MAIL = '<a class="in-text" dir="ltr" href="mailto:{0}">{0}</a>'
FAX = '<span class="in-text" dir="ltr">{}</span>'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Call 414-475-8393.</p>", f"<p>Call {CALL.format('', '414-475-8393')}.</p>"),
        ("(414) 475-8393 ext. 12 &amp; more", f"{CALL.format(';ext=12', '(414) 475-8393 ext. 12')} &amp; more"),
        ("jo.o-k+1@mail.example.org, please", f"{MAIL.format('jo.o-k+1@mail.example.org')}, please"),
        (
            "414-475-8393 or jo@example.org.",
            f"{CALL.format('', '414-475-8393')} or {MAIL.format('jo@example.org')}.",
        ),
        ("Fax: 414-475-8393", f"Fax: {FAX.format('414-475-8393')}"),
        ("fax number is 414-475-8393", f"fax number is {FAX.format('414-475-8393')}"),
        ("414-475-8393 (fax)", f"{FAX.format('414-475-8393')} (fax)"),
        ("414-475-8393, fax: none", f"{CALL.format('', '414-475-8393')}, fax: none"),
    ],
)
def test_what_can_be_called_or_written_to_is_a_link(html, shown):
    assert linked(html) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>Room 230, 2024-2025, 8:00 to 4:30, 53202-1234</p>",
        '<p><a href="https://example.org/">Call <em>414-475-8393</em></a></p>',
        '<a href="mailto:jo@example.org">jo@example.org</a>',
        "@ 8, a@b, me @ example.org",
        "&lt;b&gt;414&lt;/b&gt;",
    ],
)
def test_what_is_none_or_is_one_already_stays_as_it_is(text):
    assert linked(text) == text


def test_what_follows_a_link_is_linked_again():
    before = '<a href="/x/">414-475-8393</a>'
    assert linked(f"{before} 414-475-8393") == f"{before} {CALL.format('', '414-475-8393')}"
