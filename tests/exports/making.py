"""Pages as exports meet them, without a database."""

from datetime import UTC, date, datetime

from departments.exports.published import Published
from departments.models import SchoolYear
from departments.page import office_page
from departments.reading.directory import Directory, DistrictFacts

ORIGIN = "https://directory.example.org"
REVISED = datetime(2024, 7, 1, 5, tzinfo=UTC)


def directory(label="2024-25", *, archive=False, lines=()):
    def year(key, label):
        start = int(label[:4])
        return SchoolYear(pk=key, label=label, starts_on=date(start, 7, 1), ends_on=date(start + 1, 6, 30))

    years = (year(1, "2030-31"), year(2, label)) if archive else (year(2, label),)
    made = Directory(REVISED, years[-1], years, ORIGIN)
    made.__dict__["district"] = DistrictFacts("The district", lines=lines)
    return made


def published(*departments, archive=False, lines=(), **values):
    """The page of an office as it is exported from https://directory.example.org, of a district with `lines`."""
    values = {"slug": "chief-of-staff", "name": "Office of the Chief of Staff"} | values
    page = office_page.OfficePage(school_year="2024-25", departments=departments, **values)
    return Published(page, REVISED, directory(archive=archive, lines=lines))


def department(slug="restorative-practices", **values):
    return office_page.DepartmentPart(slug=slug, **({"name": "Restorative Practices"} | values))


def line(role="", name="", phone="", **values):
    return office_page.ContactLine(role, name, phone, **values)
