"""The chart: who stands at its top, and what stands below what."""

import pytest

from departments import publishing
from departments.page.office_page import OfficePage
from departments.reading.directory import Directory
from departments.reading.lists import chart
from departments.reading.lists.chart import top_office
from tests.making import make_department, make_district, make_office


def _page(slug, name="", **values):
    return OfficePage(school_year="2024-25", slug=slug, name=name or slug.title(), **values)


@pytest.mark.parametrize(
    "top",
    [
        _page("x", "Office of the Superintendent"),
        _page("x", "Superintendent’s Office"),
        _page("x", "The Office of the Superintendent of Schools"),
        _page("superintendent", "District leadership"),
        _page("office-of-the-superintendent", "District leadership"),
        _page("x", "District leadership", lead_title="Superintendent"),
        _page("x", "District leadership", lead_title="SUPERINTENDENT of schools", lead_standing="vacant"),
    ],
)
def test_the_superintendents_office_is_at_the_top(top):
    deputy = _page("deputy-superintendent", "Office of the Deputy Superintendent", lead_title="Deputy Superintendent")
    assert top_office((_page("academics"), deputy, top)) is top


def test_its_name_counts_before_its_address_and_that_before_its_leads_title():
    by_title, by_address = _page("x", lead_title="Superintendent"), _page("superintendent", "Y")
    by_name = _page("y", "Superintendent")
    assert top_office((by_title, by_address, by_name)) is by_name
    assert top_office((by_title, by_address)) is by_address
    assert top_office((by_name, _page("z", "Superintendent"))) is by_name


@pytest.mark.parametrize("title", ["Deputy Superintendent", "Assistant to the Superintendent", "Superintendents", ""])
def test_another_office_is_not_put_at_the_top(title):
    assert top_office((_page("academics", f"Office of the {title}", lead_title=title),)) is None


def _told(node):
    """A node as (kind, name, lead and number, what is below it)."""
    return (node.kind, node.name, f"{node.lead or ''} {node.phone}".strip(), [_told(below) for below in node.below])


@pytest.mark.django_db
def test_departments_stand_below_their_office_and_units_below_their_department():
    academics = make_office("academics", name="Academics", position=1, phone="414-475-8016")
    arts = make_department(academics, "arts", position=1, lead_name="", lead_title="", phone="")
    make_department(academics, "music", position=2, parent=arts, lead_standing="vacant", lead_name="")
    top = make_office("top", name="Superintendent", position=2, lead_title="Superintendent", lead_name="Al Poe")
    make_department(top, "foundation")
    for office in (academics, top):
        publishing.publish(office, by=None)

    node = chart.of(Directory.at())

    assert _told(node) == (
        "office",
        "Superintendent",
        "Superintendent: Al Poe",
        [
            ("department", "Foundation", "Director: Leon Groce +1 414-252-0221", []),
            (
                "office",
                "Academics",
                "+1 414-475-8016",
                [("department", "Arts", "", [("unit", "Music", "Director: vacant +1 414-252-0221", [])])],
            ),
        ],
    )
    assert [below.url for below in node.below] == ["/offices/top/#foundation", "/offices/academics/"]


@pytest.mark.django_db
def test_without_a_superintendent_all_offices_stand_below_the_district():
    make_district()
    for place, slug in enumerate(["operations", "academics"]):
        make_office(slug, name=slug.title(), position=place, publish=True)
    assert _told(chart.of(Directory.at())) == (
        "district",
        "Milwaukee Public Schools",
        "",
        [("office", "Operations", "", []), ("office", "Academics", "", [])],
    )


@pytest.mark.django_db
def test_with_nothing_published_there_is_no_chart():
    make_office("academics")
    assert chart.of(Directory.at()) is None
