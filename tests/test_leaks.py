"""No draft reaches a visitor: every public address is read with marked drafts behind it."""

import pytest
from django.db import models
from django.urls import get_resolver

from departments import publishing
from departments.models import Contact, Department, Office
from tests.making import make_contact, make_department, make_district, make_office, make_picture, make_year

pytestmark = pytest.mark.django_db
MARK, MARKED_DIGITS = "Xyzzymark", "7779"

# An address or more for every public pattern; a pattern that is missing here fails the test below.
ADDRESSES = {
    "home": ["/"],
    "office": ["/offices/academics/", "/offices/xyzzymark/", "/offices/hidden/"],
    "department": ["/departments/arts/", "/departments/xyzzymark-2/", "/departments/hidden-1/"],
    "a-z": ["/a-z/"],
    "search": [f"/search/?q={query}" for query in (MARK, MARKED_DIGITS, "arts", "academics", "")],
    "years": ["/years/"],
    "archive-home": ["/years/2024-25/", "/years/2025-26/"],
    "archive-office": ["/years/2024-25/offices/academics/", "/years/2025-26/offices/next/"],
    "archive-department": ["/years/2024-25/departments/arts/", "/years/2025-26/departments/next-1/"],
    "archive-a-z": ["/years/2024-25/a-z/", "/years/2025-26/a-z/"],
    "archive-search": [f"/years/2024-25/search/?q={MARK}", f"/years/2025-26/search/?q={MARK}"],
    "health-live": ["/health/live/"],
    "health-ready": ["/health/ready/"],
    "picture": [f"/media/images/{'0' * 64}-10x10.webp"],
}


def test_every_public_pattern_is_walked():
    patterns = [p for p in get_resolver().url_patterns if getattr(p, "app_name", "") == "departments"]
    assert {pattern.name for pattern in patterns[0].url_patterns} == set(ADDRESSES)


def _mark(row):
    """Write the mark into every text of a draft, and marked digits into every number."""
    for field in row._meta.fields:
        if field.name in ("phone", "fax"):
            setattr(row, field.name, f"414-475-{MARKED_DIGITS}")
        elif field.name == "email":
            row.email = f"{MARK}@example.org"
        elif field.name == "slug":
            row.slug = f"{MARK.lower()}-{row.pk}"
        elif isinstance(field, models.TextField):
            setattr(row, field.name, f"<p>{MARK} {field.name}</p>")
        elif isinstance(field, models.CharField) and not field.choices and field.name != "image":
            setattr(row, field.name, f"{MARK} {field.name}")
    row.save()


@pytest.fixture
def drafts_beside_publications():
    make_district()
    office = make_office("academics", lead_name="Ann Roe", image=make_picture(), image_alt="A school")
    arts = make_department(office, "arts")
    make_contact(office)
    make_contact(arts, name="José Díaz")
    publishing.publish(office, by=None)
    for model in (Contact, Department, Office):
        for row in model.objects.all():
            _mark(row)
    # Never published, withdrawn, and published in a year that is not open.
    hidden = make_office("hidden", departments=1)
    withdrawn = make_office("gone", name=f"{MARK} gone", departments=1, publish=True)
    publishing.withdraw(withdrawn, by=None)
    unopened = make_office("next", year=make_year("2025-26", opened=False), name=f"{MARK} next", departments=1)
    publishing.publish(unopened, by=None)
    for row in (hidden, hidden.departments.get()):
        _mark(row)
    return office


def _leaks(client):
    return [
        (address, mark)
        for addresses in ADDRESSES.values()
        for address in addresses
        for mark in (MARK, MARKED_DIGITS)
        if mark.casefold() in _shown(client, address).casefold()
    ]


def _shown(client, address):
    """All that `address` answers, without the repetition of what was asked."""
    response = client.get(address)
    if "results" in (response.context or {}):
        return str(response.context["results"])
    asked = address.strip("/").split("/")[-1]
    return (response.content.decode() + str(response.headers)).replace(asked, "") if not response.streaming else ""


def test_no_public_address_shows_a_draft(client, drafts_beside_publications):
    assert _leaks(client) == []
    assert "Ann Roe" in client.get("/offices/academics/").content.decode()


def test_this_test_would_notice(client, drafts_beside_publications):
    """Published, the same marks are found on the pages that show them."""
    office = Office.objects.get(pk=drafts_beside_publications.pk)
    publishing.publish(office, by=None)
    addresses = {address for address, _ in _leaks(client)}
    assert {"/", "/a-z/", "/years/2024-25/", "/years/2024-25/a-z/"} <= addresses
    assert MARK in client.get(f"/offices/{office.slug}/").content.decode()
    assert any(address.startswith("/search/?q=Xyzzymark") for address in addresses)
