"""The rows of an office with all that belongs to it: from the tables, and in the form that versions keep."""

import json
import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from uuid import UUID

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model

from ...models import Contact, Department, Office
from ...models.facts import NUMBERS
from ...page import office_page
from ...words import phones

log = logging.getLogger(__name__)

_json = json.JSONEncoder(ensure_ascii=False)
MODELS = {model._meta.label_lower: model for model in (Office, Department, Contact)}


@dataclass(frozen=True)
class Rows:
    """
    An office, its departments and their contact lines: values by field as JSON has them, rows by primary key.

    Exactly the fields that the models have today. Who may edit the office is not among them: putting an office back
    must not hand out rights.
    """

    pk: int
    office: dict
    departments: dict[int, dict] = field(default_factory=dict)
    contacts: dict[int, dict] = field(default_factory=dict)

    def each(self) -> Iterator:
        """Every row: its model, key and values; the office first."""
        yield Office, self.pk, self.office
        yield from ((Department, pk, values) for pk, values in self.departments.items())
        yield from ((Contact, pk, values) for pk, values in self.contacts.items())

    def with_entries(self, changed) -> "Rows":
        """The same with `changed(values)` for the values of the office and of each department."""
        departments = {pk: changed(values) for pk, values in self.departments.items()}
        return replace(self, office=changed(self.office), departments=departments)


def read(office_ids, *, lock=False) -> dict[int, Rows]:
    """
    The rows of these offices as they are now, by the office's key; what is not there is left out. Three queries.

    With `lock`, nobody else changes a recorded office until the transaction ends.
    """
    offices = Office.objects.filter(pk__in=office_ids)
    return _by_office(
        plain_values((offices.select_for_update() if lock else offices).order_by("pk")),
        plain_values(Department.objects.filter(office__in=office_ids).order_by("pk")),
        plain_values(Contact.objects.of_offices(office_ids).order_by("pk")),
    )


def plain_values(rows, names=None) -> dict[int, dict]:
    """
    `{primary key: {field: value as JSON has it}}` in the order of `rows`, of the fields `names` or all that a version
    keeps: what the serialiser makes of model instances, without making any, since a load reads ten thousand rows.
    Moments are in full: Django's own JSON cuts them to milliseconds.
    """
    names = names or list(_defaults(rows.model))
    columns = [rows.model._meta.get_field(name) for name in names]
    kept = [
        phones.as_kept(name) if name in NUMBERS else column.attname for name, column in zip(names, columns, strict=True)
    ]
    told = [
        name for name, column in zip(names, columns, strict=True) if name in NUMBERS or not isinstance(column, _PLAIN)
    ]
    found = {}
    for pk, *row in rows.values_list("pk", *kept):
        values = found[pk] = dict(zip(names, row, strict=True))
        for name in told:
            values[name] = as_json(name, values[name])
    return found


# Columns whose values JSON has as they are: most of them, so they are not asked one by one.
_PLAIN = models.CharField, models.TextField, models.BooleanField, models.IntegerField


def as_json(name: str, value) -> str | int | bool | None:
    """The value of the field `name` as JSON has it: moments in full, and the keys of accounts where they are UUIDs."""
    if name in NUMBERS:
        return phones.written(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value) if isinstance(value, UUID) else value


def gathered(rows) -> dict[int, Rows]:
    """The offices in `rows`, each its model, key and values, by key."""
    found = {model: {} for model in MODELS.values()}
    for model, pk, values in rows:
        found[model][pk] = values
    return _by_office(found[Office], found[Department], found[Contact])


def _by_office(offices, departments, contacts):
    departments_of, contacts_of = defaultdict(dict), defaultdict(dict)
    for pk, values in departments.items():
        departments_of[values["office"]][pk] = values
    for pk, values in contacts.items():
        owner = values["office"] or departments.get(values["department"], {}).get("office")
        contacts_of[owner][pk] = values
    return {pk: Rows(pk, values, departments_of[pk], contacts_of[pk]) for pk, values in offices.items()}


def rows_in(text: str) -> list[tuple]:
    """
    The model, key and values of each row in `text`, as `kept()` wrote it; none where it is damaged, which is logged.

    One of an older set of fields will do: a field that is missing has its default, an unknown one is passed over.
    """
    try:
        return [_known(record) for record in json.loads(text)]
    except (AttributeError, KeyError, TypeError, ValueError) as reason:
        log.warning("A row of the history is damaged: %r", reason)
        return []


def _known(record):
    model = MODELS[record["model"]]
    defaults = _defaults(model)
    return model, record["pk"], defaults | {n: as_json(n, v) for n, v in record["fields"].items() if n in defaults}


def instance(model, pk, values) -> Model:
    """The row as an instance that is not saved. A value that today's field does not take becomes its default."""
    row = model(pk=pk)
    for name, value in values.items():
        column = model._meta.get_field(name)
        try:
            setattr(row, column.attname, column.to_python(value))
        except ValidationError:
            continue
    return row


def page(rows: Rows, year, *, at) -> office_page.OfficePage:
    """The page these rows make in the school year `year`, for the moment `at`. Pure."""
    office, *others = (instance(*row) for row in rows.each())
    office.school_year = year
    departments = [row for row in others if isinstance(row, Department)]
    contacts = [row for row in others if isinstance(row, Contact)]
    return office_page.from_draft(office, departments, contacts, at).placed


def title(model, values) -> str:
    """What the row is called, as its model says it."""
    # Without __init__, which would parse its numbers: a name needs none of that.
    row = model.__new__(model)
    vars(row).update(values)
    return str(row)


def kept(model, pk, values) -> str:
    """A row as a version keeps it: a fixture of one record."""
    return _json.encode([{"model": model._meta.label_lower, "pk": pk, "fields": values}])


@cache
def _defaults(model):
    """The value of each field that a version keeps, where nothing was said of it."""
    (record,) = serializers.serialize("python", [model()], fields=[field.name for field in model._meta.local_fields])
    return record["fields"]
