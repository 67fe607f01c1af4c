"""What an earlier year has called: text, with what to call today beside it. And numbers in editors' words."""

import pytest
from bs4 import BeautifulSoup

from departments import publishing
from departments.models import District
from tests.making import make_contact, make_department, make_district, make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
LISTS = ("/", "/a-z/", "/people/", "/chart/", "/print/", "/print/main-numbers/", "/search/?q=arts")


@pytest.fixture
def two_years():
    """Academics with its Arts, by other numbers in each year, and a number in the words of each."""
    make_district()
    for label, number in (("2016-17", "414-475-8001"), ("2024-25", "414-475-8457")):
        words = {"summary": f"Call {number}.", "body": f"<p>{number} or jo@example.org</p>"}
        office = make_office("academics", year=make_year(label), name="Academics", phone=number, **words)
        arts = make_department(office, "arts", phone=number, lead_name="Ann Roe", **words)
        make_contact(arts, role="Arts fax", phone="414-475-8002", kind="fax", note=f"or {number}")
        publishing.publish(office, by=None)


def _main(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser").main


def _called(page):
    return {link["href"] for link in page.select('a[href^="tel:"]')}


@pytest.mark.parametrize("page", [*LISTS, "/offices/academics/"])
def test_an_earlier_years_numbers_are_text_and_have_no_cards(client, two_years, page):
    past = _main(client, f"/years/2016-17{page}")
    assert "414-475-8001" in past.text
    assert "tel:+14144758001" not in _called(past) and not past.select(".is-large, .is-key, .save-card")
    assert "tel:+14144758457" in _called(_main(client, page))


def test_an_earlier_page_says_what_to_call_today(client, two_years):
    page = BeautifulSoup(client.get("/years/2016-17/offices/academics/").content, "html.parser")
    ways = page.select_one(".edition-ways li")
    assert " ".join(ways.text.split()) == "Go to this office’s page of today 414-475-8457"
    today = page.select_one("#arts .where-today a")
    assert (" ".join(today.text.split()), today["href"]) == ("Where it is today: Arts", "/departments/arts/")
    assert "Where it is today" not in _main(client, "/offices/academics/").text


def test_an_earlier_pages_departments_have_todays_number_wherever_they_are(client):
    then = make_office("home", year=make_year("2016-17"), name="Home")
    for slug in ("arts", "labs", "maps", "gone"):
        make_department(then, slug, name=slug.title(), phone="414-475-8001")
    make_year("2023-24")
    make_office("studio", year=make_year("2020-21"), name="Studio", succeeds="labs", publish=True)
    now, maps = (
        make_office("home", name="Home"),
        make_office("charts", name="Charts", succeeds="maps", phone="414-475-8004"),
    )
    make_department(now, "arts", name="Arts", phone="414-475-8002")
    make_department(now, "workshop", name="Workshop", succeeds="studio", phone="414-475-8003")
    for office in (then, now, maps):
        publishing.publish(office, by=None)

    page = BeautifulSoup(client.get("/years/2016-17/offices/home/").content, "html.parser")

    today = {part["id"]: " ".join(part.select_one(".where-today").text.split()) for part in page.select(".department")}
    assert today == {
        "arts": "Where it is today: Arts 414-475-8002",
        "gone": "Where it is today: Gone",
        "labs": "Where it is today: Labs Workshop 414-475-8003",
        "maps": "Where it is today: Maps Charts 414-475-8004",
    }


def test_a_fax_is_not_called(client, two_years):
    for page in ("/people/", "/print/", "/offices/academics/", "/search/?q=arts+fax"):
        main = _main(client, page)
        assert "tel:+14144758002" not in _called(main)
        assert ("414-475-8002" in main.text) == (page != "/people/")  # a fax is nobody


def test_what_changed_calls_no_earlier_year_and_no_fax(client, two_years):
    make_office("academics", year=make_year("2015-16"), name="Academics", phone="414-475-8009", publish=True)
    for label, number in (("2016-17", "414-475-8003"), ("2024-25", "414-475-8004")):
        make_office("records", year=make_year(label), name="Records", fax=number, publish=True)
    past, now = (_main(client, f"/years/{label}/changes/") for label in ("2016-17", "2024-25"))
    assert "414-475-8001" in past.text and not _called(past)
    assert "414-475-8004" in now.text and _called(now) == {"tel:+14144758457"}


def test_numbers_and_addresses_in_words_are_links(client, two_years):
    links = [link["href"] for link in _main(client, "/offices/academics/").select(".in-text")]
    assert links == ["tel:+14144758457"] * 2 + ["mailto:jo@example.org"] + ["tel:+14144758457"] * 3 + [
        "mailto:jo@example.org"
    ]
    assert not _main(client, "/years/2016-17/offices/academics/").select(".in-text")


def test_an_address_has_a_link_to_a_map(client):
    district = make_district()
    assert not BeautifulSoup(client.get("/").content, "html.parser").select(".map")
    District.objects.filter(pk=district.pk).update(address="5225 W. Vliet Street\nMilwaukee, WI 53208")
    [link] = BeautifulSoup(client.get("/").content, "html.parser").select(".map")
    assert link["href"] == (
        "https://www.openstreetmap.org/search?query=5225%20W.%20Vliet%20Street%0AMilwaukee%2C%20WI%2053208"
    )
