"""Values as a browser posts them: read from what was posted, and written there in place of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

MOST_ROWS = 2000  # as many as Django's formsets take
WHOLE = "whole"  # what an opened card posts, under the name of its row
ENDINGS = ("", "_0", "_1", "-kept", "-clear")  # of the names of a field: a moment has two texts, a picture three names


@dataclass(frozen=True)
class PostedRow:
    """A row inside a posted form; `pk` is None for a new one, `place` where it gave none."""

    name: str
    pk: int | None
    is_deleted: bool
    place: int | None
    is_whole: bool  # of a card that was opened: else a part of its fields was not posted

    @property
    def key(self) -> str:
        """What a difference about it is called."""
        prefix, index = self.name.removesuffix("-").rsplit("-", 1)
        return f"{prefix}-{f'new{index}' if self.pk is None else self.pk}"


def rows(inline, data) -> list[PostedRow]:
    """The rows of `inline` in `data`, in the order they were posted."""
    found = []
    said = _number(data.get(f"{inline.prefix}-TOTAL_FORMS")) or 0
    for index in range(min(said, count(inline.prefix, data))):
        name = f"{inline.prefix}-{index}-"
        is_deleted = forms.CheckboxInput().value_from_datadict(data, {}, f"{name}DELETE")
        pk, place = (_number(data.get(name + ending)) for ending in ("id", "position"))
        found.append(PostedRow(name, pk, is_deleted, place, f"{name}{WHOLE}" in data))
    return found


def count(prefix, data) -> int:
    """How many rows a post can have at most, whatever it says itself: up to the last of which anything arrived."""
    numbers = (re.match(rf"{prefix}-(\d{{1,6}})-", name, re.ASCII) for name in data)
    return min(MOST_ROWS, max((int(number[1]) + 1 for number in numbers if number), default=0))


def as_posted(field, name, value) -> Iterator[tuple[str, list[str]]]:
    """What a browser would post, had nobody touched `field` with this `value`: each name with its list of values."""
    widget = getattr(field.widget, "widget", field.widget)  # the admin wraps those of foreign keys
    return _of_widget(widget, name, field.prepare_value(value))


def _of_widget(widget, name, value):
    if isinstance(widget, forms.MultiWidget):
        for part, ending, piece in zip(widget.widgets, widget.widgets_names, widget.decompress(value), strict=True):
            yield from _of_widget(part, name + ending, piece)
    elif isinstance(widget, forms.ClearableFileInput):
        yield (f"{name}-kept", [value]) if value else (widget.clear_checkbox_name(name), ["on"])
    elif isinstance(widget, forms.CheckboxInput):
        if widget.check_test(value):
            yield name, ["on"]
    else:
        shown = widget.format_value(value)
        yield name, shown if isinstance(shown, list) else ["" if shown is None else str(shown)]


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
