"""
What became of a text, word by word. Pure.

A text is a list of tokens: words, and marks where a block begins. A mark starts with a newline, which no word has.
"""

from django.utils.translation import gettext as _
from rapidfuzz.distance import LCSseq

from ...words import prose

SAME, ADDED, REMOVED = "same", "added", "removed"

_MOST = 200_000_000  # pairs of tokens, each of which takes a bit


def of_rich_text(html: str) -> list[str]:
    marks = {"p": "", "li": "•", "h2": _("Heading:"), "h3": _("Subheading:"), "blockquote": _("Quote:")}
    tokens = []
    for block in prose.blocks(html):
        tokens += [f"\n{marks[block.kind]}", *_of_lines(block.lines)]
    return tokens[1:] if tokens[:1] == ["\n"] else tokens


def of_text(text: str) -> list[str]:
    return _of_lines(line for line in text.split("\n") if line.strip())


def compare(before: list[str], after: list[str]) -> list[tuple[str, list[str]]]:
    """
    The runs of tokens that are the same, removed or added, in order: `[("same", [...]), ("added", [...])]`.

    As many as can be are the same, the last rather than the first. Texts too long for that are removed and added whole.
    """
    runs, old, new = [], 0, 0
    for start, place, length in _same(before, after):
        found = (REMOVED, before[old:start]), (ADDED, after[new:place]), (SAME, before[start : start + length])
        runs += [(operation, tokens) for operation, tokens in found if tokens]
        old, new = start + length, place + length
    return runs


def count(runs, operation) -> int:
    """How many words, marks aside, the runs of that operation have."""
    return sum(len(_words(tokens)) for op, tokens in runs if op == operation)


def segments(runs) -> tuple[tuple[str, str], ...]:
    """
    Runs as text to show, `(operation, text)` each: blocks on lines of their own, a space between segments.

    Line breaks at the ends of what changed count as the same, so that no empty stretch is marked as a change.
    """
    shown = []
    for operation, tokens in runs:
        text = _joined(tokens)
        if operation != SAME and not text.strip():
            text = "¶"  # a paragraph was split or joined: a line break alone would not show it
        if operation == SAME:
            _append(shown, SAME, text)
        else:
            _append(shown, SAME, "\n" * text.startswith("\n"))
            _append(shown, operation, text.strip("\n"))
            _append(shown, SAME, "\n" * text.endswith("\n"))
    return tuple((operation, text.lstrip("\n") if not index else text) for index, (operation, text) in enumerate(shown))


def excerpt(runs, around=8) -> tuple[tuple[str, str], ...]:
    """Segments with what stayed the same cut down to `around` words beside each change, and “…” for the rest."""
    last = len(runs) - 1
    return segments(
        (operation, _cut(tokens, around * (index > 0), around * (index < last)) if operation == SAME else tokens)
        for index, (operation, tokens) in enumerate(runs)
    )


def text(tokens) -> str:
    """A whole text to show."""
    return _joined(tokens).lstrip()


def _of_lines(lines):
    tokens = []
    for line in lines:
        tokens += ["\n", *line.split()]
    return tokens[1:]


def _same(before, after):
    """Where tokens are the same, in order: their place before and after, and how many; at last none, at both ends."""
    if len(before) * len(after) <= _MOST:
        blocks = LCSseq.opcodes(before[::-1], after[::-1]).as_matching_blocks()
        for old, new, length in reversed(blocks):
            yield len(before) - old - length, len(after) - new - length, length
    yield len(before), len(after), 0


def _words(tokens):
    return [token for token in tokens if not token.startswith("\n")]


def _joined(tokens):
    return " ".join(tokens).replace(" \n", "\n").replace("\n ", "\n")


def _append(shown, operation, text):
    if text and shown and shown[-1][0] == operation == SAME:
        shown[-1] = (SAME, _joined([shown[-1][1], text]))
    elif text.strip(" ") and (shown or text.strip()):
        shown.append((operation, text))


def _cut(tokens, first, last):
    if len(tokens) <= first + last + 1:
        return tokens
    return [*tokens[:first], "…", *tokens[len(tokens) - last :]]
