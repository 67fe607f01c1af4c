"""The fields of one row on three sides."""

from .findings import Difference


def compare(found, fields, data, before, now, *, row="", key="", part="") -> None:
    """
    Sort into `found` what was posted for `row` and differs from `now`. `before` is None where nobody knows what the
    form showed: every difference is then a choice.
    """
    for name, field in fields.items():
        value = field.posted(data, row)
        if not field.differs(now[name], value):
            continue
        found.sort(
            Difference(
                key + name,
                part,
                field.label,
                before=field.stored_in_words(before[name]) if before else "",
                theirs=field.stored_in_words(now[name]),
                mine=field.posted_in_words(value),
            ),
            they_changed=before is None or before[name] != now[name],
            i_changed=before is None or field.differs(before[name], value),
        )


def typed(fields, data, before, *, row) -> list[str]:
    """What was typed that is not in `before`, a line each: "Phone: 414-475-8393"."""
    posted = [(field, field.posted(data, row)) for field in fields.values()]
    return [
        f"{field.label}: {field.posted_in_words(value)}"
        for field, value in posted
        if field.differs(before.get(field.name), value)
    ]


def changed(fields, before, now) -> list[str]:
    """What became of `before`, a line each: "Phone: 414-475-8393 → 414-475-8300"."""
    return [
        f"{field.label}: {field.stored_in_words(before[name])} → {field.stored_in_words(now[name])}"
        for name, field in fields.items()
        if before[name] != now[name]
    ]


def put(data, fields, values, *, row="", only=lambda name: True) -> None:
    """Write the stored `values` into `data` for `row`, of those fields that `only` is true for."""
    for name, field in fields.items():
        if only(name):
            field.put(data, row, values[name])
