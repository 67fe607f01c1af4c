"""The rows inside a form on three sides: departments, contact lines."""

from django.utils.translation import gettext as _

from ...drafts.roles import may_edit
from ...words.addresses import free_address
from . import form_fields, moved_rows
from .edited_field import row_in_words
from .findings import Difference


def compare(found, inline, posted, before, now, data, refused, reader) -> None:
    """
    Sort into `found` what differs between the rows `posted` by `reader` and those of `now`. `before` and `now` hold
    values by key; `before` is None where nobody knows what the form showed.
    """
    for row in posted:
        if row.pk in now and row.is_deleted:
            _deleted_by_me(found, inline, row.pk, before, now)
        elif row.pk in now:
            old, new = None if before is None else before.get(row.pk), now[row.pk]
            where = {"row": f"{inline.key(row.pk)}-", "name": row.name, "part": row_in_words(inline.model, new)}
            form_fields.compare(found, inline.fields_of(row), data, old, new, **where, refused=refused)
        elif row.pk is not None:
            old, department = (before or {}).get(row.pk, {}), moved_rows.elsewhere(inline, row.pk)
            if department and may_edit(reader, department.office):
                moved_rows.MovedRow(inline, row, department).compare(found, data, old or None)
            elif department or not row.is_deleted:
                _gone(found, inline, row, data, old, is_moved=bool(department))
        elif row.pk is None and not row.is_deleted:
            posted_values = ((name, field.posted(data, row.name)) for name, field in inline.fields_of(row).items())
            typed = {name: value for name, value in posted_values if value is not None}  # a number of rows may lie
            if str(inline.model(**typed)).strip():  # a row left blank is no row
                found.typed.append(Difference(row.key, row_in_words(inline.model, typed), _("added"), is_row=True))
    known = {row.pk for row in posted} | set(before or {})
    for pk, values in now.items():
        if pk not in known:
            found.kept.append(Difference(inline.key(pk), row_in_words(inline.model, values), _("added"), is_row=True))


def compare_order(found, inline, posted, before, now) -> None:
    """The same of their order, which is one thing to choose. `before` and `now` hold values by key, in order."""
    current, mine, old = list(now), typed_order(posted), before and list(before)
    if within(mine, current) == within(current, mine):
        return
    names = {pk: row_in_words(inline.model, values) for pk, values in now.items()}
    found.sort(
        Difference(
            inline.key("order"),
            "",
            _("Order of the {noun}").format(noun=inline.model._meta.verbose_name_plural),
            before=", ".join(names[pk] for pk in within(old or [], current)),
            theirs=", ".join(names[pk] for pk in current),
            mine=", ".join(names[pk] for pk in within(mine, current)),
        ),
        they_changed=old is None or within(old, current) != within(current, old),
        i_changed=old is None or within(old, mine) != within(mine, old),
    )


def typed_order(posted) -> list[int]:
    """The keys of the rows that stay, in the order of the places they were given."""
    rows = [row for row in posted if row.pk is not None and not row.is_deleted]
    return [row.pk for row in sorted(rows, key=lambda row: (row.place is None, row.place or 0))]


def within(keys, others) -> list:
    """`keys` in their order, without those that `others` do not have."""
    return [key for key in keys if key in set(others)]


def free_addresses(inline, posted, before, now, data) -> dict[str, str]:
    """
    Write another address into `data` for each row whose typed one others gave to a row of theirs since `before`; why,
    by what a difference about it is called.
    """
    slugs = {pk: row.get("slug") for pk, row in (before or {}).items()}
    taken = {row["slug"]: pk for pk, row in now.items() if "slug" in row and slugs.get(pk) != row["slug"]}
    used, found = {*taken, *slugs.values(), *(data.get(f"{row.name}slug") for row in posted)}, {}
    for row in posted:
        slug = data.get(f"{row.name}slug")
        if slug in taken and slug != slugs.get(row.pk) and taken[slug] != row.pk and not row.is_deleted:
            other = data[f"{row.name}slug"] = free_address(slug, "", used)
            used.add(other)
            owner = row_in_words(inline.model, now[taken[slug]])
            told = _("{slug} is the address of {owner} by now; yours would get {other}.")
            key = row.key if row.pk is None else f"{row.key}-address"
            found[key] = told.format(slug=slug, owner=owner, other=other)
    return found


def _deleted_by_me(found, inline, pk, before, now):
    old = (before or {}).get(pk)
    if old == now[pk]:
        found.typed.append(Difference(inline.key(pk), row_in_words(inline.model, old), _("deleted"), is_row=True))
        return
    changes = [
        f"{field.label}: {field.stored_in_words(old[name])} → {field.stored_in_words(now[pk][name])}"
        for name, field in inline.fields.items()
        if old and old[name] != now[pk][name]
    ]
    found.choices.append(
        Difference(
            inline.key(pk),
            row_in_words(inline.model, now[pk]),
            _("changed meanwhile, deleted by you"),
            theirs="\n".join([_("Keep it as it is now"), *changes]),
            mine=_("Delete it"),
        )
    )


def _gone(found, inline, row, data, old, *, is_moved):
    noun = inline.model._meta.verbose_name
    part = row_in_words(inline.model, old) if old else _("A {noun}").format(noun=noun)
    posted = [(field, field.posted(data, row.name)) for field in inline.fields_of(row).values()]
    typed = [
        f"{field.label}: {field.posted_in_words(value)}"
        for field, value in posted
        if field.differs(old.get(field.name), value)
    ]
    if row.is_deleted or not typed:
        became = _("moved to another office") if is_moved else _("deleted")
        found.kept.append(Difference(inline.key(row.pk), part, became, is_row=True))
        return
    keep = _("Keep mine, as a new {noun} with what stands on this form").format(noun=noun)
    found.choices.append(
        Difference(
            inline.key(row.pk),
            part,
            _("moved to another office meanwhile, changed by you")
            if is_moved
            else _("deleted meanwhile, changed by you"),
            theirs=_("Leave it there, without yours") if is_moved else _("Leave it deleted"),
            mine="\n".join([keep, *typed]),
        )
    )
