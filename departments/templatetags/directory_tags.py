"""Small words for templates: numbers, days, pictures, rich text."""

from django import template
from django.utils.safestring import mark_safe

from ..page import pictures
from ..words import days, phones, richtext

register = template.Library()
register.filter("phone", phones.display)
register.filter("phone_digits", lambda number: phones.parts(number)[0])
register.filter("phone_link", phones.link)
register.filter("phone_pieces", phones.pieces)
register.filter("day", days.day)
register.filter("moment", days.moment)
register.filter("month", days.month)


@register.filter
def rich(html, lower=0) -> str:
    """Rich text for the page, sanitised once more, its headings `lower` levels deeper than written."""
    return mark_safe(richtext.lower_headings(richtext.sanitise(html), lower))


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
