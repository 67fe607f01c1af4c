"""
Django's `translate` and `blocktranslate` at a tenth of their price, for pages that have hundreds of them: a page asks
once which language is read, and each sentence is looked up once in it. `makemessages` finds the same tags.
"""

import json
from functools import lru_cache

from django import template
from django.templatetags import i18n
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()


def said(context, one: str, many: str = "", count: int = 1) -> str:
    """The sentence `one`, or where there are `many`, the one for `count`, in the language that is read."""
    return _said(language_read(context), one, many, count)


def language_read(context) -> str:
    """The language in which the page of `context` is read."""
    if (language := getattr(context, "language_read", None)) is None:  # the first of this page
        language = context.language_read = get_language()
    return language


@lru_cache(maxsize=8192)
def _said(language, one, many, count):
    return ngettext(one, many, count) if many else gettext(one)


@register.tag
def translate(parser, token) -> template.Node:
    node = i18n.do_translate(parser, token)
    expression = node.filter_expression
    is_plain = not (expression.filters or node.asvar or node.message_context) and expression.var.literal is not None
    return Words(str(expression.var.literal)) if is_plain else node


@register.tag
def blocktranslate(parser, token) -> template.Node:
    node = i18n.do_block_translate(parser, token)
    return node if node.asvar or node.message_context else SentenceNode(node)


@register.tag
def by_number(parser, token) -> template.Node:
    """`{% by_number %}`, around a sentence about `number`, and `{% endby_number %}`: what NumberedNode says of it."""
    inside = parser.parse(["endby_number"])
    parser.delete_first_token()
    return NumberedNode(inside)


@register.simple_block_tag
def listed(content) -> str:
    """What stands in a sentence as one of its values: `{% listed as names %}`, links among commas."""
    return content


class Words(template.Node):
    """Words that are always the same."""

    def __init__(self, words):
        self.words = words

    def render(self, context) -> str:
        return said(context, self.words)


class SentenceNode(template.Node):
    """A sentence about values of the page."""

    def __init__(self, node):
        self.values, self.counted, self.counter = node.extra_context, node.countervar, node.counter
        self.one, names = node.render_token_list(node.singular)
        self.many, more = node.render_token_list(node.plural or ())
        self.names = {*names, *more} - {*self.values, self.counted}

    def render(self, context) -> str:
        count = self.counter.resolve(context) if self.counter else 1
        values = {name: context.get(name, "") for name in self.names} | {self.counted: count}
        values |= {name: value.resolve(context) for name, value in self.values.items()}
        if context.autoescape:  # a mail has none
            values = {name: conditional_escape(value) for name, value in values.items()}
        return mark_safe(said(context, self.one, self.many, count) % values)


class NumberedNode(template.Node):
    """
    For an attribute that a script reads (said.js), which knows no plural rules: the sentences that there are, and for
    each number below 200 which of them it takes. A larger one takes that of its last two digits after 100.
    """

    def __init__(self, inside):
        self.inside, self.written = inside, {}

    def render(self, context) -> str:
        language = language_read(context)
        if language not in self.written:
            said_of = [self._said_of(number, context) for number in range(200)]
            sentences = list(dict.fromkeys(said_of))
            which = "".join(str(sentences.index(one)) for one in said_of)
            self.written[language] = escape(json.dumps([sentences, which]))
        return self.written[language]

    def _said_of(self, number, context):
        with context.push(number=number):
            return self.inside.render(context)
