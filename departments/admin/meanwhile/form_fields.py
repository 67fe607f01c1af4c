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
