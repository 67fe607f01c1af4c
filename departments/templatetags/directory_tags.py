"""Small words for templates: numbers, days, pictures, rich text."""

from functools import lru_cache
from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from ..models.facts import LINE
from ..page import pictures
from ..page.public_urls import address
from ..words import days, filing, phones, richtext
from ..words.linked import linked
from .sentences import language_read, said

register = template.Library()
register.filter("day", days.day)
register.filter("moment", days.moment)
register.filter("month", days.month)
register.filter("letter", filing.title)
register.simple_tag(address, name="site_address")


@register.filter
def at(found, key) -> object:
    """What the dictionary `found`, which there may not be, has at `key`, else nothing."""
    return found.get(key, ()) if found else ()


@register.filter
def answering(kind) -> str:
    """What answers at a number of this `kind`, as in `Contact.Kind`, in words."""
    return LINE["kind"].told(kind)


@register.simple_tag(takes_context=True)
def lang(context, written_in) -> SafeString:
    """The attribute of what is written in another language than the page around it; nothing in the same, or none."""
    is_other = written_in and written_in != language_read(context).partition("-")[0]
    return format_html(' lang="{}"', written_in) if is_other else SafeString()


@register.simple_tag(takes_context=True)
def rich(context, html, lower=0) -> SafeString:
    """Rich text for the page, sanitised once more, its headings `lower` levels deeper than written."""
    return _linked(context, _sanitised(html, lower))


@lru_cache(maxsize=512)  # after each publication all pages are made anew, of the same texts
def _sanitised(html, lower):
    return richtext.lower_headings(richtext.sanitise(html), lower)


@register.simple_tag(takes_context=True)
def with_links(context, text) -> SafeString:
    """Plain text for the page, with links where it has numbers and e-mail addresses."""
    return _linked(context, escape(text))


def _linked(context, html):
    return mark_safe(html if _is_past(context) else linked(html))


def _is_past(context):
    """Whether the page is of an earlier year, whose numbers are not called any more."""
    directory = context.get("directory")
    return bool(directory) and directory.is_archive


@register.filter
def school_year(label) -> str:
    """ "2024–25" of "2024-25", from left to right where all around runs from right to left."""
    shown = label.replace("-", "–")
    return f"\u2066{shown}\u2069" if get_language_bidi() else shown


@register.simple_tag(takes_context=True)
def title_of(context, fact) -> str:
    """The label of `fact`, or of one that changed, as it begins a line in the language that is read."""
    return capfirst(said(context, fact.label[:1].lower() + fact.label[1:]))


@register.filter
def any_link(links) -> SafeString:
    """ "Arts, Music or Sports": `links` are pairs of words and an address."""
    *several, last = (format_html('<a href="{}">{}</a>', url, words) for words, url in links)
    return format_html(_("{several} or {last}"), several=mark_safe(", ".join(several)), last=last) if several else last


@register.filter
def marked(pieces) -> SafeString:
    """`pieces`, pairs of a text and whether it is what was looked for, as one text: a break would part a word."""
    return mark_safe("".join(f"<mark>{escape(text)}</mark>" if is_match else escape(text) for text, is_match in pieces))


@register.simple_tag(takes_context=True)
def number(context, kept, size="", kind="", property="", today=False) -> SafeString:
    """
    A number as it is kept, to be called: its digits stay on one line. No template, as lists have thousands of them.

    `size` is "key" or "large"; `kind` as in `Contact.Kind`: a fax is not called, and has no `property` of an h-card. An
    earlier year's number is not called either, unless it is `today`'s.
    """
    link, (digits, extension) = phones.link(kept), phones.parts(kept)
    shown = f'<span class="number-digits">{escape(digits)}</span>' if link or extension else escape(digits)
    words, direction = shown, "ltr"
    if extension:
        words = said(context, phones.EXTENDED).format(number=shown, extension=escape(extension))
        direction = "rtl" if get_language_bidi() else "ltr"
    role = f" {escape(property)}" if property and link and kind != "fax" else ""
    if not link or kind == "fax" or (_is_past(context) and not today):
        return mark_safe(f'<span class="number{role}" dir="{direction}">{words}</span>')
    classes, icon = f"number{f' is-{size}' if size else ''}{role}", _HANDSET if size else ""
    return mark_safe(f'<a class="{classes}" dir="{direction}" href="{escape(link)}">{icon}<span>{words}</span></a>')


@register.simple_tag(takes_context=True)
def differs(context, url, name="") -> SafeString:
    """In a rehearsal the mark of a row of a list, as `Rehearsal.mark_of` has it; else nothing."""
    if not context["directory"].rehearsal or not (mark := context["request"].rehearsal.mark_of(url, name)):
        return SafeString()
    return format_html(' <span class="news-mark">{}</span>', _("New") if mark == "new" else _("Changed"))


@register.simple_tag(takes_context=True)
def call(context, entry, size="", kind="", today=False) -> SafeString:
    """The number of `entry`, as `number` shows it, or what to call `instead`, named as such; empty without either."""
    if entry.phone or not entry.instead:
        return number(context, entry.phone, size, kind, today=today) if entry.phone else SafeString()
    whose, instead = capfirst(entry.instead.whose), number(context, entry.instead.phone, today=True)
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
