"""The order of rows inside a form on three sides. It is one thing to choose, not a number for each row."""

from .edited_field import row_in_words
from .findings import Difference


def compare(found, inline, posted, before, now) -> None:
    """`before` and `now` hold values by key, in order; `before` is None where nobody knows what the form showed."""
    current, mine, old = list(now), typed(posted), before and list(before)
    if within(mine, current) == within(current, mine):
        return
    names = {pk: row_in_words(inline.model, values) for pk, values in now.items()}
    found.sort(
        Difference(
            inline.key("order"),
            "",
            f"Order of the {inline.model._meta.verbose_name_plural}",
            before=", ".join(names[pk] for pk in within(old or [], current)),
            theirs=", ".join(names[pk] for pk in current),
            mine=", ".join(names[pk] for pk in within(mine, current)),
        ),
        they_changed=old is None or within(old, current) != within(current, old),
        i_changed=old is None or within(old, mine) != within(mine, old),
    )


def typed(posted) -> list[int]:
    """The keys of the rows that stay, in the order of the places they were given."""
    rows = [row for row in posted if row.pk is not None and not row.is_deleted]
    return [row.pk for row in sorted(rows, key=lambda row: (row.place is None, row.place or 0))]


def within(keys, others) -> list:
    """`keys` in their order, without those that `others` do not have."""
    return [key for key in keys if key in set(others)]
