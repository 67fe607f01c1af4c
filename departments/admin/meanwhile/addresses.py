"""Addresses that two people gave to different rows of a form: the second gets another one, if that is wanted."""

from ...words.addresses import free_address
from .edited_field import row_in_words


def free(inline, posted, data, before, now) -> dict[str, str]:
    """
    Write another address into `data` for each row whose typed one others gave to a row of theirs since `before`; why,
    by what a difference about it is called.
    """
    if "slug" not in inline.fields:
        return {}
    before, found = before or {}, {}
    taken = {row["slug"]: pk for pk, row in now.items() if pk not in before or before[pk]["slug"] != row["slug"]}
    used = {row["slug"] for row in now.values()} | {data.get(f"{row.name}slug") for row in posted}
    for row in posted:
        slug = data.get(f"{row.name}slug")
        is_typed = row.pk not in before or before[row.pk]["slug"] != slug
        if is_typed and not row.is_deleted and taken.get(slug, row.pk) != row.pk:
            other = free_address(slug, "", used)
            used.add(other)
            data[f"{row.name}slug"] = other
            owner = row_in_words(inline.model, now[taken[slug]])
            found[row.key if row.pk is None else f"{row.key}-address"] = (
                f"{slug} is the address of {owner} by now; yours would get {other}."
            )
    return found
