"""The data a page carries for machines."""

import json
from dataclasses import replace
from datetime import date

import pytest

from departments.exports import structured
from departments.models.facts import ENTRY
from departments.reading.directory import DistrictFacts
from tests.exports.making import ORIGIN, department, line, published

BASE = "https://directory.example.org/"
PAGE = f"{BASE}offices/chief-of-staff/"


def _of(*departments, district="", **values):
    page = published(*departments, **values)
    directory = replace(page.directory, origin="")  # a page's own links need no site
    directory.__dict__["district"] = DistrictFacts(district)  # what the directory would ask for once
    return structured.of_page(page.page, directory, ORIGIN)


def test_an_office_with_its_departments():
    secretary = line("Secretary", "Ann Roe", "+1 414-475-8466", email="ar@example.org", note="mornings")
    data = _of(
        department(lead_title="Director", lead_name="Leon Groce", fax="+1 414-475-8457", contacts=(secretary,)),
        department("circles", name="Circles", parent="restorative-practices"),
        district="Milwaukee Public Schools",
        also_known_as="COS",
        summary="Helps families.",
        lead_title="Chief of Staff",
        lead_name="Paulette Chambers",
        lead_standing="interim",
        phone="+1 414-475-8393 ext. 12",
        email="cos@example.org",
        location="Room 230",
    )
    assert data == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": PAGE,
        "url": PAGE,
        "name": "Office of the Chief of Staff",
        "alternateName": ["COS"],
        "description": "Helps families.",
        "telephone": "+1-414-475-8393 ext. 12",
        "email": "cos@example.org",
        "location": {"@type": "Place", "name": "Room 230"},
        "employee": [{"@type": "Person", "name": "Paulette Chambers", "jobTitle": "Interim Chief of Staff"}],
        "department": [
            {
                "@type": "GovernmentOrganization",
                "@id": f"{PAGE}#restorative-practices",
                "url": f"{PAGE}#restorative-practices",
                "name": "Restorative Practices",
                "faxNumber": "+1-414-475-8457",
                "employee": [{"@type": "Person", "name": "Leon Groce", "jobTitle": "Director"}],
                "contactPoint": [
                    {
                        "@type": "ContactPoint",
                        "contactType": "Secretary",
                        "name": "Ann Roe",
                        "telephone": "+1-414-475-8466",
                        "email": "ar@example.org",
                        "description": "mornings",
                    }
                ],
                "department": [
                    {
                        "@type": "GovernmentOrganization",
                        "@id": f"{PAGE}#circles",
                        "url": f"{PAGE}#circles",
                        "name": "Circles",
                    }
                ],
            }
        ],
        "parentOrganization": {"@type": "EducationalOrganization", "name": "Milwaukee Public Schools", "url": BASE},
    }


def test_blanks_and_vacant_posts_are_silent():
    data = _of(lead_title="Director", lead_name="Left Long Ago", lead_standing="vacant")
    assert list(data) == ["@context", "@type", "@id", "url", "name"]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("voice", {"telephone": "+1-888-814-4026"}),
        ("fax", {"faxNumber": "+1-888-814-4026"}),
        ("tty", {"telephone": "+1-888-814-4026", "contactOption": "HearingImpairedSupported"}),
        ("text", {"telephone": "+1-888-814-4026"}),
        ("video_relay", {"telephone": "+1-888-814-4026", "contactOption": "HearingImpairedSupported"}),
    ],
)
def test_each_kind_of_number_is_told_apart(kind, told):
    (point,) = _of(contacts=(line("Line", phone="+1 888-814-4026", kind=kind),))["contactPoint"]
    assert point == {"@type": "ContactPoint", "contactType": "Line"} | told


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<!--", "a\u2028b\u2029c", "R&D \"x\" \\ 'y'", "é"]
)
def test_no_text_ends_the_block_it_stands_in(name):
    written = structured.dumped(_of(name=name))
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written)["name"] == name


def test_half_a_character_is_left_out():
    assert structured.dumped({"name": "a\ud83db"}).encode() == b'{"name":"ab"}'


def test_a_day_is_written_as_json_can_say_it(monkeypatch):
    monkeypatch.setitem(ENTRY, "confirmed_on", replace(ENTRY["confirmed_on"], schema="dateModified"))
    assert json.loads(structured.dumped(_of(confirmed_on=date(2024, 9, 30))))["dateModified"] == "2024-09-30"
    assert "dateModified" not in _of()
