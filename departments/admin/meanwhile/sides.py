"""
Three sides of a draft: what a form showed, what was typed into it, and what others saved meanwhile.

What only one side changed is taken from it. What both changed differently is a choice between two values, and only
between these.
"""

from copy import copy
from functools import partial

from django.utils.translation import gettext as _

from . import form_fields, inline_rows, merging, posting
from .as_opened import AsOpened, Layout
from .findings import MINE, THEIRS, Findings


class Sides:
    """
    `found` is what differs between the posted `data` and the draft as `theirs` shows it.

    Without `base`, where nobody knows what the form showed, all of that is a choice: no value is lost for lack of it.
    Each row of `refused` (its key with a sentence) is one thing: what both changed there cannot be saved together.
    """

    def __init__(self, layout: Layout, data, base: AsOpened | None, theirs: AsOpened, refused=None):
        self.layout, self.data, self.base, self.theirs = layout, data, base, theirs
        self.found, self.refused, self._typed = Findings(), refused or {}, data.copy()
        form_fields.compare(self.found, layout.fields, data, base and base.fields, theirs.fields, refused=self.refused)
        self._posted = {inline.prefix: posting.rows(inline, data) for inline in layout.inlines}
        for inline in layout.inlines:
            sides = (
                self._posted[inline.prefix],
                base and dict(base.rows[inline.prefix]),
                dict(theirs.rows[inline.prefix]),
            )
            moved = inline_rows.free_addresses(inline, *sides, self._typed)
            inline_rows.compare(self.found, inline, *sides, self._typed, self.refused, layout.reader)
            inline_rows.compare_order(self.found, inline, *sides)
            for key, why in moved.items():
                self.found.ask(key, why)

    def chosen(self, data) -> dict[str, str]:
        """The choices made in `data`, by key. Whatever else stands there is no choice."""
        made = {choice.key: data.get(f"_take-{choice.key}") for choice in self.found.choices}
        return {key: side for key, side in made.items() if side in (MINE, THEIRS)}

    def merged(self, chosen) -> object:
        """What the form would have posted with these choices, had it shown the draft as it is now."""
        return self._merged(partial(self.found.takes_theirs, chosen=chosen))

    def savable(self, files) -> "Sides":
        """
        The same, with a choice for each row in which both changed something whose form takes what was typed, and takes
        it no longer beside what others saved. Asked where `found` has no choice yet.
        """
        refused, both = {}, {_row(one.key) for one in self.found.kept} & {_row(one.key) for one in self.found.typed}
        for row in sorted(both):
            wrong = self._errors(row, self.merged({}), files)
            alone = self._merged(lambda key, row=row: _row(key) != row and self.found.takes_theirs(key, {}))
            if wrong and not self._errors(row, alone, files):
                refused[row] = f"{_('Both together cannot be saved.')} {wrong}"
        return Sides(self.layout, self.data, self.base, self.theirs, refused) if refused else self

    def _errors(self, row, data, files):
        """What the form of `row` says to `data`, as one sentence after another."""
        form, (prefix, _dash, pk) = None, row.removesuffix("-").rpartition("-")
        if not row:
            form = type(self.layout.form)(data, files, instance=copy(self.layout.entry))
        for formset in (inline.formset for inline in self.layout.inlines if inline.prefix == prefix):
            rows = type(formset)(data=data, files=files, instance=self.layout.entry, queryset=formset.queryset)
            form = next(one for one in rows.forms if str(one.instance.pk) == pk)
        return " ".join(message for messages in form.errors.values() for message in messages) if form else ""

    def _merged(self, takes):
        data = self._typed.copy()
        for key, fields in form_fields.groups(self.layout.fields, refused=self.refused).items():
            for field in fields if takes(key) else ():
                field.put(data, "", self.theirs.fields[field.name])
        for inline in self.layout.inlines:
            key = inline.key("order")
            posted, now = self._posted[inline.prefix], self.theirs.rows[inline.prefix]
            moved, about = self.found.is_about(key) and not takes(key), {"refused": self.refused, "takes_theirs": takes}
            merging.merge(data, inline, posted, now, moved_by_me=moved, **about)
        return data


def _row(key):
    """The row of a form that a difference is about: "" for the office or department itself."""
    return key[: key.rfind("-") + 1]
