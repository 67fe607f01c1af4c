"""What a page gives along: addresses in its directory, of pages, files and contact cards, and the page as data."""

import logging
from functools import lru_cache

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

from ..exports import structured
from ..page.persons import Person
from ..reading.directory import Directory

log = logging.getLogger(__name__)
register = template.Library()
register.simple_tag(Directory.url, name="address")
register.simple_tag(Directory.part_url, name="page_address")
register.simple_tag(Directory.card_url, name="card_address")
register.simple_tag(Directory.call_instead)


@register.simple_tag
def lead_card_address(directory, part) -> str:
    """The card of who leads; empty where nobody does."""
    return directory.card_url(part, Person(part.lead.name, (), part.lead)) if part.lead.is_person else ""


@register.simple_tag(takes_context=True)
def qr_code(context, directory, page) -> SafeString:
    """A QR code that leads to the page of an office, for paper; none to a rehearsal, which ends."""
    address = context["request"].build_absolute_uri(directory.part_url(page, page))
    return SafeString() if directory.rehearsal else _drawn(address)


@lru_cache(maxsize=1024)  # it takes five milliseconds, and the phone book has one for each office
def _drawn(address):
    code = segno.make_qr(address, error="m")
    return mark_safe(code.svg_inline(omitsize=True, border=0, svgclass="qr", lineclass=None))


@register.simple_tag(takes_context=True)
def structured_data(context, directory, page) -> str:
    """
    The page as a block of JSON-LD. Browsers do not run such a block, so a strict script-src lets it be.

    One that cannot be made is left out and logged; it never costs the page.
    """
    request = context["request"]
    try:
        origin = f"{request.scheme}://{request.get_host()}"
        data = structured.dumped(structured.of_page(page, directory, origin))
    except Exception:
        log.exception("The structured data of %s is left out of its page.", page.slug)
        return ""
    return mark_safe(f'<script type="application/ld+json">{data}</script>')
