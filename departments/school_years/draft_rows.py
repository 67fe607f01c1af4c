"""Writing planned rows: in bulk, and each office as a version. The only module here that changes drafts."""

from collections import defaultdict
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..drafts import history
from ..models import Contact, Department, Office
from ..models.facts import ENTRY, LINE, Form, named
from ..models.under_way import counted, reached
from ..page.office_page import ContactLine
from ..publishing.changes import changed_lines
from ..words import phones

MODELS = {"office": Office, "department": Department}
BATCH = 500
_CREATED = {
    Office: gettext_noop("New offices: {done} of {all} done"),
    Department: gettext_noop("New departments: {done} of {all} done"),
    Contact: gettext_noop("New contact lines: {done} of {all} done"),
}
_UPDATED = {
    Office: gettext_noop("Offices: {done} of {all} done"),
    Department: gettext_noop("Departments: {done} of {all} done"),
    Contact: gettext_noop("Contact lines: {done} of {all} done"),
}
_NUMBERS_OF_LINES = named(LINE, Form.NUMBER)


def write(year, writes, pks, *, by, why) -> dict:
    """
    Write `writes` (of `plan.Write`) into `year`; `pks` are the rows there are, by kind and address. A number of
    queries that grows with batches, not with rows. Returns `pks` with the rows that are new.

    Call it inside a transaction; offices it touches get a version each.
    """
    pks = dict(pks)
    with history.recording(by=by, why=why):
        sides = ((one.kind, side) for one in writes for side in (one.before, one.after) if side)
        history.watch(*{key for kind, side in sides if (key := _office_of(kind, side, pks))})
        _free_addresses(writes)
        for kind, is_unit in (("office", False), ("department", False), ("department", True)):
            step = [one for one in writes if one.kind == kind and bool(one.after.get("parent")) == is_unit]
            pks |= _write_entries(year, kind, step, pks)
        _write_lines(writes, pks)
        reached(_("Keeping what each office was"))
        history.record(*{_office_of(one.kind, one.after, pks) for one in writes})
    return pks


def _create(model, wanted, row_of):
    """A row of each of `wanted`, as `row_of` makes it, and their keys. No more rows than a batch are held at once."""
    keys = []
    for at in counted(range(0, len(wanted), BATCH), _(_CREATED[model])):
        rows = [row_of(one) for one in wanted[at : at + BATCH]]
        keys += [row.pk for row in model.objects.bulk_create(rows, batch_size=BATCH)]
    return keys


def _update(model, rows, names):
    for at in counted(range(0, len(rows), BATCH), _(_UPDATED[model])):
        model.objects.bulk_update(rows[at : at + BATCH], names, batch_size=BATCH)


def _office_of(kind, values, pks):
    return pks.get(("office", values["slug" if kind == "office" else "office"]))


def _free_addresses(writes):
    """Rows that change their address give up the old one first: two may change places."""
    for kind, model in MODELS.items():
        moving = [w.pk for w in writes if w.kind == kind and w.pk and w.before["slug"] != w.after["slug"]]
        if moving:
            model.objects.filter(pk__in=moving).give_up("slug")


def _write_entries(year, kind, writes, pks):
    model = MODELS[kind]
    there = [one for one in writes if one.pk]
    new = [one for one in writes if not one.pk]
    changed = {n for one in there for n in one.after if one.after[n] != one.before[n]} - {"contacts"}
    if changed:
        _update(model, [_row(model, year, one, pks) for one in there], sorted(changed))
    keys = _create(model, new, partial(_row, model, year, pks=pks))
    # The old address finds a row as well: what stands below it was planned under that.
    found = [(one, one.pk) for one in there] + list(zip(new, keys, strict=True))
    return {(kind, one.after["slug"]): key for one, key in found}


def _row(model, year, one, pks):
    values = {name: value for name, value in one.after.items() if name not in ("contacts", "office", "parent")}
    values |= {name: phones.for_column(values[name]) for name in named(ENTRY, Form.NUMBER)}
    row = model(pk=one.pk, school_year=year, **values)
    if model is Department:
        row.office_id = pks["office", one.after["office"]]
        row.parent_id = one.after["parent"] and pks["department", one.after["parent"]]
    for name in ("retired_at", "confirmed_on"):
        setattr(row, name, model._meta.get_field(name).to_python(values[name]))
    return row


def _write_lines(writes, pks):
    """The lines of each entry whose lines are other now. A line that stays is the same row: forms may have it open."""
    changed = [one for one in writes if one.after["contacts"] != (one.before or {}).get("contacts", [])]
    there = _lines_of([one for one in changed if one.pk])
    kept, new = [], []
    for one in changed:
        before, after = ((side or {"contacts": []})["contacts"] for side in (one.before, one.after))
        sides = ([ContactLine(**line) for line in side] for side in (before, after))
        pairs = changed_lines.matched(*sides) if before else {}
        rows, owner = there.get((one.kind, one.pk), []), {f"{one.kind}_id": pks[one.kind, one.after["slug"]]}
        for index, line in enumerate(after):
            values = line | {"position": index + 1}
            if index in pairs:
                row = rows[pairs[index]]
                for name, value in _for_columns(values).items():
                    setattr(row, name, value)
                kept.append(row)
            else:
                new.append(owner | values)
    if there:
        gone = {row.pk for rows in there.values() for row in rows} - {row.pk for row in kept}
        Contact.objects.filter(pk__in=gone).delete()
        _update(Contact, kept, [*LINE, "position"])
    _create(Contact, new, lambda values: Contact(**_for_columns(values)))


def _for_columns(line):
    return line | {name: phones.for_column(line[name]) for name in _NUMBERS_OF_LINES}


def _lines_of(writes):
    """The rows of the lines there are, in their order, by the kind and the key of what they belong to."""
    found = defaultdict(list)
    for kind in MODELS:
        owners = [one.pk for one in writes if one.kind == kind]
        for row in Contact.objects.filter(**{f"{kind}__in": owners}) if owners else ():
            found[kind, getattr(row, f"{kind}_id")].append(row)
    return found
