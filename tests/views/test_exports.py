"""The addresses of exports: what each answers, to whom, and how often it asks the database."""

import csv
import io
import logging
from datetime import timedelta

import openpyxl
import pytest
import time_machine
import vobject
from django.db.models import QuerySet
from django.utils import timezone

from departments import publishing
from departments.exports import published
from departments.exports.columns import HEADINGS
from departments.models import Office, Publication
from tests.making import make_contact, make_department, make_district, make_office, make_year, with_another_address

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
WHOLE = ["/directory.csv", "/directory.xlsx", "/directory.vcf"]


@pytest.fixture
def academics():
    office = make_office("academics", name="Academics", lead_title="Chief", lead_name="Ann Roe")
    arts = make_department(office, "arts", lead_name="Leon Groce", body="<p>Paint.</p>")
    make_contact(arts, name="José Díaz, Ph.D.", phone="414-475-8393 ext. 12")
    publishing.publish(office, by=None)
    return office


def _names(client, address):
    """Who and what has a card at `address`."""
    return [card.fn.value for card in vobject.readComponents(_body(client, address).decode())]


def _body(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response)  # read to its end, a file closes


def _table(client, address="/directory.csv"):
    return list(csv.DictReader(io.StringIO(_body(client, address).decode("utf-8-sig"), newline=""), strict=True))


def test_the_directory_in_three_forms(client, academics):
    rows = [(row["Kind"], row["Name"], row["Phone"], row["Extension"]) for row in _table(client)]
    assert rows == [
        ("Office", "Ann Roe", "", ""),
        ("Department", "Leon Groce", "414-252-0221", ""),
        ("Person", "José Díaz, Ph.D.", "414-475-8393", "12"),
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(_body(client, "/directory.xlsx"))).active
    name = HEADINGS.index("Name")
    assert [row[name] for row in sheet.iter_rows(min_row=2, values_only=True)] == [name for _, name, *_ in rows]
    assert _names(client, "/directory.vcf") == ["Academics", "Ann Roe", "Arts", "Leon Groce", "José Díaz, Ph.D."]


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/offices/academics.vcf", ["Academics"]),
        ("/offices/academics/all.vcf", ["Academics", "Ann Roe", "Arts", "Leon Groce", "José Díaz, Ph.D."]),
        ("/offices/academics/picture.vcf", ["Academics"]),
        ("/departments/arts.vcf", ["Arts"]),
        ("/departments/arts/all.vcf", ["Arts", "Leon Groce", "José Díaz, Ph.D."]),
        ("/departments/arts/picture.vcf", ["Arts"]),
        ("/offices/academics/people/ann-roe.vcf", ["Ann Roe"]),
        ("/departments/arts/people/leon-groce.vcf", ["Leon Groce"]),
        ("/departments/arts/people/josé-díaz-phd.vcf", ["José Díaz, Ph.D."]),
        ("/departments/arts/people/jose-diaz-phd.vcf", ["José Díaz, Ph.D."]),
    ],
)
def test_cards_of_one(client, academics, address, names):
    assert _names(client, address) == names


@pytest.mark.parametrize(
    "address",
    [
        "/offices/nowhere.vcf",
        "/departments/nowhere.vcf",
        "/departments/academics.vcf",
        "/offices/academics/people/leon-groce.vcf",
        "/departments/arts/people/nobody.vcf",
        "/departments/nowhere/people/leon-groce.vcf",
        "/years/1999-00/directory.csv",
    ],
)
def test_what_is_not_there_is_not_found(client, academics, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", WHOLE)
def test_there_is_nothing_to_download_before_anything_is_published(client, address):
    assert client.get(address).status_code == 404
    make_office("draft")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("/directory.csv", "text/csv; charset=utf-8; header=present", "mpsdir-2024-25.csv"),
        ("/directory.vcf", "text/vcard; charset=utf-8", "mpsdir-2024-25.vcf"),
        (
            "/directory.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "mpsdir-2024-25.xlsx",
        ),
        ("/offices/academics.vcf", "text/vcard; charset=utf-8", "academics.vcf"),
        ("/departments/arts.vcf", "text/vcard; charset=utf-8", "arts.vcf"),
        ("/departments/arts/people/leon-groce.vcf", "text/vcard; charset=utf-8", "leon-groce.vcf"),
    ],
)
def test_a_file_has_its_kind_and_a_name_and_is_in_no_index(client, academics, address, kind, name):
    for ask in (client.get, client.head):
        response = ask(address)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == kind
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert bool(b"".join(response)) == (ask == client.get)


def test_a_name_that_is_not_ascii_is_written_as_rfc_6266_says(client, academics):
    response = client.get("/departments/arts/people/josé-díaz-phd.vcf")
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''jos%C3%A9-d%C3%ADaz-phd.vcf"


@pytest.mark.parametrize("address", [*WHOLE, "/offices/academics.vcf"])
def test_only_reading_is_allowed(client, academics, address):
    assert [getattr(client, verb)(address).status_code for verb in ("post", "put", "delete")] == [405, 405, 405]


@pytest.mark.parametrize("address", [*WHOLE, "/offices/academics.vcf"])
def test_who_has_the_file_already_is_told_so_until_something_is_published(client, academics, address):
    mark = client.head(address).headers["ETag"]
    asked = {"headers": {"if-none-match": mark}}
    again = client.get(address, **asked)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", mark)
    Office.objects.update(lead_name="Joe Poe")
    assert client.get(address, **asked).status_code == 304
    publishing.publish(Office.objects.get(), by=None)
    assert client.head(address, **asked).status_code == 200


def test_an_earlier_year_has_files_of_its_own(client, academics):
    make_office("archives", year=make_year("2016-17"), name="Archives", lead_name="Gina Spang, P.E.", publish=True)
    (row,) = _table(client, "/years/2016-17/directory.csv")
    assert (row["School year"], row["Name"]) == ("2016-17", "Gina Spang, P.E.")
    assert row["Page"] == "http://testserver/years/2016-17/offices/archives/"
    assert _names(client, "/years/2016-17/directory.vcf") == ["Archives", "Gina Spang, P.E."]
    assert _names(client, "/years/2016-17/offices/archives.vcf") == ["Archives"]
    assert _names(client, "/years/2016-17/offices/archives/all.vcf") == ["Archives", "Gina Spang, P.E."]
    response = client.get("/years/2016-17/offices/archives/people/gina-spang-pe.vcf")
    assert response.headers["Content-Disposition"] == 'attachment; filename="gina-spang-pe-2016-17.vcf"'
    assert client.get("/offices/archives.vcf").status_code == 404


def test_the_current_years_label_leads_to_the_same_rows(client, academics):
    assert _body(client, "/years/2024-25/directory.csv") == _body(client, "/directory.csv")


def test_a_scheduled_page_is_exported_from_its_moment_on(client, academics):
    moment = timezone.now() + timedelta(days=1)
    Office.objects.update(lead_name="Joe Poe")
    publishing.publish(Office.objects.get(), by=None, at=moment)
    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        assert _table(client)[0]["Name"] == "Ann Roe"
    with time_machine.travel(moment, tick=False):
        assert _table(client)[0]["Name"] == "Joe Poe"
        assert client.get("/offices/academics/people/ann-roe.vcf").status_code == 404


def test_a_department_keeps_its_card_when_it_moves(client, academics):
    arts = academics.departments.get()
    arts.office = make_office("operations", name="Operations")
    arts.save()
    publishing.publish(arts.office, by=None)
    (card, *_) = vobject.readComponents(_body(client, "/departments/arts.vcf").decode())
    assert card.org.value == ["Operations", "Arts"]


def test_a_damaged_page_costs_only_itself(client, academics, caplog):
    other = make_office("operations", name="Operations", position=1, publish=True)
    damaged = Publication.objects.get(office=academics)
    QuerySet(Publication).filter(pk=damaged.pk).update(payload={"schema_version": 0})  # round what keeps it frozen
    with caplog.at_level(logging.ERROR):
        assert [row["Office"] for row in _table(client)] == [other.name]
    assert f"The publication {damaged.pk} cannot be read and is left out" in caplog.text


@pytest.mark.parametrize("address", ["/departments/arts.vcf", "/api/v1/departments/arts"])
def test_a_department_that_was_not_kept_with_its_page_is_a_503(client, academics, address):
    live = Publication.objects.get(office=academics)
    assert client.get(address).status_code == 200
    QuerySet(Publication).filter(pk=live.pk).update(payload=with_another_address(live.payload, "arts"))
    assert client.get(address).status_code == 503
    assert client.get("/offices/academics/").status_code == 200


@pytest.mark.parametrize("offices", [1, 3, 200])
def test_the_whole_directory_takes_four_queries_however_long_it_is(client, offices, django_assert_num_queries):
    make_district()
    for number in range(offices):
        make_office(f"office-{number}", publish=True)
    for address in WHOLE:
        with django_assert_num_queries(4):
            _body(client, address)
        with django_assert_num_queries(3):
            client.head(address)


@pytest.mark.parametrize("departments", [1, 3, 200])
@pytest.mark.parametrize(("address", "queries"), [("/offices/academics.vcf", 3), ("/departments/academics-1.vcf", 2)])
def test_cards_of_one_take_two_queries_and_one_for_what_has_no_number(
    client, departments, address, queries, django_assert_num_queries
):
    make_office("academics", departments=departments, publish=True)
    with django_assert_num_queries(queries):
        assert _names(client, address)


def test_pages_link_to_the_files_and_previews_do_not(client, academics, admin_client):
    home, page = (client.get(address).content.decode() for address in ("/", "/offices/academics/"))
    for address in WHOLE:
        assert f'href="{address}"' in home
    for address in [
        "/offices/academics.vcf",
        "/offices/academics/all.vcf",
        "/offices/academics/people/ann-roe.vcf",
        "/departments/arts.vcf",
        "/departments/arts/people/leon-groce.vcf",
    ]:
        assert f'href="{address}"' in page
        assert _names(client, address)
    draft = admin_client.get(f"/admin/departments/office/{academics.pk}/preview/").content.decode()
    assert "Ann Roe" in draft and ".vcf" not in draft and "ld+json" not in draft


def test_nothing_to_download_is_offered_where_there_is_nothing(client):
    make_year()
    assert "/directory.csv" not in client.get("/").content.decode()


def test_structured_data_that_cannot_be_made_costs_only_itself(client, academics, monkeypatch, caplog):
    monkeypatch.setattr("departments.exports.structured.of_page", lambda *given: 1 / 0)
    html = client.get("/offices/academics/").content.decode()
    assert "Ann Roe" in html and "ld+json" not in html
    assert "The structured data of academics is left out of its page." in caplog.text


def test_one_download_is_made_at_a_time(client, academics, monkeypatch):
    meanwhile, made = [], published.published

    def making(directory):
        monkeypatch.setattr(published, "published", made)
        meanwhile[:] = [client.get(address) for address in WHOLE]
        return made(directory)

    monkeypatch.setattr(published, "published", making)
    assert _body(client, WHOLE[0])
    for response in meanwhile:
        assert (response.status_code, response.headers["Retry-After"], response.headers["Refresh"]) == (503, "3", "3")
        assert "ETag" not in response.headers
        assert "Another download is being made just now. Yours begins by itself in a few seconds" in response.text
    assert all(_body(client, address) for address in WHOLE)


def test_a_download_that_fails_keeps_no_other_waiting(client, academics, monkeypatch):
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(published, "published", lambda directory: 1 / 0)
        assert client.get(WHOLE[0]).status_code == 500
    assert _body(client, WHOLE[0])
