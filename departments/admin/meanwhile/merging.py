"""The rows of a form as they would have been posted, had the form shown the draft as it is now."""

import re

from ...publishing.changes import pairing
from .form_fields import groups
from .inline_rows import typed_order, within


def merge(data, inline, posted, now, *, owner, takes_theirs, moved_by_me, refused=()) -> None:
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
    for index, (pk, values) in enumerate(now):
        name, row = f"{inline.prefix}-{index}-", by_pk.get(pk)
        for group, fields in groups(inline.fields, f"{inline.key(pk)}-", refused).items():
            for field in fields:
                if row is None or row.is_deleted or takes_theirs(group):
                    field.put(data, name, values[field.name])
                else:
                    field.copy(source, data, row.name, name)
        if row and row.is_deleted and not takes_theirs(inline.key(pk)):
            data[f"{name}DELETE"] = "on"
        _row(data, inline, name, owner, pk=pk, place=places.index(pk) + 1)
    made_again = [pk for pk in by_pk if pk not in current and not takes_theirs(inline.key(pk))]
    new = [
        row
        for row in posted
        if (row.pk is None and not takes_theirs(row.key)) or (row.pk in made_again and not row.is_deleted)
    ]
    for index, row in enumerate(new, len(now)):
        name = f"{inline.prefix}-{index}-"
        for field in inline.fields.values():
            field.copy(source, data, row.name, name)
        _row(data, inline, name, owner, pk="", place="" if row.place is None else row.place)
        if row.is_deleted:
            data[f"{name}DELETE"] = "on"
    data[f"{inline.prefix}-INITIAL_FORMS"] = str(len(now))
    data[f"{inline.prefix}-TOTAL_FORMS"] = str(len(now) + len(new))


def _row(data, inline, name, owner, *, pk, place):
    data[f"{name}id"], data[f"{name}{inline.formset.fk.name}"], data[f"{name}position"] = (
        str(pk),
        str(owner.pk),
        str(place),
    )
