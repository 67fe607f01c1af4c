"""The fields of one row on three sides."""

from . import posting, values_as_read
from .findings import Difference


def compare(found, model, fields, data, before, now, *, posted="", key="", part=""):
    """
    Sort into `found` what was posted under `posted` and differs from `now`. `before` is None where nobody knows what
    the form showed: every difference is then a choice.
    """
    for name, field in fields.items():
        column, value = model._meta.get_field(name), posting.raw(field, data, posted + name)
        if not posting.differs(column, field, now[name], value):
            continue
        found.sort(
            Difference(
                key + name,
                part,
                values_as_read.label(name, field),
                before=values_as_read.of_stored(column, field, before[name]) if before else "",
                theirs=values_as_read.of_stored(column, field, now[name]),
                mine=values_as_read.of_posted(column, field, value),
            ),
            they_changed=before is None or before[name] != now[name],
            i_changed=before is None or posting.differs(column, field, before[name], value),
        )


def typed(model, fields, data, before, *, posted) -> list[str]:
    """What was typed that is not in `before`, a line each: "Main phone: 414-475-8393"."""
    lines = []
    for name, field in fields.items():
        column, value = model._meta.get_field(name), posting.raw(field, data, posted + name)
        if posting.differs(column, field, before.get(name), value):
            lines.append(f"{values_as_read.label(name, field)}: {values_as_read.of_posted(column, field, value)}")
    return lines


def changed(model, fields, before, now) -> list[str]:
    """What became of `before`, a line each: "Main phone: 414-475-8393 → 414-475-8300"."""
    lines = []
    for name, field in fields.items():
        if before[name] != now[name]:
            column = model._meta.get_field(name)
            old, new = (values_as_read.of_stored(column, field, values[name]) for values in (before, now))
            lines.append(f"{values_as_read.label(name, field)}: {old} → {new}")
    return lines


def put(data, model, fields, values, *, posted="", only=lambda name: True):
    """Write the stored `values` into `data` under `posted`, of those fields that `only` is true for."""
    for name, field in fields.items():
        if only(name):
            posting.put(data, posted + name, field, posting.python(model._meta.get_field(name), values[name]))
