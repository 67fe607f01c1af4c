"""Three sides of a form: whatever two people change, each thing is taken from who changed it, or asked about."""

import pytest
from django.contrib.admin import site
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from departments.admin.meanwhile import AsOpened, Layout, Sides
from departments.models import Office
from tests.examples import examples
from tests.making import make_contact, make_office, make_person

# What each of two people may type into a field, in the row it is of; and which fields are one thing.
VALUES = {
    "hours": ["Weekdays", "Never"],
    "lead_title": ["Chief", "Dean"],
    "lead_name": ["Ann Poe", "Bo Lee"],
    "contacts-0-note": ["at night", "at noon"],
    "contacts-0-kind": ["fax", "tty"],
    "contacts-0-phone": ["414-475-8201", "414-475-8202"],
    "departments-1-email": ["a@example.org", "b@example.org"],
}
ONE = {"lead_title": "lead", "lead_name": "lead", "contacts-0-kind": "number", "contacts-0-phone": "number"}
_typed = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})


@pytest.fixture
def layout(db):
    office = make_office("academics", departments=3)
    make_contact(office)
    request = RequestFactory().get("/")
    request.user = make_person("publisher", "Publishers")
    return Layout.of(site.get_model_admin(Office), request, office)


@pytest.mark.thorough
@given(mine=_typed, theirs=_typed)
@settings(examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_thing_is_taken_from_who_changed_it_or_asked(layout, mine, theirs):
    base = AsOpened.now(layout)
    shown = _shown(layout, base)
    now = _with(layout, base, theirs)
    data = shown.copy()
    for name, value in mine.items():
        data[name] = value

    sides = Sides(layout, data, base, now)

    def is_left(typed, other):
        """What one typed, and the other did not type as well."""
        return {ONE.get(name, name).rpartition("-")[2] for name, value in typed.items() if other.get(name) != value}

    asked = {choice.key.rpartition("-")[2] for choice in sides.found.choices}
    assert asked == is_left(mine, theirs) & is_left(theirs, mine)
    merged = sides.merged({})
    for name in VALUES:
        if ONE.get(name, name).rpartition("-")[2] not in asked:
            assert merged.get(name) == mine.get(name, theirs.get(name, shown.get(name)))


def _shown(layout, state):
    data = QueryDict(mutable=True)
    for name, field in layout.fields.items():
        field.put(data, "", state.fields[name])
    for inline in layout.inlines:
        for index, (pk, values) in enumerate(state.rows[inline.prefix]):
            row = f"{inline.prefix}-{index}-"
            for name, field in inline.fields.items():
                field.put(data, row, values[name])
            data[f"{row}id"], data[f"{row}position"] = str(pk), str(index + 1)
        data[f"{inline.prefix}-TOTAL_FORMS"] = str(len(state.rows[inline.prefix]))
    return data


def _with(layout, state, typed):
    """`state` after a save of what was `typed`."""
    fields = dict(state.fields)
    rows = {prefix: [[pk, dict(values)] for pk, values in rows] for prefix, rows in state.rows.items()}
    inlines = {inline.prefix: inline for inline in layout.inlines}
    for name, value in typed.items():
        prefix, _, rest = name.partition("-")
        if rest:
            index, name = rest.split("-")
            field = inlines[prefix].fields[name]
            rows[prefix][int(index)][1][name] = field.stored(field.field.clean(value))
        else:
            fields[name] = layout.fields[name].stored(value)
    return AsOpened(fields, rows)
