"""What has no number of its own stands nowhere without the one to call instead, named as such."""

import csv
import io

import openpyxl
import pytest
import vobject
from bs4 import BeautifulSoup

from departments import publishing
from departments.models import DistrictLine
from tests.making import make_contact, make_department, make_district, make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
# What an entry stands in, on each page that has any.
ENTRIES = {
    "/": ".office-card-head, .row",
    "/a-z/": ".row",
    "/people/": ".post",
    "/chart/": ".box",
    "/print/": ".book-line, .book-entries > div",
    "/print/main-numbers/": ".book-line",
    "/search/?q=arts": ".row",
    "/search/?q=front+desk": ".row",
    "/offices/academics/": ".office-head-words, .department-head",
    "/offices/operations/": ".office-head-words, .department-head",
}
OFFICES = "Office’s main number 414-475-8001"
DEPARTMENTS = "Department’s main number 414-475-8002"
DISTRICTS = "Switchboard 414-475-8393"


@pytest.fixture
def directory():
    """Academics has a number, its Arts and their unit Music have none, Sports has; Operations and its Bus have none."""
    make_district()
    academics = make_office("academics", name="Academics", position=1, phone="414-475-8001")
    arts = make_department(academics, "arts", position=1, phone="", lead_name="Ann Arts")
    make_department(academics, "music", parent=arts, position=2, phone="", lead_title="", lead_name="")
    sports = make_department(academics, "sports", position=3, phone="414-475-8002", lead_title="", lead_name="")
    make_contact(sports, role="Secretary of arts", name="Bo Lee", phone="", email="bo@example.org")
    make_contact(arts, role="Front desk", name="", phone="", email="desk@example.org")
    operations = make_office("operations", name="Operations", position=2)
    make_department(operations, "bus", also_known_as="Arts bus", position=1, phone="", lead_title="", lead_name="")
    for office in (academics, operations):
        publishing.publish(office, by=None)


def _entries(client, address):
    """Each entry on the page at `address`: its words, and the numbers that can be called from there."""
    page = BeautifulSoup(client.get(address).content, "html.parser").main
    for entry in page.select(ENTRIES[address.removeprefix("/years/2016-17")]):
        yield " ".join(entry.text.split()), [link["href"] for link in entry.select('a[href^="tel:"]')]


@pytest.mark.parametrize("address", ENTRIES)
def test_no_entry_stands_anywhere_without_a_number_to_call(client, directory, address):
    entries = list(_entries(client, address))
    assert entries
    assert [words for words, numbers in entries if not numbers] == []


@pytest.mark.parametrize(
    ("address", "beginning", "said"),
    [
        ("/", "Operations", DISTRICTS),
        ("/", "Arts", OFFICES),
        ("/", "Bus", DISTRICTS),
        ("/a-z/", "Music", OFFICES),
        ("/a-z/", "Arts bus, see Bus", DISTRICTS),
        ("/people/", "Director, Arts", OFFICES),
        ("/people/", "Secretary of arts, Sports", DEPARTMENTS),
        ("/chart/", "Music", OFFICES),
        ("/chart/", "Operations", DISTRICTS),
        ("/print/", "Arts bus, see Bus", DISTRICTS),
        ("/print/main-numbers/", "Operations", DISTRICTS),
        ("/search/?q=arts", "Ann Arts", OFFICES),
        ("/search/?q=arts", "Bo Lee", DEPARTMENTS),
        ("/search/?q=front+desk", "Front desk", OFFICES),
        ("/search/?q=arts", "Bus", DISTRICTS),
    ],
)
def test_the_number_to_call_instead_is_named_as_what_it_is(client, directory, address, beginning, said):
    found = [words for words, _ in _entries(client, address) if words.startswith(beginning)]
    assert found and all(words.endswith(said) for words in found)


def test_what_is_suggested_says_what_to_call(client, directory):
    results = client.get("/search/suggest/?q=arts").json()["results"]
    expected = {"Arts": OFFICES, "Ann Arts": OFFICES, "Bo Lee": DEPARTMENTS, "Bus": DISTRICTS}
    assert {one["name"]: one.get("instead") for one in results if one["name"] in expected} == expected
    assert all(one["phone"] or one["instead"] for one in results)
    [sports] = client.get("/search/suggest/?q=sports").json()["results"][:1]
    assert (sports["phone"], "instead" in sports) == ("414-475-8002", False)


def test_only_a_line_at_which_somebody_speaks_is_called_instead(client, directory):
    DistrictLine.objects.get(label="Switchboard").delete()
    assert [words for words, numbers in _entries(client, "/") if not numbers] == ["Operations", "Bus"]


def test_in_an_earlier_year_the_districts_number_is_the_one_to_call(client):
    make_district()
    year = make_year("2016-17")
    make_office("academics", year=year, name="Academics", phone="414-475-8001", departments=0)
    make_office("today", publish=True)
    office = year.offices.get()
    make_department(office, "arts", phone="")
    publishing.publish(office, by=None)
    [(words, numbers)] = [entry for entry in _entries(client, "/years/2016-17/a-z/") if entry[0].startswith("Arts")]
    assert (words, numbers) == (f"Arts Academics {DISTRICTS}", ["tel:+14144758393"])


@pytest.mark.parametrize(
    ("address", "number", "said"),
    [
        ("/departments/arts.vcf", "414-475-8001", f"{OFFICES} (Academics)"),
        ("/departments/arts/people/ann-arts.vcf", "414-475-8001", f"{OFFICES} (Academics)"),
        ("/departments/sports/people/bo-lee.vcf", "414-475-8002", f"{DEPARTMENTS} (Sports)"),
        ("/departments/bus.vcf", "414-475-8393", f"{DISTRICTS} (Milwaukee Public Schools)"),
    ],
)
def test_a_card_has_the_number_to_call_instead_and_says_whose_it_is(client, directory, address, number, said):
    card = vobject.readOne(client.get(address).content.decode())
    assert [line.value for line in card.tel_list] == [f"+1-{number}"] and said in card.note.value


def _tables(client):
    """The rows of the two tables, by heading."""
    text = client.get("/directory.csv").content.decode("utf-8-sig")
    headings, *cells = openpyxl.load_workbook(io.BytesIO(client.get("/directory.xlsx").content)).active.values
    return list(csv.DictReader(io.StringIO(text))), [dict(zip(headings, row, strict=True)) for row in cells]


def test_each_row_of_the_tables_has_its_number_or_the_one_to_call_instead(client, directory):
    expected = {
        ("Office", "Academics"): "",
        ("Department", "Arts"): OFFICES,
        ("Line", "Arts"): OFFICES,
        ("Unit", "Music"): OFFICES,
        ("Department", "Sports"): "",
        ("Person", "Sports"): DEPARTMENTS,
        ("Office", "Operations"): DISTRICTS,
        ("Department", "Bus"): DISTRICTS,
    }
    for rows in _tables(client):
        told = {(row["Kind"], row["Department"] or row["Office"]): row["Call instead"] or "" for row in rows}
        assert told == expected
        assert all(bool(row["Phone"]) != bool(row["Call instead"]) for row in rows)


def test_each_entry_of_the_api_has_its_number_or_the_one_to_call_instead(client, directory):
    for address in ("offices", "departments", "people", "entries", "search?q=arts"):
        results = client.get(f"/api/v1/{address}").json()["results"]
        assert len(results) > 1
        assert [one["name"] for one in results if not one["phone"] and not one["call_instead"]] == []


def test_a_line_that_names_nobody_stands_under_numbers(client, directory):
    for query, name in (("front desk", "Front desk"), ("switchboard", "Switchboard")):
        page = BeautifulSoup(client.get("/search/", {"q": query}).content, "html.parser").main
        groups = {group.h2.text: [row.a.text for row in group.select(".row")] for group in page.select(".result-group")}
        assert groups == {"Numbers": [name]}
