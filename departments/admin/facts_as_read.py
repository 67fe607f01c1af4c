"""A fact's value as people read it in full, where two values stand side by side."""

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models.entry import PICTURE_NAME
from ..models.facts import Fact, Form
from ..page import pictures
from ..words import prose

NOTHING = gettext_lazy("(empty)")


def in_full(fact: Fact, value, *, missing: str) -> str:
    """`value` of `fact`: lines of text, or the picture; `missing` is said of a picture that is not in the store."""
    if fact.form is Form.RICH:
        return "\n".join(f"• {block.text}" if block.kind == "li" else block.text for block in prose.blocks(value))
    if fact.form is Form.PICTURE:
        return value and _picture(value, missing)
    if fact.form in (Form.FLAG, Form.CHOICE):
        return capfirst(fact.told(value))
    if fact.form in (Form.NAMES, Form.PROSE):
        return str("" if value is None else value).strip()
    return fact.in_words(value)


def _picture(name, missing):
    if not isinstance(name, str) or not PICTURE_NAME.fullmatch(name) or not pictures.is_stored(name):
        return missing
    return format_html('<img src="{}" alt="{}">', pictures.small_url(name), _("The picture"))
