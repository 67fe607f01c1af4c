"""Small words for templates: numbers, days, pictures, rich text."""

from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from ..page import pictures
from ..words import days, filing, phones, richtext

register = template.Library()
register.filter("phone_pieces", phones.pieces)
register.filter("day", days.day)
register.filter("moment", days.moment)
register.filter("month", days.month)


@register.filter
def rich(html, lower=0) -> str:
    """Rich text for the page, sanitised once more, its headings `lower` levels deeper than written."""
    return mark_safe(richtext.lower_headings(richtext.sanitise(html), lower))


@register.filter
def marked(pieces) -> SafeString:
    """`pieces`, pairs of a text and whether it is what was looked for, as one text: a break would part a word."""
    return mark_safe("".join(f"<mark>{escape(text)}</mark>" if is_match else escape(text) for text, is_match in pieces))


@register.simple_tag
def number(kept, size="", kind="", property="") -> SafeString:
    """
    A number as it is kept, to be called: its digits stay on one line. No template, as lists have thousands of them.

    `size` is "key" or "large"; `kind` as in `Contact.Kind`: a fax has no handset before it, and no `property` of an
    h-card.
    """
    link, (digits, _), is_called = phones.link(kept), phones.parts(kept), kind != "fax"
    if not link:
        return format_html('<span class="number" dir="ltr">{}</span>', digits)
    classes = escape(f"number{f' is-{size}' if size else ''}{f' {property}' if property and is_called else ''}")
    icon, behind = _HANDSET if size and is_called else "", phones.display(kept).removeprefix(digits)
    words = f'<span class="number-digits">{escape(digits)}</span>{escape(behind)}'
    return mark_safe(f'<a class="{classes}" dir="ltr" href="{escape(link)}">{icon}<span>{words}</span></a>')


@register.simple_tag
def call(entry, size="") -> SafeString:
    """The number of `entry`, as `number` shows it, or what to call `instead`, named as such; empty without either."""
    if entry.phone or not entry.instead:
        return number(entry.phone, size) if entry.phone else SafeString()
    whose, instead = capfirst(entry.instead.whose), number(entry.instead.phone)
    return format_html('<span class="instead"><bdi class="instead-whose">{}</bdi> {}</span>', whose, instead)


_HANDSET = mark_safe(
    '<svg class="number-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
    '<path d="M6.6 10.8a15.2 15.2 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.24 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 '
    "1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1"
    '-.25 1z"/></svg>'
)


@register.inclusion_tag("departments/_picture.html")
def picture(shown, sizes="100vw", eager=False) -> dict:
    """
    The files of a `Picture`, best format first; nothing when they are missing from the store.

    `sizes` is the HTML attribute of that name. `eager` for the picture that opens the page.
    """
    if shown is None or not pictures.is_stored(shown.name):
        return {"shown": None}
    widths = pictures.widths_of(shown.name)

    def source_set(ending):
        return ", ".join(f"{pictures.url(pictures.rendition(shown.name, w, ending))} {w}w" for w in widths)

    return {
        "shown": shown,
        "sizes": sizes,
        "eager": eager,
        "sources": [("image/avif", source_set("avif")), ("image/webp", source_set("webp"))],
        "fallback_set": source_set("jpg"),
        "fallback": pictures.url(pictures.rendition(shown.name, widths[min(1, len(widths) - 1)], "jpg")),
    }


@register.simple_tag(takes_context=True)
def is_folded(context, letters, unless="") -> bool:
    """Whether a page shows `letters` folded: there are many entries, nobody asked for the whole, nor is `unless`."""
    return filing.is_long(letters) and "whole" not in context["request"].GET and not unless
