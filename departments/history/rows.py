"""The rows of an office with all that belongs to it: from the tables, and in the form that versions keep."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db.models import Q

from .. import pages
from ..models import Contact, Department, Office

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

    def each(self):
        """Every row: its model, key and values; the office first."""
        yield Office, self.pk, self.office
        yield from ((Department, pk, values) for pk, values in self.departments.items())
        yield from ((Contact, pk, values) for pk, values in self.contacts.items())


def read(office_ids, *, lock=False) -> dict[int, Rows]:
    """
    The rows of these offices as they are now, by the office's key; what is not there is left out. Three queries.

    With `lock`, nobody else changes a recorded office until the transaction ends.
    """
    offices = Office.objects.filter(pk__in=office_ids).order_by("pk")
    rows = [
        *(offices.select_for_update(of=("self",)) if lock else offices),
        *Department.objects.filter(office__in=office_ids).order_by("pk"),
        *Contact.objects.filter(Q(office__in=office_ids) | Q(department__office__in=office_ids)).order_by("pk"),
    ]
    return gathered(_records(rows))


def gathered(records) -> dict[int, Rows]:
    """The offices in `records`, by key."""
    found = {model: {} for model in MODELS.values()}
    for record in records:
        model, pk, values = known(record)
        found[model][pk] = values
    departments, contacts = defaultdict(dict), defaultdict(dict)
    for pk, values in found[Department].items():
        departments[values["office"]][pk] = values
    for pk, values in found[Contact].items():
        owner = values["office"] or found[Department].get(values["department"], {}).get("office")
        contacts[owner][pk] = values
    return {pk: Rows(pk, values, departments[pk], contacts[pk]) for pk, values in found[Office].items()}


def known(record):
    """
    The model, key and values of `record`, a row as a fixture has it.

    One of an older set of fields will do: a field that is missing has its default, an unknown one is passed over.
    """
    model = MODELS[record["model"]]
    defaults = _defaults(model)
    return model, record["pk"], defaults | {n: v for n, v in record["fields"].items() if n in defaults}


def instance(model, pk, values):
    """The row as an instance that is not saved. A value that today's field does not take becomes its default."""
    row = model(pk=pk)
    for name, value in values.items():
        column = model._meta.get_field(name)
        try:
            setattr(row, column.attname, column.to_python(value))
        except ValidationError:
            continue
    return row


def page(rows: Rows, year, *, at) -> pages.OfficePage:
    """The page these rows make in the school year `year`, for the moment `at`. Pure."""
    office, *others = (instance(*row) for row in rows.each())
    office.school_year = year
    departments = [row for row in others if isinstance(row, Department)]
    contacts = [row for row in others if isinstance(row, Contact)]
    return pages.from_draft(office, departments, contacts, at)


def kept(model, pk, values) -> str:
    """A row as a version keeps it: a fixture of one record."""
    return json.dumps([{"model": model._meta.label_lower, "pk": pk, "fields": values}], ensure_ascii=False)


def _records(instances):
    # Moments in full: Django's own JSON cuts them to milliseconds, and a row would not come back as it was.
    for record in serializers.serialize("python", instances, fields=_field_names()):
        plain = {n: v.isoformat() if hasattr(v, "isoformat") else v for n, v in record["fields"].items()}
        yield record | {"fields": plain}


@cache
def _defaults(model):
    (record,) = _records([model()])
    return record["fields"]


@cache
def _field_names():
    return {column.name for model in MODELS.values() for column in model._meta.local_fields}
