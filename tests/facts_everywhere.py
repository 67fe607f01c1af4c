"""Where a fact of an office is found once it was typed and published."""

import csv
import io

import openpyxl

from departments import publishing
from departments.models import Office
from departments.publishing import changes
from departments.reading.directory import Directory
from departments.school_years import spreadsheet
from departments.school_years.edition import of_drafts


def places(client, fact, value: str) -> dict[str, bool]:
    """Publish an office that says `value` of `fact`, and tell by the name of each place whether it says it there."""
    office = Office.objects.get(slug="academics", school_year=Directory.at().year)
    before = Directory.at().page(office.slug)
    setattr(office, fact.name, value)
    office.save()
    publishing.publish(office, by=None)
    page = Directory.at().page(office.slug)
    table = list(csv.DictReader(io.StringIO(_text(client, "/directory.csv").lstrip("\ufeff"))))
    (answer,) = (client.get(path).json() for path in ["/api/v1/offices/academics"])
    return {
        "page": value in _text(client, "/offices/academics/"),
        "csv": value in {row.get(fact.export.heading) for row in table},
        "xlsx": value in _column(client.get("/directory.xlsx").getvalue(), fact.export.heading),
        "api": answer.get(fact.name) == value,
        "sheet": value in _column(spreadsheet.write(of_drafts(office.school_year).edition), fact.sheet.heading),
        "comparison": f"{office}: {fact.label} {value} added" in map(str, changes.between(before, page)),
        "search": "/offices/academics/" in _text(client, f"/search/?q={value.split(',')[0]}"),
        "card": value in _text(client, "/offices/academics.vcf").replace("\\", ""),
        "json-ld": f'"{fact.schema}":' in _text(client, "/offices/academics/"),
    }


def _text(client, path):
    return client.get(path).getvalue().decode()


def _column(data, heading):
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Directory"]
    headings, *rows = sheet.iter_rows(values_only=True)
    return {row[headings.index(heading)] for row in rows}
