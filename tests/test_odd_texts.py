"""Whatever any form accepts can be dumped, loaded back, downloaded and put back."""

import csv
import io
import json
from itertools import cycle, islice
from xml.etree import ElementTree

import openpyxl
import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.serializers import deserialize, serialize
from django.db import models

from departments import publishing
from departments.drafts import history
from departments.models import Alert, Contact, Department, District, DistrictLine, Office, SchoolYear
from departments.models.number_field import NumberField
from departments.models.rich_text_field import RichTextField
from departments.models.text_field import LineField, LinesField
from departments.school_years import bundle
from departments.school_years.edition import of_drafts
from departments.school_years.spreadsheet import write_sheet
from departments.school_years.values import MODELS, rules
from departments.words.nobody import names_nobody
from departments.words.plain_text import without_control_characters
from tests.making import make_contact, make_department, make_office, make_year
from tests.odd_texts import LONG, ODD

LABEL = "2025-26"
LEAD = ("lead_title", "lead_name")  # what names nobody there is a rule of its own
EDITED = (Office, Department, Contact, District, DistrictLine, Alert, SchoolYear)


def _texts_of(model):
    """The columns of `model` that somebody types text into, whatever they are by now."""
    columns = [
        column for column in model._meta.concrete_fields if isinstance(column, models.CharField | models.TextField)
    ]
    return [
        column for column in columns if column.editable and not column.choices and not isinstance(column, NumberField)
    ]


TEXTS = [pytest.param(column, id=str(column)) for model in EDITED for column in _texts_of(model)]


def _kept(column, text):
    """What a form keeps of `text` in `column`; None where it refuses it."""
    try:
        return column.clean(column.formfield().clean(text), None)
    except ValidationError:
        return None


def test_every_form_is_tried_with_hundreds_of_texts():
    changed = [one for model, one in admin.site._registry.items() if model in EDITED]
    assert {inline.model for one in changed for inline in one.inlines} <= set(EDITED)
    assert len(ODD) >= 250 and len(TEXTS) >= 25


@pytest.mark.thorough
@pytest.mark.parametrize("column", TEXTS)
def test_what_a_form_keeps_every_door_keeps_and_gives_back(column):
    judge = rules(column.model._meta.model_name).get(column.name) if column.model in MODELS.values() else None
    accepted = 0
    for text in [*ODD, *LONG]:
        kept = _kept(column, text)
        if kept is None:
            continue
        accepted += 1
        assert kept.encode().decode() == kept and without_control_characters(kept) == kept, ascii(text)
        assert _kept(column, kept) == kept or not kept, ascii(text)  # what is saved again untouched stays
        if isinstance(column, LineField | LinesField):
            assert column.to_python(text) == kept, ascii(text)  # loaddata
        if judge and column.name != "image":
            assert judge(kept) == kept, ascii(text)
            if not isinstance(column, RichTextField):
                assert judge(text) == kept, ascii(text)
    assert accepted >= (
        200 if type(column).__name__ in ("LineField", "LinesField") and not column.validators[1:] else 0
    )


def _filled(row, texts):
    """`row` with the next of `texts` in each of its fields of text; what a form refuses there leaves it as it was."""
    for column in _texts_of(type(row)):
        kept = _kept(column, next(texts))
        if (
            kept
            and column.name not in ("slug", "image", "succeeds")
            and not (column.name in LEAD and names_nobody(kept))
        ):
            setattr(row, column.name, kept)
    row.full_clean()
    row.save()


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.postgresql
@pytest.mark.parametrize(
    "offices", [pytest.param(12, id="some"), pytest.param(120, marks=pytest.mark.exhaustive, id="every text")]
)
def test_odd_texts_come_back_from_every_dump_load_download_and_version(client, tmp_path, offices):
    year, texts = make_year(LABEL), islice(cycle(ODD), 5, None)
    for number in range(offices):
        office = make_office(f"office-{number}", year=year, position=number, lead_name="Ann Roe")
        department = make_department(office, f"department-{number}")
        lines = make_contact(office, position=1), make_contact(department, position=1)
        with history.recording(by=None, why="Typed"):
            history.watch(office.pk)
            for row in (office, department, *lines):
                _filled(row, texts)
            history.record(office.pk)
        publishing.publish(office, by=None)
    before = of_drafts(year).edition

    # Dumped and loaded back, in our form and in Django's
    call_command("dump_school_year", LABEL, tmp_path / "2025-26", stdout=io.StringIO())
    assert bundle.read(tmp_path / "2025-26").edition == before
    for model in (Office, Department, Contact):
        for loaded in deserialize("json", serialize("json", model.objects.all())):
            loaded.save()
    assert of_drafts(year).edition == before

    # Downloaded
    table = list(csv.reader(io.StringIO(client.get("/directory.csv").getvalue().decode("utf-8-sig"), newline="")))
    assert len(table) > offices * 4 and len({len(row) for row in table}) == 1
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/directory.xlsx").getvalue())).active
    assert sheet.max_row == len(table)
    assert client.get("/directory.vcf").getvalue().decode().count("BEGIN:VCARD") >= offices * 2
    ElementTree.fromstring(client.get("/feed/").content)
    assert json.loads(client.get("/api/v1/offices").content)["count"] == offices
    assert openpyxl.load_workbook(io.BytesIO(write_sheet.write(before))).worksheets[0].max_row == 1 + 2 * offices

    # Put back from a version
    office = Office.objects.get(slug="office-3")
    version = history.versions(office)[0]
    Office.objects.filter(pk=office.pk).update(name="Changed", summary="")
    history.put_back(office, version, by=None)
    assert of_drafts(year).edition == before
