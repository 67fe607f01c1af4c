"""What visitors get at each address."""

import re
from html import unescape
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.utils.html import strip_tags

from departments import publishing
from departments.models import Alert
from departments.page import pictures
from tests.making import make_department, make_district, make_office, make_picture, make_year

pytestmark = pytest.mark.django_db
FIXTURES = ["fixtures/district.json", "fixtures/2016-17/directory.json", "fixtures/2024-25/directory.json"]


@pytest.fixture
def sample(monkeypatch):
    # The fixtures' pictures are not what these tests look at, and drawing them in all sizes takes long.
    monkeypatch.setattr(pictures, "is_stored", lambda name: True)
    call_command("loaddata", *FIXTURES, verbosity=0)
    for label in ("2016-17", "2024-25"):
        call_command("publish", year=label, stdout=StringIO())


def _text(response):
    """The words a visitor reads."""
    return " ".join(unescape(strip_tags(response.content.decode())).split())


@pytest.mark.thorough
@pytest.mark.parametrize("departments", [1, 3, 200])
@pytest.mark.parametrize("address", ["/", "/a-z/", "/offices/academics/"])
def test_a_page_takes_four_queries_however_long_it_is(client, departments, address, django_assert_num_queries):
    make_district()
    make_office("academics", departments=departments, publish=True)
    client.get(address)
    with django_assert_num_queries(4):
        response = client.get(address)
    assert f"Academics {departments}" in response.content.decode()


@pytest.mark.thorough
@pytest.mark.parametrize("offices", [1, 3, 200])
@pytest.mark.parametrize("address", ["/", "/a-z/"])
def test_a_list_takes_four_queries_for_any_number_of_offices(client, offices, address, django_assert_num_queries):
    make_district()
    for number in range(offices):
        make_office(f"office-{number}", publish=True)
    with django_assert_num_queries(4):
        response = client.get(address)
    assert f"Office {offices - 1}" in response.content.decode()


def test_the_old_page_is_here_with_every_fact_and_none_of_its_faults(client, sample):
    text = _text(client.get("/offices/chief-of-staff/"))

    assert "Chief of Staff Paulette Chambers" in text or "Chief of Staff: Paulette Chambers" in text
    for fact in [
        "414-475-8393",
        "Overview",
        "Nathaniel Deans",
        "414-475-8631",
        "414-475-8457",
        "Dr. Patricia A. Ellis",
        "414-475-8466",
        "Ebony Lewis",
        "414-777-7864",
        "Leon Groce",
        "414-252-0221",
    ]:
        assert fact in text
    names = ["Black and Latino Male Achievement", "Equity, Access, and Inclusion", "Gender & Identity Inclusion"]
    page = client.get("/offices/chief-of-staff/").context["page"]
    assert [part.name for part in page.departments] == [*names, "Restorative Practices"]
    assert text.count("Fax") == 1
    assert "Object reference" not in text and "An error" not in text


@pytest.mark.thorough
def test_every_number_can_be_dialled(client, sample):
    html = client.get("/offices/chief-of-staff/").content.decode()
    for number in ["4144758393", "4144758631", "4144758466", "4147777864", "4142520221"]:
        assert f'href="tel:+1{number}"' in html
    assert "414-475-8457" in html and "tel:+14144758457" not in html  # a fax


def test_an_earlier_year_is_read_under_its_label(client, sample):
    text = _text(client.get("/years/2016-17/offices/chief-of-staff/"))
    assert "Gina Spang, P.E." in text
    assert "Acting Director" in text and "Kellie J. Sigh" in text
    assert "Paulette Chambers" not in text
    assert client.get("/years/2016-17/departments/grant-development/").url == (
        "/years/2016-17/offices/innovation-and-information/#grant-development"
    )


@pytest.mark.parametrize("label", ["٢٠١٦-١٧", "２０１６-１７"])
def test_a_year_kept_with_other_digits_costs_no_page(client, label):
    make_office("academics", year=make_year(label), publish=True)
    make_office("operations", publish=True)
    for address in ("/", "/years/", f"/years/{label}/", f"/years/{label}/directory.csv", "/offices/operations/"):
        assert client.get(address).status_code == 200, address
    assert f'href="{quote(f"/years/{label}/")}"' in client.get("/years/").content.decode()
    part, told = client.get("/api/v1/changes?limit=1").json(), []
    while part["next"]:
        told += part["results"]
        part = client.get(part["next"]).json()
    offices = ["Office of the Academics", "Office of the Operations"]
    assert [one["name"] for one in (*told, *part["results"])] == [label, "2024-25", *offices]


@pytest.mark.thorough
def test_a_number_nobody_has_is_not_mentioned(client, sample):
    page = client.get("/offices/academics/")
    assert page.context["page"].phone == ""
    main = page.content.decode().split("<main")[1].split("bilingual-multicultural-education")[0]
    assert "Phone" not in main


@pytest.mark.thorough
def test_an_acting_lead_is_composed_from_data(client, sample):
    assert "Acting Superintendent: Eduardo Galvan" in _text(client.get("/"))


def test_a_broken_alert_costs_only_itself(client, sample):
    Alert.objects.create(message="<p>School is closed on Friday.</p>")
    Alert.objects.filter(pk=Alert.objects.create(message="x").pk).update(level="nonsense", message="Broken one")
    for address in ("/", "/a-z/", "/years/", "/offices/chief-of-staff/", "/nowhere/"):
        html = client.get(address).content.decode()
        assert "School is closed on Friday." in html
        assert "Broken one" not in html


def test_a_picture_has_its_words_its_size_and_its_files(client):
    office = make_office("academics", image=make_picture(width=500, height=300), image_alt="A school in snow")
    publishing.publish(office, by=None)
    html = client.get("/offices/academics/").content.decode()
    assert 'alt="A school in snow"' in html and 'width="500"' in html and 'height="300"' in html

    source = html.split('type="image/avif"')[0].rsplit("<source", 1)[1] + html.split('type="image/avif"')[1]
    address = source.split('srcset="')[1].split(" ")[0]
    response = client.get(address)
    assert response.headers["Content-Type"] == "image/avif"
    assert "immutable" in response.headers["Cache-Control"]
    response.close()
    assert client.get(address.replace("-w400", "-w401")).status_code == 404


def test_a_decorative_picture_is_passed_over(client):
    office = make_office("academics", image=make_picture(), image_decorative=True)
    publishing.publish(office, by=None)
    assert 'alt=""' in client.get("/offices/academics/").content.decode()


def test_a_department_address_leads_to_its_place(client):
    make_office("academics", departments=1, publish=True)
    assert client.get("/departments/academics-1/").url == "/offices/academics/#academics-1"


@pytest.mark.thorough
@pytest.mark.parametrize(
    "address", ["/offices/nowhere/", "/departments/nowhere/", "/years/1999-00/", "/years/2030-31/a-z/", "/nowhere/"]
)
def test_what_is_not_there_is_a_helpful_404(client, address):
    make_year("2030-31", opened=False)
    make_office("academics", publish=True)
    response = client.get(address)
    assert response.status_code == 404
    html = response.content.decode()
    assert 'name="q"' in html and "/a-z/" in html


def test_an_empty_directory_is_a_friendly_page(client):
    for address in ("/", "/a-z/", "/years/", "/search/?q=x"):
        assert client.get(address).status_code == 200


def test_an_error_is_a_page_without_the_database(client, monkeypatch, django_assert_num_queries):
    def fail(*args, **kwargs):
        raise RuntimeError("the roof fell in")

    monkeypatch.setattr("departments.reading.directory.Directory.at", fail)
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/")
    assert response.status_code == 500
    assert "the roof" not in response.content.decode()


def test_a_page_not_found_survives_a_broken_database(client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the roof fell in")

    monkeypatch.setattr("departments.reading.directory.Directory.at", fail)
    assert client.get("/nowhere/").status_code == 404


@pytest.mark.thorough
@pytest.mark.parametrize("address", ["/", "/a-z/", "/years/", "/search/?q=a", "/nowhere/", "/offices/academics/"])
def test_public_pages_have_a_strict_policy_and_nothing_inline(client, address):
    office = make_office("academics", departments=2)
    make_department(office, "arts", body="<p style='x'>Hi</p>", position=9)
    publishing.publish(office, by=None)
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    html = response.content.decode()
    for inline in ("<style", " style=", "onclick", "javascript:"):
        assert inline not in html
    # A block of data is not run.
    not_inline = (
        "<script src=",
        "<script defer src=",
        '<script defer blocking="render" src=',
        '<script type="application/ld+json">',
    )
    assert html.count("<script") == sum(map(html.count, not_inline))


def test_pages_leave_no_cookie_and_ask_no_session(client):
    make_office("academics", publish=True)
    assert not client.get("/offices/academics/").cookies


def test_only_reading_is_allowed(client):
    make_office("academics", publish=True)
    assert client.post("/offices/academics/").status_code == 405


def test_health_says_that_the_process_answers(client):
    assert client.get("/health/live/").content == b"ok\n"


def test_a_text_says_its_language_where_it_is_not_the_pages(client):
    office = make_office("spanish", name="Niños", summary="Hola.", body="<p>Adiós.</p>", written_in="es")
    make_department(office, "english", name="Translation", summary="Hello.")
    publishing.publish(office, by=None)
    html = client.get("/offices/spanish/").content.decode()
    assert re.findall(r'<(\w+)[^>]* lang="es"', html) == ["h1", "p", "div"]


def test_a_name_says_its_language_in_lists_too(client):
    named = {"also_known_as": "Children", "lead_name": "Ann Roe", "lead_title": "Director"}
    office = make_office("spanish", name="Niños", summary="Hola.", written_in="es", **named)
    make_department(office, "english", name="Translation", lead_name="Joe Poe", lead_title="Lead")
    publishing.publish(office, by=None)
    found = {}
    for address in ("/", "/a-z/", "/people/", "/chart/", "/print/", "/print/main-numbers/", "/search/?q=children"):
        html = client.get(address).content.decode()
        found[address] = re.findall(r' lang="es"[^>]*>([^<]*)', html)
        assert html.count(' lang="') == len(found[address]) + 1  # the page's own
    assert found == {
        "/": ["Niños", "Hola."],
        "/a-z/": ["Niños", "Niños", "Niños"],
        "/people/": ["Niños", "Niños"],
        "/chart/": ["Niños"],
        "/print/": ["Niños"] * 5,
        "/print/main-numbers/": ["Niños"],
        "/search/?q=children": ["Niños"],
    }
    for query, language in {"children": "es", "roe": None}.items():  # of a person's name it is not known
        assert client.get(f"/search/suggest/?q={query}").json()["results"][0].get("lang") == language


@pytest.mark.parametrize(("place", "shown"), [("middle", "shows-middle"), ("top", "shows-top")])
def test_a_picture_is_cut_beside_what_stays_in_sight(client, monkeypatch, place, shown):
    monkeypatch.setattr(pictures, "is_stored", lambda name: True)
    picture = f"images/{'a' * 64}-500x2000.webp"
    make_office("arts", image=picture, image_alt="A tower", image_in_sight=place, publish=True)
    assert f'class="picture {shown}"' in client.get("/offices/arts/").content.decode()
