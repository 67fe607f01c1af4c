"""
What became of a text, word by word. Pure.

A text is a list of tokens: words, and marks where a block begins. A mark starts with a newline, which no word has.
"""

from collections import Counter
from difflib import SequenceMatcher
from itertools import takewhile

from ...words import prose
from . import pairing

SAME, ADDED, REMOVED = "same", "added", "removed"

_MARKS = {"p": "\n", "li": "\n•", "h2": "\nHeading:", "h3": "\nSubheading:", "blockquote": "\nQuote:"}
# difflib takes the product of both lengths, and more for words that repeat: it gets small pieces only.
_SMALL = 20_000
_LEVELS = 12  # of pieces within pieces; text that people write needs three or four


def of_rich_text(html: str) -> list[str]:
    tokens = []
    for block in prose.blocks(html):
        tokens += [_MARKS[block.kind], *_of_lines(block.lines)]
    return tokens[1:] if tokens[:1] == ["\n"] else tokens


def of_text(text: str) -> list[str]:
    return _of_lines(line for line in text.split("\n") if line.strip())


def compare(before: list[str], after: list[str]) -> list[tuple[str, list[str]]]:
    """
    The runs of tokens that are the same, removed or added, in order: `[("same", [...]), ("added", [...])]`.

    Texts are split at the words that stand once on each side: that reads best, and 5,000 words against 5,000 others
    take a fraction of a second. A long stretch without any such word is removed and added as a whole.
    """
    runs = []
    for operation, tokens in _compare(before, after, _LEVELS):
        if tokens and runs and runs[-1][0] == operation:
            runs[-1][1].extend(tokens)
        elif tokens:
            runs.append((operation, list(tokens)))
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


def _compare(before, after, levels):
    head = _common(before, after)
    yield SAME, before[:head]
    before, after = before[head:], after[head:]
    tail = _common(before[::-1], after[::-1])
    end, before, after = before[len(before) - tail :], before[: len(before) - tail], after[: len(after) - tail]
    if before and after and levels and (anchors := _anchors(before, after)):
        yield from _compare_between(anchors, before, after, levels - 1)
    elif before and after and len(before) * len(after) <= _SMALL:
        yield from _compare_small(before, after)
    else:
        yield REMOVED, before
        yield ADDED, after
    yield SAME, end


def _common(before, after):
    """How many tokens both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))


def _compare_small(before, after):
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, old, old_end, new, new_end in matcher.get_opcodes():
        yield SAME if operation == "equal" else REMOVED, before[old:old_end]
        yield ADDED, [] if operation == "equal" else after[new:new_end]


def _compare_between(anchors, before, after, levels):
    old_end = new_end = 0
    for old, new in anchors:
        yield from _compare(before[old_end:old], after[new_end:new], levels)
        yield SAME, [before[old]]
        old_end, new_end = old + 1, new + 1
    yield from _compare(before[old_end:], after[new_end:], levels)


def _anchors(before, after):
    """Places, before and after, of the words that stand once on each side and in the same order."""
    times_before, times_after = Counter(before), Counter(after)
    once = {word for word in _words(before) if times_before[word] == times_after[word] == 1}
    place_before = {word: place for place, word in enumerate(before) if word in once}
    pairs = [(place_before[word], place) for place, word in enumerate(after) if word in once]
    run = pairing.longest_run([old for old, _ in pairs])
    return [(old, new) for old, new in pairs if old in run]


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
