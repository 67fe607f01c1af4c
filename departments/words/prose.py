"""Rich text as a reader meets it: headings, paragraphs and list items in plain words, and links. Pure."""

import re
from dataclasses import dataclass
from html import escape, unescape

from . import richtext

# Sanitised HTML: a "<" always begins one of the allowed elements, and values of attributes stand in double quotes.
_PIECE = re.compile(r'<(?P<close>/?)(?P<tag>\w+)(?:\s+[\w-]+(?:="[^"]*")?)*\s*/?>|(?P<text>[^<]+)')
_LINK = re.compile(r'<a(?P<attributes>(?:\s+[\w-]+(?:="[^"]*")?)*)\s*>(?P<words>.*?)</a>', re.DOTALL)
_HREF = re.compile(r'\shref="([^"]*)"')
_ENDS_A_BLOCK = {"p", "h2", "h3", "ul", "ol", "li", "blockquote"}
_KINDS = ("h2", "h3", "li", "blockquote")
BULLETS = "·•▪◦‣∙●○■\uf0a7\uf0b7"  # before the items of a list that is typed; the last two as Word has them in fonts


@dataclass(frozen=True)
class Block:
    """`kind` is "p", "h2", "h3", "li" or "blockquote"; `lines` are plain, one unless the editor broke the line."""

    kind: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Link:
    href: str
    words: str


def blocks(html: str) -> tuple[Block, ...]:
    """The blocks of `html` in order, without empty ones. A paragraph in a list item counts as an item."""
    found, around, text = [], [], ""
    for piece in _PIECE.finditer(richtext.sanitise(html)):
        tag = piece["tag"]
        if tag is None:
            text += unescape(piece["text"])
        elif tag == "br":
            text += "\n"
        elif tag in _ENDS_A_BLOCK:
            found += _block(around, text)
            text = ""
            if not piece["close"]:
                around.append(tag)
            elif tag in around:
                around.pop()
    return (*found, *_block(around, text))


def links(html: str) -> tuple[Link, ...]:
    """The links of `html`, an address and plain words each."""
    return tuple(
        Link(unescape(href[1]) if (href := _HREF.search(found["attributes"])) else "", _plain(found["words"]))
        for found in _LINK.finditer(richtext.sanitise(html))
    )


def plain(html: str) -> str:
    """All words of `html`, a line a block."""
    return "\n".join(block.text for block in blocks(html))


def typed(html: str) -> str:
    """All words of `html` as somebody types them, an empty line between its blocks."""
    return "\n\n".join(block.text for block in blocks(html))


def paragraphs(text: str) -> str:
    """`text` as HTML, where an empty line begins a new paragraph."""
    return "".join(
        f"<p>{escape(part.strip(), quote=False).replace(chr(10), '<br>')}</p>"
        for part in re.split(r"\n\s*\n", text)
        if part.strip()
    )


def _block(around, text):
    lines = tuple(words for line in text.split("\n") if (words := " ".join(line.split())))
    kinds = [tag for tag in around if tag in _KINDS]
    return [Block(kinds[-1] if kinds else "p", lines)] if lines else []


def _plain(html):
    return " ".join(unescape("".join(piece["text"] or " " for piece in _PIECE.finditer(html))).split())
