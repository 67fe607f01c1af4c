"""Addresses that people type, mistype or have of old pages: where each leads for certain, else what is found."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from departments import publishing
from departments.models import EverydayWords, Office, OldAddress
from tests.making import make_department, make_district, make_office, make_year

pytestmark = pytest.mark.django_db
STAFF, RIDES, CIRCLES = "/offices/chief-of-staff/", "/offices/operations/#transportation", "/offices/academics/#circles"
GROCE, ARTS = "/offices/academics/", "/offices/academics/#arts"
OLD = "/en/District/About-MPS/Departments"
# What should answer: the page an address leads to, or what is found for its words; None is the plain page.
PEOPLE_TYPE = {
    # certain, by the address
    "/chief-of-staff": STAFF,
    "/chief-of-staff/": STAFF,
    "/Chief-Of-Staff": STAFF,
    "/CHIEF_OF_STAFF": STAFF,
    "/chief%20of%20staff": STAFF,
    "/offices/CHIEF-OF-STAFF/": STAFF,
    "/offices/Chief-of-Staff": STAFF,
    "/offices/chief_of_staff/": STAFF,
    "/office-of-the-chief-of-staff": STAFF,
    "/departments/chief-of-staff/": STAFF,
    "/offices/transportation/": RIDES,
    "/transportation": RIDES,
    "/departments/TRANSPORTATION/": RIDES,
    "/circles": CIRCLES,
    "/academics/circles": CIRCLES,
    "/academics": GROCE,
    # by a name or another one
    "/bus": RIDES,
    "/Bus/": RIDES,
    "/cos": STAFF,
    "/fine-arts": ARTS,
    "/Music%20%26%20Fine%20Arts": ARTS,
    # by what people say for it
    "/yellow-buses": RIDES,
    "/autob%C3%BAs": RIDES,
    # pages of the site before
    f"{OLD}/Office-of-the-Chief-of-Staff.htm": STAFF,
    f"{OLD}/office-of-the-chief-of-staff.HTML": STAFF,
    f"{OLD}/Office-of-the-Chief-of-Staff.htm?ID=3&x=y": STAFF,
    f"{OLD}/Transportation/index.htm": RIDES,
    f"{OLD}/Transportation/default.aspx": RIDES,
    "/District/Transportation": RIDES,
    "/es/District/Transportation.htm": RIDES,  # a page of the old site, and none in Spanish
    # by the table
    f"{OLD}/Rides-and-Routes-2014.htm": RIDES,
    f"{OLD}/RIDES-and-routes-2014.htm/": RIDES,
    "/r2d2": STAFF,
    # not certain, or mistyped: results
    "/records": ["Records", "Records"],
    "/staff": ["Office of the Chief of Staff"],
    "/offices/transportatoin/": ["Transportation"],
    "/ann-roe": ["Ann Roe"],
    "/414-475-8393": ["Office of the Chief of Staff", "Ann Roe", "Switchboard"],
    "/nothing-of-this": [],
    # languages are kept for a later release, and what is no page is none
    "/es/": None,
    "/es": None,
    "/es/chief-of-staff": None,
    "/es/offices/chief-of-staff/": None,
    "/zh-hans/transportation/": None,
    "/ES/transportation": None,
    "/favicon.ico": None,
    "/transportation.png": None,
    "/offices/transportation.vcf": None,
    "/wp-login.php": [],
    "/index.html": None,
}


@pytest.fixture
def directory():
    make_district()
    cos = make_office(
        "chief-of-staff",
        name="Office of the Chief of Staff",
        also_known_as="COS",
        lead_name="Ann Roe",
        phone="414-475-8393",
    )
    academics = make_office("academics", name="Academics", position=1)
    operations = make_office("operations", name="Office of Operations", position=2)
    make_department(academics, "arts", name="Arts", also_known_as="Music & Fine Arts\nFine Arts")
    make_department(academics, "circles", position=2)
    make_department(academics, "records", position=3)
    make_department(operations, "transportation", also_known_as="Bus")
    EverydayWords.objects.create(means="Rides; Transportation", words="yellow buses\nautobús amarillo\nautobús")
    make_department(operations, "records-operations", name="Records", position=2)
    for office in (cos, academics, operations):
        publishing.publish(office, by=None)
    for path, leads_to in (
        (f"{OLD}/Rides-and-Routes-2014.htm", "departments/transportation"),
        ("r2d2", "offices/chief-of-staff"),
    ):
        old = OldAddress(path=path, leads_to=leads_to)
        old.full_clean()
        old.save()
    cache.clear()


def _found(client, address):
    response = client.get(address, follow=True)
    if response.redirect_chain:
        assert response.status_code == 200
        return response.redirect_chain[-1][0]
    assert response.status_code == 404
    assert "We could not find that page" in response.text
    return [one.name for one in response.context["found"]] if response.context["query"] else None


@pytest.mark.thorough
def test_what_people_type_leads_to_its_page_or_to_results(client, directory):
    assert {address: _found(client, address) for address in PEOPLE_TYPE} == PEOPLE_TYPE
    assert len(PEOPLE_TYPE) >= 40


def test_the_way_on_is_not_kept_for_ever(client, directory):
    response = client.get("/chief-of-staff")
    assert (response.status_code, response.headers["Location"], response.headers["Cache-Control"]) == (
        301,
        STAFF,
        "max-age=3600",
    )


def test_an_old_address_leads_to_what_became_of_its_office(client, directory):
    """To its page of another name, or to the page that says it is gone, with what its name finds."""
    office = Office.objects.get(slug="chief-of-staff")
    office.slug = "staff"
    office.save()
    publishing.publish(office, by=None)
    assert client.get("/r2d2").headers["Location"] == "/offices/staff/"
    publishing.withdraw(office, by=None)
    gone = client.get("/r2d2")
    assert (gone.status_code, gone.context["gone"].name) == (410, "Office of the Chief of Staff")


def test_a_page_that_is_gone_offers_what_its_name_finds(client, directory):
    office = make_office("getting-there", name="Transportation", publish=True)
    publishing.withdraw(office, by=None)
    response = client.get("/offices/getting-there/")
    assert response.status_code == 410
    assert [one.name for one in response.context["found"]] == ["Transportation"]
    assert 'href="/search/?q=Transportation"' in response.text


def test_in_an_archive_an_address_leads_within_its_year(client, directory):
    old = make_office("transport", name="Office of Transport", year=make_year("2016-17"), publish=True)
    response = client.get("/years/2016-17/offices/TRANSPORT/")
    assert response.headers["Location"] == f"/years/2016-17/offices/{old.slug}/"


def test_nothing_that_is_sent_is_led_on(client, directory):
    assert client.post("/chief-of-staff", {"a": "b"}).status_code == 404


def test_what_breaks_costs_the_page_only_what_is_found(client, directory, monkeypatch, caplog):
    monkeypatch.setattr("departments.reading.led_on.leads_to", lambda *given: 1 / 0)
    response = client.get("/chief-of-staff")
    assert response.status_code == 404 and "We could not find that page" in response.text
    assert "The not-found page is shown without what its address leads to." in caplog.text


def test_an_office_says_what_it_took_the_place_of(client):
    """Whoever follows the link to what was merged into it finds a page of another name."""
    for slug, name in (("rides", "Rides"), ("routes", "Routes & Stops"), ("operations", "Office of Operations")):
        make_office(slug, name=name, year=make_year("2023-24"), publish=True)
    office = make_office("transport", name="Office of Transport", succeeds="rides routes")
    renamed = make_office("operating", name="Office of Operations", succeeds="operations")
    for one in (office, renamed):
        publishing.publish(one, by=None)
    assert client.get("/offices/rides/").headers["Location"] == "/offices/transport/"
    page = client.get("/offices/transport/").text
    assert "It took the place of <bdi>Rides</bdi> and <bdi>Routes &amp; Stops</bdi>." in page
    assert "took the place" not in client.get("/offices/operating/").text


def _said(client, address):
    """What the page at `address` says of where it comes from, or went, of all its parts."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [" ".join(one.text.split()) for one in page.select(".other-names, .edition p + p")]


@pytest.mark.thorough
def test_what_was_merged_or_divided_says_so_on_both_sides(client):
    before, after = make_year("2023-24"), make_year("2024-25")
    for slug in ("operations", "labs", "maps", "board", "school"):
        make_office(slug, name=slug.title(), year=before, publish=True)
    make_office("board", name="Board", year=after, succeeds="maps labs", publish=True)
    make_office("facilities", name="Facilities", year=after, succeeds="operations", publish=True)
    make_office("school", name="School", year=after, publish=True)
    home = make_office("home", name="Home", year=after)
    make_department(home, "transport", name="Transport", succeeds="operations", position=1)
    make_department(home, "clubs", name="Clubs", succeeds="school", position=2)
    publishing.publish(home, by=None)

    assert _said(client, "/offices/board/") == ["It took the place of Maps and Labs."]
    assert _said(client, "/offices/facilities/") == ["It was part of Operations before. See also Transport."]
    assert _said(client, "/offices/home/") == [
        "It was part of Operations before. See also Facilities.",
        "It was part of School before. See also School.",
    ]
    assert _said(client, "/years/2023-24/offices/labs/") == ["What this office did is in Board now."]
    assert _said(client, "/years/2023-24/offices/operations/") == ["This office is in more than one place now."]
    assert _said(client, "/years/2023-24/offices/board/") == []
