"""Listings hold values, and are made anew from publications where a release reads them otherwise."""

import io

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from departments import publishing
from departments.drafts import history
from departments.models import Department, Listing, Publication
from departments.models.lead import Lead
from departments.publishing.listings import rebuild
from tests.making import make_contact, make_department, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = make_office("academics", name="Academics", lead_title="Chief", lead_name="Ann Roe", lead_standing="acting")
    arts = make_department(office, "arts", lead_standing="vacant", lead_name="", fax="414-475-8457")
    make_contact(arts, name="José Díaz")
    publishing.publish(office, by=None)
    return office


def _rows():
    return list(Listing.objects.order_by("publication", "position").values())


def _spoil(**values):
    QuerySet(Listing).update(**values)  # past what keeps them frozen


def _command():
    said = io.StringIO()
    call_command("rebuild_listings", stdout=said, stderr=said)
    return said.getvalue()


def test_other_words_for_a_vacancy_are_everywhere_at_once(client, office, monkeypatch):
    """Nothing was published again: lists, search and the API say it in today's words."""
    paths = ["/", "/search/?q=arts", "/api/v1/departments", "/print/", "/chart/", "/offices/academics/"]
    assert all("Director: vacant" in _plain(client, path) for path in paths)
    monkeypatch.setattr(Lead, "holder", property(lambda lead: lead.name or "to be filled"))
    for path in paths[:3]:
        assert "Director: to be filled" in _plain(client, path) and "vacant" not in _plain(client, path)


def _plain(client, path):
    text = client.get(path).content.decode()
    for tag in ('<span class="lead-post">', '<span class="lead-holder">', "</span>"):
        text = text.replace(tag, "")
    return text


def test_a_listing_tells_who_leads_from_values(office):
    rows = Listing.objects.order_by("position")
    assert [(row.kind, str(row.lead), row.post) for row in rows] == [
        ("office", "Acting Chief: Ann Roe", ""),
        ("person", "", "Acting Chief"),
        ("department", "Director: vacant", ""),
        ("person", "", "Secretary"),
    ]
    assert [(row.lead_title, row.lead_name, row.lead_standing, row.title) for row in rows] == [
        ("Chief", "Ann Roe", "acting", ""),
        ("", "", "acting", "Chief"),
        ("Director", "", "vacant", ""),
        ("", "", "appointed", "Secretary"),
    ]


def test_listings_are_made_anew_in_their_places(office):
    before = _rows()
    _spoil(name="?", names_folded="", lead_name="?", fax="", title="?", kind="line")
    assert _rows() != before
    assert _command() == "Made the listings of 1 publication anew.\n"
    assert _rows() == before
    assert _command() == "Made the listings of 0 publications anew.\n"


def test_listings_that_are_missing_or_too_many_are_put_right(office):
    before = _rows()
    QuerySet(Listing).filter(position=1).delete()
    Listing.objects.create(publication=Publication.objects.get(), position=9, kind="line", name="?", names_folded="")
    assert rebuild(Publication.objects.get(), {}.get) is True
    assert [{**row, "id": 0} for row in _rows()] == [{**row, "id": 0} for row in before]
    assert rebuild(Publication.objects.get(), {}.get) is False


def _renamed(department, slug):
    """`department` saved under the address `slug`, as the editors' form saves it, and published."""
    with history.recording(by=None, why="Renamed"):
        history.watch(department.office_id)
        department.slug = slug
        department.save()
    publishing.publish(department.office, by=None)


@pytest.mark.thorough
def test_listings_that_are_gone_lead_old_addresses_on_as_before(client, office):
    """Addresses change hands meanwhile: "arts" is that of another department by now."""
    _renamed(Department.objects.get(), "fine-arts")
    music = make_department(office, "music", name="Music")
    publishing.publish(office, by=None)
    _renamed(music, "arts")
    before, paths = _rows(), ["/departments/arts/", "/departments/music/"]
    answers = [client.get(path).headers.get("Location") for path in paths]
    QuerySet(Listing).delete()
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert _command() == "Made the listings of 4 publications anew.\n"
    assert [{**row, "id": 0} for row in _rows()] == [{**row, "id": 0} for row in before]
    assert [client.get(path).headers.get("Location") for path in paths] == answers
    assert answers == ["/offices/academics/#arts", "/offices/academics/#arts"]


def test_a_department_that_nothing_tells_of_is_named(client, office):
    """Its address was changed where no version is kept of it."""
    Department.objects.update(slug="fine-arts")
    QuerySet(Listing).delete()
    assert _command() == (
        f"Publication {Publication.objects.get().pk} (Academics, 2024-25): nothing tells which department had the "
        "address arts. Its old address may say that it is gone.\n"
        "Made the listings of 1 publication anew.\n"
    )
    assert client.get("/departments/arts/").headers["Location"] == "/offices/academics/#arts"


def test_a_publication_that_cannot_be_read_is_passed_over(office):
    broken = Publication.objects.get()
    make_office("operations", publish=True)
    QuerySet(Publication).filter(pk=broken.pk).update(payload={"schema_version": 99})
    before = _rows()
    _spoil(title="?")
    assert _command() == (
        f"Publication {broken.pk} was passed over: it was kept in form 99, and this release reads forms up to 1.\n"
        "Made the listings of 1 publication anew.\n"
    )
    spoiled = [{**row, "title": "?"} if row["publication_id"] == broken.pk else row for row in before]
    assert _rows() == spoiled
