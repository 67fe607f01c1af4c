"""The rows of a form as they would have been posted, had the form shown the draft as it is now."""

import re

from ...publishing.changes import pairing
from .form_fields import groups
from .inline_rows import typed_order, within
from .posting import WHOLE, PostedRow

NOT_OPENED = PostedRow("", None, is_deleted=False, place=None, is_whole=False)


def merge(data, inline, posted, now, *, takes_theirs, moved_by_me, refused=()) -> None:
    """
    Write into `data` the rows `now`, with what was typed into those of `posted`, then the new ones.

    `takes_theirs(key)` tells whether a field, a row or the order keeps the stored value; what is not asked takes what
    was typed.
    """
    source = data.copy()
    for key in [key for key in data if re.match(rf"{inline.prefix}-\d+-", key)]:
        del data[key]
    by_pk = {row.pk: row for row in posted if row.pk is not None}
    current = [pk for pk, _ in now]
    places = pairing.united(within(typed_order(posted), current), current) if moved_by_me else current
    rows = [(pk, values, by_pk.get(pk), places.index(pk) + 1) for pk, values in now]
    for row in posted:
        # New, or typed into and deleted by others: then it is made again.
        if row.pk not in current and not takes_theirs(row.key) and (row.pk is None or not row.is_deleted):
            rows.append(("", {}, row, "" if row.place is None else row.place))
    for index, (pk, values, row, place) in enumerate(rows):
        name = f"{inline.prefix}-{index}-"
        fields_of_row = inline.fields_of(row or NOT_OPENED)
        if row and row.is_whole:
            data[name + WHOLE] = "1"
        for group, fields in groups(fields_of_row, f"{inline.key(pk)}-", refused).items():
            for field in fields:
                if row is None or (pk and (row.is_deleted or takes_theirs(group))):
                    field.put(data, name, values[field.name])
                else:
                    field.copy(source, data, row.name, name)
        if row and row.is_deleted and not (pk and takes_theirs(row.key)):
            data[f"{name}DELETE"] = "on"
        for ending, value in (("id", pk), (inline.formset.fk.name, inline.formset.instance.pk), ("position", place)):
            data[name + ending] = str(value)
    data[f"{inline.prefix}-INITIAL_FORMS"] = str(len(now))
    data[f"{inline.prefix}-TOTAL_FORMS"] = str(len(rows))
