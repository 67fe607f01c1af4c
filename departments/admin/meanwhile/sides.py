"""
Three sides of a draft: what a form showed, what was typed into it, and what others saved meanwhile.

What only one side changed is taken from it. What both changed differently is a choice between two values, and only
between these.
"""

from functools import partial

from . import form_fields, inline_rows, merging, order, posting
from .as_opened import AsOpened, Layout
from .findings import MINE, THEIRS, Findings


class Sides:
    """
    `found` is what differs between the posted `data` and the draft as `theirs` shows it.

    Without `base`, where nobody knows what the form showed, all of that is a choice: no value is lost for lack of it.
    """

    def __init__(self, layout: Layout, data, base: AsOpened | None, theirs: AsOpened):
        self.layout, self.data, self.theirs, self.found = layout, data, theirs, Findings()
        form_fields.compare(self.found, layout.fields, data, base and base.fields, theirs.fields)
        self._posted = {inline.prefix: posting.rows(inline, data) for inline in layout.inlines}
        for inline in layout.inlines:
            posted, now = self._posted[inline.prefix], theirs.rows[inline.prefix]
            before = base and base.rows[inline.prefix]
            inline_rows.compare(self.found, inline, posted, data, None if before is None else dict(before), dict(now))
            order.compare(self.found, inline, posted, before, now)

    @property
    def agree(self) -> bool:
        """Whether saving what was typed would undo nothing that others did."""
        return not self.found.choices and not self.found.kept

    def chosen(self, data) -> dict[str, str]:
        """The choices made in `data`, by key. Whatever else stands there is no choice."""
        made = {choice.key: data.get(f"_take-{choice.key}") for choice in self.found.choices}
        return {key: side for key, side in made.items() if side in (MINE, THEIRS)}

    def merged(self, chosen) -> object:
        """What the form would have posted with these choices, had it shown the draft as it is now."""
        data = self.data.copy()
        takes = partial(self.found.takes_theirs, chosen=chosen)
        for name, field in self.layout.fields.items():
            if takes(name):
                field.put(data, "", self.theirs.fields[name])
        for inline in self.layout.inlines:
            key = inline.key("order")
            posted, now = self._posted[inline.prefix], self.theirs.rows[inline.prefix]
            moved = self.found.is_about(key) and not takes(key)
            merging.merge(data, inline, posted, now, owner=self.layout.entry, takes_theirs=takes, moved_by_me=moved)
        return data
