"""Listings hold values, and are made anew from publications where a release reads them otherwise."""

import io

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from departments import publishing
from departments.models import Listing, Publication
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
    assert rebuild(Publication.objects.get()) is True
    assert [{**row, "id": 0} for row in _rows()] == [{**row, "id": 0} for row in before]
    assert rebuild(Publication.objects.get()) is False


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
